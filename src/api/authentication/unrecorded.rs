//! Requests whose answer holds a secret.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use mercer_store::Store;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::document::{Input, Operation, Schemas};
use crate::api::problem::Problem;
use crate::api::write::to_its_end;

/// Whoever asks for something whose answer holds a secret. Such an answer is not recorded, so that
/// it cannot be given again: an idempotency key is refused, not ignored.
pub(in crate::api) struct Unrecorded {
    caller: Caller,
}

impl Unrecorded {
    /// Who it is.
    pub(in crate::api) fn caller(&self) -> &Caller {
        &self.caller
    }

    /// Runs a verb to its end, even when the client goes away.
    pub(in crate::api) async fn run<T, E, F>(
        &self,
        verb: impl FnOnce(Store) -> F + Send + 'static,
    ) -> Answer<T>
    where
        T: Send + 'static,
        E: Into<Problem> + Send + 'static,
        F: Future<Output = Result<T, E>> + Send,
    {
        let store = self.caller.store().clone();
        to_its_end(Box::pin(
            async move { verb(store).await.map_err(Into::into) },
        ))
        .await
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Unrecorded {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        if parts.headers.contains_key("idempotency-key") {
            let detail = "the answer holds a secret and is not recorded, so it cannot be given \
                          again; leave the header out";
            return Err(Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "idempotency_key_refused",
                "No idempotency key is taken here",
                detail,
            )
            .in_header("Idempotency-Key", detail));
        }
        Ok(Unrecorded {
            caller: Caller::from_request_parts(parts, state).await?,
        })
    }
}

impl Input for Unrecorded {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        operation.problem(StatusCode::UNPROCESSABLE_ENTITY, "idempotency_key_refused");
        operation.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    }
}
