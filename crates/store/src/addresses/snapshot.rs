//! A customer's default addresses, as they are written into an order.

use mercer_database::{Json, Row, Transaction};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, LockType, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, JoinType, QueryOrder, QuerySelect,
    QueryTrait, Statement,
};

use super::entity::{Column, Entity, Model};
use super::link;
use crate::statement_text::StatementText;

static BOOK: StatementText = StatementText::new();

/// An address with its part in the customer's book.
struct Found {
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

/// `None` if there is no such customer, or they were erased: every customer has at least one
/// address.
pub(crate) async fn snapshot_in(
    transaction: &Transaction,
    customer_id: i64,
) -> Result<Option<Snapshot>, DbErr> {
    let rows = transaction.rows(book(transaction, customer_id)).await?;
    let found = rows.into_iter().map(found).collect::<Result<Vec<_>, _>>()?;
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

/// The statement that finds the customer's first addresses.
fn book(transaction: &Transaction, customer_id: i64) -> Statement {
    let backend = transaction.get_database_backend();
    let values = vec![customer_id.into(), customer_id.into(), LOOKED_AT.into()];
    BOOK.with(backend, 1, values, |_| {
        let mut select = Entity::find();
        let is_same = link::Column::AddressId
            .into_expr()
            .eq(Column::Id.into_expr());
        let query = QueryTrait::query(&mut select)
            .join(JoinType::InnerJoin, link::Entity, is_same)
            .and_where(link::Column::CustomerId.eq(customer_id));
        join_customer(query, customer_id, backend == DbBackend::Postgres);
        select
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
            .build(backend)
    })
}

/// Reads the columns in the order in which [`book`] selects them.
fn found(mut row: Row) -> Result<Found, DbErr> {
    Ok(Found {
        line1: row.take()?,
        line2: row.take_optional()?,
        city: row.take()?,
        state: row.take_optional()?,
        country: row.take()?,
        zip_code: row.take_optional()?,
        phone_number: row.take_optional()?,
        default_billing: row.take()?,
    })
}

/// Finds nothing for a customer who was erased.
///
/// Where it locks, it takes at once the lock that the order's foreign key will take later.
/// Otherwise an order that holds stock could wait for a customer who is being deleted, whose
/// deletion waits for the stock, and PostgreSQL needs a second to notice. MariaDB notices at once,
/// and the unit runs again. An erasure that the lock waited for is seen, too.
fn join_customer(select: &mut SelectStatement, customer_id: i64, locks: bool) {
    // The table of a later noun, by its name.
    let customers = Alias::new("customers");
    let id = Expr::col((customers.clone(), Column::Id));
    let erased_at = Expr::col((customers.clone(), Alias::new("erased_at")));
    let is_known = id.eq(customer_id).and(erased_at.is_null());
    select.join(JoinType::InnerJoin, customers.clone(), is_known);
    if locks {
        select.lock_with_tables(LockType::KeyShare, [customers]);
    }
}

/// An address as an order keeps it.
pub(crate) fn document_of(address: &Model) -> Json {
    let address = address.clone();
    document(&Found {
        line1: address.line1,
        line2: address.line2,
        city: address.city,
        state: address.state,
        country: address.country,
        zip_code: address.zip_code,
        phone_number: address.phone_number,
        default_billing: false,
    })
}

fn document(row: &Found) -> Json {
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
