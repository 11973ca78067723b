//! Write an audit row in the transaction of the act it records.

use mercer_database::{Json, Transaction};
use sea_orm::{ActiveValue, DbErr, EntityTrait};

use super::entity::{ActiveModel, Entity};
use crate::Store;

/// Records that the store's actor did something to a subject.
pub(crate) async fn record_in(
    store: &Store,
    transaction: &Transaction,
    action: &str,
    subject: String,
    detail: serde_json::Value,
) -> Result<(), DbErr> {
    let entry = ActiveModel {
        id: ActiveValue::NotSet,
        actor: ActiveValue::Set(store.actor().to_string()),
        action: ActiveValue::Set(action.to_owned()),
        subject: ActiveValue::Set(subject),
        detail: ActiveValue::Set(Json(detail)),
        created_at: ActiveValue::Set(store.now()),
    };
    Entity::insert(entry)
        .exec_without_returning(transaction)
        .await
        .map(drop)
}
