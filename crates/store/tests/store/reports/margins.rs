//! Facts about what is left of the revenue when the goods are paid.

use mercer_store::orders::{self, Credit, CreditOrder, OrderKind, PlaceOrder};
use mercer_store::patch::Patch;
use mercer_store::products::{self, Product, UpdateProduct};
use mercer_store::reports::{self, Margin, Step};
use mercer_store::returns::{self, CreateReturn, ReturnLine};
use mercer_store::{Money, Quantity};

use super::books::{between, busy_shops, margin};
use super::{day, year};
use crate::empty_shop::{Shop, pounds, purchase, shops};

#[tokio::test(flavor = "multi_thread")]
async fn margins_are_right_to_the_cent_step_by_step() {
    for shop in busy_shops().await {
        let report = reports::sales(&shop.store, year(), Step::Month, None).await;
        let report = report.unwrap();
        let begins: Vec<_> = report.rows.iter().map(|row| row.begin).collect();
        let end = day("2025-06-16");
        for (place, row) in report.rows.iter().enumerate() {
            let from = row.begin.max(day("2024-06-15"));
            let until = begins.get(place + 1).copied().unwrap_or(end).min(end);
            let expected = margin(&shop, "", &between(from, until)).await;
            assert_eq!(row.margin, expected, "{}: {from}", shop.kind());
        }
        let whole = between(day("2024-06-15"), end);
        let total = report.total;
        assert_eq!(total.margin, margin(&shop, "", &whole).await);
        let Margin {
            net,
            cost,
            net_without_cost,
        } = total.margin;
        assert!(cost > 0 && net > cost && net_without_cost > 0, "{total:?}");
        let tax = reports::tax(&shop.store, year(), Step::Month, None).await;
        let delivery = tax.unwrap().delivery;
        assert_eq!(net + net_without_cost + delivery, total.net());
        let tenths = ((net - cost) * 2_000 + net) / (net * 2);
        assert_eq!(total.margin.per_mille(), Some(tenths));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn margins_of_products_are_right_and_add_up_to_those_of_the_sales() {
    for shop in busy_shops().await {
        let report = reports::products(&shop.store, year(), 1_000, None).await;
        let report = report.unwrap();
        let whole = between(day("2024-06-15"), day("2025-06-16"));
        let mut without = 0;
        for row in &report.best {
            let of_it = format!(" AND i.product_id = {}", row.id);
            let expected = margin(&shop, &of_it, &whole).await;
            assert_eq!(row.margin, expected, "{}: {}", shop.kind(), row.sku);
            without += i64::from(row.margin.net_without_cost != 0);
        }
        assert!(without > 0, "some have no known cost");
        let sales = reports::sales(&shop.store, year(), Step::Day, None).await;
        assert_eq!(report.margin, sales.unwrap().total.margin);
        let few = reports::products(&shop.store, year(), 4, None).await;
        assert_eq!(few.unwrap().margin, report.margin);
    }
}

async fn goods(shop: &Shop, sku: &str, cost: Option<i64>) -> Product {
    let product = shop.goods(sku, 20).await;
    let cost = cost.map(|cost| Money::new(cost, pounds()));
    let costing = UpdateProduct {
        cost: Patch::from(cost),
        ..UpdateProduct::default()
    };
    let changed = products::update(&shop.store, product.id, costing).await;
    changed.unwrap()
}

async fn margin_of_all(shop: &Shop) -> Margin {
    let report = reports::sales(&shop.store, year(), Step::Month, None).await;
    report.unwrap().total.margin
}

fn known(net: i64, cost: i64) -> Margin {
    Margin {
        net,
        cost,
        net_without_cost: 0,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_back_costs_nothing_and_a_goodwill_is_paid_by_the_margin() {
    for shop in shops().await {
        let ada = shop.customer("ada").await;
        let mug = goods(&shop, "MUG", Some(120)).await;
        let input = PlaceOrder {
            fulfilment: orders::Fulfilment::HandOver,
            ..purchase(ada.id, mug.id, 3)
        };
        let sold = orders::place(&shop.store, input).await.unwrap();
        assert_eq!(margin_of_all(&shop).await, known(3 * 255, 3 * 120));
        assert_eq!(margin_of_all(&shop).await.per_mille(), Some(529));

        let back = CreateReturn {
            order_id: sold.order.id,
            location_id: None,
            lines: vec![ReturnLine::of(1, Quantity::whole(1).unwrap())],
            reason: "broken".to_owned(),
        };
        returns::create(&shop.store, back).await.unwrap();
        assert_eq!(margin_of_all(&shop).await, known(2 * 255, 2 * 120));

        let goodwill = CreditOrder {
            order_id: sold.order.id,
            expected_version: None,
            credit: Credit::Lines(vec![(1, 10)]),
            reason: "late".to_owned(),
        };
        orders::credit(&shop.store, goodwill).await.unwrap();
        assert_eq!(margin_of_all(&shop).await, known(2 * 255 - 10, 2 * 120));

        let taken_back = PlaceOrder {
            kind: OrderKind::Return,
            ..purchase(ada.id, mug.id, 1)
        };
        orders::place(&shop.store, taken_back).await.unwrap();
        assert_eq!(margin_of_all(&shop).await, known(255 - 10, 120));
        // What a product costs today says nothing of what was sold before.
        goods_cost(&shop, &mug, 999).await;
        assert_eq!(margin_of_all(&shop).await, known(255 - 10, 120));
    }
}

async fn goods_cost(shop: &Shop, product: &Product, cost: i64) {
    let costing = UpdateProduct {
        cost: Patch::Set(Money::new(cost, pounds())),
        ..UpdateProduct::default()
    };
    products::update(&shop.store, product.id, costing)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_no_known_cost_is_told_by_itself_and_not_taken_for_free() {
    for shop in shops().await {
        let ada = shop.customer("ada").await;
        let plain = goods(&shop, "PLAIN", None).await;
        shop.order(&ada, &plain, 4).await;
        let of_unknown = Margin {
            net_without_cost: 4 * 255,
            ..Margin::default()
        };
        assert_eq!(margin_of_all(&shop).await, of_unknown);
        assert_eq!(of_unknown.per_mille(), None);
        let free = goods(&shop, "FREE", Some(0)).await;
        shop.order(&ada, &free, 1).await;
        let both = Margin {
            net: 255,
            cost: 0,
            ..of_unknown
        };
        assert_eq!(margin_of_all(&shop).await, both);
        assert_eq!(both.per_mille(), Some(1_000));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_dearest_line_that_can_be_ordered_can_be_reported() {
    for shop in shops().await {
        let ada = shop.customer("ada").await;
        let gold = goods(&shop, "GOLD", Some(1_000_000_000_000_000)).await;
        let levels = format!(
            "UPDATE stock_levels SET on_hand = 9223000 WHERE product_id = {}",
            gold.id
        );
        shop.place.execute(&levels).await;
        shop.order(&ada, &gold, 9_223).await;
        let expected = known(9_223 * 255, 9_223_000_000_000_000_000);
        assert_eq!(margin_of_all(&shop).await, expected, "{}", shop.kind());
    }
}
