//! `mercer counts`: what is on the shelves of a whole location, counted and then booked.

mod cancel;
mod close;
mod lines;
mod list;
mod open;
mod record;
mod show;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::inventory::counts::StockCount;
use mercer_store::staff::Permission;

use super::Failure;
use super::output::Output;
use super::table::facts;
use super::time;
use crate::json;

/// Verbs of counts.
#[derive(Debug, Subcommand)]
pub(super) enum CountsCommand {
    List(list::List),
    Show(show::Show),
    Lines(lines::Lines),
    Open(open::Open),
    Record(record::Record),
    Close(close::Close),
    Cancel(cancel::Cancel),
}

impl CountsCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            CountsCommand::List(_) | CountsCommand::Show(_) | CountsCommand::Lines(_) => {
                Permission::StockRead
            }
            CountsCommand::Open(_)
            | CountsCommand::Record(_)
            | CountsCommand::Close(_)
            | CountsCommand::Cancel(_) => Permission::StockAdjust,
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            CountsCommand::List(list) => list.run(store, output).await,
            CountsCommand::Show(show) => show.run(store, output).await,
            CountsCommand::Lines(lines) => lines.run(store, output).await,
            CountsCommand::Open(open) => open.run(store, output).await,
            CountsCommand::Record(record) => record.run(store, output).await,
            CountsCommand::Close(close) => close.run(store, output).await,
            CountsCommand::Cancel(cancel) => cancel.run(store, output).await,
        }
    }
}

/// Prints the count as it is now.
fn show(count: StockCount, output: &Output) -> Result<(), Failure> {
    output.show(&json::Count::from(count), |count| {
        let mut rows = vec![
            ("Count", format!("id {}", count.id)),
            ("Location", format!("id {}", count.location_id)),
            ("Status", count.status.to_string()),
            (
                "Opened",
                format!("{} by {}", time(count.opened_at), count.actor),
            ),
        ];
        rows.extend(count.note.clone().map(|note| ("Note", note)));
        rows.extend(count.closed_at.map(|at| ("Closed", time(at))));
        rows.extend(count.reason.clone().map(|reason| ("Reason", reason)));
        rows.extend(count.cancelled_at.map(|at| ("Cancelled", time(at))));
        facts(&rows)
    })
}
