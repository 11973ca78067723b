//! `mercer orders timeline`.

use clap::Args;
use mercer_store::{Store, orders};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::table::{Align, Table};
use crate::cli::time;
use crate::json;

/// Show everything that happened to an order, by whom, oldest first.
///
/// With --json it tells what changed as well: as it was, and as it became.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer orders timeline 1000")]
pub(in crate::cli) struct Timeline {
    /// The order's number or id.
    #[arg(value_name = "ORDER")]
    order: Reference,
}

impl Timeline {
    /// Prints it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let id = super::resolve(store, &self.order).await?.order.id;
        let entries = orders::timeline(store, id).await?.into_iter();
        let entries = json::Page {
            items: entries.map(json::AuditEntry::from).collect(),
            next: None,
        };
        output.show(&entries, text)
    }
}

fn text(entries: &json::Page<json::AuditEntry>) -> String {
    let mut table = Table::new(&[
        ("TIME", Align::Left),
        ("BY", Align::Left),
        ("WHAT", Align::Left),
        ("OF", Align::Left),
        ("NOTE", Align::Left),
    ]);
    for entry in &entries.items {
        let told = |word: &str| entry.after.as_ref()?.get(word)?.as_str();
        table.row(vec![
            time(entry.created_at),
            entry.actor.clone(),
            entry.action.clone(),
            entry.subject.clone(),
            told("note")
                .or(told("reason"))
                .unwrap_or_default()
                .to_owned(),
        ]);
    }
    table.render()
}
