//! The HTTP interface under `/v1`: one folder per noun, one file per verb.
//!
//! A handler reads the request, calls one verb of the store and writes the answer; it decides
//! nothing. What a request may look like is in `request`, what answers look like in `answer`, how a
//! refusal looks in `problem`, and which error becomes which refusal in `refusal`. A route is
//! declared together with who may use it (`routes`, `access`), which is asked before its handler
//! runs; the document of all of it (`document`) is made from the same declarations. What is around
//! all routes is in `layers`.

mod access;
mod addresses;
mod answer;
mod api_keys;
mod audit;
mod authentication;
mod categories;
mod counts;
#[cfg(test)]
#[path = "../../crates/migrator/tests/created/mod.rs"]
mod created;
mod customers;
mod document;
#[cfg(test)]
mod fuzzed_queries;
mod health;
mod identities;
mod invoices;
mod layers;
mod locations;
mod metrics;
mod oauth;
mod oauth_clients;
mod openid;
mod options;
mod orders;
mod page;
mod password_resets;
mod payment_methods;
mod payments;
mod principal;
mod problem;
mod products;
mod refunds;
mod refusal;
mod reports;
mod request;
mod returns;
mod roles;
mod router;
mod routes;
mod sessions;
mod settings;
mod shipments;
mod state;
mod stock;
mod tax_classes;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod transfers;
mod users;
mod write;

pub(crate) use authentication::{Authentication, AuthenticationError};
pub(crate) use options::Options;
pub(crate) use router::router;
use state::Api;

/// What every handler answers.
type Answer<T> = Result<T, problem::Problem>;
