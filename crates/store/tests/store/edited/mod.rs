//! Changes of orders in few words. Every test file is a program of its own and uses its own part of
//! this.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::missing_panics_doc
)]

use mercer_store::amounts::{Discount, DiscountAmount};
use mercer_store::orders::{self, LineChange, ModifyOrder, OrderWithItems};
use mercer_store::patch::Patch;
use mercer_store::payments::{self, Means, Record};
use mercer_store::{Money, Quantity};

use crate::shop::{MUG, Shop, TEA, gbp, pieces, sale};

pub fn change(line: i64, quantity: Quantity) -> LineChange {
    LineChange {
        line,
        quantity: Some(quantity),
        discount: Patch::Keep,
    }
}

pub fn off(minor_units: i64) -> Discount {
    Discount {
        amount: DiscountAmount::Fixed(minor_units),
        reason: "regular customer".to_owned(),
    }
}

pub fn of(order: &OrderWithItems) -> ModifyOrder {
    ModifyOrder {
        order_id: order.order.id,
        ..ModifyOrder::default()
    }
}

pub async fn two_mugs_and_tea(shop: &Shop) -> OrderWithItems {
    shop.receive(MUG, pieces(10)).await;
    shop.receive(TEA, pieces(10)).await;
    let lines = [(MUG, pieces(2)), (TEA, Quantity::from_thousandths(350))];
    orders::place(&shop.store, sale(&lines)).await.unwrap()
}

pub async fn pay(shop: &Shop, order: &OrderWithItems, amount: i64) -> i64 {
    let cash = Record {
        order_id: order.order.id,
        amount: Money::new(amount, gbp()),
        means: Means::Cash,
    };
    payments::record(&shop.store, cash).await.unwrap().id
}
