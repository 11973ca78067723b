//! The doctor finds rows that refer to one that is not there, once the database was told to look
//! away.
#![allow(clippy::unwrap_used)]

use crate::shop::{MUG, Shop, pieces, sale, shops};
use mercer_database::Kind;
use mercer_store::{doctor, invoices, orders};
use sea_orm::ConnectionTrait;

/// Rows taken away without asking those that refer to them, and the findings that have to appear.
const DAMAGE: &[(&str, &[&str])] = &[
    (
        "DELETE FROM customers",
        &[
            "orders.customer_id without customers: expected 0, found 1",
            "customer_addresses.customer_id without customers: expected 0, found 1",
        ],
    ),
    (
        "DELETE FROM orders",
        &[
            "order_items.order_id without orders: expected 0, found 2",
            "invoices.order_id without orders: expected 0, found 1",
        ],
    ),
    (
        "DELETE FROM invoice_series",
        &["invoices.series_id without invoice_series: expected 0, found 1"],
    ),
    (
        "DELETE FROM invoices",
        &["invoice_lines.invoice_id without invoices: expected 0, found 2"],
    ),
];

#[tokio::test]
async fn a_reference_to_nothing_is_found_in_every_table() {
    for shop in shops().await {
        shop.receive(MUG, pieces(5)).await;
        let lines = [(MUG, pieces(1)), (MUG, pieces(2))];
        let placed = orders::place(&shop.store, sale(&lines)).await.unwrap();
        invoices::issue(&shop.store, placed.order.id, None)
            .await
            .unwrap();
        assert_eq!(orphans(&shop).await, [""; 0]);
        for (sql, findings) in DAMAGE {
            without_foreign_keys(&shop, sql).await;
            let found = orphans(&shop).await;
            for finding in *findings {
                assert!(
                    found.iter().any(|found| found == finding),
                    "{}: {sql}: {found:?}",
                    shop.database.kind
                );
            }
        }
    }
}

async fn orphans(shop: &Shop) -> Vec<String> {
    let report = doctor::examine(&shop.store).await.unwrap();
    let check = report
        .checks
        .into_iter()
        .find(|check| check.name == "every row that another one refers to is there")
        .unwrap();
    assert!(check.examined > 10, "{}", check.examined);
    assert_eq!(check.wrong, check.findings.len());
    check.findings
}

async fn without_foreign_keys(shop: &Shop, sql: &str) {
    let switch = match shop.database.kind {
        Kind::Sqlite => "PRAGMA foreign_keys = OFF",
        Kind::Postgres => "SET session_replication_role = replica",
        Kind::MySql => "SET FOREIGN_KEY_CHECKS = 0",
    };
    let session = shop.store.database().session().await.unwrap();
    session.execute_unprepared(switch).await.unwrap();
    session.execute_unprepared(sql).await.unwrap();
    session.close().await;
}
