//! What a route is declared with.

use axum::http::Method;

use super::Expansion;
use crate::api::access::Access;
use crate::api::document::Operation;
use crate::api::refusal::Refusals;

/// A route as it is declared.
pub(in crate::api) struct Route<H> {
    pub(super) method: Method,
    pub(super) path: &'static str,
    pub(super) access: Access,
    pub(super) handler: H,
    pub(super) says: &'static str,
    pub(super) expansions: &'static [Expansion],
    pub(super) refusals: Vec<fn(&mut Operation)>,
    pub(super) same_for_visitors: bool,
}

fn route<H>(
    method: Method,
    path: &'static str,
    access: Access,
    handler: H,
    says: &'static str,
) -> Route<H> {
    Route {
        method,
        path,
        access,
        handler,
        says,
        expansions: &[],
        refusals: Vec::new(),
        same_for_visitors: false,
    }
}

macro_rules! methods {
    ($($function:ident $method:ident,)*) => {$(
        /// A route of this method: its address, who may use it, its handler, and one sentence for
        /// the document.
        pub(in crate::api) fn $function<H>(
            path: &'static str,
            access: Access,
            handler: H,
            says: &'static str,
        ) -> Route<H> {
            route(Method::$method, path, access, handler, says)
        }
    )*};
}

methods!(get GET, post POST, put PUT, patch PATCH, delete DELETE,);

impl<H> Route<H> {
    /// What `?expand=` may name.
    pub(in crate::api) fn expands(self, expansions: &'static [Expansion]) -> Self {
        Route { expansions, ..self }
    }

    /// That its answer is made of the address and of the store alone, neither of the clock nor of
    /// anything else in the request: visitors are given it again until something is committed.
    pub(in crate::api) fn same_for_visitors(self) -> Self {
        Route {
            same_for_visitors: true,
            ..self
        }
    }

    /// That it can be refused as the errors of this noun are.
    pub(in crate::api) fn refuses<E: Refusals>(mut self) -> Self {
        self.refusals.push(E::describe);
        self
    }
}
