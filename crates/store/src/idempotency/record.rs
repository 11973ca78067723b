//! Write the record of a claimed request.

use std::sync::atomic::Ordering;

use mercer_database::{Error, Transaction};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue, ColumnTrait, Condition, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    UpdateMany,
};

use super::Answer;
use super::claim::Held;
use super::entity::{ActiveModel, Column, Entity, USED_ONCE};
use super::look_up::is_at;
use crate::Store;

/// Writes the record, or adds the answer to the one that an earlier transaction of the same
/// request wrote.
///
/// # Errors
/// When another request's record is in the way, which the claim then knows.
pub(super) async fn write_in(
    transaction: &Transaction,
    claim: &Held,
    answer: Option<Answer>,
) -> Result<(), DbErr> {
    // The earlier transaction may have been rolled back, and run again as this one: the database
    // knows.
    let may_be_there = claim.begun.swap(true, Ordering::AcqRel);
    if !may_be_there || !is_added_in(transaction, claim, answer.as_ref()).await? {
        let inserted = insert_in(transaction, claim, answer.as_ref()).await;
        if let Err(error) = inserted {
            if is_in_the_way(&error) {
                claim.taken.store(true, Ordering::Release);
            }
            return Err(error);
        }
    }
    if answer.is_some() {
        *claim.answer.lock() = answer;
    }
    Ok(())
}

/// Whether this request's record was there, and now has the answer, if there is one.
async fn is_added_in(
    transaction: &Transaction,
    claim: &Held,
    answer: Option<&Answer>,
) -> Result<bool, DbErr> {
    if let Some(answer) = answer {
        let update = with_answer(answer).filter(is_ours(claim));
        return Ok(update.exec(transaction).await?.rows_affected > 0);
    }
    let there = Entity::find().filter(is_ours(claim));
    Ok(there.count(transaction).await? > 0)
}

async fn insert_in(
    transaction: &Transaction,
    claim: &Held,
    answer: Option<&Answer>,
) -> Result<(), DbErr> {
    let place = &claim.request.place;
    let row = ActiveModel {
        id: ActiveValue::NotSet,
        principal: ActiveValue::Set(place.principal.clone()),
        route: ActiveValue::Set(place.route.clone()),
        idempotency_key: ActiveValue::Set(place.key.clone()),
        fingerprint: ActiveValue::Set(claim.request.fingerprint.as_str().to_owned()),
        claim: ActiveValue::Set(claim.token.clone()),
        answer_status: ActiveValue::Set(answer.map(|answer| i64::from(answer.status))),
        answer_headers: ActiveValue::Set(answer.map(Answer::headers_as_json)),
        answer_body: ActiveValue::Set(answer.map(Answer::body_as_json)),
        created_at: ActiveValue::Set(claim.created_at),
        expires_at: ActiveValue::Set(claim.expires_at),
    };
    Entity::insert(row)
        .exec_without_returning(transaction)
        .await
        .map(drop)
}

/// Gives a record without an answer its answer; `false` if there is none.
pub(super) async fn finish(store: &Store, claim: &Held, answer: &Answer) -> Result<bool, Error> {
    if !claim.begun.load(Ordering::Acquire) {
        return Ok(false);
    }
    let waits = is_ours(claim).add(Column::AnswerStatus.is_null());
    let update = with_answer(answer).filter(waits);
    store
        .database()
        .unaccompanied()
        .write(move |transaction: Transaction| {
            let update = update.clone();
            async move {
                let updated = update.exec(&transaction).await?;
                Ok(updated.rows_affected > 0)
            }
        })
        .await
}

fn with_answer(answer: &Answer) -> UpdateMany<Entity> {
    let (headers, body) = (answer.headers_as_json(), answer.body_as_json());
    Entity::update_many()
        .col_expr(Column::AnswerStatus, Expr::val(i64::from(answer.status)))
        .col_expr(Column::AnswerHeaders, Expr::val(headers))
        .col_expr(Column::AnswerBody, Expr::val(body))
}

fn is_ours(claim: &Held) -> Condition {
    is_at(&claim.request.place).add(Column::Claim.eq(&claim.token))
}

fn is_in_the_way(error: &DbErr) -> bool {
    matches!(
        Error::from(error.clone()),
        Error::Constraint(violation) if violation.is(USED_ONCE)
    )
}
