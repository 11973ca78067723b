//! Payments whose process ends in the middle, and payments that race, on every database.
#![allow(clippy::unwrap_used)]

use crate::shop;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use crate::paying::{again, by_card, card, order, part, pounds, promise, refund, simulated};
use crate::shop::{Shop, shops};
use async_trait::async_trait;
use chrono::TimeDelta;
use futures_util::future::join_all;
use mercer_store::Store;
use mercer_store::orders::PaymentStatus;
use mercer_store::payments::gateway::{
    Answer, Authorise, FollowUp, GatewayFailure, PaymentGateway, Simulator,
};
use mercer_store::payments::{self, Means, Pay, Payment, PaymentError, PaymentState, Record};

/// At which point of a call the process ends.
#[derive(Clone, Copy, Debug)]
enum End {
    BeforeTheProviderActs,
    AfterTheProviderActed,
}

/// A provider whose caller's process ends during the calls of one kind, as long as it is armed.
struct Deadly {
    simulator: Simulator,
    kind: &'static str,
    end: End,
    is_armed: AtomicBool,
    /// Whether the caller is left waiting for ever, instead of a panic.
    hangs: bool,
    calls: AtomicU64,
}

impl Deadly {
    async fn around<F>(&self, kind: &str, call: F) -> Result<Answer, GatewayFailure>
    where
        F: Future<Output = Result<Answer, GatewayFailure>>,
    {
        self.calls.fetch_add(1, Ordering::SeqCst);
        let dies = kind == self.kind && self.is_armed.load(Ordering::SeqCst);
        if dies && matches!(self.end, End::BeforeTheProviderActs) {
            self.die().await;
        }
        let answer = call.await;
        if dies {
            self.die().await;
        }
        answer
    }

    async fn die(&self) {
        if self.hangs {
            std::future::pending::<()>().await;
        }
        panic!("the process ends here");
    }
}

#[async_trait]
impl PaymentGateway for Deadly {
    async fn authorise(&self, request: Authorise) -> Result<Answer, GatewayFailure> {
        self.around("authorise", self.simulator.authorise(request))
            .await
    }

    async fn capture(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        self.around("capture", self.simulator.capture(request))
            .await
    }

    async fn refund(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        self.around("refund", self.simulator.refund(request)).await
    }

    async fn void(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        self.around("void", self.simulator.void(request)).await
    }
}

fn deadly(kind: &'static str, end: End, hangs: bool) -> Arc<Deadly> {
    Arc::new(Deadly {
        simulator: Simulator::default(),
        kind,
        end,
        is_armed: AtomicBool::new(true),
        hangs,
        calls: AtomicU64::new(0),
    })
}

/// Does something in a process that ends.
async fn killed<T: Send + 'static>(hangs: bool, doing: impl Future<Output = T> + Send + 'static) {
    if hangs {
        let waited = tokio::time::timeout(Duration::from_millis(300), doing).await;
        assert!(waited.is_err(), "it was to wait for ever");
    } else {
        assert!(tokio::spawn(doing).await.is_err(), "it was to end");
    }
}

