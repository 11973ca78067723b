//! `/v1/identities`: by which outside providers the caller signs in. A link is made by signing in
//! there (`openid`).

mod list;
#[cfg(test)]
mod tests;
mod unlink;

use mercer_store::identities::IdentityError;
use mercer_store::sessions::Subject;

use super::Answer;
use super::access::{Caller, forbidden, signed_in};
use super::authentication::subject_of;
use super::routes::{Routes, delete, get};

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let list = get(
        "/v1/identities",
        signed_in(),
        list::list,
        "By which outside providers the caller signs in",
    );
    let unlink = delete(
        "/v1/identities/{id}",
        signed_in(),
        unlink::unlink,
        "Sign in by an outside provider no longer",
    );
    routes
        .route(list.refuses::<IdentityError>())
        .route(unlink.refuses::<IdentityError>())
}

/// Who asks.
fn own(caller: &Caller) -> Answer<Subject> {
    let subject = subject_of(caller.principal());
    subject.ok_or_else(|| forbidden("a program signs in by no provider"))
}
