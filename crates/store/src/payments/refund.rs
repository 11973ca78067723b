//! Give money of a payment back.

use mercer_database::Transaction;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter};

use super::entity::{Column, Entity};
use super::record::event_row;
use super::refund_entity::{ActiveModel, Entity as Refunds, Model};
use super::{EventKind, PaymentError, event};
use crate::orders::{Settlement, settle_in};
use crate::{Invalid, Money, Store, text};

/// Money to be given back.
#[derive(Clone, Debug)]
pub struct Refund {
    /// The payment it is taken from.
    pub payment_id: i64,
    /// How much; in the payment's currency, above zero, at most what is left of it.
    pub amount: Money,
    /// Why, at most 200 characters.
    pub reason: String,
}

/// Books the refund: never more than was captured, however many refunds race.
pub async fn refund(store: &Store, input: Refund) -> Result<Model, PaymentError> {
    if input.amount.amount <= 0 {
        return Err(Invalid::new("amount", format!("{} is not above zero", input.amount)).into());
    }
    let reason = text::required("reason", &input.reason, 200)?;
    let (payment_id, amount) = (input.payment_id, input.amount);
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, reason) = (unit_store.clone(), reason.clone());
            async move { refund_in(&store, &transaction, payment_id, amount, reason).await }
        })
        .await
}

async fn refund_in(
    store: &Store,
    transaction: &Transaction,
    payment_id: i64,
    amount: Money,
    reason: String,
) -> Result<Model, PaymentError> {
    let now = store.now();
    let sum = Column::Refunded.into_expr().add(amount.amount);
    let booked = Entity::update_many()
        .col_expr(Column::Refunded, sum.clone())
        .col_expr(Column::UpdatedAt, now.into())
        .col_expr(Column::Version, Column::Version.into_expr().add(1_i64))
        .filter(Column::Id.eq(payment_id))
        .filter(Column::Currency.eq(amount.currency.code()))
        .filter(sum.lte(Column::Captured.into_expr()))
        .exec(transaction)
        .await?;
    let payment = Entity::find_by_id(payment_id).one(transaction).await?;
    let payment = payment.ok_or(PaymentError::NotFound(payment_id))?;
    if booked.rows_affected == 0 {
        if payment.currency != amount.currency.code() {
            let reason = format!(
                "the payment is in {}, not {}",
                payment.currency, amount.currency
            );
            return Err(Invalid::new("amount", reason).into());
        }
        let refundable = Money::new(payment.captured - payment.refunded, amount.currency);
        return Err(PaymentError::ExceedsCaptured { amount, refundable });
    }
    let settlement = Settlement::Refunded(amount.amount);
    if settle_in(transaction, payment.order_id, settlement, now)
        .await?
        .is_none()
    {
        let refundable = Money::new(0, amount.currency);
        return Err(PaymentError::ExceedsCaptured { amount, refundable });
    }
    let refund = Model {
        id: 0,
        payment_id,
        amount: amount.amount,
        reason,
        actor: store.actor().to_string(),
        created_at: now,
    };
    let mut row = ActiveModel::from(refund.clone());
    row.id = ActiveValue::NotSet;
    let inserted = Refunds::insert(row).exec(transaction).await?;
    let history = event_row(store, payment_id, EventKind::Refunded, amount.amount);
    event::Entity::insert(history)
        .exec_without_returning(transaction)
        .await?;
    Ok(Model {
        id: inserted.last_insert_id,
        ..refund
    })
}
