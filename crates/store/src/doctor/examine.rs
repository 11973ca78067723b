//! Run every check and tell what was found.

use mercer_database::{Error, Transaction};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

use super::card_numbers;
use super::chain;
use super::checks::{CHECKS, Definition};
use super::payment_checks::PAYMENT_CHECKS;
use super::{goods, invoices, references, search_keys};
use crate::Store;

/// The most findings listed per check; the rest are counted.
pub(super) const LISTED: usize = 20;

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
            let all = CHECKS
                .iter()
                .chain(goods::CHECKS)
                .chain(PAYMENT_CHECKS)
                .chain(invoices::CHECKS);
            let mut checks = Vec::new();
            for definition in all {
                checks.push(check(&transaction, definition).await?);
            }
            checks.push(references::check(&transaction).await?);
            checks.push(search_keys::check(&transaction).await?);
            checks.push(chain::check(&transaction).await?);
            checks.push(card_numbers::check(&transaction, kind).await?);
            Ok(Report { checks })
        })
        .await
}

pub(super) async fn check(
    transaction: &Transaction,
    definition: &Definition<'_>,
) -> Result<Check, DbErr> {
    let examined = statement(transaction, definition.examined);
    let examined = match transaction.query_one_raw(examined).await? {
        Some(row) => row.try_get::<i64>("", "examined")?,
        None => 0,
    };
    let wrong = statement(transaction, definition.wrong);
    let rows = transaction.query_all_raw(wrong).await?;
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

/// A statement in the words of the database: `BIG` stands for its 64-bit integer.
pub(super) fn statement(transaction: &Transaction, sql: &str) -> Statement {
    let backend = transaction.get_database_backend();
    let big_integer = match backend {
        DbBackend::MySql => "AS SIGNED)",
        _ => "AS BIGINT)",
    };
    Statement::from_string(backend, sql.replace("AS BIG)", big_integer))
}
