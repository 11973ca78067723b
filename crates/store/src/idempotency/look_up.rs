//! Look whether a request was made before, and how it was answered.

use chrono::{DateTime, TimeDelta, Utc};
use mercer_database::{Error, Transaction};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::entity::{Column, Entity, Model};
use super::request::{Place, Request};
use super::{Answer, sweep};
use crate::Store;

/// How long a request may take before its record without an answer means that its process died.
const PATIENCE: TimeDelta = TimeDelta::minutes(5);

/// What is known of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// It was not used, or for something that was refused.
    Nothing,
    /// The request took effect and was answered so.
    Replay(Answer),
    /// The key was used for a request that asks for something else.
    OtherBody,
    /// A request with the key is under way.
    InFlight {
        /// When it came.
        since: DateTime<Utc>,
    },
    /// The request took effect, at least in part, and its process ended before it was answered.
    /// What it did is to be looked up; doing it again may do it twice.
    Unfinished {
        /// When it came.
        since: DateTime<Utc>,
    },
}

/// What the database knows of the request's key, with one statement.
pub async fn look_up(store: &Store, request: &Request) -> Result<Found, Error> {
    let record = record_of(store, request).await?;
    record.map_or(Ok(Found::Nothing), |record| told(store, request, record))
}

/// The key's record, unless it is too old to count.
pub(super) async fn record_of(store: &Store, request: &Request) -> Result<Option<Model>, Error> {
    let place = request.place.clone();
    let record = store
        .database()
        .read(move |transaction: Transaction| {
            let find = Entity::find().filter(is_at(&place));
            async move { Ok::<_, Error>(find.one(&transaction).await?) }
        })
        .await?;
    match record {
        Some(record) if record.expires_at <= store.now() => {
            // It would refuse the new one.
            sweep::remove(store, vec![record.id]).await?;
            Ok(None)
        }
        record => Ok(record),
    }
}

pub(super) fn is_at(place: &Place) -> Condition {
    Condition::all()
        .add(Column::Principal.eq(&place.principal))
        .add(Column::Route.eq(&place.route))
        .add(Column::IdempotencyKey.eq(&place.key))
}

pub(super) fn told(store: &Store, request: &Request, record: Model) -> Result<Found, Error> {
    if record.fingerprint != request.fingerprint.as_str() {
        return Ok(Found::OtherBody);
    }
    let since = record.created_at;
    Ok(match record.answer_status {
        Some(status) => {
            let answer = Answer::of(status, record.answer_headers, record.answer_body);
            Found::Replay(answer.map_err(Error::Other)?)
        }
        None if store.now() - since < PATIENCE => Found::InFlight { since },
        None => Found::Unfinished { since },
    })
}
