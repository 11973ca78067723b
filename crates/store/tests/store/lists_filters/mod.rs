//! Facts about what lists leave out, and about rows that are read for many others at once.
// Every filter of a noun stands in one test, a line or two each.
#![allow(clippy::unwrap_used, clippy::too_many_lines)]

use crate::parcels::{ordered, packed};
use crate::shop::{MUG, Shop, TEA, gbp, pieces, sale};
use chrono::TimeDelta;
use mercer_store::invoices::{self};
use mercer_store::orders::{self};
use mercer_store::patch::Patch;
use mercer_store::payments::{self, Means, Record};
use mercer_store::returns::{self, CreateReturn, Disposition, ReturnLine};
use mercer_store::shipments::{self, UpdateShipment};
use mercer_store::{Clock, Money, Quantity};

/// The ids of a list's first page.
macro_rules! ids {
    ($list:expr) => {
        $list
            .await
            .unwrap()
            .items
            .iter()
            .map(|row| row.id)
            .collect::<Vec<i64>>()
    };
}

mod catalogue;
mod many;
mod orders_listed;
mod papers;
mod stock;

/// An order that was placed, packed, sent, paid, billed and partly taken back; a minute later one
/// that was only placed; and a draft.
async fn three_orders(shop: &Shop) -> [i64; 3] {
    let store = &shop.store;
    let first = ordered(shop).await;
    let shipment = packed(shop, first, &[(1, 4_000), (2, 350)]).await;
    shipments::ship(store, shipment, None).await.unwrap();
    let tracked = UpdateShipment {
        tracking_number: Patch::Set("TRACK-1".to_owned()),
        ..UpdateShipment::default()
    };
    shipments::update(store, shipment, tracked).await.unwrap();
    let total = orders::get(store, first).await.unwrap().order.total;
    let paid = Record {
        order_id: first,
        amount: Money::new(total, gbp()),
        means: Means::Cash,
    };
    payments::record(store, paid).await.unwrap();
    invoices::issue(store, first, None).await.unwrap();
    let back = CreateReturn {
        order_id: first,
        location_id: None,
        reason: "not wanted".to_owned(),
        lines: vec![ReturnLine {
            line: 1,
            quantity: Quantity::from_thousandths(1_000),
            disposition: Disposition::Restock,
            credit: returns::LineCredit::Full,
        }],
    };
    returns::create(store, back).await.unwrap();
    shop.clock.set(shop.clock.now() + TimeDelta::minutes(1));
    let second = orders::place(store, sale(&[(MUG, pieces(2))]))
        .await
        .unwrap();
    let draft = orders::draft(store, sale(&[(TEA, pieces(1))]))
        .await
        .unwrap();
    [first, second.order.id, draft.order.id]
}
