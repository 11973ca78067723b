//! The configuration, loaded once at start-up and handed down.
//!
//! A setting is looked up in this order; the first place that has it wins:
//!
//! 1. the command line,
//! 2. the process environment,
//! 3. a `.env` file in the working folder,
//! 4. `mercer.toml` in the working folder, or the file that `--config` names,
//! 5. the default.
//!
//! An environment variable that is set to nothing counts as not set. A wrong value is an error
//! that names the place it came from, and so is a setting in `mercer.toml` that does not exist.
//! The settings themselves are documented one section per file, at the field that holds them.

mod authentication;
mod backup;
mod database;
mod error;
mod file;
mod inputs;
mod key;
mod log;
mod mail;
mod openid;
mod origins;
mod server;
mod setting;
mod show;
mod store;
mod suggest;
#[cfg(test)]
mod tests;
mod values;

pub(crate) use authentication::AuthenticationConfig;
pub(crate) use backup::BackupConfig;
pub(crate) use database::DatabaseConfig;
pub(crate) use error::ConfigError;
pub(crate) use inputs::{Inputs, Override};
pub(crate) use log::LogConfig;
pub(crate) use mail::MailConfig;
pub(crate) use openid::OpenidConfig;
pub(crate) use origins::Origins;
pub(crate) use server::{MetricsAccess, ServerConfig, TrustedProxies};
pub(crate) use setting::{Setting, Source};
pub(crate) use show::Row;
pub(crate) use store::StoreConfig;

use key::Key;
use values::Values;

/// Everything that can be set.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    /// Where the data lives.
    pub(crate) database: DatabaseConfig,
    /// Where the store listens.
    pub(crate) server: ServerConfig,
    /// How the store knows who asks.
    pub(crate) authentication: AuthenticationConfig,
    /// An outside provider by which people sign in.
    pub(crate) openid: OpenidConfig,
    /// How mail leaves the store.
    pub(crate) mail: MailConfig,
    /// The shop itself.
    pub(crate) store: StoreConfig,
    /// Copies of the whole store in files.
    pub(crate) backup: BackupConfig,
    /// What is written to the log.
    pub(crate) log: LogConfig,
}

/// Every setting there is, in the order in which they are shown.
const KEYS: [&Key; 26] = [
    &database::URL,
    &database::REPLICA_URL,
    &database::POOL_SIZE,
    &database::MIGRATIONS,
    &server::ADDRESS,
    &server::PORT,
    &server::PUBLIC_URL,
    &server::TRUSTED_PROXIES,
    &server::MAX_CONNECTIONS,
    &server::MAX_REQUESTS,
    &server::CORS_ORIGINS,
    &server::METRICS,
    &authentication::KEYS_FOLDER,
    &openid::PROVIDER,
    &openid::ISSUER,
    &openid::CLIENT_ID,
    &openid::CLIENT_SECRET,
    &mail::SMTP_URL,
    &mail::FROM,
    &mail::FOLDER,
    &store::CURRENCY,
    &store::PRICES_INCLUDE_TAX,
    &backup::FOLDER,
    &backup::EVERY,
    &backup::KEEP,
    &log::FILTER,
];

impl Config {
    /// Loads the configuration from what [`Inputs`] names, and from nowhere else.
    pub(crate) fn load(inputs: &Inputs) -> Result<Self, ConfigError> {
        let values = Values::collect(inputs, &KEYS)?;
        Ok(Config {
            database: DatabaseConfig::load(&values)?,
            server: ServerConfig::load(&values)?,
            authentication: AuthenticationConfig::load(&values)?,
            openid: OpenidConfig::load(&values)?,
            mail: MailConfig::load(&values)?,
            store: StoreConfig::load(&values)?,
            backup: BackupConfig::load(&values)?,
            log: LogConfig::load(&values)?,
        })
    }

    /// Every setting with its value and its source; passwords are hidden.
    pub(crate) fn show(&self) -> Vec<Row> {
        vec![
            Row::new(&database::URL, &self.database.url),
            Row::new(&database::REPLICA_URL, &self.database.replica_url),
            Row::new(&database::POOL_SIZE, &self.database.pool_size),
            Row::of_path(&database::MIGRATIONS, &self.database.migrations),
            Row::new(&server::ADDRESS, &self.server.address),
            Row::new(&server::PORT, &self.server.port),
            Row::new(&server::PUBLIC_URL, &self.server.public_url),
            Row::new(&server::TRUSTED_PROXIES, &self.server.trusted_proxies),
            Row::new(&server::MAX_CONNECTIONS, &self.server.max_connections),
            Row::new(&server::MAX_REQUESTS, &self.server.max_requests),
            Row::new(&server::CORS_ORIGINS, &self.server.cors_origins),
            Row::new(&server::METRICS, &self.server.metrics),
            Row::of_path(
                &authentication::KEYS_FOLDER,
                &self.authentication.keys_folder,
            ),
            Row::new(&openid::PROVIDER, &self.openid.provider),
            Row::new(&openid::ISSUER, &self.openid.issuer),
            Row::new(&openid::CLIENT_ID, &self.openid.client_id),
            Row::new(&openid::CLIENT_SECRET, &self.openid.client_secret),
            Row::new(&mail::SMTP_URL, &self.mail.smtp_url),
            Row::new(&mail::FROM, &self.mail.from),
            Row::of_path(&mail::FOLDER, &self.mail.folder),
            Row::new(&store::CURRENCY, &self.store.currency),
            Row::new(&store::PRICES_INCLUDE_TAX, &self.store.prices_include_tax),
            Row::of_path(&backup::FOLDER, &self.backup.folder),
            Row::new(&backup::EVERY, &self.backup.every),
            Row::new(&backup::KEEP, &self.backup.keep),
            Row::new(&log::FILTER, &self.log.filter),
        ]
    }
}
