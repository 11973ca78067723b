//! The rows that the checker compares, as of one moment.

use std::collections::BTreeMap;

use crate::databases::{Cell, Database, Rows, snapshot};
use crate::error::ProofError;

/// An order's row with its lines and payments.
#[derive(Clone, Debug, Default)]
pub(super) struct StoredOrder {
    pub(super) id: i64,
    pub(super) number: String,
    pub(super) shipping: i64,
    pub(super) total: i64,
    pub(super) captured: i64,
    pub(super) is_placed: bool,
    /// Products and thousandths, by product.
    pub(super) lines: Vec<(i64, i64)>,
    pub(super) payments: Vec<StoredPayment>,
}

/// A payment's row with what happened to it.
#[derive(Clone, Debug, Default)]
pub(super) struct StoredPayment {
    pub(super) id: i64,
    pub(super) amount: i64,
    pub(super) captured: i64,
    /// Amounts that events say were taken.
    pub(super) captures: Vec<i64>,
    /// What the provider was asked for, by word.
    pub(super) operations: Vec<String>,
}

/// What is on a shelf.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Level {
    pub(super) on_hand: i64,
    pub(super) reserved: i64,
}

/// Everything that is looked at.
#[derive(Debug, Default)]
pub(super) struct Stored {
    pub(super) orders: BTreeMap<i64, StoredOrder>,
    /// By product; a proof's shop has one location.
    pub(super) levels: BTreeMap<i64, Level>,
    /// Movements added up by product.
    pub(super) moved: BTreeMap<i64, i64>,
    /// Items and payments of no order, in words.
    pub(super) strays: Vec<String>,
}

const QUESTIONS: &[&str] = &[
    "SELECT id, number, shipping, total, captured, status FROM orders",
    "SELECT order_id, product_id, quantity FROM order_items",
    "SELECT id, order_id, amount, captured FROM payments",
    "SELECT payment_id, amount FROM payment_events WHERE kind = 'captured'",
    "SELECT payment_id, kind FROM payment_operations",
    "SELECT product_id, on_hand, reserved FROM stock_levels",
    "SELECT product_id, quantity FROM stock_movements",
];

impl Stored {
    /// Reads it all in one transaction.
    pub(super) fn read(database: &Database) -> Result<Self, ProofError> {
        let answers = snapshot(database, QUESTIONS)?;
        let [
            orders,
            items,
            payments,
            events,
            operations,
            levels,
            movements,
        ] = answers.as_slice()
        else {
            return Err(ProofError::Database("too few answers".to_owned()));
        };
        let mut stored = Stored::default();
        for row in orders {
            let order = order_of(row);
            stored.orders.insert(order.id, order);
        }
        for row in items {
            let line = (row[1].integer(), row[2].integer());
            match stored.orders.get_mut(&row[0].integer()) {
                Some(order) => order.lines.push(line),
                None => stored.strays.push(format!("a line of order {:?}", row[0])),
            }
        }
        for payment in payments_of(payments, events, operations) {
            match stored.orders.get_mut(&payment.0) {
                Some(order) => order.payments.push(payment.1),
                None => stored.strays.push(format!("payment {}", payment.1.id)),
            }
        }
        for row in levels {
            let level = stored.levels.entry(row[0].integer()).or_default();
            level.on_hand += row[1].integer();
            level.reserved += row[2].integer();
        }
        for row in movements {
            *stored.moved.entry(row[0].integer()).or_default() += row[1].integer();
        }
        Ok(stored)
    }
}

fn order_of(row: &[Cell]) -> StoredOrder {
    StoredOrder {
        id: row[0].integer(),
        number: row[1].text().to_owned(),
        shipping: row[2].integer(),
        total: row[3].integer(),
        captured: row[4].integer(),
        is_placed: row[5].text() == "placed",
        lines: Vec::new(),
        payments: Vec::new(),
    }
}

fn payments_of(payments: &Rows, events: &Rows, operations: &Rows) -> Vec<(i64, StoredPayment)> {
    let mut all: BTreeMap<i64, (i64, StoredPayment)> = BTreeMap::new();
    for row in payments {
        let payment = StoredPayment {
            id: row[0].integer(),
            amount: row[2].integer(),
            captured: row[3].integer(),
            ..StoredPayment::default()
        };
        all.insert(payment.id, (row[1].integer(), payment));
    }
    for row in events {
        if let Some((_, payment)) = all.get_mut(&row[0].integer()) {
            payment.captures.push(row[1].integer());
        }
    }
    for row in operations {
        if let Some((_, payment)) = all.get_mut(&row[0].integer()) {
            payment.operations.push(row[1].text().to_owned());
        }
    }
    all.into_values().collect()
}
