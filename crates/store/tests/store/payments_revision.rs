//! A store from before providers were asked keeps its payments through the revision, and back.
#![allow(clippy::unwrap_used)]

use crate::revised::{down, up};
use mercer_store::payments::{self, PaymentState, RefundState};
use mercer_store::revisions::bring_to_head;
use mercer_store::{Store, SystemClock, doctor};
use mercer_testing::TestDatabase;

const BEFORE: &str = "0007";
const AFTER: &str = "0008";

/// An order of 7.99 that was paid in three parts, of which one went back whole and one in part.
const OLD: &str = "
INSERT INTO locations (id, name, active, created_at, updated_at, version) VALUES
  (71, 'Old shop', TRUE, '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1);
INSERT INTO customers (id, username, first_name, last_name, created_at, updated_at, version,
  first_name_key, last_name_key) VALUES
  (1, 'jane', 'Jane', 'Smith', '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1, 'jane', 'smith');
INSERT INTO orders (id, number, kind, customer_id, location_id, currency, status, payment_status,
  fulfilment_status, subtotal, discount, shipping, tax, total, captured, refunded, placed_at,
  created_at, updated_at, version) VALUES
  (1, '1000', 'sale', 1, 71, 'GBP', 'placed', 'partially_refunded', 'fulfilled', 0, 0, 799, 0, 799,
   799, 350, '2026-01-01 00:00:00', '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1);
INSERT INTO payments (id, order_id, kind, provider, provider_reference, currency, authorised,
  captured, refunded, created_at, updated_at, version) VALUES
  (1, 1, 'cash', 'till', NULL, 'GBP', 400, 400, 0, '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1),
  (2, 1, 'card', 'acme', 'a1', 'GBP', 199, 199, 150, '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1),
  (3, 1, 'card', 'acme', 'a2', 'GBP', 200, 200, 200, '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1);
INSERT INTO payment_events (payment_id, kind, amount, provider_event_id, actor, created_at) VALUES
  (1, 'authorised', 400, NULL, 'old', '2026-01-01 00:00:00'),
  (1, 'captured', 400, NULL, 'old', '2026-01-01 00:00:00'),
  (2, 'authorised', 199, 'e1', 'old', '2026-01-01 00:00:00'),
  (2, 'captured', 199, NULL, 'old', '2026-01-01 00:00:00'),
  (2, 'refunded', 150, NULL, 'old', '2026-01-01 00:00:00'),
  (3, 'authorised', 200, 'e2', 'old', '2026-01-01 00:00:00'),
  (3, 'captured', 200, NULL, 'old', '2026-01-01 00:00:00'),
  (3, 'refunded', 200, NULL, 'old', '2026-01-01 00:00:00');
INSERT INTO refunds (payment_id, amount, reason, actor, created_at) VALUES
  (2, 150, 'chipped', 'old', '2026-01-01 00:00:00'),
  (3, 200, 'broken', 'old', '2026-01-01 00:00:00');
";

/// What had no words before the revision.
const NEW: &str = "
INSERT INTO payment_events (payment_id, kind, amount, provider, actor, created_at) VALUES
  (2, 'refund_failed', 1, 'acme', 'new', '2026-01-01 00:00:00');
INSERT INTO refunds (payment_id, amount, reason, status, failure_code, actor, created_at,
  finished_at) VALUES
  (2, 1, 'chipped', 'failed', 'closed', 'new', '2026-01-01 00:00:00', '2026-01-01 00:00:00');
";

async fn execute_all(place: &TestDatabase, statements: &str) {
    for statement in statements.split(';').filter(|sql| !sql.trim().is_empty()) {
        place.execute(statement).await;
    }
}

async fn count(place: &TestDatabase, table: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) AS n FROM {table}");
    place.number(&sql).await
}

#[tokio::test(flavor = "multi_thread")]
async fn payments_of_old_were_received_outside_and_there_is_a_way_back() {
    for place in mercer_testing::databases().await {
        up(&place, BEFORE).await.unwrap();
        execute_all(&place, OLD).await;
        up(&place, AFTER).await.unwrap();
        execute_all(&place, NEW).await;
        down(&place, BEFORE).await.unwrap();
        assert_eq!(count(&place, "payment_events").await, 8, "{}", place.kind);
        assert_eq!(count(&place, "refunds").await, 2, "{}", place.kind);
        bring_to_head(&place.database).await.unwrap();

        let currency = "GBP".parse().unwrap();
        let store = Store::with_clock(place.database.clone(), currency, SystemClock);
        let listed = payments::of_orders(&store, &[1]).await.unwrap();
        let states: Vec<_> = listed.iter().map(|payment| payment.status).collect();
        assert_eq!(
            states,
            [
                PaymentState::Captured,
                PaymentState::PartiallyRefunded,
                PaymentState::Refunded
            ]
        );
        assert!(listed.iter().all(|payment| payment.outside
            && payment.captures_at_once
            && payment.amount == payment.captured
            && payment.pledged() == 0));
        let events = payments::events(&store, 3).await.unwrap();
        assert!(events.iter().all(|event| event.provider == "acme"));
        let refunds = payments::refunds(&store, 2).await.unwrap();
        assert_eq!(refunds[0].status, RefundState::Succeeded);
        assert_eq!(refunds[0].finished_at, Some(refunds[0].created_at));
        let report = doctor::examine(&store).await.unwrap();
        let of_payments = |check: &&doctor::Check| check.name.contains("payment");
        let checks: Vec<_> = report.checks.iter().filter(of_payments).collect();
        assert!(checks.len() >= 5);
        assert!(
            checks.iter().all(|check| check.wrong == 0),
            "{}: {checks:#?}",
            place.kind
        );
    }
}
