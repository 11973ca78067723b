//! Where a replica of the database may answer, and who has to see what.
//!
//! Whoever changed something is told how far the primary's log had come by then
//! (`Mercer-Position`), and whoever sends that along sees their change wherever the answer comes
//! from. Who sends nothing along and is somebody sees the latest; visitors, who have changed nothing,
//! see what is a few seconds old at most. None of it exists without a replica.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::Response;
use mercer_database::Freshness;
use mercer_store::Store;

use crate::api::principal::Principal;

/// How far the log had come when the change was made.
pub(in crate::api) const POSITION: HeaderName = HeaderName::from_static("mercer-position");

/// The position of a change of which it is not known how far the log had come. It is no number, so
/// whoever sends it along sees the latest.
const UNKNOWN: HeaderValue = HeaderValue::from_static("latest");

/// How new the answer to a reading request has to be.
pub(super) fn asked(principal: &Principal, headers: &HeaderMap) -> Freshness {
    let Some(position) = headers.get(&POSITION) else {
        return match principal {
            Principal::Anonymous => Freshness::Recent,
            _ => Freshness::Latest,
        };
    };
    let position = position.to_str().ok().and_then(|text| text.parse().ok());
    position.map_or(Freshness::Latest, Freshness::AtLeast)
}

/// Tells with the answer to a change how new others have to be to show it.
pub(super) async fn tell(store: &Store, response: &mut Response) {
    let database = store.database();
    if !database.has_replica() {
        return;
    }
    let position = match database.position().await {
        Ok(Some(position)) => HeaderValue::try_from(position.to_string()).unwrap_or(UNKNOWN),
        Ok(None) | Err(_) => UNKNOWN,
    };
    response.headers_mut().insert(POSITION, position);
}
