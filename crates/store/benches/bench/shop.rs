//! The shop that is measured: 1,000 products with stock for ever, 10,000 orders.

use std::fmt::Write;

use mercer_database::{Kind, Options};
use mercer_store::{Store, SystemClock};
use mercer_testing::TestDatabase;

use super::mercer::Mercer;
use super::{Contender, Sequence};

pub const PRODUCTS: i64 = 1_000;
pub const SEED_ORDERS: i64 = 2_000;

pub struct BenchShop {
    pub store: Store,
    pub database: TestDatabase,
}

impl BenchShop {
    pub async fn open(kind: Kind) -> Option<Self> {
        let options = Options {
            create_if_missing: true,
            ..Options::default()
        };
        let database = TestDatabase::fresh_with(kind, options).await?;
        let currency = "GBP".parse().unwrap();
        mercer_store::revisions::bring_to_head(&database.database)
            .await
            .unwrap();
        let store = Store::with_clock(database.database.clone(), currency, SystemClock);
        let shop = BenchShop { store, database };
        shop.fill().await;
        // What the server's own housekeeping does within a minute: plans that were made while the
        // tables were empty are thrown away. Without it the contender that filled them pays.
        if kind == Kind::Postgres {
            shop.run("ANALYZE").await;
        }
        Some(shop)
    }

    async fn fill(&self) {
        let time = "'2026-01-01 00:00:00', '2026-01-01 00:00:00', 1";
        self.run(&format!("INSERT INTO locations (name, active, created_at, updated_at, version) VALUES ('Shop', TRUE, {time})")).await;
        self.run(&format!("INSERT INTO customers (username, first_name, last_name, first_name_key, last_name_key, created_at, updated_at, version) VALUES ('jane', 'Jane', 'Smith', 'jane', 'smith', {time})")).await;
        self.run(&format!("INSERT INTO addresses (line1, city, country, created_at, updated_at, version) VALUES ('1 High Street', 'Bath', 'GB', {time})")).await;
        self.run("INSERT INTO customer_addresses (customer_id, address_id, default_shipping, default_billing) VALUES (1, 1, TRUE, TRUE)").await;
        let mut products = String::new();
        let mut levels = String::new();
        for id in 1..=PRODUCTS {
            let comma = if id == 1 { "" } else { ", " };
            write!(products, "{comma}({id}, 'SKU-{id}', 'Product {id}', 'product {id}', 'goods', 'each', {}, 'GBP', TRUE, 1, {time})", 100 + id).unwrap();
            write!(
                levels,
                "{comma}({id}, 1, 1000000000000, 0, '2026-01-01 00:00:00')"
            )
            .unwrap();
        }
        self.run(&format!("INSERT INTO tax_classes (id, code, name, rate_ppm, created_at, updated_at, version) VALUES (1, 'standard', 'Standard rate', 200000, {time})")).await;
        self.run(&format!("INSERT INTO products (id, sku, name, search_name, kind, unit, price, currency, active, tax_class_id, created_at, updated_at, version) VALUES {products}")).await;
        self.run("INSERT INTO price_changes (product_id, price, currency, valid_from, actor) SELECT id, price, currency, created_at, 'system' FROM products").await;
        self.run(&format!("INSERT INTO stock_levels (product_id, location_id, on_hand, reserved, updated_at) VALUES {levels}")).await;
        let mercer = std::sync::Arc::new(Mercer::new(self.store.clone()));
        let mut random = Sequence(7);
        for _ in 0..SEED_ORDERS / 50 {
            let batch = (0..50).map(|_| mercer.clone().place(random.lines()));
            for placed in futures_util::future::join_all(batch).await {
                placed.unwrap();
            }
        }
    }

    async fn run(&self, sql: &str) {
        self.database.execute(sql).await;
    }
}
