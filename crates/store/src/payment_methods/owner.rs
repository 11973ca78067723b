//! The customer whose methods are changed.

use mercer_database::Transaction;
use sea_orm::sea_query::{Expr, ExprTrait, LockType, Query};
use sea_orm::{ConnectionTrait, DbBackend};

use super::PaymentMethodError;

/// Locks the customer's row until the transaction ends, so that of two who change the default one
/// waits, and nothing is saved for a person who is just being erased.
pub(super) async fn lock_in(
    transaction: &Transaction,
    customer_id: i64,
) -> Result<(), PaymentMethodError> {
    let backend = transaction.get_database_backend();
    // The table of a later noun, by its name.
    let customer = Query::select()
        .expr_as(Expr::col("id"), "id")
        .from("customers")
        .and_where(Expr::col("id").eq(customer_id))
        .and_where(Expr::col("erased_at").is_null())
        .lock(match backend {
            DbBackend::Postgres => LockType::NoKeyUpdate,
            _ => LockType::Update,
        })
        .to_owned();
    match transaction.query_one_raw(backend.build(&customer)).await? {
        Some(_) => Ok(()),
        None => Err(PaymentMethodError::UnknownCustomer(customer_id)),
    }
}
