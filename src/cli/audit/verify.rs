//! `mercer audit verify`.

use std::fmt::Write;
use std::process::ExitCode;

use clap::Args;
use mercer_store::{Store, audit};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::table::facts;
use crate::cli::time;
use crate::json;

/// Prove that nobody changed the audit log.
///
/// Its rows are sealed in a chain of hashes. Whoever can write to the database could make the whole
/// chain anew; the hash of its head, noted in another place, tells. The exit code is 1 if something
/// does not fit.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer audit verify
  mercer audit verify --noted 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
pub(in crate::cli) struct Verify {
    /// The hash of the head, as it was printed and noted some time ago: the chain has to contain it
    /// still.
    #[arg(long, value_name = "HASH")]
    noted: Option<String>,
}

impl Verify {
    /// Examines the chain and prints what was found.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<ExitCode, Failure> {
        let report = match &self.noted {
            Some(hash) => audit::verify_noted(store, hash).await?,
            None => audit::verify(store).await?,
        };
        let chain = json::AuditChain::from(report);
        output.show(&chain, text)?;
        Ok(if chain.whole {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(1)
        })
    }
}

fn text(chain: &json::AuditChain) -> String {
    let mut rows = vec![
        ("Seals", chain.seals.to_string()),
        ("Rows sealed", chain.sealed.to_string()),
        ("Rows waiting", chain.waiting.to_string()),
        ("Rows redacted", chain.redacted.to_string()),
    ];
    if let Some(head) = &chain.head {
        rows.push(("Last seal", time(head.created_at)));
        // Nobody should note the hash of a chain that was changed.
        rows.extend(chain.whole.then(|| ("Hash to note", head.hash.clone())));
    }
    let mut text = facts(&rows);
    text.push('\n');
    for finding in &chain.findings {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "BAD  {finding}");
    }
    let unlisted = chain.wrong - chain.findings.len();
    if unlisted > 0 {
        let _ = writeln!(text, "     and {unlisted} more");
    }
    text.push_str(if chain.whole {
        "The audit log is whole.\n"
    } else {
        "The audit log was changed.\n"
    });
    text
}
