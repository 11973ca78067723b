//! The address of a database, parsed once.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::Error;

/// The database systems that a store can live in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One file, embedded in the process.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
    /// A MySQL or MariaDB server.
    MySql,
}

impl Kind {
    /// The system's name as people write it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Sqlite => "SQLite",
            Kind::Postgres => "PostgreSQL",
            Kind::MySql => "MySQL/MariaDB",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// A parsed `DATABASE_URL`.
///
/// Its `Display` and `Debug` never show a password.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// `sqlite:path/to/file.db`.
    Sqlite(PathBuf),
    /// `postgres://user:password@host:port/database`.
    Postgres(String),
    /// `mysql://user:password@host:port/database`.
    MySql(String),
}

impl DatabaseUrl {
    /// Parses a URL.
    ///
    /// # Errors
    /// [`Error::InvalidUrl`] says what is wrong with it and shows the forms that are accepted.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let Some((scheme, rest)) = text.split_once(':') else {
            return Err(invalid(text, "it has no scheme"));
        };
        match scheme {
            "sqlite" => parse_sqlite(text, rest),
            "postgres" | "postgresql" => {
                server_address(text, rest)?;
                text.parse::<sqlx::postgres::PgConnectOptions>()
                    .map_err(|error| invalid(text, &error.to_string()))?;
                Ok(DatabaseUrl::Postgres(text.to_owned()))
            }
            "mysql" | "mariadb" => {
                server_address(text, rest)?;
                let canonical = format!("mysql:{rest}");
                canonical
                    .parse::<sqlx::mysql::MySqlConnectOptions>()
                    .map_err(|error| invalid(text, &error.to_string()))?;
                Ok(DatabaseUrl::MySql(canonical))
            }
            other => Err(invalid(text, &format!("the scheme {other:?} is not known"))),
        }
    }

    /// Which database system the URL names.
    pub fn kind(&self) -> Kind {
        match self {
            DatabaseUrl::Sqlite(_) => Kind::Sqlite,
            DatabaseUrl::Postgres(_) => Kind::Postgres,
            DatabaseUrl::MySql(_) => Kind::MySql,
        }
    }

    /// The file of an embedded database.
    pub fn path(&self) -> Option<&Path> {
        match self {
            DatabaseUrl::Sqlite(path) => Some(path),
            _ => None,
        }
    }
}

fn parse_sqlite(text: &str, rest: &str) -> Result<DatabaseUrl, Error> {
    // Both `sqlite:path` and the `sqlite://path` that other tools write mean the same file.
    let path = rest.strip_prefix("//").unwrap_or(rest);
    if path.is_empty() {
        return Err(invalid(text, "it names no file"));
    }
    if path == ":memory:" {
        return Err(invalid(
            text,
            "a store in memory would be lost when the process ends",
        ));
    }
    if path.contains('?') {
        return Err(invalid(
            text,
            "a SQLite address takes no parameters after '?'",
        ));
    }
    if path.contains('\0') {
        return Err(invalid(text, "it contains a NUL byte"));
    }
    Ok(DatabaseUrl::Sqlite(PathBuf::from(path)))
}

fn server_address(text: &str, rest: &str) -> Result<(), Error> {
    let Some(address) = rest.strip_prefix("//") else {
        return Err(invalid(text, "'//' is missing after the scheme"));
    };
    match address.split_once('/') {
        Some((_, database)) if !database.split('?').next().unwrap_or("").is_empty() => Ok(()),
        _ => Err(invalid(text, "it names no database after the host")),
    }
}

fn invalid(text: &str, reason: &str) -> Error {
    Error::InvalidUrl {
        url: without_password(text),
        reason: reason.to_owned(),
    }
}

/// Replaces the password of a URL by `***`, for messages and logs. It must not show the password of
/// an address that is no URL either: everything between the user's `:` and the last `@` is hidden.
fn without_password(text: &str) -> String {
    let text = without_password_parameter(text);
    let scheme_end = text.find("://").map_or(0, |position| position + 3);
    let (scheme, rest) = text.split_at(scheme_end);
    let Some((credentials, address)) = rest.rsplit_once('@') else {
        return text;
    };
    match credentials.split_once(':') {
        Some((user, _)) => format!("{scheme}{user}:***@{address}"),
        None => text,
    }
}

/// sqlx reads `?password=` as well.
fn without_password_parameter(text: &str) -> String {
    let Some((address, parameters)) = text.split_once('?') else {
        return text.to_owned();
    };
    let parameters: Vec<&str> = parameters
        .split('&')
        .map(|parameter| match parameter.split_once('=') {
            Some((name, _)) if name.contains("password") => "password=***",
            _ => parameter,
        })
        .collect();
    format!("{address}?{}", parameters.join("&"))
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DatabaseUrl::Sqlite(path) => write!(formatter, "sqlite:{}", path.display()),
            DatabaseUrl::Postgres(url) | DatabaseUrl::MySql(url) => {
                formatter.write_str(&without_password(url))
            }
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DatabaseUrl({self})")
    }
}
