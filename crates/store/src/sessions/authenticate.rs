//! Find out who stands behind a session.

use mercer_database::Transaction;

use super::SessionError;
use super::found::found_in;
use crate::statement_text::StatementText;
use crate::{Principal, Store};

static BY_PUBLIC_ID: StatementText = StatementText::new();

/// Who holds the session with this public id; [`Principal::Anonymous`] at once when it is not
/// there, over or ended, when its holder may not sign in any more or has another password, and when
/// the OAuth client that acts for them may not any more.
///
/// One statement: it is asked at every request.
pub async fn authenticate(store: &Store, public_id: &str) -> Result<Principal, SessionError> {
    let (public_id, now) = (public_id.to_owned(), store.now());
    store
        .database()
        .read(move |transaction: Transaction| {
            let public_id = public_id.clone();
            async move {
                let found = found_in(&transaction, &BY_PUBLIC_ID, "public_id", &public_id).await?;
                let open = found.filter(|session| session.is_open(now));
                let holder = open.and_then(super::found::Found::holder);
                Ok(holder.unwrap_or(Principal::Anonymous))
            }
        })
        .await
}
