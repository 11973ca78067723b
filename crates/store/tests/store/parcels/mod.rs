//! An order whose goods are packed and sent, for tests.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::missing_panics_doc
)]

use mercer_store::Quantity;
use mercer_store::orders::{self, FulfilmentStatus, OrderItem};
use mercer_store::shipments::{self, CreateShipment, ReturnToSender, ShipmentLine};

use crate::shop::{MUG, POSTAGE, Shop, TEA, pieces, sale};

/// Four mugs, 0.350 kg of tea and postage, placed; ten of each in stock.
pub async fn ordered(shop: &Shop) -> i64 {
    shop.receive(MUG, pieces(10)).await;
    shop.receive(TEA, pieces(10)).await;
    let grams = Quantity::from_thousandths(350);
    let lines = [(MUG, pieces(4)), (TEA, grams), (POSTAGE, pieces(1))];
    let placed = orders::place(&shop.store, sale(&lines)).await.unwrap();
    placed.order.id
}

pub fn of_lines(order_id: i64, lines: &[(i64, i64)]) -> CreateShipment {
    let line = |&(line, thousandths): &(i64, i64)| ShipmentLine {
        line,
        quantity: Quantity::from_thousandths(thousandths),
    };
    CreateShipment {
        lines: Some(lines.iter().map(line).collect()),
        ..CreateShipment::of(order_id)
    }
}

pub async fn packed(shop: &Shop, order_id: i64, lines: &[(i64, i64)]) -> i64 {
    let input = of_lines(order_id, lines);
    let created = shipments::create(&shop.store, input).await.unwrap();
    created.shipment.id
}

pub fn back(shipment_id: i64) -> ReturnToSender {
    ReturnToSender {
        shipment_id,
        location_id: None,
        reason: "nobody at home".to_owned(),
        write_off: Vec::new(),
        is_credited: true,
        expected_version: None,
    }
}

impl Shop {
    pub async fn line(&self, order_id: i64, line: i64) -> OrderItem {
        let order = orders::get(&self.store, order_id).await.unwrap();
        order
            .items
            .into_iter()
            .find(|item| item.line == line)
            .unwrap()
    }

    pub async fn fulfilment(&self, order_id: i64) -> FulfilmentStatus {
        let order = orders::get(&self.store, order_id).await.unwrap().order;
        order.fulfilment_status
    }

    pub async fn done(&self, order_id: i64) -> Vec<String> {
        let timeline = orders::timeline(&self.store, order_id).await.unwrap();
        timeline.into_iter().map(|entry| entry.action).collect()
    }
}
