//! What may happen while a provider is asked, on every database.
#![allow(clippy::unwrap_used)]

use crate::paying;
use crate::shop;

use std::sync::Arc;
use std::time::Duration;

use crate::paying::{again, by_card, card, order, part, promise, refund, simulated};
use crate::shop::{CUSTOMER, shops};
use async_trait::async_trait;
use chrono::TimeDelta;
use mercer_database::{Error, Transaction};
use mercer_store::customers::{self, Cascade, CustomerError};
use mercer_store::orders::{self, Credit, CreditOrder, PaymentStatus};
use mercer_store::payments::gateway::{
    Answer, Authorise, FollowUp, GatewayFailure, PaymentGateway, Simulator,
};
use mercer_store::payments::{self, Capture, EventKind, PaymentError, PaymentState};
use mercer_store::{FixedClock, Store};
use sea_orm::{ConnectionTrait, Statement};

/// What happens at the provider while it is asked.
#[derive(Clone, Copy)]
enum Event {
    /// The order is cancelled while the money is taken.
    Cancelled,
    /// The order becomes 3.00 cheaper while the money is promised.
    Cheaper,
    /// While the money is taken, another process finds the operation open for too long.
    TakenUp,
    /// Nothing can be written about payments while the money is promised.
    Unwritable,
}

/// A provider at which something else happens meanwhile.
struct Meanwhile {
    event: Event,
    simulator: Arc<Simulator>,
    /// Another process, with the same provider.
    other: Store,
    clock: Arc<FixedClock>,
    order_id: i64,
}

impl Meanwhile {
    async fn happen(&self, is_capture: bool) {
        match self.event {
            Event::Cancelled if is_capture => {
                orders::cancel(&self.other, self.order_id, None)
                    .await
                    .unwrap();
            }
            Event::Cheaper if !is_capture => {
                credit(&self.other, self.order_id).await;
            }
            Event::TakenUp if is_capture => {
                self.clock.set(self.other.now() + TimeDelta::hours(1));
                let done = payments::reconcile(&self.other, self.other.now()).await;
                assert_eq!(done.unwrap().settled, 1);
            }
            Event::Unwritable if !is_capture => {
                alter(&self.other, "payment_events RENAME TO payment_events_away").await;
            }
            Event::Cancelled | Event::Cheaper | Event::TakenUp | Event::Unwritable => {}
        }
    }
}

async fn alter(store: &Store, table: &'static str) {
    let done: Result<(), Error> = store
        .database()
        .write(move |transaction: Transaction| async move {
            let backend = transaction.get_database_backend();
            let statement = Statement::from_string(backend, format!("ALTER TABLE {table}"));
            transaction.execute_raw(statement).await?;
            Ok(())
        })
        .await;
    done.unwrap();
}

async fn credit(store: &Store, order_id: i64) {
    let input = CreditOrder {
        order_id,
        credit: Credit::Whole(300),
        reason: "chipped".to_owned(),
        expected_version: None,
    };
    orders::credit(store, input).await.unwrap();
}

#[async_trait]
impl PaymentGateway for Meanwhile {
    async fn authorise(&self, request: Authorise) -> Result<Answer, GatewayFailure> {
        self.happen(false).await;
        self.simulator.authorise(request).await
    }

    async fn capture(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        self.happen(true).await;
        self.simulator.capture(request).await
    }

    async fn refund(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        self.simulator.refund(request).await
    }

    async fn void(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        self.simulator.void(request).await
    }
}

fn meanwhile(shop: &shop::Shop, order_id: i64, event: Event) -> (Store, Arc<Simulator>) {
    let (other, simulator) = simulated(shop);
    let gateway = Meanwhile {
        event,
        simulator: simulator.clone(),
        other,
        clock: shop.clock.clone(),
        order_id,
    };
    (by_card(shop, Arc::new(gateway)), simulator)
}

#[tokio::test]
async fn a_payment_whose_answer_cannot_be_written_is_not_called_undone_and_goes_on_later() {
    for shop in shops().await {
        let order = order(&shop).await;
        let (store, simulator) = meanwhile(&shop, order.id, Event::Unwritable);
        let paid = payments::pay(&store, card(&order, "sim_approve")).await;
        assert!(
            matches!(
                paid,
                Err(PaymentError::Database(Error::CommitUnknown { .. }))
            ),
            "{paid:?}"
        );
        alter(&store, "payment_events_away RENAME TO payment_events").await;
        let calm = by_card(&shop, simulator.clone());
        paying::reconciled(&shop, &calm).await;
        let now = again(&calm, &order).await.order;
        assert_eq!((now.captured, simulator.balance()), (now.total, now.total));
    }
}

