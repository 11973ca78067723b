//! `mercer audit show`.

use clap::Args;
use mercer_store::{Store, audit};
use serde_json::Value;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::table::{facts, yes};
use crate::cli::time;
use crate::json;

/// Show one entry: who did what to what, as it was and as it became.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer audit show 42")]
pub(in crate::cli) struct Show {
    /// Its id, as `mercer audit list` shows it.
    id: i64,
}

impl Show {
    /// Prints the entry.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let entry = audit::get(store, self.id).await?;
        output.show(&json::AuditEntry::from(entry), |entry| {
            let mut rows = vec![
                ("Entry", entry.id.to_string()),
                ("Time", time(entry.created_at)),
                ("Actor", entry.actor.clone()),
                ("Action", entry.action.clone()),
                ("Subject", entry.subject.clone()),
            ];
            rows.extend(entry.order_id.map(|id| ("Order", format!("id {id}"))));
            let state = |state: &Option<Value>| state.as_ref().map(Value::to_string);
            rows.extend(state(&entry.before).map(|state| ("Before", state)));
            rows.extend(state(&entry.after).map(|state| ("After", state)));
            rows.push(("Sealed", yes(entry.sealed)));
            facts(&rows)
        })
    }
}
