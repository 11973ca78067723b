//! The one way to add a route: with who may use it, and what it does.
//!
//! A route is the handler, its [`Access`], the document of it, and the guard around it, made in one
//! step: none of them can be forgotten or tell of another route.

mod expansion;
mod guard;
mod idempotency_key;
mod kept_answers;
#[cfg(test)]
mod kept_answers_tests;
mod position;
#[cfg(test)]
mod position_tests;
mod route;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::Router;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use serde_json::Value;

use super::Api;
use super::access::Access;
use super::document::{Described, Document};

pub(in crate::api) use expansion::{Expanded, Expansion, by_id};
pub(in crate::api) use kept_answers::KeptAnswers;
pub(in crate::api) use position::POSITION;
pub(in crate::api) use route::{Route, delete, get, patch, post, put};

/// Routes, each of them with who may use it.
pub(in crate::api) struct Routes {
    router: Router<()>,
    api: Api,
    document: Document,
    listed: Vec<(Method, &'static str, Access)>,
}

impl Routes {
    /// None yet.
    pub(in crate::api) fn new(api: &Api) -> Self {
        Routes {
            router: Router::new(),
            api: api.clone(),
            document: Document::new(),
            listed: Vec::new(),
        }
    }

    /// Adds one.
    pub(in crate::api) fn route<H, T, I, O>(mut self, route: Route<H>) -> Self
    where
        H: axum::handler::Handler<T, ()> + Described<I, O>,
        T: 'static,
    {
        let facts = guard::Facts::of::<H, I, O>(&self.api, &route, &mut self.document.schemas);
        let listed = (route.method.clone(), route.path, route.access);
        self.listed.push(listed);
        let operation = facts.operation_value(&route);
        self.document.add(&route.method, route.path, operation);
        let filter =
            axum::routing::MethodFilter::try_from(route.method).expect("a method that axum knows");
        let guard = from_fn_with_state(Arc::new(facts), guard::guard);
        let handler = axum::routing::on(filter, route.handler).route_layer(guard);
        Routes {
            router: self.router.route(route.path, handler),
            ..self
        }
    }

    /// The API that they belong to.
    pub(in crate::api) fn api(&self) -> &Api {
        &self.api
    }

    /// What a noun adds.
    pub(in crate::api) fn with(self, noun: impl FnOnce(Routes) -> Routes) -> Self {
        noun(self)
    }

    /// All of them, with who may use each.
    #[cfg(test)]
    pub(in crate::api) fn listed(&self) -> &[(Method, &'static str, Access)] {
        &self.listed
    }

    /// The router and the document of it.
    pub(in crate::api) fn finish(self) -> (Router<()>, Value) {
        (self.router, self.document.finish())
    }
}

/// Methods that change something.
fn is_write(method: &Method) -> bool {
    matches!(
        *method,
        Method::POST | Method::PUT | Method::PATCH | Method::DELETE
    )
}
