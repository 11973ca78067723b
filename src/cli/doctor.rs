//! `mercer doctor`.

use std::fmt::Write;
use std::process::ExitCode;

use clap::Args;
use mercer_store::staff::Permission;
use mercer_store::{Store, doctor};

use super::Failure;
use super::output::Output;
use crate::json;

/// Prove that the books are right: stock, reservations, totals, payments, invoices and references.
///
/// Reads the whole store and changes nothing, unless asked to repair. The exit code is 1 if
/// something is wrong, after a repair if something still is.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  mercer doctor\n  mercer doctor --repair")]
pub(super) struct Doctor {
    /// Set right what follows from other rows: reservations, credited sums, what payments add up
    /// to, states, search columns. Tells each value that it changes, and leaves the rest.
    #[arg(long)]
    repair: bool,
}

impl Doctor {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        if self.repair {
            Permission::SettingsWrite
        } else {
            Permission::BooksRead
        }
    }

    /// Examines the store, after a repair if that is asked for, and prints what was done and
    /// found.
    pub(super) async fn run(&self, store: &Store, output: &Output) -> Result<ExitCode, Failure> {
        let clean = if self.repair {
            let repaired = json::Repaired::from(doctor::repair(store).await?);
            output.show(&repaired, repaired_text)?;
            repaired.report.clean
        } else {
            let report = json::Report::from(doctor::examine(store).await?);
            output.show(&report, text)?;
            report.clean
        };
        Ok(if clean {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(1)
        })
    }
}

fn repaired_text(repaired: &json::Repaired) -> String {
    let mut printed = String::new();
    for repair in &repaired.repairs {
        let json::Repair {
            subject,
            field,
            from,
            to,
        } = repair;
        // Writing into a string cannot fail.
        let _ = writeln!(printed, "SET  {subject}: {field} from {from} to {to}");
    }
    let told = match repaired.repairs.len() {
        0 => "Nothing was repaired.".to_owned(),
        1 => "1 value was repaired.".to_owned(),
        many => format!("{many} values were repaired."),
    };
    let _ = writeln!(printed, "{told}\n");
    printed + &text(&repaired.report)
}

fn text(report: &json::Report) -> String {
    let mut text = String::new();
    for check in &report.checks {
        let verdict = if check.wrong == 0 { "ok " } else { "BAD" };
        // Writing into a string cannot fail.
        let _ = writeln!(
            text,
            "{verdict}  {} ({} examined)",
            check.name, check.examined
        );
        for finding in &check.findings {
            let _ = writeln!(text, "     {finding}");
        }
        let unlisted = check.wrong - check.findings.len();
        if unlisted > 0 {
            let _ = writeln!(text, "     and {unlisted} more");
        }
    }
    let wrong: usize = report.checks.iter().map(|check| check.wrong).sum();
    let verdict = match wrong {
        0 => "The books are right.".to_owned(),
        1 => "1 thing is wrong.".to_owned(),
        _ => format!("{wrong} things are wrong."),
    };
    let _ = writeln!(text, "{verdict}");
    text
}
