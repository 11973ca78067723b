//! What the clients of a load sent, and what they were told.

use serde_json::{Value, json};

use crate::http::{Answer, NoAnswer, Request};

/// What became of a request, as its client knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It was done.
    Acknowledged(Acknowledged),
    /// It was not done, and changed nothing.
    Refused(String),
    /// There was no answer, or one that says that nobody knows.
    Unknown,
    /// The server never had it.
    NotSent,
}

/// What an acknowledgement promises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Acknowledged {
    /// The id of the order or payment.
    pub(crate) id: i64,
    /// The order's number; empty for a payment.
    pub(crate) number: String,
    /// The order's total or what the payment took, minor units.
    pub(crate) amount: i64,
}

/// One customer's order with its payment.
#[derive(Clone, Debug)]
pub(crate) struct Checkout {
    /// Charged as shipping, minor units: it tells this order from all others.
    pub(crate) serial: i64,
    /// Products and pieces.
    pub(crate) lines: Vec<(i64, i64)>,
    /// What it has to cost, by the prices that the shop was filled with.
    pub(crate) total: i64,
    /// What became of the order.
    pub(crate) order: Outcome,
    /// The provider's token that it was paid with.
    pub(crate) token: &'static str,
    /// What became of the payment.
    pub(crate) payment: Outcome,
}

impl Checkout {
    /// The request that places the order.
    pub(crate) fn order_request(&self) -> Request {
        let lines: Vec<Value> = self
            .lines
            .iter()
            .map(|(product, pieces)| json!({"product_id": product, "quantity": pieces}))
            .collect();
        let shipping = json!({"amount": self.serial, "currency": "GBP"});
        let body = json!({"customer_id": 1, "lines": lines, "shipping": shipping});
        Request::post("/v1/orders", body).keyed(format!("order-{}", self.serial))
    }

    /// The request that pays it.
    pub(crate) fn payment_request(&self, order: i64) -> Request {
        let body = json!({"kind": "card", "provider": "simulator", "token": self.token});
        Request::post(format!("/v1/orders/{order}/payments"), body)
            .keyed(format!("payment-{}", self.serial))
    }

    /// The order's id, if its client was told.
    pub(crate) fn order_id(&self) -> Option<i64> {
        match &self.order {
            Outcome::Acknowledged(acknowledged) => Some(acknowledged.id),
            Outcome::Refused(_) | Outcome::Unknown | Outcome::NotSent => None,
        }
    }
}

/// Codes of answers that promise that nothing was changed, though the server was at fault.
const NOTHING_CHANGED: &[&str] = &["busy", "overloaded", "unavailable"];

impl Outcome {
    /// What an answer tells of an order.
    pub(crate) fn of_order(answer: Result<Answer, NoAnswer>) -> Self {
        Outcome::of(answer, |body| Acknowledged {
            id: body["id"].as_i64().unwrap_or_default(),
            number: body["number"].as_str().unwrap_or_default().to_owned(),
            amount: body["total"]["amount"].as_i64().unwrap_or_default(),
        })
    }

    /// What an answer tells of a payment.
    pub(crate) fn of_payment(answer: Result<Answer, NoAnswer>) -> Self {
        Outcome::of(answer, |body| Acknowledged {
            id: body["id"].as_i64().unwrap_or_default(),
            number: String::new(),
            amount: body["captured"]["amount"].as_i64().unwrap_or_default(),
        })
    }

    fn of(answer: Result<Answer, NoAnswer>, read: impl FnOnce(&Value) -> Acknowledged) -> Self {
        match answer {
            Ok(answer) if answer.is_success() => Outcome::Acknowledged(read(&answer.body)),
            Ok(answer) if answer.status < 500 || NOTHING_CHANGED.contains(&answer.code()) => {
                Outcome::Refused(format!("{} {}", answer.status, answer.code()))
            }
            Ok(_) | Err(NoAnswer::Unknown(_)) => Outcome::Unknown,
            Err(NoAnswer::NotSent) => Outcome::NotSent,
        }
    }
}
