//! Providers that remember what they did.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use mercer_store::payments::PaymentKind;
use mercer_store::payments::gateway::{
    Answer, Authorise, BankTransfer, Effect as SimulatorEffect, FollowUp, GatewayFailure, Gateways,
    PaymentGateway, Simulator, Till,
};
use parking_lot::Mutex;

use super::effect::Effect;

type Done = Arc<Mutex<BTreeMap<String, (&'static str, i64)>>>;

/// The till, the bank, and the simulator for cards and PayPal.
pub struct Providers {
    simulator: Arc<Simulator>,
    done: Done,
}

impl Providers {
    pub fn new() -> Self {
        Providers {
            simulator: Arc::new(Simulator::default()),
            done: Done::default(),
        }
    }

    pub fn gateways(&self) -> Gateways {
        let till = Remembering(Till, self.done.clone());
        let bank = Remembering(BankTransfer, self.done.clone());
        Gateways::without_providers()
            .with(PaymentKind::Cash, "till", Arc::new(till))
            .with(PaymentKind::BankTransfer, "bank", Arc::new(bank))
            .with(PaymentKind::Card, "simulator", self.simulator.clone())
            .with(PaymentKind::Paypal, "simulator", self.simulator.clone())
    }

    /// Money that moved, once per idempotency key.
    pub fn effects(&self) -> Vec<Effect> {
        let mut all = Vec::new();
        let mut add = |key: &str, kind: &str, amount: i64| {
            all.push(Effect::Done {
                key: key.to_owned(),
                kind: kind.to_owned(),
                amount,
            });
        };
        for (key, effect) in self.simulator.effects() {
            match effect {
                SimulatorEffect::Captured(money) => add(&key, "capture", money.amount),
                SimulatorEffect::Refunded(money) => add(&key, "refund", money.amount),
                SimulatorEffect::Authorised(_) | SimulatorEffect::Voided(_) => {}
            }
        }
        for (key, (kind, amount)) in self.done.lock().iter() {
            add(key, kind, *amount);
        }
        all
    }
}

struct Remembering<G>(G, Done);

impl<G> Remembering<G> {
    fn note(
        &self,
        kind: &'static str,
        (key, amount): (String, i64),
        answer: &Result<Answer, GatewayFailure>,
    ) {
        if matches!(answer, Ok(Answer::Approved { .. })) {
            self.1.lock().insert(key, (kind, amount));
        }
    }
}

fn of(request: &FollowUp) -> (String, i64) {
    (request.idempotency_key.clone(), request.amount.amount)
}

#[async_trait]
impl<G: PaymentGateway> PaymentGateway for Remembering<G> {
    async fn authorise(&self, request: Authorise) -> Result<Answer, GatewayFailure> {
        self.0.authorise(request).await
    }

    async fn capture(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        let what = of(&request);
        let answer = self.0.capture(request).await;
        self.note("capture", what, &answer);
        answer
    }

    async fn refund(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        let what = of(&request);
        let answer = self.0.refund(request).await;
        self.note("refund", what, &answer);
        answer
    }

    async fn void(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        self.0.void(request).await
    }
}
