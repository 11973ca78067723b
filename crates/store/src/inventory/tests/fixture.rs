//! A stockroom: two locations, three products, nothing in stock.

use std::future::Future;

use chrono::{TimeZone, Utc};
use mercer_database::Transaction;
use mercer_testing::TestDatabase;

use crate::inventory::{self, Demand, InventoryError, ListMovements, Receive};
use crate::{FixedClock, PageRequest, Quantity, Store, doctor};

pub(super) const MUG: i64 = 1;
pub(super) const TEA: i64 = 2;
pub(super) const CUP: i64 = 3;
pub(super) const SHOP: i64 = 1;
pub(super) const CELLAR: i64 = 2;

const SETUP: [&str; 2] = [
    "INSERT INTO locations (id, name, active, created_at, updated_at, version) VALUES
       (1, 'Shop', TRUE, '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1),
       (2, 'Cellar', TRUE, '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1)",
    "INSERT INTO products (id, sku, name, search_name, kind, unit, price, currency, active,
       created_at, updated_at, version) VALUES
       (1, 'MUG', 'Mug', 'mug', 'goods', 'each', 799, 'GBP', TRUE,
        '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1),
       (2, 'TEA', 'Loose tea', 'loose tea', 'goods', 'kg', 1999, 'GBP', TRUE,
        '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1),
       (3, 'CUP', 'Cup', 'cup', 'goods', 'each', 499, 'GBP', TRUE,
        '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1)",
];

pub(super) struct Stockroom {
    pub(super) store: Store,
    pub(super) place: TestDatabase,
}

pub(super) async fn stockrooms() -> Vec<Stockroom> {
    let mut all = Vec::new();
    for place in mercer_testing::databases().await {
        crate::created::create(&place.database, &crate::schema::schema())
            .await
            .unwrap();
        for statement in SETUP {
            place.execute(statement).await;
        }
        let clock = FixedClock::at(Utc.with_ymd_and_hms(2026, 11, 21, 9, 0, 0).unwrap());
        let pounds = "GBP".parse().unwrap();
        let store = Store::with_clock(place.database.clone(), pounds, clock).acting_as("test");
        all.push(Stockroom { store, place });
    }
    all
}

pub(super) fn pieces(count: i64) -> Quantity {
    Quantity::whole(count).unwrap()
}

pub(super) fn demand(product_id: i64, count: i64) -> Demand {
    Demand {
        product_id,
        quantity: pieces(count),
    }
}

/// Runs a unit of work of the test's own.
pub(super) async fn unit<U>(
    store: &Store,
    unit: impl Fn(Transaction) -> U + Send + Sync + 'static,
) -> Result<(), InventoryError>
where
    U: Future<Output = Result<(), InventoryError>> + Send + 'static,
{
    store.database().write(unit).await
}

impl Stockroom {
    pub(super) async fn receive(&self, product_id: i64, location_id: i64, count: i64) {
        let input = Receive {
            product_id,
            location_id: Some(location_id),
            quantity: pieces(count),
            reason: None,
        };
        inventory::receive(&self.store, input).await.unwrap();
    }

    /// (on hand, reserved), in thousandths.
    pub(super) async fn stock(&self, product_id: i64, location_id: i64) -> (i64, i64) {
        let levels = inventory::levels(&self.store, product_id).await.unwrap();
        levels
            .iter()
            .find(|level| level.location_id == location_id)
            .map_or((0, 0), |level| (level.on_hand, level.reserved))
    }

    pub(super) async fn ledger(&self, product_id: i64) -> Vec<inventory::StockMovement> {
        let all = ListMovements {
            page: PageRequest::first(200),
            ..ListMovements::of(product_id)
        };
        let page = inventory::movements(&self.store, all).await;
        page.unwrap().items
    }

    pub(super) async fn assert_books_are_right(&self) {
        let report = doctor::examine(&self.store).await.unwrap();
        // Customers, orders and prices are no part of this fixture.
        let wrong: Vec<_> = report
            .checks
            .iter()
            .filter(|check| check.wrong > 0 && !check.name.contains("price history"))
            .collect();
        assert!(wrong.is_empty(), "{}: {wrong:#?}", self.place.kind);
    }
}
