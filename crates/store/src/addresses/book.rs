//! A customer's address book: the links, and the rules that a book is never empty and an address
//! never without a book.

use std::collections::BTreeSet;

use mercer_database::Transaction;
use sea_orm::sea_query::{Expr, ExprTrait, LockType, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::link::{self, Column, Model as Link};
use super::{Address, AddressError, entity};

/// The address, locked until the transaction ends, so that nobody links or unlinks it meanwhile.
pub(super) async fn locked_address_in(
    transaction: &Transaction,
    id: i64,
) -> Result<Address, AddressError> {
    let address = entity::Entity::find_by_id(id)
        .lock_exclusive()
        .one(transaction)
        .await?;
    address.ok_or(AddressError::NotFound(id))
}

/// The customer's links, which stay as they are until the transaction ends: whoever changes a book
/// locks the customer's row first, and an address only after it.
///
/// One row, not the links themselves: on PostgreSQL several who lock and change the same rows run
/// into deadlocks, each of which costs a second. Orders are placed meanwhile there; they only need
/// the customer's key to stay.
pub(super) async fn locked_links_in(
    transaction: &Transaction,
    customer_id: i64,
) -> Result<Vec<Link>, DbErr> {
    let backend = transaction.get_database_backend();
    // The table of a later noun, by its name.
    let customer = Query::select()
        .expr_as(Expr::col("id"), "id")
        .from("customers")
        .and_where(Expr::col("id").eq(customer_id))
        .lock(match backend {
            DbBackend::Postgres => LockType::NoKeyUpdate,
            _ => LockType::Update,
        })
        .to_owned();
    transaction.query_one_raw(backend.build(&customer)).await?;
    link::Entity::find()
        .filter(Column::CustomerId.eq(customer_id))
        .order_by_asc(Column::AddressId)
        .all(transaction)
        .await
}

/// Refuses when the address is all that the book holds.
pub(super) fn refuse_last(book: &[Link], address_id: i64) -> Result<(), AddressError> {
    match book {
        [only] if only.address_id == address_id => Err(AddressError::LastAddress {
            customer_id: only.customer_id,
        }),
        _ => Ok(()),
    }
}

/// Takes an address out of a locked book; what it was the default for, the oldest one left
/// becomes.
pub(super) async fn take_out_in(
    transaction: &Transaction,
    book: &[Link],
    address_id: i64,
) -> Result<(), DbErr> {
    let Some(taken) = book.iter().find(|link| link.address_id == address_id) else {
        return Ok(());
    };
    let key = (taken.customer_id, address_id);
    link::Entity::delete_by_id(key).exec(transaction).await?;
    let heir = book.iter().find(|link| link.address_id != address_id);
    let Some(heir) = heir.filter(|_| taken.default_shipping || taken.default_billing) else {
        return Ok(());
    };
    let mut inherit = link::Entity::update_many()
        .filter(Column::CustomerId.eq(heir.customer_id))
        .filter(Column::AddressId.eq(heir.address_id));
    if taken.default_shipping {
        inherit = inherit.col_expr(Column::DefaultShipping, Expr::val(true));
    }
    if taken.default_billing {
        inherit = inherit.col_expr(Column::DefaultBilling, Expr::val(true));
    }
    inherit.exec(transaction).await.map(drop)
}

/// Removes a locked address that is in nobody's book any more; tells whether it went.
pub(super) async fn remove_orphan_in(
    transaction: &Transaction,
    address_id: i64,
) -> Result<bool, DbErr> {
    let books = link::Entity::find()
        .filter(Column::AddressId.eq(address_id))
        .count(transaction)
        .await?;
    if books > 0 {
        return Ok(false);
    }
    entity::Entity::delete_by_id(address_id)
        .exec(transaction)
        .await?;
    Ok(true)
}

/// The addresses in the customer's book.
pub(crate) async fn ids_of_in(
    transaction: &Transaction,
    customer_id: i64,
) -> Result<Vec<i64>, DbErr> {
    link::Entity::find()
        .filter(Column::CustomerId.eq(customer_id))
        .select_only()
        .column(Column::AddressId)
        .order_by_asc(Column::AddressId)
        .into_tuple()
        .all(transaction)
        .await
}

/// Those of these addresses that are in nobody's book any more.
pub(crate) async fn gone_in(
    transaction: &Transaction,
    mut ids: BTreeSet<i64>,
) -> Result<BTreeSet<i64>, DbErr> {
    let left: Vec<i64> = entity::Entity::find()
        .filter(entity::Column::Id.is_in(ids.iter().copied()))
        .select_only()
        .column(entity::Column::Id)
        .into_tuple()
        .all(transaction)
        .await?;
    for id in left {
        ids.remove(&id);
    }
    Ok(ids)
}

/// Empties the book of a customer who is about to go, in the same transaction; returns how many
/// addresses went because nobody else has them.
pub(crate) async fn remove_customer_in(
    transaction: &Transaction,
    customer_id: i64,
) -> Result<u64, AddressError> {
    let is_theirs = Column::CustomerId.eq(customer_id);
    for id in ids_of_in(transaction, customer_id).await? {
        // One that went meanwhile has no link either.
        match locked_address_in(transaction, id).await {
            Ok(_) | Err(AddressError::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
    }
    let links = locked_links_in(transaction, customer_id).await?;
    link::Entity::delete_many()
        .filter(is_theirs)
        .exec(transaction)
        .await?;
    let mut removed = 0;
    for link in &links {
        removed += u64::from(remove_orphan_in(transaction, link.address_id).await?);
    }
    Ok(removed)
}
