//! Money: asked for, taken, given up, given back, settled.

use chrono::TimeDelta;
use mercer_store::payments::{
    self, Capture, Means, Pay, PayBy, PaymentKind, Record, RefundInput, RefundOn,
};
use mercer_store::{Money, audit};
use rand::Rng;

use super::Task;
use crate::effect::{Effect, Outcome, Refusal};

/// What the simulator's customers pay with.
const TOKENS: &[&str] = &[
    "sim_approve",
    "sim_approve",
    "sim_decline",
    "sim_action",
    "sim_action_decline",
    "sim_pending",
    "sim_timeout_before",
    "sim_timeout_after",
    "sim_capture_decline",
    "sim_capture_timeout_before",
    "sim_capture_timeout_after",
    "sim_capture_pending",
    "sim_refund_decline",
    "sim_refund_timeout_before",
    "sim_refund_timeout_after",
    "sim_void_decline",
    "sim_void_timeout",
];

impl Task {
    pub(super) async fn pay(&mut self) -> Outcome {
        let order_id = self.pick("orders", "status = 'placed'").await?;
        let by = match self.random.random_range(0..6) {
            0 => PayBy::Cash,
            1 => PayBy::BankTransfer,
            drawn => PayBy::Token {
                kind: if drawn == 2 {
                    PaymentKind::Paypal
                } else {
                    PaymentKind::Card
                },
                provider: "simulator".to_owned(),
                token: TOKENS[self.random.random_range(0..TOKENS.len())].to_owned(),
                brand: None,
                last4: None,
            },
        };
        let amount = self.amount(60);
        let authorise_only = self.chance(40);
        payments::pay(
            &self.store,
            Pay {
                order_id,
                amount,
                by,
                authorise_only,
            },
        )
        .await?;
        Ok(Vec::new())
    }

    pub(super) async fn capture(&mut self) -> Outcome {
        let payment_id = self.pick("payments", "authorised > captured").await?;
        let amount = self.amount(50);
        payments::capture(
            &self.store,
            Capture {
                payment_id,
                amount,
                expected_version: None,
            },
        )
        .await?;
        Ok(Vec::new())
    }

    pub(super) async fn void(&mut self) -> Outcome {
        let open = "status IN ('pending', 'authorised')";
        let id = self.pick("payments", open).await?;
        payments::void(&self.store, id, None).await?;
        Ok(Vec::new())
    }

    pub(super) async fn confirm(&mut self) -> Outcome {
        let id = self.pick("payments", "status = 'pending'").await?;
        payments::confirm(&self.store, id, None).await?;
        Ok(Vec::new())
    }

    pub(super) async fn refund(&mut self) -> Outcome {
        let payment_id = self.pick("payments", "captured > refunded").await?;
        let payment = payments::get(&self.store, payment_id).await?;
        let whole = Ord::max(payment.refundable(), 1);
        let amount = if self.chance(40) {
            whole
        } else {
            self.random.random_range(1..=whole)
        };
        let lines = if self.chance(30) {
            let amount = pounds(self.random.random_range(1..=amount));
            let line = self.random.random_range(0..4);
            vec![RefundOn { line, amount }]
        } else {
            Vec::new()
        };
        let input = RefundInput {
            payment_id,
            amount: pounds(amount),
            reason: "sorry".to_owned(),
            lines,
            expected_version: None,
        };
        let refund = payments::refund(&self.store, input).await?;
        Ok(vec![Effect::Refund {
            refund: refund.id,
            amount,
        }])
    }

    pub(super) async fn record(&mut self) -> Outcome {
        let order = self.pick("orders", "status = 'placed'").await?;
        let amount = self.random.random_range(1..3_000);
        self.created += 1;
        let means = if self.chance(50) {
            Means::Cash
        } else {
            Means::BankTransfer {
                reference: Some(format!("{}-{}", self.name, self.created)),
            }
        };
        let input = Record {
            order_id: order,
            amount: pounds(amount),
            means,
        };
        payments::record(&self.store, input).await?;
        Ok(vec![Effect::Recorded { order, amount }])
    }

    /// As if time had passed: requests of this moment are taken up by somebody else too.
    pub(super) async fn reconcile(&mut self) -> Outcome {
        let later = self.store.now() + TimeDelta::minutes(10);
        let done = payments::reconcile(&self.store, later).await?;
        if done.failed > 0 {
            return Err(Refusal::Busy(format!("{done:?}")));
        }
        Ok(Vec::new())
    }

    pub(super) async fn seal(&mut self) -> Outcome {
        audit::seal(&self.store).await?;
        Ok(Vec::new())
    }

    fn amount(&mut self, percent: u32) -> Option<Money> {
        self.chance(percent)
            .then(|| pounds(self.random.random_range(1..2_500)))
    }
}

fn pounds(amount: i64) -> Money {
    Money::new(amount, "GBP".parse().expect("GBP is a currency"))
}
