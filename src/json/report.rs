//! What the doctor found.

use mercer_store::doctor;
use serde::Serialize;

/// The outcome of `mercer doctor`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Report {
    pub(crate) clean: bool,
    pub(crate) checks: Vec<Check>,
}

/// One rule and what breaks it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Check {
    pub(crate) name: String,
    /// How many rows were looked at.
    pub(crate) examined: i64,
    /// How many of them are wrong.
    pub(crate) wrong: usize,
    /// The first of them.
    pub(crate) findings: Vec<String>,
}

impl From<doctor::Report> for Report {
    fn from(report: doctor::Report) -> Self {
        Report {
            clean: report.is_clean(),
            checks: report
                .checks
                .into_iter()
                .map(|check| Check {
                    name: check.name,
                    examined: check.examined,
                    wrong: check.wrong,
                    findings: check.findings,
                })
                .collect(),
        }
    }
}
