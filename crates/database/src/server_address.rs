//! The parts of a server's address, for programs that do not take it whole.

use percent_encoding::percent_decode_str;
use sqlx::ConnectOptions;

use crate::{DatabaseUrl, Error};

/// Where a database of a server is, and who reads it. Has no `Display`: it holds the password.
#[derive(Clone)]
pub struct ServerAddress {
    /// A host name, an IP address, or the folder of a socket.
    pub host: String,
    /// The port.
    pub port: u16,
    /// Who.
    pub user: String,
    /// Their password, if the address has one.
    pub password: Option<String>,
    /// Which database.
    pub database: String,
    /// `sslmode` or `ssl-mode`, if the address has one.
    pub ssl_mode: Option<String>,
}

impl DatabaseUrl {
    /// The parts of a server's address; `None` for a file.
    ///
    /// # Errors
    /// [`Error::InvalidUrl`] for an address that was not parsed before.
    pub fn server(&self) -> Result<Option<ServerAddress>, Error> {
        let invalid = |error: sqlx::Error| Error::InvalidUrl {
            url: self.to_string(),
            reason: error.to_string(),
        };
        let (url, port) = match self {
            DatabaseUrl::Sqlite(_) => return Ok(None),
            DatabaseUrl::Postgres(text) => {
                let options: sqlx::postgres::PgConnectOptions = text.parse().map_err(invalid)?;
                (options.to_url_lossy(), 5432)
            }
            DatabaseUrl::MySql(text) => {
                let options: sqlx::mysql::MySqlConnectOptions = text.parse().map_err(invalid)?;
                (options.to_url_lossy(), 3306)
            }
        };
        let plain = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let parameter = |names: &[&str]| {
            let mut pairs = url.query_pairs();
            pairs
                .find(|(name, _)| names.contains(&name.as_ref()))
                .map(|(_, value)| value.into_owned())
        };
        Ok(Some(ServerAddress {
            host: plain(url.host_str().unwrap_or("localhost")),
            port: url.port().unwrap_or(port),
            user: plain(url.username()),
            password: url.password().map(plain),
            database: plain(url.path().trim_start_matches('/')),
            ssl_mode: parameter(&["sslmode", "ssl-mode"]),
        }))
    }
}
