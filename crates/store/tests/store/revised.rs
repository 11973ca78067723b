//! Databases at a revision of the past.
#![allow(clippy::unwrap_used)]

use chrono::Utc;
use mercer_migrator::{History, RunError, RunOptions, Silent, downgrade, upgrade};
use mercer_store::revisions::revisions;
use mercer_testing::TestDatabase;

/// Brings the tables up to a revision.
pub(crate) async fn up(place: &TestDatabase, target: &str) -> Result<(), RunError> {
    go(place, target, false).await
}

/// Takes them back to one.
pub(crate) async fn down(place: &TestDatabase, target: &str) -> Result<(), RunError> {
    go(place, target, true).await
}

async fn go(place: &TestDatabase, target: &str, back: bool) -> Result<(), RunError> {
    let session = place.database.session().await.unwrap();
    let options = RunOptions {
        backup: false,
        ..RunOptions::default()
    };
    let history = History::new(revisions().to_vec()).unwrap();
    let now = Utc::now();
    let ended = if back {
        Box::pin(downgrade(
            &session,
            &history,
            target,
            &options,
            now,
            &mut Silent,
        ))
        .await
    } else {
        Box::pin(upgrade(
            &session,
            &history,
            target,
            &options,
            now,
            &mut Silent,
        ))
        .await
    };
    session.close().await;
    ended.map(drop)
}
