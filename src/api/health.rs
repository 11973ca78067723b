//! Whether the process lives and whether it can serve.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use mercer_database::Error;
use mercer_store::{PageRequest, Store, orders};
use serde::Serialize;

use super::Answer;
use super::problem::Problem;

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// The answer to both questions.
#[derive(Serialize)]
pub(super) struct Health {
    status: &'static str,
}

/// The process answers. Says nothing of the database, so that a database that is away does not
/// get every process restarted.
pub(super) async fn live() -> Json<Health> {
    Json(Health { status: "live" })
}

/// The database answers and has the store's tables.
pub(super) async fn ready(State(store): State<Store>) -> Answer<Json<Health>> {
    let first = PageRequest { after: 0, limit: 1 };
    match tokio::time::timeout(PATIENCE, orders::list(&store, first)).await {
        Ok(answer) => {
            answer?;
            Ok(Json(Health { status: "ready" }))
        }
        Err(_) => Err(Problem::from(Error::Unavailable {
            url: store.database().url().to_string(),
            reason: format!("no answer within {} s", PATIENCE.as_secs()),
        })),
    }
}
