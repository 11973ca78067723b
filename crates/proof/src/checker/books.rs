//! The books against themselves: goods, money and numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::{Stored, StoredOrder};
use crate::report::{Finding, Rule};

/// Checks goods, charges and numbers.
pub(super) fn check(stored: &Stored, findings: &mut Vec<Finding>) {
    for stray in &stored.strays {
        let what = format!("{stray}, which is not there");
        findings.push(Finding::new(Rule::Partly, what));
    }
    goods(stored, findings);
    let mut numbers = BTreeSet::new();
    for order in stored.orders.values() {
        if !numbers.insert(order.number.as_str()) {
            let what = format!("two orders are number {}", order.number);
            findings.push(Finding::new(Rule::Number, what));
        }
        charges(order, findings);
    }
}

fn goods(stored: &Stored, findings: &mut Vec<Finding>) {
    let mut waited_for: BTreeMap<i64, i64> = BTreeMap::new();
    for order in stored.orders.values().filter(|order| order.is_placed) {
        for (product, quantity) in &order.lines {
            *waited_for.entry(*product).or_default() += quantity;
        }
    }
    for (product, level) in &stored.levels {
        let moved = stored.moved.get(product).copied().unwrap_or_default();
        if moved != level.on_hand {
            let on_hand = level.on_hand;
            let what = format!("product {product}: {moved} moved, {on_hand} on hand");
            findings.push(Finding::new(Rule::Ledger, what));
        }
        let waiting = waited_for.get(product).copied().unwrap_or_default();
        if waiting != level.reserved || level.reserved > level.on_hand {
            let what = format!(
                "product {product}: orders wait for {waiting}, reserved are {} of {}",
                level.reserved, level.on_hand
            );
            findings.push(Finding::new(Rule::Reserved, what));
        }
    }
}

/// A load pays each order once: one payment, one capture, never more than the order costs.
fn charges(order: &StoredOrder, findings: &mut Vec<Finding>) {
    let mut found = |what: String| {
        let what = format!("order {}: {what}", order.number);
        findings.push(Finding::new(Rule::Charged, what));
    };
    if order.payments.len() > 1 {
        found(format!("{} payments for one", order.payments.len()));
    }
    let mut taken = 0;
    for payment in &order.payments {
        taken += payment.captured;
        let by_events: i64 = payment.captures.iter().sum();
        if payment.captures.len() > 1 || by_events != payment.captured {
            found(format!(
                "payment {} took {:?}, and says {}",
                payment.id, payment.captures, payment.captured
            ));
        }
        if payment.captured > payment.amount {
            found(format!(
                "payment {} took more than was asked for",
                payment.id
            ));
        }
        let kinds: BTreeSet<&String> = payment.operations.iter().collect();
        if kinds.len() < payment.operations.len() {
            found(format!(
                "payment {} asked for {:?}",
                payment.id, payment.operations
            ));
        }
    }
    if taken != order.captured || taken > order.total {
        found(format!(
            "{taken} taken, the order says {} of {}",
            order.captured, order.total
        ));
    }
}
