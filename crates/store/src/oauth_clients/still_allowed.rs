//! Find out whether a client may still do what its token says.

use mercer_database::Transaction;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};

use super::OauthClientError;
use super::entity::{Column, Entity};
use crate::principal::Credential;
use crate::staff::{Permission, scopes_of_text};
use crate::statement_text::StatementText;
use crate::{Principal, Store};

static BY_CLIENT_ID: StatementText = StatementText::new();

/// The client, with those of the scopes of its token that it may still have;
/// [`Principal::Anonymous`] when it was removed or switched off.
///
/// One statement: it is asked at every request.
pub async fn still_allowed(
    store: &Store,
    client_id: &str,
    granted: &[Permission],
) -> Result<Principal, OauthClientError> {
    let client_id = client_id.to_owned();
    let found: Option<(i64, String, String, bool)> = store
        .database()
        .read(move |transaction: Transaction| {
            let value = client_id.as_str().into();
            async move {
                let backend = transaction.get_database_backend();
                let statement = BY_CLIENT_ID.with(backend, 1, vec![value], |values| {
                    let select = Query::select()
                        .columns([Column::Id, Column::Name, Column::Scopes, Column::Active])
                        .from(Entity)
                        .and_where(Expr::col(Column::ClientId).eq(values[0].clone()))
                        .to_owned();
                    backend.build(&select)
                });
                match transaction.rows(statement).await?.pop() {
                    Some(mut row) => Ok::<_, OauthClientError>(Some((
                        row.take()?,
                        row.take()?,
                        row.take()?,
                        row.take()?,
                    ))),
                    None => Ok(None),
                }
            }
        })
        .await?;
    let Some((id, name, allowed, true)) = found else {
        return Ok(Principal::Anonymous);
    };
    let mut scopes = scopes_of_text(&allowed);
    scopes.retain(|scope| granted.contains(scope));
    Ok(Principal::Machine {
        by: Credential::OauthClient(id),
        name,
        scopes,
    })
}
