//! Set right what follows from other rows, and nothing else.
//!
//! Four things are derived, each repaired in a transaction of its own, under the locks that their
//! verbs take:
//!
//! * what searches look into, from the texts;
//! * what is reserved of a stock level, from the open lines of placed sales, as long as so much is
//!   on hand;
//! * what is credited of an order, from its lines, as long as they add up to all its other sums;
//! * what an order has captured and refunded, and what of it is under way, from its payments, as
//!   long as it has any and each of them agrees with its own events, refunds and operations;
//!
//! and in the same transactions, or in a last one, an order's states, from its money and its lines.
//!
//! Deliberately left, for a person to judge: what is on hand (ledger and shelf disagree: count it),
//! an order's total and its lines (one of the two is wrong, and the customer agreed to one), money
//! of which the payments themselves are in doubt, invoices, and rows that are missing.

mod orders;
mod reserved;
mod search_keys;

use std::fmt::Display;

use mercer_database::{Error, Transaction};
use sea_orm::DbErr;
use serde_json::{Map, Value};

use super::{Report, examine};
use crate::{Store, audit};

/// A value that was wrong, in a row that followed from others.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Repair {
    /// The row: order 1000, product 1 at location 1.
    pub subject: String,
    /// The column.
    pub field: &'static str,
    /// What was there.
    pub from: String,
    /// What is there now.
    pub to: String,
}

/// What a repair did.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Repaired {
    /// Every value that was changed.
    pub repairs: Vec<Repair>,
    /// The examination afterwards: what is wrong now was left.
    pub report: Report,
}

/// Repairs what is derived and examines the store again. A store that is right is not changed.
/// Every row that is changed gets an audit row.
pub async fn repair(store: &Store) -> Result<Repaired, Error> {
    let mut repairs = search_keys::repair(store).await?;
    repairs.extend(reserved::repair(store).await?);
    for what in orders::Kind::ALL {
        repairs.extend(orders::repair(store, what).await?);
    }
    let report = examine(store).await?;
    Ok(Repaired { repairs, report })
}

/// The values changed in one row.
struct Changed {
    subject: String,
    order_id: Option<i64>,
    values: Vec<(&'static str, String, String)>,
}

impl Changed {
    fn value(subject: String, field: &'static str, from: impl Display, to: impl Display) -> Self {
        Changed {
            subject,
            order_id: None,
            values: vec![(field, from.to_string(), to.to_string())],
        }
    }
}

/// Writes an audit row for each row. Called last: the log may be locked from here on.
async fn record_in(
    store: &Store,
    transaction: &Transaction,
    changed: Vec<Changed>,
) -> Result<Vec<Repair>, DbErr> {
    let mut repairs = Vec::new();
    for row in changed {
        let (mut before, mut after) = (Map::new(), Map::new());
        for (field, from, to) in row.values {
            before.insert(field.to_owned(), from.clone().into());
            after.insert(field.to_owned(), to.clone().into());
            let subject = row.subject.clone();
            repairs.push(Repair {
                subject,
                field,
                from,
                to,
            });
        }
        let act = audit::Act {
            action: "doctor.repair",
            subject: row.subject,
            order_id: row.order_id,
            before: Some(Value::Object(before)),
            after: Some(Value::Object(after)),
        };
        audit::record_in(store, transaction, act).await?;
    }
    Ok(repairs)
}