/// Pays 15.98 and gives 5.98 back; whatever was begun is finished by another process.
async fn story(shop: &Shop, gateway: &Arc<Deadly>) {
    let order = order(shop).await;
    let (kind, hangs) = (gateway.kind, gateway.hangs);
    let store = by_card(shop, gateway.clone());
    let pay = {
        let (store, input) = (store.clone(), card(&order, "sim_approve"));
        async move { payments::pay(&store, input).await }
    };
    if kind == "refund" {
        pay.await.unwrap();
    } else {
        killed(hangs, pay).await;
    }
    let payment = payments::of_orders(&store, &[order.id])
        .await
        .unwrap()
        .remove(0);
    if kind == "refund" {
        let (store, input) = (store.clone(), refund(&payment, 598));
        killed(hangs, async move { payments::refund(&store, input).await }).await;
    }
    shop.assert_books_are_right().await;

    // Another process, with the same provider on the other end.
    gateway.is_armed.store(false, Ordering::SeqCst);
    let database = shop.database.open_again(mercer_testing::options()).await;
    let second = Store::with_shared_clock(database, shop::gbp(), shop.clock.clone());
    let second = second.with_gateways(store.gateways().clone());
    let early = payments::reconcile(&second, second.now()).await.unwrap();
    assert_eq!(early.asked, 0, "whoever began it still has time");
    let later = second.now() + TimeDelta::hours(1);
    let done = payments::reconcile(&second, later).await.unwrap();
    assert_eq!((done.asked, done.settled, done.failed), (1, 1, 0));

    let now = payments::get(&second, payment.id).await.unwrap();
    let (expected, state) = match kind {
        "refund" => (1_000, PaymentState::PartiallyRefunded),
        _ => (1_598, PaymentState::Captured),
    };
    assert_eq!((now.captured - now.refunded, now.status), (expected, state));
    assert_eq!(gateway.simulator.balance(), expected, "moved exactly once");
    assert_eq!(again(&second, &order).await.order.held(), expected);
    shop.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_process_that_ended_in_the_middle_began_another_one_finishes_exactly_once() {
    for shop in shops().await {
        for kind in ["authorise", "capture", "refund"] {
            for end in [End::BeforeTheProviderActs, End::AfterTheProviderActed] {
                for hangs in [false, true] {
                    story(&shop, &deadly(kind, end, hangs)).await;
                }
            }
        }
    }
}

/// The negative control of the test above: money taken without a written intent, by a key that is
/// new each time, is lost when the process ends before it is booked, and taken twice when the
/// customer tries again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_an_intent_money_is_lost_at_the_same_point() {
    async fn naive(store: Store, gateway: Arc<Deadly>, order_id: i64, key: &'static str) {
        let promise = Authorise {
            amount: pounds(1_598),
            idempotency_key: format!("{key}-authorise"),
            token: Some("sim_approve".to_owned()),
            provider_reference: None,
        };
        let answer = gateway.authorise(promise).await;
        let Ok(Answer::Approved {
            provider_reference, ..
        }) = answer
        else {
            panic!("{answer:?}");
        };
        let taking = FollowUp {
            amount: pounds(1_598),
            idempotency_key: format!("{key}-capture"),
            provider_reference,
        };
        gateway.capture(taking).await.unwrap();
        let cash = Record {
            order_id,
            amount: pounds(1_598),
            means: Means::Cash,
        };
        payments::record(&store, cash).await.unwrap();
    }
    for shop in shops().await {
        let order = order(&shop).await;
        let gateway = deadly("capture", End::AfterTheProviderActed, false);
        let store = by_card(&shop, gateway.clone());
        killed(
            false,
            naive(store.clone(), gateway.clone(), order.id, "first"),
        )
        .await;
        gateway.is_armed.store(false, Ordering::SeqCst);
        let later = store.now() + TimeDelta::hours(1);
        payments::reconcile(&store, later).await.unwrap();
        assert_eq!(gateway.simulator.balance(), 1_598);
        assert_eq!(again(&store, &order).await.order.held(), 0, "lost");
        naive(store.clone(), gateway.clone(), order.id, "second").await;
        assert_eq!(gateway.simulator.balance(), 2 * 1_598, "taken twice");
        assert_eq!(again(&store, &order).await.order.held(), 1_598);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_reconcilers_one_asks_for_each_operation() {
    for shop in shops().await {
        let gateway = deadly("capture", End::BeforeTheProviderActs, true);
        let store = by_card(&shop, gateway.clone());
        let mut orders = Vec::new();
        for _ in 0..6 {
            let order = order(&shop).await;
            let (store, input) = (store.clone(), card(&order, "sim_approve"));
            killed(true, async move { payments::pay(&store, input).await }).await;
            orders.push(order);
        }
        gateway.is_armed.store(false, Ordering::SeqCst);
        let calls = gateway.calls.load(Ordering::SeqCst);
        let later = store.now() + TimeDelta::hours(1);
        let racing = (0..8).map(|_| {
            let store = store.clone();
            tokio::spawn(async move { payments::reconcile(&store, later).await })
        });
        let mut asked = 0;
        for done in join_all(racing).await {
            let done = done.unwrap().unwrap();
            assert_eq!(done.failed, 0, "{}", shop.database.kind);
            asked += done.asked;
        }
        assert_eq!(asked, 6, "{}", shop.database.kind);
        assert_eq!(gateway.calls.load(Ordering::SeqCst) - calls, 6);
        assert_eq!(gateway.simulator.balance(), 6 * 1_598);
        for order in orders {
            let status = again(&store, &order).await.order.payment_status;
            assert_eq!(status, PaymentStatus::Paid);
        }
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_racing_payments_never_take_more_than_the_order_owes() {
    for shop in shops().await {
        let (store, simulator) = simulated(&shop);
        let order = order(&shop).await;
        let racing = (0..64).map(|number| {
            let input = Pay {
                amount: Some(pounds(100)),
                authorise_only: number % 2 == 0,
                ..card(&order, "sim_approve")
            };
            let store = store.clone();
            tokio::spawn(async move { payments::pay(&store, input).await })
        });
        let mut begun = Vec::new();
        for paid in join_all(racing).await {
            match paid.unwrap() {
                Ok(payment) => begun.push(payment),
                Err(PaymentError::ExceedsDue { .. }) => {}
                Err(error) => panic!("{}: {error}", shop.database.kind),
            }
        }
        assert_eq!(begun.len(), 15, "{}: 15 fit into 15.98", shop.database.kind);
        let now = again(&store, &order).await.order;
        assert_eq!(now.captured + now.pledged, 1_500);
        assert_eq!(simulator.balance(), now.captured);
        shop.assert_books_are_right().await;
    }
}

/// Does the same to a payment 64 times at once; returns how often it was taken.
async fn sixty_four<T, F>(shop: &Shop, doing: impl Fn() -> F) -> usize
where
    F: Future<Output = Result<T, PaymentError>> + Send + 'static,
    T: Send + 'static,
{
    let racing: Vec<_> = (0..64).map(|_| tokio::spawn(doing())).collect();
    let mut taken = 0;
    for done in join_all(racing).await {
        match done.unwrap() {
            Ok(_) => taken += 1,
            Err(
                PaymentError::ExceedsAuthorised { .. }
                | PaymentError::ExceedsCaptured { .. }
                | PaymentError::WrongState { .. },
            ) => {}
            Err(error) => panic!("{}: {error}", shop.database.kind),
        }
    }
    taken
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_racing_captures_and_refunds_never_exceed_what_there_is() {
    for shop in shops().await {
        let (store, simulator) = simulated(&shop);
        let order = order(&shop).await;
        let payment: Payment = payments::pay(&store, promise(&order, "sim_approve"))
            .await
            .unwrap();
        let taken = sixty_four(&shop, || {
            let (store, input) = (store.clone(), part(&payment, 100));
            async move { payments::capture(&store, input).await }
        })
        .await;
        assert_eq!((taken, simulator.balance()), (15, 1_500));
        let back = sixty_four(&shop, || {
            let (store, input) = (store.clone(), refund(&payment, 400));
            async move { payments::refund(&store, input).await }
        })
        .await;
        assert_eq!((back, simulator.balance()), (3, 300));
        shop.assert_books_are_right().await;
    }
}
