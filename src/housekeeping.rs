//! What a serving process does beside serving: it puts audit rows into the chain, settles what
//! was left open with payment providers, and removes what is over.
//!
//! Any number of processes may do so on one database. Nothing of it may fail the process: a failure
//! is logged and tried again.

use std::time::Duration;

use mercer_database::Error;
use mercer_store::oauth_clients::authorization_codes;
use mercer_store::{Store, audit, idempotency, password_resets, payments, sessions, throttles};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How soon after it was written an audit row is sealed while there is work.
const SEAL_EVERY: Duration = Duration::from_secs(1);

/// How soon when there is none, or when the database does not answer.
const SEAL_AT_LEAST_EVERY: Duration = Duration::from_secs(8);

/// How often providers are asked for what has no answer.
const RECONCILE_EVERY: Duration = Duration::from_secs(10);

/// How often what is over is removed.
const SWEEP_EVERY: Duration = Duration::from_mins(10);

/// How long work under way, and the last seal, may each take at the end.
const PATIENCE: Duration = Duration::from_secs(10);

/// The task that does it.
pub(crate) struct Housekeeping {
    store: Store,
    stopping: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Housekeeping {
    /// Begins.
    pub(crate) fn start(store: &Store) -> Self {
        let store = store.acting_as("system");
        let (stopping, stopped) = watch::channel(false);
        let (sealed, reconciled, swept) = (store.clone(), store.clone(), store.clone());
        // Beside each other: a provider that takes its time holds up no seal.
        let task = tokio::spawn(async move {
            tokio::join!(
                keep_sealing(sealed, stopped.clone()),
                keep_reconciling(reconciled, stopped.clone()),
                keep_sweeping(swept, stopped)
            );
        });
        Housekeeping {
            store,
            stopping,
            task,
        }
    }

    /// Ends what is under way, and seals what was written last.
    pub(crate) async fn stop(mut self) {
        // Nobody to tell if the task is gone already.
        let _ = self.stopping.send(true);
        if tokio::time::timeout(PATIENCE, &mut self.task)
            .await
            .is_err()
        {
            // What a provider was asked for is written down; the next process asks again.
            self.task.abort();
            tracing::warn!("payments were still being reconciled; the next process goes on");
        }
        match tokio::time::timeout(PATIENCE, seal(&self.store)).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the last audit rows were not sealed"),
            Err(_) => tracing::warn!("the last audit rows were not sealed in time"),
        }
    }
}

async fn keep_sealing(store: Store, mut stopped: watch::Receiver<bool>) {
    let mut wait = SEAL_EVERY;
    while is_to_go_on(&mut stopped, wait).await {
        let longer = (wait * 2).min(SEAL_AT_LEAST_EVERY);
        wait = match seal(&store).await {
            Ok(true) => SEAL_EVERY,
            Ok(false) => longer,
            Err(error) => {
                tracing::warn!(%error, "audit rows could not be sealed; it is tried again");
                longer
            }
        };
    }
}

async fn keep_reconciling(store: Store, mut stopped: watch::Receiver<bool>) {
    while is_to_go_on(&mut stopped, RECONCILE_EVERY).await {
        match payments::reconcile(&store, store.now()).await {
            Ok(done) if done == payments::Reconciled::default() => {}
            Ok(done) => tracing::info!(
                asked = done.asked,
                settled = done.settled,
                voided = done.voided,
                failed = done.failed,
                "payments were reconciled"
            ),
            Err(error) => {
                tracing::warn!(%error, "payments could not be reconciled; it is tried again");
            }
        }
    }
}

async fn keep_sweeping(store: Store, mut stopped: watch::Receiver<bool>) {
    while is_to_go_on(&mut stopped, SWEEP_EVERY).await {
        swept("idempotency keys", idempotency::sweep(&store).await);
        swept("attempts", throttles::sweep(&store).await);
        swept("sessions", sessions::sweep(&store).await);
        swept(
            "authorization codes",
            authorization_codes::sweep(&store).await,
        );
        swept("password resets", password_resets::sweep(&store).await);
    }
}

fn swept<E: std::fmt::Display>(what: &str, removed: Result<u64, E>) {
    match removed {
        Ok(0) => {}
        Ok(removed) => tracing::debug!(what, removed, "what is over was removed"),
        Err(error) => tracing::warn!(what, %error, "what is over could not be removed"),
    }
}

/// Whether anything was sealed.
async fn seal(store: &Store) -> Result<bool, Error> {
    if !audit::is_waiting(store).await? {
        return Ok(false);
    }
    let sealed = audit::seal(store).await?;
    tracing::debug!(
        seals = sealed.seals,
        entries = sealed.entries,
        "sealed audit rows"
    );
    Ok(sealed.entries > 0)
}

/// Waits; `false` at once when the end has come.
async fn is_to_go_on(stopped: &mut watch::Receiver<bool>, wait: Duration) -> bool {
    let told = stopped.wait_for(|stopped| *stopped);
    tokio::time::timeout(wait, told).await.is_err()
}