#[tokio::test]
async fn money_that_arrives_for_an_order_that_was_cancelled_meanwhile_is_booked() {
    for shop in shops().await {
        let order = order(&shop).await;
        let (store, simulator) = meanwhile(&shop, order.id, Event::Cancelled);
        let paid = payments::pay(&store, card(&order, "sim_approve"))
            .await
            .unwrap();
        assert_eq!(paid.status, PaymentState::Captured);
        let now = again(&store, &order).await.order;
        assert_eq!(
            (now.captured, now.payment_status),
            (1_598, PaymentStatus::RefundDue)
        );
        payments::refund(&store, refund(&paid, 1_598))
            .await
            .unwrap();
        assert_eq!(simulator.balance(), 0);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn of_an_order_that_became_cheaper_meanwhile_no_more_is_taken_than_it_needs() {
    for shop in shops().await {
        let first = order(&shop).await;
        let (store, simulator) = meanwhile(&shop, first.id, Event::Cheaper);
        let paid = payments::pay(&store, card(&first, "sim_approve"))
            .await
            .unwrap();
        assert_eq!((paid.captured, paid.voided), (1_298, 300));
        let now = again(&store, &first).await.order;
        assert_eq!((now.pledged, now.due(), now.overpaid()), (0, 0, 0));

        let second = order(&shop).await;
        let promised = payments::pay(&store, promise(&second, "sim_approve"))
            .await
            .unwrap();
        credit(&store, second.id).await;
        let beyond = payments::capture(&store, part(&promised, 1_299)).await;
        assert!(
            matches!(beyond, Err(PaymentError::ExceedsDue { .. })),
            "{beyond:?}"
        );
        let all = Capture {
            payment_id: promised.id,
            amount: None,
            expected_version: None,
        };
        let taken = payments::capture(&store, all).await.unwrap();
        assert_eq!((taken.captured, taken.capturable()), (1_298, 300));
        payments::void(&store, promised.id, None).await.unwrap();
        assert_eq!(simulator.balance(), 2 * 1_298);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn an_answer_that_comes_after_another_process_wrote_it_changes_nothing() {
    for shop in shops().await {
        let order = order(&shop).await;
        let (store, simulator) = meanwhile(&shop, order.id, Event::TakenUp);
        let paid = payments::pay(&store, card(&order, "sim_approve"))
            .await
            .unwrap();
        assert_eq!(
            (paid.status, paid.captured),
            (PaymentState::Captured, 1_598)
        );
        let events = payments::events(&store, paid.id).await.unwrap();
        let captured = events.iter().filter(|e| e.kind == EventKind::Captured);
        assert_eq!((captured.count(), simulator.balance()), (1, 1_598));
        assert_eq!(again(&store, &order).await.order.captured, 1_598);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn a_customer_is_not_deleted_while_a_provider_owes_an_answer() {
    for shop in shops().await {
        let (store, _) = simulated(&shop);
        let order = order(&shop).await;
        let promised = payments::pay(&store, promise(&order, "sim_approve"))
            .await
            .unwrap();
        let before = shop.row_counts().await;
        let refused = customers::delete(&store, CUSTOMER, Cascade::WithOrders, None).await;
        assert!(
            matches!(refused, Err(CustomerError::PaymentsUnderWay { orders: 1 })),
            "{refused:?}"
        );
        assert_eq!(shop.row_counts().await, before, "{}", shop.database.kind);
        payments::void(&store, promised.id, None).await.unwrap();
        customers::delete(&store, CUSTOMER, Cascade::WithOrders, None)
            .await
            .unwrap();
        shop.assert_books_are_right().await;
    }
}

/// A provider that changes the order at each call, which waits for ever while somebody holds the
/// order in a transaction.
struct Touching {
    simulator: Simulator,
    shop: Store,
    order_id: i64,
}

impl Touching {
    async fn touch(&self) -> Result<(), String> {
        let sql = format!(
            "UPDATE orders SET version = version + 1 WHERE id = {}",
            self.order_id
        );
        let touched = self.shop.database().write(move |transaction: Transaction| {
            let sql = sql.clone();
            async move {
                let backend = transaction.get_database_backend();
                let statement = Statement::from_string(backend, sql);
                transaction.execute_raw(statement).await?;
                Ok::<(), Error>(())
            }
        });
        match tokio::time::timeout(Duration::from_secs(5), touched).await {
            Ok(done) => done.map_err(|error| error.to_string()),
            Err(_) => Err("the order is held by a transaction".to_owned()),
        }
    }
}

#[async_trait]
impl PaymentGateway for Touching {
    async fn authorise(&self, request: Authorise) -> Result<Answer, GatewayFailure> {
        self.touch().await.map_err(GatewayFailure::Unreachable)?;
        self.simulator.authorise(request).await
    }

    async fn capture(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        self.touch().await.map_err(GatewayFailure::Unreachable)?;
        self.simulator.capture(request).await
    }

    async fn refund(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        self.touch().await.map_err(GatewayFailure::Unreachable)?;
        self.simulator.refund(request).await
    }

    async fn void(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        self.touch().await.map_err(GatewayFailure::Unreachable)?;
        self.simulator.void(request).await
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_provider_is_never_asked_while_a_transaction_is_open() {
    for shop in shops().await {
        let order = order(&shop).await;
        let gateway = Arc::new(Touching {
            simulator: Simulator::default(),
            shop: shop.store.clone(),
            order_id: order.id,
        });
        let store = by_card(&shop, gateway.clone());
        let paid = payments::pay(&store, promise(&order, "sim_approve"))
            .await
            .unwrap();
        payments::capture(&store, part(&paid, 500)).await.unwrap();
        payments::refund(&store, refund(&paid, 100)).await.unwrap();
        let voided = payments::void(&store, paid.id, None).await.unwrap();
        assert_eq!(
            (voided.captured, voided.refunded, voided.voided),
            (500, 100, 1_098)
        );

        // The negative control: the same provider, asked inside a transaction.
        let database = shop.store.database().clone();
        let unit = move |transaction: Transaction| {
            let gateway = gateway.clone();
            async move {
                let sql = format!(
                    "UPDATE orders SET version = version WHERE id = {}",
                    order.id
                );
                let backend = transaction.get_database_backend();
                let statement = Statement::from_string(backend, sql);
                transaction.execute_raw(statement).await?;
                Ok::<_, Error>(gateway.touch().await)
            }
        };
        let inside = async move { database.write(unit).await };
        let asked = tokio::spawn(inside).await;
        assert!(
            !matches!(asked, Ok(Ok(Ok(())))),
            "{}: {asked:?}",
            shop.database.kind
        );
        orders::get(&store, order.id).await.unwrap();
        shop.assert_books_are_right().await;
    }
}
