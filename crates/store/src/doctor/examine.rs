//! Run every check and tell what was found.

use mercer_database::{Error, Kind, Transaction};
use sea_orm::{ConnectionTrait, DbErr, Statement};

use super::checks::{CHECKS, Definition};
use crate::Store;

/// The most findings listed per check; the rest are counted.
const LISTED: usize = 20;

/// What an examination found.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Report {
    /// Every check that ran.
    pub checks: Vec<Check>,
}

/// One check of an examination.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Check {
    /// What should hold.
    pub name: String,
    /// How many rows were looked at.
    pub examined: i64,
    /// How many are wrong.
    pub wrong: usize,
    /// The first of them, in words.
    pub findings: Vec<String>,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.checks.iter().all(|check| check.wrong == 0)
    }
}

/// Examines the store, in one snapshot.
pub async fn examine(store: &Store) -> Result<Report, Error> {
    let kind = store.database().kind();
    store
        .database()
        .snapshot(move |transaction: Transaction| async move {
            let mut checks = Vec::with_capacity(CHECKS.len());
            for definition in CHECKS {
                checks.push(check(&transaction, kind, definition).await?);
            }
            Ok(Report { checks })
        })
        .await
}

async fn check(
    transaction: &Transaction,
    kind: Kind,
    definition: &Definition,
) -> Result<Check, DbErr> {
    let big_integer = if kind == Kind::MySql {
        "AS SIGNED)"
    } else {
        "AS BIGINT)"
    };
    let statement = |sql: &str| {
        let sql = sql.replace("AS BIG)", big_integer);
        Statement::from_string(transaction.get_database_backend(), sql)
    };
    let examined = transaction
        .query_one_raw(statement(definition.examined))
        .await?;
    let examined = match examined {
        Some(row) => row.try_get::<i64>("", "examined")?,
        None => 0,
    };
    let rows = transaction
        .query_all_raw(statement(definition.wrong))
        .await?;
    let mut findings = Vec::new();
    for row in rows.iter().take(LISTED) {
        let subject: String = row.try_get("", "subject")?;
        let expected: i64 = row.try_get("", "expected")?;
        let found: i64 = row.try_get("", "found")?;
        findings.push(format!("{subject}: expected {expected}, found {found}"));
    }
    Ok(Check {
        name: definition.name.to_owned(),
        examined,
        wrong: rows.len(),
        findings,
    })
}
