//! Who acts, as whoever asks the store to do something has proved it.

use crate::staff::{Permission, Role};

/// Who stands behind a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// Nobody that is known.
    Anonymous,
    /// Somebody of the staff.
    User {
        /// The user's id.
        id: i64,
        /// The name they sign in with.
        username: String,
        /// What they are now, whatever they were when they signed in.
        role: Role,
        /// What a client that acts for them may do at most; `None` when they act themselves.
        scopes: Option<Vec<Permission>>,
        /// The id of the row of their session.
        session_id: i64,
    },
    /// A customer, who may see and change what is theirs.
    Customer {
        /// The customer's id.
        id: i64,
        /// The name they sign in with, to be shown to themselves.
        username: String,
        /// What a client that acts for them may do at most; `None` when they act themselves.
        scopes: Option<Vec<Permission>>,
        /// The id of the row of their session.
        session_id: i64,
    },
    /// A program.
    Machine {
        /// What it proved itself by.
        by: Credential,
        /// What the staff call it.
        name: String,
        /// What it may do.
        scopes: Vec<Permission>,
    },
}

/// What a program proves itself by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// The API key with this id.
    ApiKey(i64),
    /// The OAuth client whose row has this id.
    OauthClient(i64),
}

impl Principal {
    /// Whether they may do what it takes a permission of the staff to do. A customer never may:
    /// what is theirs, they may see and change without one.
    pub fn may(&self, permission: Permission) -> bool {
        match self {
            Principal::Anonymous | Principal::Customer { .. } => false,
            Principal::User { role, scopes, .. } => {
                let in_scope = |scopes: &Vec<Permission>| scopes.contains(&permission);
                role.may(permission) && scopes.as_ref().is_none_or(in_scope)
            }
            Principal::Machine { scopes, .. } => scopes.contains(&permission),
        }
    }

    /// What the history calls them: nothing of a customer but the number.
    pub fn actor(&self) -> String {
        match self {
            Principal::Anonymous => "anonymous".to_owned(),
            Principal::User { username, .. } => username.clone(),
            Principal::Customer { id, .. } => format!("customer {id}"),
            Principal::Machine { by, name, .. } => match by {
                Credential::ApiKey(_) => format!("api_key {name}"),
                Credential::OauthClient(_) => format!("oauth_client {name}"),
            },
        }
    }

    /// The role of a user of the staff.
    pub fn role(&self) -> Option<Role> {
        match self {
            Principal::User { role, .. } => Some(*role),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Credential, Principal};
    use crate::staff::{Permission, Role};

    fn user(role: Role, scopes: Option<Vec<Permission>>) -> Principal {
        Principal::User {
            id: 3,
            username: "vera".to_owned(),
            role,
            scopes,
            session_id: 1,
        }
    }

    #[test]
    fn a_user_may_what_their_role_may_and_no_more_than_the_scopes_say() {
        assert!(user(Role::Clerk, None).may(Permission::OrdersPlace));
        assert!(!user(Role::Clerk, None).may(Permission::PricesWrite));
        let scoped = user(Role::Clerk, Some(vec![Permission::PricesWrite]));
        assert!(!scoped.may(Permission::PricesWrite));
        assert!(!scoped.may(Permission::OrdersPlace));
    }

    #[test]
    fn history_names_who_acted_and_nothing_personal_of_customers() {
        let customer = Principal::Customer {
            id: 7,
            username: "ada".to_owned(),
            scopes: None,
            session_id: 1,
        };
        let machine = |by| Principal::Machine {
            by,
            name: "till-3".to_owned(),
            scopes: vec![Permission::OrdersPlace],
        };
        for (principal, actor) in [
            (Principal::Anonymous, "anonymous"),
            (user(Role::Owner, None), "vera"),
            (customer, "customer 7"),
            (machine(Credential::ApiKey(1)), "api_key till-3"),
            (machine(Credential::OauthClient(1)), "oauth_client till-3"),
        ] {
            assert_eq!(principal.actor(), actor);
        }
    }
}
