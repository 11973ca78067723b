//! Empty a store of its business.

use mercer_database::{Error, Transaction};
use sea_orm::{ConnectionTrait, Statement};

use crate::schema::schema;
use crate::{Store, audit};

/// What stays: who works here and by which means, the settings, the log of who did what, and how far
/// numbers were handed out. Sessions and the like of customers go with these.
const KEPT: [&str; 13] = [
    "number_series",
    "settings",
    "audit_seals",
    "audit_heads",
    "audit_log",
    "users",
    "throttles",
    "api_keys",
    "oauth_clients",
    "sessions",
    "authorization_codes",
    "identities",
    "password_resets",
];

/// What went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cleared {
    /// Customers.
    pub customers: u64,
    /// Products.
    pub products: u64,
    /// Orders.
    pub orders: u64,
}

/// Deletes all customers, products, stock, orders, and whatever belongs to them, invoices and places
/// included, in one transaction, and records that. There is no way back but a backup.
pub async fn clear(store: &Store) -> Result<Cleared, Error> {
    let unit_store = store.clone();
    let unit = move |transaction: Transaction| {
        let store = unit_store.clone();
        async move { clear_in(&store, &transaction).await }
    };
    store.database().write(unit).await
}

async fn clear_in(store: &Store, transaction: &Transaction) -> Result<Cleared, Error> {
    let backend = transaction.get_database_backend();
    let mut cleared = Cleared::default();
    // A category may lie in another one.
    let apart = "UPDATE categories SET parent_id = NULL WHERE parent_id IS NOT NULL";
    transaction
        .execute_raw(Statement::from_string(backend, apart))
        .await?;
    // Parents come first in the schema, so they go last.
    for table in schema().tables.iter().rev() {
        if KEPT.contains(&table.name.as_str()) {
            continue;
        }
        let delete = format!("DELETE FROM {}", table.name);
        let deleted = transaction
            .execute_raw(Statement::from_string(backend, delete))
            .await?
            .rows_affected();
        match table.name.as_str() {
            "customers" => cleared.customers = deleted,
            "products" => cleared.products = deleted,
            "orders" => cleared.orders = deleted,
            _ => {}
        }
    }
    let gone = serde_json::json!({
        "customers": cleared.customers,
        "products": cleared.products,
        "orders": cleared.orders,
    });
    let act = audit::Act::removed("seed.clear", "store".to_owned(), gone);
    audit::record_in(store, transaction, act).await?;
    Ok(cleared)
}
