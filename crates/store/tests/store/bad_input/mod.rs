//! Whatever nonsense is asked of the verbs of an order's life is refused by a typed error that
//! names the field or what is missing, and changes nothing.
// The tests are tables of cases.
#![allow(clippy::unwrap_used, clippy::too_many_lines)]

mod changes;
mod money;
mod placing;
mod stock;

use std::fmt::Display;

use crate::shop::{MUG, POSTAGE, Shop, gbp, pieces, sale};
use mercer_store::amounts::{Discount, DiscountAmount};
use mercer_store::inventory::counts::{self, OpenCount};
use mercer_store::orders;
use mercer_store::payments::{self, Means, Record};
use mercer_store::shipments::{self, CreateShipment, ShipmentLine};
use mercer_store::{Money, Quantity};

const NOBODY: i64 = 987_654;
const BELL: &str = "ding\u{7}";

/// A shop with one order of two mugs of which one was sent and three pounds were paid.
struct Scene {
    shop: Shop,
    order: i64,
    payment: i64,
    count: i64,
    wrong: Vec<String>,
    before: Vec<(String, i64)>,
}

async fn fingerprint(shop: &Shop) -> Vec<(String, i64)> {
    let mut all = shop.row_counts().await;
    for (table, column) in [
        ("orders", "version"),
        ("orders", "captured"),
        ("orders", "pledged"),
        ("orders", "credited"),
        ("shipments", "version"),
        ("payments", "version"),
        ("stock_counts", "version"),
        ("customers", "version"),
        ("stock_levels", "on_hand"),
        ("stock_levels", "reserved"),
    ] {
        let sql = format!("SELECT COALESCE(MAX({column}), 0) AS n FROM {table}");
        all.push((format!("{table}.{column}"), shop.number(&sql).await));
    }
    all
}

impl Scene {
    async fn set(shop: Shop) -> Self {
        let store = &shop.store;
        shop.receive(MUG, pieces(5)).await;
        let lines = [(MUG, pieces(2)), (POSTAGE, pieces(1))];
        let order = orders::place(store, sale(&lines)).await.unwrap().order.id;
        let parcel = CreateShipment {
            lines: Some(vec![packed(1, pieces(1))]),
            ..CreateShipment::of(order)
        };
        let parcel = shipments::create(store, parcel).await.unwrap();
        shipments::ship(store, parcel.shipment.id, None)
            .await
            .unwrap();
        let cash = recorded(order, 300, Means::Cash);
        let payment = payments::record(store, cash).await.unwrap().id;
        let count = counts::open(store, OpenCount::default()).await.unwrap().id;
        Scene {
            before: fingerprint(&shop).await,
            shop,
            order,
            payment,
            count,
            wrong: Vec::new(),
        }
    }

    /// Notes what was accepted, refused with other words, or refused and done nevertheless.
    async fn refused<T, E: Display>(
        &mut self,
        words: &str,
        answer: impl Future<Output = Result<T, E>>,
    ) {
        match answer.await {
            Ok(_) => self.wrong.push(format!("accepted: {words}")),
            Err(error) => {
                let error = error.to_string();
                if !error.contains(words) {
                    self.wrong.push(format!("not {words:?}: {error}"));
                }
            }
        }
        if fingerprint(&self.shop).await != self.before {
            self.wrong.push(format!("refused and done: {words}"));
            self.before = fingerprint(&self.shop).await;
        }
    }

    fn assert_all_refused(&self) {
        let kind = self.shop.database.kind;
        assert!(self.wrong.is_empty(), "{kind}: {:#?}", self.wrong);
    }
}

fn packed(line: i64, quantity: Quantity) -> ShipmentLine {
    ShipmentLine { line, quantity }
}

fn recorded(order_id: i64, amount: i64, means: Means) -> Record {
    Record {
        order_id,
        amount: Money::new(amount, gbp()),
        means,
    }
}

fn off(amount: DiscountAmount, reason: &str) -> Discount {
    Discount {
        amount,
        reason: reason.to_owned(),
    }
}
