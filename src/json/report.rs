//! What the doctor found.

use mercer_store::doctor;
use schemars::JsonSchema;
use serde::Serialize;

/// The outcome of `mercer doctor`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Report {
    pub(crate) clean: bool,
    pub(crate) checks: Vec<Check>,
}

/// One rule and what breaks it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Check {
    pub(crate) name: String,
    /// How many rows were looked at.
    pub(crate) examined: i64,
    /// How many of them are wrong.
    pub(crate) wrong: usize,
    /// The first of them.
    pub(crate) findings: Vec<String>,
}

/// The outcome of `mercer doctor --repair`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Repaired {
    /// Every value that was changed.
    pub(crate) repairs: Vec<Repair>,
    /// The examination afterwards.
    #[serde(flatten)]
    pub(crate) report: Report,
}

/// A value that was wrong and followed from others.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Repair {
    pub(crate) subject: String,
    pub(crate) field: &'static str,
    pub(crate) from: String,
    pub(crate) to: String,
}

impl From<doctor::Repaired> for Repaired {
    fn from(repaired: doctor::Repaired) -> Self {
        let repairs = repaired.repairs.into_iter().map(|repair| Repair {
            subject: repair.subject,
            field: repair.field,
            from: repair.from,
            to: repair.to,
        });
        Repaired {
            repairs: repairs.collect(),
            report: repaired.report.into(),
        }
    }
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
