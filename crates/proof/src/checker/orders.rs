//! What is stored against what the clients were told.

use std::collections::BTreeMap;

use super::Stage;
use super::rows::{Stored, StoredOrder};
use crate::journal::{Acknowledged, Checkout, Outcome};
use crate::report::{Finding, Rule};

/// Compares each checkout with the rows that carry its serial.
pub(super) fn check(
    stored: &Stored,
    checkouts: &[Checkout],
    stage: Stage,
    findings: &mut Vec<Finding>,
) {
    let mut by_serial: BTreeMap<i64, Vec<&StoredOrder>> = BTreeMap::new();
    for order in stored.orders.values() {
        by_serial.entry(order.shipping).or_default().push(order);
    }
    for checkout in checkouts {
        let rows = by_serial.remove(&checkout.serial).unwrap_or_default();
        let mut found = |rule, what: String| {
            let what = format!("order {}: {what}", checkout.serial);
            findings.push(Finding::new(rule, what));
        };
        if rows.len() > 1 {
            found(Rule::Twice, format!("stored {} times", rows.len()));
        }
        match (&checkout.order, rows.first()) {
            (Outcome::Acknowledged(_), None) => {
                found(Rule::Lost, "acknowledged, and not stored".to_owned());
            }
            (Outcome::Unknown, None) if stage == Stage::Settled => {
                found(Rule::Lost, "repeated, and not stored".to_owned());
            }
            (Outcome::Refused(reason), Some(row)) => {
                let what = format!("refused ({reason}), and stored as {}", row.number);
                found(Rule::RefusedButStored, what);
            }
            (Outcome::Acknowledged(told), Some(row)) => {
                is_as_told(told, row, &mut found);
                is_whole(checkout, row, &mut found);
                payment_is_as_told(checkout, row, &mut found);
            }
            (Outcome::Unknown, Some(row)) => is_whole(checkout, row, &mut found),
            (Outcome::NotSent, Some(_)) => {
                found(Rule::Stranger, "stored, and never sent".to_owned());
            }
            (Outcome::Unknown | Outcome::Refused(_) | Outcome::NotSent, None) => {}
        }
    }
    for (serial, rows) in by_serial {
        let what = format!("{} orders carry {serial}, which nobody sent", rows.len());
        findings.push(Finding::new(Rule::Stranger, what));
    }
}

fn is_as_told(told: &Acknowledged, row: &StoredOrder, found: &mut impl FnMut(Rule, String)) {
    // Believed without an answer: a negative control's.
    if told.id == 0 {
        return;
    }
    if (told.id, told.number.as_str(), told.amount) != (row.id, row.number.as_str(), row.total) {
        let what = format!(
            "acknowledged as {told:?}, stored as id {}, number {}, total {}",
            row.id, row.number, row.total
        );
        found(Rule::Changed, what);
    }
}

fn is_whole(checkout: &Checkout, row: &StoredOrder, found: &mut impl FnMut(Rule, String)) {
    if row.total != checkout.total {
        let what = format!("it costs {}, stored are {}", checkout.total, row.total);
        found(Rule::Changed, what);
    }
    let mut asked: Vec<(i64, i64)> = checkout
        .lines
        .iter()
        .map(|(product, pieces)| (*product, pieces * 1000))
        .collect();
    let mut stored = row.lines.clone();
    asked.sort_unstable();
    stored.sort_unstable();
    if asked != stored || !row.is_placed {
        let what = format!(
            "asked for {asked:?}, stored {stored:?}, placed: {}",
            row.is_placed
        );
        found(Rule::Partly, what);
    }
}

fn payment_is_as_told(
    checkout: &Checkout,
    row: &StoredOrder,
    found: &mut impl FnMut(Rule, String),
) {
    match &checkout.payment {
        Outcome::Acknowledged(told) => {
            match row.payments.iter().find(|payment| payment.id == told.id) {
                None => found(Rule::Lost, format!("payment {} is not stored", told.id)),
                // More may have been taken since, never less.
                Some(payment) if payment.captured < told.amount => {
                    let what = format!(
                        "{} were taken by payment {}, stored are {}",
                        told.amount, told.id, payment.captured
                    );
                    found(Rule::Changed, what);
                }
                Some(_) => {}
            }
        }
        Outcome::Refused(reason) if !row.payments.is_empty() && !reason.contains("409") => {
            let what = format!("payment refused ({reason}), and stored");
            found(Rule::RefusedButStored, what);
        }
        Outcome::NotSent if !row.payments.is_empty() => {
            found(Rule::Stranger, "paid, and nobody did".to_owned());
        }
        Outcome::Refused(_) | Outcome::Unknown | Outcome::NotSent => {}
    }
}
