//! Opening the store that the configuration names.

use mercer_database::{DatabaseUrl, Options};
use mercer_store::Store;

use super::Failure;
use crate::config::Config;

/// What to do about an embedded file that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// Make an empty store.
    Create,
    /// Say so: a mistyped path must not become a new store.
    Refuse,
}

/// Opens the configured database.
pub(super) async fn open(config: &Config, missing: Missing) -> Result<Store, Failure> {
    open_at(&config.database.url.value, config, missing).await
}

/// Opens another database with the configured settings.
pub(super) async fn open_at(
    url: &DatabaseUrl,
    config: &Config,
    missing: Missing,
) -> Result<Store, Failure> {
    let options = Options {
        create_if_missing: missing == Missing::Create,
        pool_size: config.database.pool_size.value,
        ..Options::default()
    };
    let store = Store::open(url, options, config.store.currency.value).await?;
    Ok(store.acting_as("cli"))
}
