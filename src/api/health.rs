//! Whether the process lives and whether it can serve.

use std::time::Duration;

use mercer_database::Error;
use mercer_store::PageRequest;
use mercer_store::orders::{self, ListOrders};
use schemars::JsonSchema;
use serde::Serialize;

use super::Answer;
use super::access::{Caller, anybody};
use super::answer::{One, Resource};
use super::problem::Problem;
use super::routes::{Routes, get};

/// `/health`.
pub(super) fn routes(routes: Routes) -> Routes {
    let (live_says, ready_says) = ("Whether the process answers", "Whether the store can serve");
    routes
        .route(get("/health", anybody(), ready, ready_says))
        .route(get("/health/live", anybody(), live, live_says))
        .route(get("/health/ready", anybody(), ready, ready_says))
}

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// The answer to both questions.
#[derive(Serialize, JsonSchema)]
pub(super) struct Health {
    status: &'static str,
}

impl Resource for Health {
    fn version(&self) -> Option<i64> {
        None
    }
}

/// The process answers. Says nothing of the database, so that a database that is away does not
/// get every process restarted.
pub(super) async fn live() -> Answer<One<Health>> {
    Ok(One(Health { status: "live" }))
}

/// The database answers and has the store's tables.
pub(super) async fn ready(caller: Caller) -> Answer<One<Health>> {
    let store = caller.store();
    let first = ListOrders {
        page: PageRequest::first(1),
        ..ListOrders::default()
    };
    match tokio::time::timeout(PATIENCE, orders::list(store, first)).await {
        Ok(answer) => {
            answer?;
            Ok(One(Health { status: "ready" }))
        }
        Err(_) => Err(Problem::from(Error::Unavailable {
            url: store.database().url().to_string(),
            reason: format!("no answer within {} s", PATIENCE.as_secs()),
        })),
    }
}
