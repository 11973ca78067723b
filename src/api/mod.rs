//! The HTTP interface under `/v1`: one folder per noun, one file per verb.
//!
//! A handler reads the request, calls one verb of the store and writes the answer; it decides
//! nothing. What a request may look like is in `body` and `query`, how a refusal looks in
//! `problem`, and which error becomes which refusal in `refusal`. A route is declared together with
//! the permission that it takes (`routes`), which is asked before its handler runs.
//!
//! Deliberately absent until their issues: authentication, idempotency keys, `ETag`.

mod body;
mod health;
mod orders;
mod path;
mod problem;
mod products;
mod query;
mod refusal;
mod router;
mod routes;

pub(crate) use router::router;

/// What every handler answers.
type Answer<T> = Result<T, problem::Problem>;
