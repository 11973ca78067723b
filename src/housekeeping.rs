//! What a serving process does beside serving: it puts audit rows into the chain, settles what
//! was left open with payment providers, removes what is over, and makes backups by schedule.
//!
//! Any number of processes may do so on one database. Nothing of it may fail the process: a failure
//! is logged and tried again.

use std::path::PathBuf;
use std::time::Duration;

use mercer_database::Error;
use mercer_store::oauth_clients::authorization_codes;
use mercer_store::{
    Store, audit, backups, idempotency, password_resets, payments, sessions, throttles,
};
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

/// How often it is looked whether a backup is due.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// How long work under way, and the last seal, may each take at the end.
const PATIENCE: Duration = Duration::from_secs(10);

/// When backups are made, and how many stay.
pub(crate) struct Schedule {
    /// Where they lie.
    pub(crate) folder: PathBuf,
    /// The time between two.
    pub(crate) every: Duration,
    /// How many of this store are kept.
    pub(crate) keep: usize,
}

/// The task that does it.
pub(crate) struct Housekeeping {
    store: Store,
    stopping: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Housekeeping {
    /// Begins.
    pub(crate) fn start(store: &Store, schedule: Option<Schedule>) -> Self {
        let store = store.acting_as("system");
        let (stopping, stopped) = watch::channel(false);
        let (sealed, reconciled, swept) = (store.clone(), store.clone(), store.clone());
        let backed_up = store.clone();
        // Beside each other: a provider that takes its time holds up no seal.
        let task = tokio::spawn(async move {
            tokio::join!(
                keep_sealing(sealed, stopped.clone()),
                keep_reconciling(reconciled, stopped.clone()),
                keep_sweeping(swept, stopped.clone()),
                keep_backing_up(backed_up, schedule, stopped)
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

async fn keep_backing_up(
    store: Store,
    schedule: Option<Schedule>,
    mut stopped: watch::Receiver<bool>,
) {
    let Some(schedule) = schedule else { return };
    // The first look comes soon: a server that is started every day makes its backups all the same.
    let mut wait = LOOK_EVERY.min(schedule.every);
    while is_to_go_on(&mut stopped, wait).await {
        wait = LOOK_EVERY.min(schedule.every);
        if let Err(error) = back_up(&store, &schedule).await {
            tracing::error!(%error, "no backup was made; it is tried again");
            wait = SWEEP_EVERY.min(schedule.every);
        }
    }
}

/// Makes a backup if one is due, and removes the oldest.
async fn back_up(store: &Store, schedule: &Schedule) -> Result<(), backups::BackupError> {
    let Schedule {
        folder,
        every,
        keep,
    } = schedule;
    let database = store.database().url().to_string();
    if !backups::is_due(folder, &database, *every, store.now())? {
        return Ok(());
    }
    match backups::create(store, folder).await {
        Ok(made) => tracing::info!(
            name = made.name,
            bytes = made.bytes,
            rows = made.row_count(),
            "a backup was made"
        ),
        // Another process of this machine makes it.
        Err(backups::BackupError::Running { .. }) => return Ok(()),
        Err(error) => return Err(error),
    }
    for gone in backups::prune(folder, &database, *keep)? {
        tracing::info!(name = gone.name, "an old backup was removed");
    }
    Ok(())
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
