//! A store from before the catalogue's revision keeps its products through it, and back.
#![allow(clippy::unwrap_used)]

use crate::revised::{down, up};
use mercer_database::Kind;
use mercer_store::products::{self, ListProducts};
use mercer_store::revisions::bring_to_head;
use mercer_store::{PageRequest, Store, SystemClock, Unit, doctor};
use mercer_testing::TestDatabase;

/// A name with capitals, and the same in small letters.
const NAMES: [(&str, &str); 4] = [
    ("MUG & Cup", "mug & cup"),
    ("KÄSE ÀÉÎÕÜ Þ ÇÑ", "käse àéîõü þ çñ"),
    ("ŁÓDŹ ŠČŘŽ ŐŰ", "łódź ščřž őű"),
    ("ЖУК Ёлка ЇЄ", "жук ёлка їє"),
];

async fn fill(place: &TestDatabase) {
    for (index, (name, _)) in NAMES.iter().enumerate() {
        let sql = format!(
            "INSERT INTO products (sku, name, description, kind, unit, price, currency, active, \
             created_at, updated_at, version) VALUES ('{index}', '{name}', '{name}', 'goods', \
             'kg', 10{index}, 'GBP', TRUE, '2026-01-02 03:04:05.678901', \
             '2026-02-03 04:05:06.789012', 3)"
        );
        place.execute(&sql).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn products_from_before_are_found_without_regard_to_case_and_have_a_first_price() {
    for place in mercer_testing::databases().await {
        up(&place, "0001").await.unwrap();
        fill(&place).await;
        bring_to_head(&place.database).await.unwrap();
        let currency = "GBP".parse().unwrap();
        let store = Store::with_clock(place.database.clone(), currency, SystemClock);
        // SQLite lowers only the letters A to Z; the others follow when a product is next edited.
        let lowered = match place.kind {
            Kind::Sqlite => 1,
            Kind::Postgres | Kind::MySql => NAMES.len(),
        };
        for (index, (name, small)) in NAMES[..lowered].iter().enumerate() {
            let wanted = ListProducts {
                name_prefix: Some((*name).to_owned()),
                ..ListProducts::default()
            };
            let found = products::list(&store, wanted).await.unwrap().items;
            assert_eq!(found.len(), 1, "{}: {name}", place.kind);
            let product = &found[0];
            assert_eq!(product.name, *name);
            assert_eq!(product.search_name, *small, "{}", place.kind);
            assert_eq!(product.search_description.as_deref(), Some(*small));
            assert_eq!((product.version, product.unit), (3, Unit::Kilogram));
            assert_eq!((product.active, product.archived_at), (true, None));
            let prices = products::price_history(&store, product.id, PageRequest::default())
                .await
                .unwrap()
                .items;
            assert_eq!(prices.len(), 1, "{}", place.kind);
            assert_eq!(prices[0].price, 100 + i64::try_from(index).unwrap());
            assert_eq!(prices[0].valid_from, product.updated_at, "{}", place.kind);
        }
        // What SQLite did not lower, the doctor tells and repairs.
        let repaired = doctor::repair(&store).await.unwrap();
        assert!(repaired.report.is_clean(), "{}", place.kind);
        let lowered_late = place.kind == Kind::Sqlite;
        assert_eq!(!repaired.repairs.is_empty(), lowered_late, "{}", place.kind);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_way_back_keeps_every_product_and_can_be_gone_again() {
    for place in mercer_testing::databases().await {
        up(&place, "0001").await.unwrap();
        fill(&place).await;
        bring_to_head(&place.database).await.unwrap();
        down(&place, "0001").await.unwrap();
        let kept = "SELECT COUNT(*) AS n FROM products WHERE price >= 100 AND version = 3";
        assert_eq!(place.number(kept).await, 4, "{}", place.kind);
        bring_to_head(&place.database).await.unwrap();
        let prices = "SELECT COUNT(*) AS n FROM price_changes";
        assert_eq!(place.number(prices).await, 4, "{}", place.kind);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn products_lose_their_tax_classes_and_nothing_else_on_the_way_back_before_these() {
    for place in mercer_testing::databases().await {
        up(&place, "0001").await.unwrap();
        fill(&place).await;
        bring_to_head(&place.database).await.unwrap();
        let class = "INSERT INTO tax_classes (id, code, name, rate_ppm, created_at, updated_at, \
                     version) VALUES (1, 'standard', 'Standard', 200000, '2026-01-02 03:04:05', \
                     '2026-01-02 03:04:05', 1)";
        place.execute(class).await;
        place.execute("UPDATE products SET tax_class_id = 1").await;
        down(&place, "0004").await.unwrap();
        bring_to_head(&place.database).await.unwrap();
        let kept = "SELECT COUNT(*) AS n FROM products WHERE version = 3 AND tax_class_id IS NULL";
        assert_eq!(place.number(kept).await, 4, "{}", place.kind);
        let prices = "SELECT COUNT(*) AS n FROM price_changes";
        assert_eq!(place.number(prices).await, 4, "{}", place.kind);
    }
}
