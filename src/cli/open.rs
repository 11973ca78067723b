//! Opening the store that the configuration names.

use mercer_database::{DatabaseUrl, Kind, Options, Session};
use mercer_migrator::current;
use mercer_store::Store;

use super::Failure;
use super::db::{Place, bring_to_head};
use super::output::Output;
use crate::config::{Config, Source};

/// What to do about an embedded file that is not there, or that is of an older program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// Make an empty store; bring an older one up to date.
    Create,
    /// The same, and give an empty database of a server its tables: nobody can be serving it.
    CreateAnywhere,
    /// Say so: a mistyped path must not become a new store.
    Refuse,
}

/// Opens the configured database.
pub(super) async fn open(
    config: &Config,
    missing: Missing,
    output: &Output,
) -> Result<Store, Failure> {
    open_at(&config.database.url.value, config, missing, output).await
}

/// Opens another database with the configured settings.
///
/// A server's database that holds tables is never upgraded here, for other processes may be serving
/// it.
pub(super) async fn open_at(
    url: &DatabaseUrl,
    config: &Config,
    missing: Missing,
    output: &Output,
) -> Result<Store, Failure> {
    let place = Place::new(config);
    let creates = match (missing, url.kind()) {
        (Missing::Refuse, _) => false,
        (_, Kind::Sqlite) => true,
        (Missing::Create, _) => false,
        (Missing::CreateAnywhere, _) => is_empty(url).await?,
    };
    if creates {
        bring_to_head(&place, url, output).await?;
    }
    let options = Options {
        pool_size: config.database.pool_size.value,
        ..Options::default()
    };
    let mut store = Store::open(url, options.clone(), config.store.currency.value)
        .await?
        .with_prices_including_tax(config.store.prices_include_tax.value);
    if let Err(failure) = refuse_another_schema(&store, &place, config).await {
        store.database().close().await;
        return Err(failure);
    }
    if let Some(replica) = config.database.replica_url.value.url() {
        store = store.with_replica(replica, &options)?;
    }
    Ok(store.acting_as("cli"))
}

/// Whether the database holds nothing at all.
async fn is_empty(url: &DatabaseUrl) -> Result<bool, Failure> {
    let session = Session::open(url).await?;
    let applied = current(&session).await;
    session.close().await;
    let applied = applied?;
    Ok(!applied.managed && !applied.holds_tables)
}

/// Refuses a database whose tables are not those that this program works with.
async fn refuse_another_schema(
    store: &Store,
    place: &Place<'_>,
    config: &Config,
) -> Result<(), Failure> {
    let history = place.history()?;
    let applied = store
        .database()
        .read(|transaction| async move { current(&transaction).await })
        .await?;
    let pending = applied.state(&history)?.pending();
    if pending.is_empty() && applied.unfinished.is_none() {
        return Ok(());
    }
    let url = store.database().url();
    let message = if applied.revisions.is_empty() {
        format!("{url} is not a store yet")
    } else if let Some(unfinished) = &applied.unfinished {
        format!(
            "an upgrade of {url} stopped in revision {}",
            unfinished.revision
        )
    } else {
        format!(
            "{url} is behind this program and its revisions: it lacks {}",
            pending.join(", ")
        )
    };
    // A password is never printed, so an address that is configured is better not repeated.
    let configured = *url == config.database.url.value
        && !matches!(config.database.url.source, Source::CommandLine(_));
    let command = if configured {
        "mercer db upgrade".to_owned()
    } else {
        format!("mercer db upgrade --database-url {url}")
    };
    Err(Failure::refused(message).hint(format!("`{command}` brings it up to date")))
}
