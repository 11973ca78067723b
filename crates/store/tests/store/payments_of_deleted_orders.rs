//! An order that is deleted while its provider is asked.
#![allow(clippy::unwrap_used)]

use crate::paying;
use std::sync::Arc;

use crate::paying::{card, order};
use crate::shop::shops;
use async_trait::async_trait;
use mercer_store::payments;
use mercer_store::payments::gateway::{
    Answer, Authorise, FollowUp, GatewayFailure, PaymentGateway, Simulator,
};
use parking_lot::Mutex;
use tokio::sync::Notify;

/// A provider that answers its second request when it is told to.
#[derive(Default)]
struct Slow {
    simulator: Simulator,
    requests: Mutex<u32>,
    asked: Notify,
    answer: Notify,
}

#[async_trait]
impl PaymentGateway for Slow {
    async fn authorise(&self, request: Authorise) -> Result<Answer, GatewayFailure> {
        let is_second = {
            let mut requests = self.requests.lock();
            *requests += 1;
            *requests == 2
        };
        if is_second {
            self.asked.notify_one();
            self.answer.notified().await;
        }
        self.simulator.authorise(request).await
    }

    async fn capture(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        self.simulator.capture(request).await
    }

    async fn refund(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        self.simulator.refund(request).await
    }

    async fn void(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        self.simulator.void(request).await
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_payment_that_is_deleted_while_it_is_reconciled_is_no_failure_to_try_again() {
    for shop in shops().await {
        let slow = Arc::new(Slow::default());
        let store = paying::by_card(&shop, slow.clone());
        let order = order(&shop).await;
        payments::pay(&store, card(&order, "sim_timeout_before"))
            .await
            .unwrap();
        let later = store.now() + chrono::TimeDelta::hours(2);
        shop.clock.set(later);
        let reconciling = store.clone();
        let reconciled =
            tokio::spawn(async move { payments::reconcile(&reconciling, later).await });
        slow.asked.notified().await;
        // What a restored copy or a hand at the database may do.
        let delete = format!("DELETE FROM orders WHERE id = {}", order.id);
        shop.database.execute(&delete).await;
        slow.answer.notify_one();
        let done = reconciled.await.unwrap().unwrap();
        assert_eq!(
            (done.asked, done.settled, done.failed),
            (1, 0, 0),
            "{}",
            shop.database.kind
        );
    }
}
