//! Forget whom shipments went to.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue, ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter};

use super::entity::{ActiveModel, Column, Entity};

/// Clears what tells of a person on the shipments of these orders, which the transaction has
/// locked: tracking numbers, which lead to a name at the carrier's, and notes.
pub(crate) async fn forget_in(
    transaction: &Transaction,
    order_ids: &[i64],
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let tells = Condition::any()
        .add(Column::TrackingNumber.is_not_null())
        .add(Column::Note.is_not_null());
    Entity::update_many()
        .set(ActiveModel {
            tracking_number: ActiveValue::Set(None),
            note: ActiveValue::Set(None),
            updated_at: ActiveValue::Set(now),
            ..ActiveModel::default()
        })
        .col_expr(Column::Version, Expr::col(Column::Version).add(1_i64))
        .filter(Column::OrderId.is_in(order_ids.iter().copied()))
        .filter(tells)
        .exec(transaction)
        .await
        .map(drop)
}
