//! Facts about what products cost the shop, and what an order's lines keep of it.
#![allow(clippy::unwrap_used)]

use crate::empty_shop::{Shop, item, purchase, refused, shops};
use mercer_database::Error;
use mercer_store::orders::{self, LineChange, ModifyOrder, OrderLine, OrderWithItems};
use mercer_store::patch::Patch;
use mercer_store::products::{self, CreateProduct, Product, ProductError, UpdateProduct};
use mercer_store::{Invalid, Money, Quantity};
use sea_orm::ConnectionTrait;

fn pounds(amount: i64) -> Money {
    Money::new(amount, "GBP".parse().unwrap())
}

fn euros(amount: i64) -> Money {
    Money::new(amount, "EUR".parse().unwrap())
}

fn costing(cost: Patch<Money>) -> UpdateProduct {
    UpdateProduct {
        cost,
        ..UpdateProduct::default()
    }
}

async fn add(shop: &Shop, sku: &str, cost: Option<Money>) -> Product {
    let input = CreateProduct { cost, ..item(sku) };
    products::create(&shop.store, input).await.unwrap()
}

async fn set(shop: &Shop, product: &Product, cost: Patch<Money>) -> Product {
    let changed = products::update(&shop.store, product.id, costing(cost)).await;
    changed.unwrap()
}

/// The costs of an order's lines, as they are kept.
async fn costs(shop: &Shop, order: &OrderWithItems) -> Vec<Option<i64>> {
    let kept = orders::get(&shop.store, order.order.id).await.unwrap();
    let of = |order: &OrderWithItems| -> Vec<_> {
        order.items.iter().map(|item| item.unit_cost).collect()
    };
    assert_eq!(of(&kept), of(order), "{}", shop.kind());
    of(&kept)
}

/// Whether this rule of the table refuses the statement.
async fn is_refused_by(shop: &Shop, rule: &str, sql: &'static str) -> bool {
    let written: Result<(), Error> = shop
        .place
        .database
        .write(move |transaction| async move {
            transaction.execute_unprepared(sql).await?;
            Ok(())
        })
        .await;
    matches!(written, Err(Error::Constraint(violation)) if violation.is(rule))
}

fn one(id: i64) -> OrderLine {
    OrderLine::of(id, Quantity::whole(1).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cost_is_known_changed_and_not_known_any_more() {
    for shop in shops().await {
        let unknown = add(&shop, "PLAIN", None).await;
        assert_eq!(unknown.cost, None);
        let mug = add(&shop, "MUG", Some(pounds(120))).await;
        assert_eq!(mug.cost, Some(120));
        assert_eq!(products::get(&shop.store, mug.id).await.unwrap(), mug);
        assert_eq!(set(&shop, &mug, Patch::Set(pounds(0))).await.cost, Some(0));
        assert_eq!(set(&shop, &mug, Patch::Keep).await.cost, Some(0));
        assert_eq!(set(&shop, &mug, Patch::Clear).await.cost, None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cost_below_zero_too_large_or_in_another_currency_is_refused() {
    for shop in shops().await {
        let mug = add(&shop, "MUG", Some(pounds(120))).await;
        for cost in [
            pounds(-1),
            pounds(1_000_000_000_000_001),
            pounds(i64::MAX),
            euros(5),
        ] {
            let new = CreateProduct {
                cost: Some(cost),
                ..item("NEW")
            };
            refused!(
                shop,
                products::create(&shop.store, new),
                ProductError::Invalid(Invalid { field, .. }) if field == "cost"
            );
            refused!(
                shop,
                products::update(&shop.store, mug.id, costing(Patch::Set(cost))),
                ProductError::Invalid(Invalid { field, .. }) if field == "cost"
            );
        }
        let sql = "UPDATE products SET cost = -1 WHERE cost = 120";
        assert!(is_refused_by(&shop, "products_cost_check", sql).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_currency_takes_another_cost() {
    for shop in shops().await {
        let mug = add(&shop, "MUG", Some(pounds(120))).await;
        let in_euros = |cost| UpdateProduct {
            price: Some(300),
            currency: Some("EUR".parse().unwrap()),
            ..costing(cost)
        };
        for cost in [Patch::Keep, Patch::Set(pounds(120))] {
            refused!(
                shop,
                products::update(&shop.store, mug.id, in_euros(cost)),
                ProductError::Invalid(Invalid { field, .. }) if field == "cost"
            );
        }
        let changed = in_euros(Patch::Set(euros(140)));
        let changed = products::update(&shop.store, mug.id, changed).await;
        let changed = changed.unwrap();
        assert_eq!((changed.cost, &*changed.currency), (Some(140), "EUR"));
        // What has no cost may be priced in anything.
        let plain = add(&shop, "PLAIN", None).await;
        let changed = products::update(&shop.store, plain.id, in_euros(Patch::Keep)).await;
        assert_eq!(changed.unwrap().cost, None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_keeps_what_its_product_cost_when_it_was_ordered() {
    for shop in shops().await {
        let customer = shop.customer("ada").await;
        let (mug, tea) = (shop.goods("MUG", 9).await, shop.goods("TEA", 9).await);
        set(&shop, &mug, Patch::Set(pounds(120))).await;
        let placed = orders::place(&shop.store, purchase(customer.id, mug.id, 2)).await;
        let placed = placed.unwrap();
        let draft = orders::draft(&shop.store, purchase(customer.id, mug.id, 1)).await;
        let draft = draft.unwrap();
        assert_eq!(costs(&shop, &placed).await, [Some(120)]);
        assert_eq!(costs(&shop, &draft).await, [Some(120)]);

        set(&shop, &mug, Patch::Set(pounds(135))).await;
        let edit = ModifyOrder {
            order_id: placed.order.id,
            add: vec![one(mug.id), one(tea.id)],
            change: vec![LineChange {
                line: 1,
                quantity: Some(Quantity::whole(3).unwrap()),
                discount: Patch::Keep,
            }],
            ..ModifyOrder::default()
        };
        let edited = orders::modify(&shop.store, edit).await.unwrap().order;
        let expected = [Some(120), Some(135), None];
        assert_eq!(costs(&shop, &edited).await, expected, "{}", shop.kind());
        let placed = orders::place_draft(&shop.store, draft.order.id, None).await;
        assert_eq!(costs(&shop, &placed.unwrap()).await, [Some(135)]);
        let sql = "UPDATE order_items SET unit_cost = -1 WHERE unit_cost = 135";
        assert!(is_refused_by(&shop, "order_items_unit_cost_check", sql).await);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_line_costs_the_shop_can_be_counted() {
    for shop in shops().await {
        let customer = shop.customer("ada").await;
        let gold = shop.goods("GOLD", 100_000).await;
        set(&shop, &gold, Patch::Set(pounds(1_000_000_000_000_000))).await;
        let order = |pieces| orders::place(&shop.store, purchase(customer.id, gold.id, pieces));
        assert!(order(9_000).await.is_ok(), "{}", shop.kind());
        let refused = order(10_000).await.unwrap_err();
        assert!(refused.to_string().contains("too large"), "{refused}");
    }
}
