//! A customer's default addresses, as they are written into an order.

use mercer_database::{Json, Transaction};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, LockType, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, FromQueryResult, JoinType,
    QueryOrder, QuerySelect, QueryTrait,
};

use super::entity::{Column, Entity};
use super::link;

/// An address with its part in the customer's book.
#[derive(FromQueryResult)]
struct Row {
    line1: String,
    line2: Option<String>,
    city: String,
    state: Option<String>,
    country: String,
    zip_code: Option<String>,
    phone_number: Option<String>,
    default_billing: bool,
}

/// The addresses of an order, as JSON documents.
pub(crate) struct Snapshot {
    pub(crate) shipping: Json,
    pub(crate) billing: Json,
}

/// The most addresses looked at for the defaults, which sort first.
const LOOKED_AT: u64 = 20;

/// `None` if there is no such customer: every customer has at least one address.
pub(crate) async fn snapshot_in(
    transaction: &Transaction,
    customer_id: i64,
) -> Result<Option<Snapshot>, DbErr> {
    let mut select = Entity::find();
    let is_same = link::Column::AddressId
        .into_expr()
        .eq(Column::Id.into_expr());
    QueryTrait::query(&mut select)
        .join(JoinType::InnerJoin, link::Entity, is_same)
        .and_where(link::Column::CustomerId.eq(customer_id));
    if transaction.get_database_backend() == DbBackend::Postgres {
        lock_customer(QueryTrait::query(&mut select), customer_id);
    }
    let found = select
        .select_only()
        .columns([
            Column::Line1,
            Column::Line2,
            Column::City,
            Column::State,
            Column::Country,
            Column::ZipCode,
            Column::PhoneNumber,
        ])
        .column(link::Column::DefaultBilling)
        .order_by_desc(link::Column::DefaultShipping)
        .order_by_desc(link::Column::DefaultBilling)
        .order_by_asc(link::Column::AddressId)
        .limit(LOOKED_AT)
        .into_model::<Row>()
        .all(transaction)
        .await?;
    let Some(shipping) = found.first() else {
        return Ok(None);
    };
    let billing = found
        .iter()
        .find(|row| row.default_billing)
        .unwrap_or(shipping);
    Ok(Some(Snapshot {
        shipping: document(shipping),
        billing: document(billing),
    }))
}

/// Takes at once the lock that the order's foreign key will take later. Otherwise an order that
/// holds stock could wait for a customer who is being deleted, whose deletion waits for the stock,
/// and PostgreSQL needs a second to notice. MariaDB notices at once, and the unit runs again.
fn lock_customer(select: &mut SelectStatement, customer_id: i64) {
    // The table of a later noun, by its name.
    let customers = Alias::new("customers");
    let id = Expr::col((customers.clone(), Column::Id));
    select
        .join(JoinType::InnerJoin, customers.clone(), id.eq(customer_id))
        .lock_with_tables(LockType::KeyShare, [customers]);
}

fn document(row: &Row) -> Json {
    Json(serde_json::json!({
        "line1": row.line1,
        "line2": row.line2,
        "city": row.city,
        "state": row.state,
        "country": row.country,
        "zip_code": row.zip_code,
        "phone_number": row.phone_number,
    }))
}
