//! The check of the audit log, which hashes what it reads and so is no statement.

use mercer_database::Transaction;
use sea_orm::DbErr;

use super::Check;
use super::examine::LISTED;
use crate::audit;

/// Verifies the chain. Rows that wait for a seal are no fault.
pub(super) async fn check(transaction: &Transaction) -> Result<Check, DbErr> {
    let report = audit::verify_in(transaction, None).await?;
    let findings = report.faults.iter().take(LISTED);
    Ok(Check {
        name: "the audit log's chain is whole".to_owned(),
        examined: report.sealed + report.waiting,
        wrong: report.wrong,
        findings: findings.map(ToString::to_string).collect(),
    })
}
