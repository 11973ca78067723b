//! Shops with a year of business, and what plain SQL says of their books.

use std::ops::ControlFlow;

use chrono::NaiveDate;
use mercer_store::Money;
use mercer_store::orders::{self, Credit, CreditOrder, PlaceOrder};
use mercer_store::patch::Patch;
use mercer_store::products;
use mercer_store::reports;
use mercer_store::seed::{self, Seed};

use crate::empty_shop::{Shop, purchase, shops};

/// Shops with a year of orders, one with prices that include tax and one without.
pub(crate) async fn busy_shops() -> Vec<Shop> {
    let mut all = shops().await;
    all.extend(shops().await.into_iter().map(|mut shop| {
        shop.store = shop.store.with_prices_including_tax(true);
        shop
    }));
    for shop in &all {
        let seed = Seed {
            customers: 60,
            products: 70,
            orders: 900,
            seed: 11,
        };
        seed::run(&shop.store, seed, |_| ControlFlow::Continue(()))
            .await
            .unwrap();
        let euro = products::UpdateProduct {
            currency: Some("EUR".parse().unwrap()),
            cost: Patch::Set(Money::new(100, "EUR".parse().unwrap())),
            ..products::UpdateProduct::default()
        };
        let product = shop
            .number("SELECT MAX(product_id) AS n FROM stock_levels WHERE on_hand > 9000")
            .await;
        products::update(&shop.store, product, euro).await.unwrap();
        let foreign = PlaceOrder {
            currency: Some("EUR".parse().unwrap()),
            ..purchase(1, product, 2)
        };
        orders::place(&shop.store, foreign).await.unwrap();
        // A goodwill credit, of which tax is a part.
        let sql = "SELECT MAX(o.id) AS n FROM orders o JOIN order_items i ON i.order_id = o.id \
                   WHERE o.status = 'placed' AND o.source = 'seed' AND i.tax > 0 AND o.credited = 0";
        let order_id = shop.number(sql).await;
        let sql = format!(
            "SELECT MAX(line) AS n FROM order_items WHERE order_id = {order_id} AND tax > 0"
        );
        let line = shop.number(&sql).await;
        let goodwill = CreditOrder {
            order_id,
            expected_version: None,
            credit: Credit::Lines(vec![(line, 7)]),
            reason: "late".to_owned(),
        };
        orders::credit(&shop.store, goodwill).await.unwrap();
    }
    all
}

pub(crate) const PLACED: &str = "status = 'placed' AND currency = 'GBP'";

/// From the first moment of a day to before the first of another.
pub(crate) fn between(from: NaiveDate, until: NaiveDate) -> String {
    format!("placed_at >= '{from} 00:00:00' AND placed_at < '{until} 00:00:00'")
}

/// Each order's sum, sales above and returns below zero, by plain SQL.
pub(crate) async fn sum(shop: &Shop, amount: &str, when: &str) -> i64 {
    let big = if shop.kind() == mercer_database::Kind::MySql {
        "SIGNED"
    } else {
        "BIGINT"
    };
    let sql = format!(
        "SELECT CAST(COALESCE(SUM({amount}), 0) AS {big}) AS n FROM orders \
         WHERE {PLACED} AND {when}"
    );
    shop.number(&sql).await
}

/// The tax that is left after credits, by plain SQL.
pub(crate) async fn tax(shop: &Shop, more: &str, when: &str) -> i64 {
    let big = if shop.kind() == mercer_database::Kind::MySql {
        "SIGNED"
    } else {
        "BIGINT"
    };
    let sql = format!(
        "SELECT CAST(COALESCE(SUM((CASE WHEN kind = 'sale' THEN 1 ELSE -1 END) * (i.tax - \
         CASE WHEN i.total = 0 THEN 0 ELSE ROUND(i.tax * 1.0 * i.refunded / i.total) END)), 0) \
         AS {big}) AS n FROM orders JOIN order_items i ON i.order_id = orders.id \
         WHERE {PLACED} AND {when}{more}"
    );
    shop.number(&sql).await
}

/// What lines left over, by plain SQL: the net and the cost of those whose cost is known, and the net of
/// the others.
pub(crate) async fn margin(shop: &Shop, more: &str, when: &str) -> reports::Margin {
    let big = if shop.kind() == mercer_database::Kind::MySql {
        "SIGNED"
    } else {
        "BIGINT"
    };
    let lines = |amount: &str, which: &str| {
        format!(
            "SELECT CAST(COALESCE(SUM((CASE WHEN kind = 'sale' THEN 1 ELSE -1 END) * {amount}), 0) \
             AS {big}) AS n FROM orders JOIN order_items i ON i.order_id = orders.id \
             WHERE {PLACED} AND {when} AND i.unit_cost IS {which}{more}"
        )
    };
    let net = "(i.total - i.refunded - i.tax + \
        CASE WHEN i.total = 0 THEN 0 ELSE ROUND(i.tax * 1.0 * i.refunded / i.total) END)";
    let cost = "ROUND(i.unit_cost * 1.0 * \
        CASE WHEN kind = 'sale' THEN i.quantity - i.returned ELSE i.quantity END / 1000)";
    reports::Margin {
        net: shop.number(&lines(net, "NOT NULL")).await,
        cost: shop.number(&lines(cost, "NOT NULL")).await,
        net_without_cost: shop.number(&lines(net, "NULL")).await,
    }
}
