//! `mercer doctor`.

use std::fmt::Write;
use std::process::ExitCode;

use mercer_store::{Store, doctor};

use super::Failure;
use super::output::Output;
use crate::json;

/// Examines the store and prints what was found.
pub(super) async fn run(store: &Store, output: &Output) -> Result<ExitCode, Failure> {
    let report = json::Report::from(doctor::examine(store).await?);
    output.show(&report, text)?;
    Ok(if report.clean {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
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
