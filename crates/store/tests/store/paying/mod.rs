//! Orders to be paid, and ways to pay them by a simulated provider.
//! Every test file is a program of its own and uses its own part of this.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::missing_panics_doc
)]

use std::sync::Arc;

use chrono::TimeDelta;
use mercer_store::orders::{self, Order, OrderWithItems};
use mercer_store::payments::gateway::{Gateways, PaymentGateway, Simulator};
use mercer_store::payments::{self, Capture, Pay, PayBy, Payment, PaymentKind, RefundInput};
use mercer_store::{Money, Store};

use crate::shop::{MUG, Shop, gbp, pieces, sale};

pub fn pounds(amount: i64) -> Money {
    Money::new(amount, gbp())
}

/// A shop whose simulator the test can look into.
pub fn simulated(shop: &Shop) -> (Store, Arc<Simulator>) {
    let simulator = Arc::new(Simulator::default());
    (by_card(shop, simulator.clone()), simulator)
}

pub fn by_card(shop: &Shop, gateway: Arc<dyn PaymentGateway>) -> Store {
    let gateways = Gateways::without_providers().with(PaymentKind::Card, "simulator", gateway);
    shop.store.with_gateways(gateways)
}

/// A placed order of two mugs, 15.98.
pub async fn order(shop: &Shop) -> Order {
    shop.receive(MUG, pieces(2)).await;
    let sale = sale(&[(MUG, pieces(1)), (MUG, pieces(1))]);
    orders::place(&shop.store, sale).await.unwrap().order
}

pub async fn again(store: &Store, order: &Order) -> OrderWithItems {
    orders::get(store, order.id).await.unwrap()
}

pub fn card(order: &Order, token: &str) -> Pay {
    Pay {
        order_id: order.id,
        amount: None,
        by: PayBy::Token {
            kind: PaymentKind::Card,
            provider: "simulator".to_owned(),
            token: token.to_owned(),
            brand: Some("Visa".to_owned()),
            last4: Some("4242".to_owned()),
        },
        authorise_only: false,
    }
}

pub fn promise(order: &Order, token: &str) -> Pay {
    Pay {
        authorise_only: true,
        ..card(order, token)
    }
}

pub fn refund(payment: &Payment, amount: i64) -> RefundInput {
    RefundInput {
        payment_id: payment.id,
        amount: pounds(amount),
        reason: "chipped".to_owned(),
        lines: Vec::new(),
        expected_version: None,
    }
}

pub fn part(payment: &Payment, amount: i64) -> Capture {
    Capture {
        payment_id: payment.id,
        amount: Some(pounds(amount)),
        expected_version: None,
    }
}

/// What is left open is asked again after the lease, by another process with the same provider.
pub async fn reconciled(shop: &Shop, store: &Store) {
    shop.clock.set(store.now() + TimeDelta::hours(2));
    payments::reconcile(store, store.now()).await.unwrap();
}
