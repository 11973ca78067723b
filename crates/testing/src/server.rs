//! A database of a test's own on a server: created under a random name, dropped at the end.

use std::io::Write;
use std::sync::Mutex;

use mercer_database::{DatabaseUrl, Kind};
use sqlx::{AssertSqlSafe, Connection, Executor, MySqlConnection, PgConnection};

/// A server's database that lives as long as this value.
pub(crate) struct ServerDatabase {
    kind: Kind,
    name: String,
    administration: String,
}

impl ServerDatabase {
    /// Creates the database; `None`, said once on standard error, when there is no server.
    pub(crate) async fn create(kind: Kind) -> Option<Self> {
        let administration = administration_address(kind);
        let name = format!("mercer_test_{:016x}", rand::random::<u64>());
        let create = match kind {
            Kind::MySql => {
                format!("CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
            }
            _ => format!("CREATE DATABASE {name}"),
        };
        match run(kind, &administration, &[create]).await {
            Ok(()) => Some(ServerDatabase {
                kind,
                name,
                administration,
            }),
            Err(sqlx::Error::Database(refusal)) => {
                panic!(
                    "{kind} at {} did not create a test database: {refusal}",
                    shown(&administration)
                )
            }
            Err(error) => {
                not_covered(kind, &administration, &error);
                None
            }
        }
    }

    /// The administration's address with this database in place of the administration's.
    pub(crate) fn url(&self) -> String {
        let (before, parameters) = match self.administration.split_once('?') {
            Some((before, parameters)) => (before, format!("?{parameters}")),
            None => (self.administration.as_str(), String::new()),
        };
        let server = before.rsplit_once('/').map_or(before, |(server, _)| server);
        format!("{server}/{}{parameters}", self.name)
    }

    fn drop_statements(&self) -> Vec<String> {
        let name = &self.name;
        match self.kind {
            // MariaDB would wait for a transaction that a failed test left open.
            Kind::MySql => vec![
                "SET SESSION lock_wait_timeout = 10".to_owned(),
                format!("DROP DATABASE {name}"),
            ],
            _ => vec![format!("DROP DATABASE {name} WITH (FORCE)")],
        }
    }
}

impl Drop for ServerDatabase {
    fn drop(&mut self) {
        let statements = self.drop_statements();
        let (kind, administration) = (self.kind, self.administration.clone());
        // A thread of its own: the test's runtime may be the one that is being left right now.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(sqlx::Error::Io)?;
            runtime.block_on(run(kind, &administration, &statements))
        })
        .join();
        if let Ok(Err(error)) = dropped {
            say(&format!("{} {} is left behind: {error}", kind, self.name));
        }
    }
}

fn administration_address(kind: Kind) -> String {
    let (variable, usual) = match kind {
        Kind::MySql => ("MERCER_TEST_MYSQL", "mysql://root@127.0.0.1:3306/mysql"),
        _ => (
            "MERCER_TEST_POSTGRES",
            "postgres://postgres@127.0.0.1:5432/postgres",
        ),
    };
    std::env::var(variable).unwrap_or_else(|_| usual.to_owned())
}

/// The address without its password.
fn shown(administration: &str) -> String {
    match DatabaseUrl::parse(administration) {
        Ok(url) => url.to_string(),
        Err(error) => error.to_string(),
    }
}

async fn run(kind: Kind, address: &str, statements: &[String]) -> Result<(), sqlx::Error> {
    if kind == Kind::MySql {
        let mut connection = MySqlConnection::connect(address).await?;
        for sql in statements {
            connection.execute(AssertSqlSafe(sql.clone())).await?;
        }
        return connection.close().await;
    }
    let mut connection = PgConnection::connect(address).await?;
    for sql in statements {
        connection.execute(AssertSqlSafe(sql.clone())).await?;
    }
    connection.close().await
}

fn not_covered(kind: Kind, administration: &str, error: &sqlx::Error) {
    static SAID: Mutex<Vec<Kind>> = Mutex::new(Vec::new());
    let line = format!(
        "NOT COVERED: {kind} (no server at {}: {error})",
        shown(administration)
    );
    let required = std::env::var("MERCER_TEST_REQUIRE_ALL").is_ok_and(|value| value == "1");
    assert!(!required, "{line}");
    let mut said = SAID.lock().expect("nothing panics while holding the list");
    if !said.contains(&kind) {
        said.push(kind);
        say(&line);
    }
}

/// Written past the test runner, which hides what a passing test prints.
fn say(line: &str) {
    drop(writeln!(std::io::stderr(), "{line}"));
}
