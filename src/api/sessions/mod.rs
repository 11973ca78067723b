//! `/v1/sessions`: signing in, staying signed in, and signing out.

mod end;
mod list;
mod refresh;
mod sign_in;
mod sign_out;
#[cfg(test)]
mod tests;

use mercer_store::Principal;
use mercer_store::sessions::{SessionError, Subject};

use super::Answer;
use super::access::{Caller, anybody, forbidden, signed_in};
use super::routes::{Routes, delete, get, post};
use refresh::WrongRefreshToken;
use sign_in::WrongSignIn;
pub(in crate::api) use sign_in::{AccountKind, account, known};

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .route(
            post("/v1/sessions", anybody(), sign_in::sign_in, "Sign in").refuses::<WrongSignIn>(),
        )
        .route(
            post(
                "/v1/sessions/refresh",
                anybody(),
                refresh::refresh,
                "Get the next access token",
            )
            .refuses::<WrongRefreshToken>(),
        )
        .route(get(
            "/v1/sessions",
            signed_in(),
            list::list,
            "Where the caller is signed in",
        ))
        .route(
            delete(
                "/v1/sessions/current",
                signed_in(),
                sign_out::sign_out,
                "Sign out",
            )
            .refuses::<SessionError>(),
        )
        .route(
            delete(
                "/v1/sessions/{id}",
                signed_in(),
                end::end,
                "Sign out somewhere else",
            )
            .refuses::<SessionError>(),
        )
}

/// Who asks, and the id of the session by which they do.
fn own(caller: &Caller) -> Answer<(Subject, i64)> {
    match caller.principal() {
        Principal::User { id, session_id, .. } => Ok((Subject::User(*id), *session_id)),
        Principal::Customer { id, session_id, .. } => Ok((Subject::Customer(*id), *session_id)),
        Principal::Machine { .. } | Principal::Anonymous => {
            Err(forbidden("a program has no session"))
        }
    }
}
