//! Attempts that are counted before what is asked for is done.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use mercer_store::throttles::{self, Kind};
use mercer_store::{Principal, Store};

use super::Client;
use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::document::{Input, Operation, Schemas};
use crate::api::problem::Problem;

/// Counts an attempt from where the client is, and one at the account that it names.
///
/// # Errors
/// 429 with when to try again.
pub(in crate::api) async fn throttle(
    store: &Store,
    client: &Client,
    from: Kind,
    account: Option<(Kind, &str)>,
) -> Answer<()> {
    throttles::count(store, from, &client.counted_as()).await?;
    if let Some((kind, name)) = account {
        throttles::count(store, kind, name).await?;
    }
    Ok(())
}

/// Forgets the attempts at an account: it was the right person.
pub(in crate::api) async fn forget_attempts(store: &Store, kind: Kind, name: &str) {
    // Whoever has proved who they are is not refused for that.
    if let Err(error) = throttles::forget(store, kind, name).await {
        tracing::warn!(%error, "attempts were not forgotten");
    }
}

/// An argument of the handler that registers customers: strangers may do that only so often from
/// one address, signed in as another customer or not. The staff and programs are not counted.
pub(in crate::api) struct RegistrationFromHere;

impl<S: Send + Sync> FromRequestParts<S> for RegistrationFromHere {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, state).await?;
        let is_stranger = matches!(
            caller.principal(),
            Principal::Anonymous | Principal::Customer { .. }
        );
        if is_stranger {
            let client = Client::from_request_parts(parts, state).await?;
            throttle(caller.store(), &client, Kind::RegistrationAddress, None).await?;
        }
        Ok(RegistrationFromHere)
    }
}

impl Input for RegistrationFromHere {
    // 429 stands at every route.
    fn describe(_: &mut Operation, _: &mut Schemas) {}
}
