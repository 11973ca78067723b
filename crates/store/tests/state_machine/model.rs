//! What the books must say, from the answers of the accepted verbs alone.

use std::collections::{BTreeMap, BTreeSet};

use super::effect::Effect;

/// An order as its answers tell of it.
#[derive(Clone, Debug, Default)]
pub struct Order {
    pub customer: i64,
    pub status: String,
    /// What it cost after each recorded change.
    pub totals: BTreeMap<i64, i64>,
    pub credited: i64,
    pub recorded: i64,
    /// Shipped, delivered and returned, by line.
    pub lines: BTreeMap<i64, [i64; 3]>,
}

/// The sums of what was answered. Nothing here depends on the order of the answers.
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub orders: BTreeMap<i64, Order>,
    pub customers: BTreeSet<i64>,
    pub erased: BTreeSet<i64>,
    /// By product and location.
    pub on_hand: BTreeMap<(i64, i64), i64>,
    pub refunds: BTreeMap<i64, i64>,
    pub invoices: BTreeSet<String>,
    /// Kind and amount of what providers did, by key.
    pub done: BTreeMap<String, (String, i64)>,
    pub audited: BTreeMap<String, i64>,
}

impl Model {
    /// # Panics
    /// When answers contradict each other: two documents with one number, a provider that did two
    /// things under one key.
    pub fn of(effects: &[Effect]) -> Self {
        let mut model = Model::default();
        for effect in effects {
            model.add(effect);
        }
        for effect in effects {
            match effect {
                Effect::OrderGone { order } => drop(model.orders.remove(order)),
                Effect::CustomerGone { customer } => {
                    model.orders.retain(|_, order| order.customer != *customer);
                    model.customers.remove(customer);
                    model.erased.remove(customer);
                }
                _ => {}
            }
        }
        model
    }

    fn order(&mut self, id: i64) -> &mut Order {
        self.orders.entry(id).or_default()
    }

    fn add(&mut self, effect: &Effect) {
        match effect.clone() {
            Effect::Order {
                order,
                customer,
                status,
            } => {
                let order = self.order(order);
                order.customer = customer;
                order.becomes(status);
            }
            Effect::Became { order, status } => self.order(order).becomes(status),
            Effect::Modified {
                order,
                modification,
                total,
            } => drop(self.order(order).totals.insert(modification, total)),
            Effect::Customer { customer } => drop(self.customers.insert(customer)),
            Effect::Erased { customer } => drop(self.erased.insert(customer)),
            Effect::Stock {
                product,
                location,
                change,
            } => *self.on_hand.entry((product, location)).or_insert(0) += change,
            Effect::Line {
                order,
                line,
                shipped,
                delivered,
                returned,
            } => {
                let sums = self.order(order).lines.entry(line).or_default();
                for (sum, change) in sums.iter_mut().zip([shipped, delivered, returned]) {
                    *sum += change;
                }
            }
            Effect::Credited { order, amount } => self.order(order).credited += amount,
            Effect::Recorded { order, amount } => self.order(order).recorded += amount,
            Effect::Refund { refund, amount } => drop(self.refunds.insert(refund, amount)),
            Effect::Invoice { number } => {
                assert!(self.invoices.insert(number.clone()), "{number} twice");
            }
            Effect::Done { key, kind, amount } => {
                let done = (kind, amount);
                let before = self.done.insert(key.clone(), done.clone());
                assert!(before.is_none_or(|before| before == done), "{key}");
            }
            Effect::Audited { action } => *self.audited.entry(action).or_insert(0) += 1,
            Effect::OrderGone { .. } | Effect::CustomerGone { .. } => {}
        }
    }
}

impl Order {
    /// Orders go from draft to placed to cancelled and never back.
    fn becomes(&mut self, status: String) {
        let rank = |status: &str| {
            ["", "draft", "placed", "cancelled"]
                .iter()
                .position(|&it| it == status)
        };
        if rank(&status) > rank(&self.status) {
            self.status = status;
        }
    }
}
