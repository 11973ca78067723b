//! What a route takes of its caller.

use axum::http::StatusCode;
use mercer_store::staff::{Permission, require};
use serde_json::{Value, json};

use super::{Caller, Own};
use crate::api::Answer;
use crate::api::document::Operation;
use crate::api::principal::Principal;
use crate::api::problem::Problem;

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::api) struct Access {
    who: Who,
    own: Option<Own>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Anybody,
    SignedIn,
    OauthClient,
    Staff(Permission),
}

/// Everybody, signed in or not. What somebody else may not see, the handler leaves out.
pub(in crate::api) const fn anybody() -> Access {
    Access {
        who: Who::Anybody,
        own: None,
    }
}

/// Everybody who is signed in: it is about themselves.
pub(in crate::api) const fn signed_in() -> Access {
    Access {
        who: Who::SignedIn,
        own: None,
    }
}

/// OAuth clients, which prove themselves in a way of their own: no access token or API key is
/// looked at.
pub(in crate::api) const fn oauth_clients() -> Access {
    Access {
        who: Who::OauthClient,
        own: None,
    }
}

/// Of the staff those who have this permission, and machines that have it among their scopes.
pub(in crate::api) const fn may(permission: Permission) -> Access {
    Access {
        who: Who::Staff(permission),
        own: None,
    }
}

impl Access {
    /// Customers too, where it is their own.
    pub(in crate::api) const fn or_own(self, own: Own) -> Access {
        Access {
            own: Some(own),
            ..self
        }
    }

    /// Lets the caller pass or refuses. `id` is what stands first in the address after the noun.
    pub(in crate::api) async fn ask(self, caller: &Caller, id: Option<&str>) -> Answer<()> {
        match (self.who, caller.principal()) {
            (Who::Anybody | Who::OauthClient, _) => Ok(()),
            (_, Principal::Anonymous) => Err(unauthorized("sign in, or send an API key")),
            (
                Who::SignedIn,
                Principal::User {
                    scopes: Some(_), ..
                }
                | Principal::Customer {
                    scopes: Some(_), ..
                },
            ) => Err(forbidden(
                "a client may not do this for somebody; they have to do it themselves".to_owned(),
            )),
            (Who::SignedIn, _) => Ok(()),
            (Who::Staff(permission), Principal::User { role, scopes, .. }) => {
                require(*role, permission)?;
                within(scopes.as_deref(), permission)
            }
            (Who::Staff(permission), Principal::Machine { scopes, .. }) => {
                within(Some(scopes), permission)
            }
            (Who::Staff(permission), Principal::Customer { id: me, scopes, .. }) => {
                let Some(own) = self.own else {
                    return Err(forbidden("customers may not do this".to_owned()));
                };
                within(scopes.as_deref(), permission)?;
                own.ask(caller.store(), *me, id).await
            }
        }
    }

    /// As the table of routes prints it: `orders.read or own order`.
    pub(in crate::api) fn told(self) -> String {
        let who = match self.who {
            Who::Anybody => "anybody".to_owned(),
            Who::SignedIn => "signed in".to_owned(),
            Who::OauthClient => "oauth client".to_owned(),
            Who::Staff(permission) => permission.to_string(),
        };
        match self.own {
            None => who,
            Some(own) => format!("{who}, or a customer: {own}"),
        }
    }

    /// The permission of staff that it takes, if any.
    #[cfg(test)]
    pub(in crate::api) fn permission(self) -> Option<Permission> {
        match self.who {
            Who::Staff(permission) => Some(permission),
            Who::Anybody | Who::SignedIn | Who::OauthClient => None,
        }
    }

    /// Whether customers use it for what is their own.
    pub(in crate::api) fn is_of_own(self) -> bool {
        self.own.is_some()
    }

    /// Whether a caller without credentials is refused.
    #[cfg(test)]
    pub(in crate::api) fn needs_credentials(self) -> bool {
        !matches!(self.who, Who::Anybody | Who::OauthClient)
    }

    /// Whether the caller proves who they are to the handler, and not to the guard.
    pub(in crate::api) fn asks_itself(self) -> bool {
        self.who == Who::OauthClient
    }

    /// By which schemes of the document callers prove who they are.
    pub(in crate::api) fn schemes(self) -> Value {
        match self.who {
            Who::Anybody => json!([{}, { "bearer": [] }]),
            Who::OauthClient => json!([{}, { "client": [] }]),
            // Nobody does it for somebody else.
            Who::SignedIn => json!([{ "bearer": [] }]),
            Who::Staff(permission) => {
                json!([{ "bearer": [] }, { "oauth": [permission.as_str()] }])
            }
        }
    }

    /// Adds its refusals to the document.
    pub(in crate::api) fn describe(self, operation: &mut Operation) {
        if self.who == Who::OauthClient {
            return;
        }
        operation.problem(StatusCode::UNAUTHORIZED, "unauthorized");
        if matches!(self.who, Who::Staff(_) | Who::SignedIn) {
            operation.problem(StatusCode::FORBIDDEN, "forbidden");
        }
        if self.own.is_some() {
            operation.problem(StatusCode::NOT_FOUND, "not_found");
        }
    }
}

/// Refuses what is beyond the scopes of a key or of a client.
fn within(scopes: Option<&[Permission]>, permission: Permission) -> Answer<()> {
    if scopes.is_none_or(|scopes| scopes.contains(&permission)) {
        return Ok(());
    }
    Err(forbidden(format!("the key lacks the scope {permission}")))
}

/// Nobody is known to ask, or not any more.
pub(in crate::api) fn unauthorized(detail: impl Into<String>) -> Problem {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "unauthorized",
        "Who is asking?",
        detail,
    )
}

/// The caller is known and may not.
pub(in crate::api) fn forbidden(detail: impl Into<String>) -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "forbidden",
        "The caller may not do this",
        detail,
    )
}
