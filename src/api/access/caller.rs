//! Who sent a request.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use mercer_database::Freshness;
use mercer_store::Store;
use mercer_store::staff::Permission;

use crate::api::Answer;
use crate::api::authentication::Authentication;
use crate::api::document::{Input, Operation, Schemas};
use crate::api::principal::Principal;
use crate::api::problem::Problem;

/// Whoever sent the request, and the store as they use it: history names them.
///
/// The guard of a route puts it there after it has asked whether they may.
#[derive(Clone)]
pub(in crate::api) struct Caller {
    store: Store,
    principal: Principal,
    authentication: Arc<Authentication>,
}

impl Caller {
    /// The principal, with a store that acts as them.
    pub(in crate::api) fn new(
        store: Store,
        principal: Principal,
        authentication: Arc<Authentication>,
    ) -> Self {
        Caller {
            store,
            principal,
            authentication,
        }
    }

    /// The same caller, who reads what is at least so new.
    pub(in crate::api) fn reading(self, freshness: Freshness) -> Self {
        Caller {
            store: self.store.reading(freshness),
            ..self
        }
    }

    /// The store that acts as them.
    pub(in crate::api) fn store(&self) -> &Store {
        &self.store
    }

    /// What it takes to know who asks.
    pub(in crate::api) fn authentication(&self) -> &Authentication {
        &self.authentication
    }

    /// Who it is.
    pub(in crate::api) fn principal(&self) -> &Principal {
        &self.principal
    }

    /// The customer who asks, to whose own data a list is narrowed; `None` for everybody else.
    pub(in crate::api) fn customer_id(&self) -> Option<i64> {
        match &self.principal {
            Principal::Customer { id, .. } => Some(*id),
            _ => None,
        }
    }

    /// Whether they are of the staff, or a machine, and have this permission.
    pub(in crate::api) fn may(&self, permission: Permission) -> bool {
        self.principal.may(permission)
    }

    /// What a customer names as theirs: their own id, whether they name it or not. Anybody else has
    /// to name somebody. Another customer's id answers as one that does not exist.
    pub(in crate::api) fn customer_named(&self, named: Option<i64>) -> Answer<i64> {
        match (self.customer_id(), named) {
            (None, Some(named)) => Ok(named),
            (None, None) => {
                let reason = "missing field `customer_id`";
                Err(Problem::invalid(format!("customer_id: {reason}")).at("customer_id", reason))
            }
            (Some(me), None) => Ok(me),
            (Some(me), Some(named)) if me == named => Ok(me),
            (Some(_), Some(named)) => {
                let detail = format!("there is no customer with the id {named}");
                let problem = Problem::unknown("unknown_customer", &detail);
                Err(problem.at("customer_id", detail))
            }
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let caller = parts.extensions.get::<Caller>().cloned();
        caller.ok_or_else(|| Problem::internal("a route without a guard"))
    }
}

impl Input for Caller {
    fn describe(_: &mut Operation, _: &mut Schemas) {}
}
