//! Look at one refund.

use mercer_database::Transaction;
use sea_orm::{EntityTrait, QueryFilter, QueryOrder};

use super::entity::Entity;
use super::refunds::{entity as refund, line};
use super::{Payment, PaymentError, Refund, RefundLine};
use crate::{Store, batch, bulk};

/// The refund with this id, with the payment that it was taken from.
pub async fn get_refund(store: &Store, id: i64) -> Result<(Refund, Payment), PaymentError> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            let not_found = || PaymentError::RefundNotFound(id);
            let found = refund::Entity::find_by_id(id).one(&transaction).await?;
            let refund = found.ok_or_else(not_found)?;
            // It goes with its payment, in between too.
            let payment = Entity::find_by_id(refund.payment_id)
                .one(&transaction)
                .await?;
            Ok((refund, payment.ok_or_else(not_found)?))
        })
        .await
}

/// What these refunds credited, by refund and line. At most 200 refunds.
pub async fn lines_of_refunds(
    store: &Store,
    refund_ids: &[i64],
) -> Result<Vec<RefundLine>, PaymentError> {
    let ids = batch::sorted(refund_ids)?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select = line::Entity::find()
        .filter(bulk::among(line::Column::RefundId, &ids))
        .order_by_asc(line::Column::RefundId)
        .order_by_asc(line::Column::Line);
    store
        .database()
        .read(move |transaction: Transaction| {
            let select = select.clone();
            async move { Ok(select.all(&transaction).await?) }
        })
        .await
}
