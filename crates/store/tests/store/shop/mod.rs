//! A small shop for tests: customers, one product of each kind, stock.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::missing_panics_doc
)]

use crate::created;
use std::sync::Arc;

use chrono::{TimeZone, Utc};
use mercer_store::inventory::{self, Receive};
use mercer_store::orders::{OrderLine, PlaceOrder};
use mercer_store::{Currency, FixedClock, Quantity, Store};
use mercer_testing::TestDatabase;

pub const CUSTOMER: i64 = 1;
pub const MUG: i64 = 1;
pub const TEA: i64 = 2;
pub const POSTAGE: i64 = 3;
pub const EURO_PRODUCT: i64 = 4;
pub const RETIRED: i64 = 5;
pub const DEAR: i64 = 6;

pub struct Shop {
    pub store: Store,
    pub clock: Arc<FixedClock>,
    pub database: TestDatabase,
}

pub fn gbp() -> Currency {
    "GBP".parse().unwrap()
}

pub fn pieces(count: i64) -> Quantity {
    Quantity::whole(count).unwrap()
}

/// A shop on every database, with nothing in stock.
pub async fn shops() -> Vec<Shop> {
    let mut shops = Vec::new();
    for database in mercer_testing::databases().await {
        shops.push(open(database).await);
    }
    shops
}

pub async fn open(database: TestDatabase) -> Shop {
    let clock = Arc::new(FixedClock::at(
        Utc.with_ymd_and_hms(2026, 11, 21, 9, 0, 0).unwrap(),
    ));
    created::create(&database.database, &mercer_store::schema::schema())
        .await
        .unwrap();
    let store = Store::with_shared_clock(database.database.clone(), gbp(), clock.clone());
    for statement in SETUP
        .split(';')
        .map(str::trim)
        .filter(|statement| !statement.is_empty())
    {
        database.execute(statement).await;
    }
    Shop {
        store: store.acting_as("test"),
        clock,
        database,
    }
}

const SETUP: &str = "
INSERT INTO locations (id, name, active, created_at, updated_at, version) VALUES
  (1, 'Shop', TRUE, '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1),
  (2, 'Cellar', TRUE, '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1);
INSERT INTO customers (id, username, email, password_hash, first_name, last_name, phone,
  created_at, updated_at, version, first_name_key, last_name_key) VALUES
  (1, 'jane', 'jane@example.com', NULL, 'Jane', 'Smith', NULL,
   '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1, 'jane', 'smith');
INSERT INTO addresses (id, line1, city, country, created_at, updated_at, version) VALUES
  (1, '1 High Street', 'Bath', 'GB', '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1);
INSERT INTO customer_addresses (customer_id, address_id, label, default_shipping, default_billing)
  VALUES (1, 1, 'home', TRUE, TRUE);
INSERT INTO products (id, sku, name, search_name, kind, unit, price, currency, active,
  created_at, updated_at, version) VALUES
  (1, 'MUG', 'Mug', 'mug', 'goods', 'each', 799, 'GBP', TRUE,
   '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1),
  (2, 'TEA', 'Loose tea', 'loose tea', 'goods', 'kg', 1999, 'GBP', TRUE,
   '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1),
  (3, 'POST', 'Postage', 'postage', 'service', 'each', 350, 'GBP', TRUE,
   '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1),
  (4, 'EURO', 'Imported mug', 'imported mug', 'goods', 'each', 500, 'EUR', TRUE,
   '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1),
  (5, 'OLD', 'Retired mug', 'retired mug', 'goods', 'each', 500, 'GBP', FALSE,
   '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1),
  (6, 'DEAR', 'A palace', 'a palace', 'service', 'each', 9000000000000000000, 'GBP', TRUE,
   '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1);
INSERT INTO price_changes (product_id, price, currency, valid_from, actor)
  SELECT id, price, currency, created_at, 'system' FROM products ORDER BY id;
";

impl Shop {
    pub async fn receive(&self, product_id: i64, quantity: Quantity) {
        let input = Receive {
            product_id,
            location_id: None,
            quantity,
            reason: None,
        };
        inventory::receive(&self.store, input).await.unwrap();
    }

    /// (on hand, reserved) of a product in the shop, in thousandths.
    pub async fn stock(&self, product_id: i64) -> (i64, i64) {
        let levels = inventory::levels(&self.store, product_id).await.unwrap();
        levels
            .iter()
            .find(|level| level.location_id == 1)
            .map_or((0, 0), |level| (level.on_hand, level.reserved))
    }

    /// The single integer that a query answers with, aliased as `n`.
    pub async fn number(&self, sql: &str) -> i64 {
        self.database.number(sql).await
    }

    /// How many rows each table has: two equal counts mean that nothing was written.
    pub async fn row_counts(&self) -> Vec<(String, i64)> {
        let mut counts = Vec::new();
        for table in mercer_store::schema::schema().tables {
            // The series moves on when numbers are reserved, by design.
            if table.name != "number_series" {
                let sql = format!("SELECT COUNT(*) AS n FROM {}", table.name);
                counts.push((table.name, self.number(&sql).await));
            }
        }
        counts
    }

    pub async fn assert_books_are_right(&self) {
        let report = mercer_store::doctor::examine(&self.store).await.unwrap();
        assert!(report.is_clean(), "{}: {report:#?}", self.database.kind);
    }
}

/// A sale of these lines by the shop's customer, reserved.
pub fn sale(lines: &[(i64, Quantity)]) -> PlaceOrder {
    let lines = lines
        .iter()
        .map(|&(product_id, quantity)| OrderLine::of(product_id, quantity));
    PlaceOrder::sale(CUSTOMER, lines.collect())
}
