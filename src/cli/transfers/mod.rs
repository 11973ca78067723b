//! `mercer transfers`: goods on their way from one location to another.

mod cancel;
mod list;
mod receive;
mod send;
mod show;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::inventory::transfers::TransferWithItems;
use mercer_store::staff::Permission;

use super::Failure;
use super::output::Output;
use super::table::{Align, Table, facts};
use super::time;
use crate::json;

/// Verbs of transfers.
#[derive(Debug, Subcommand)]
pub(super) enum TransfersCommand {
    List(list::List),
    Show(show::Show),
    Send(send::Send),
    Receive(receive::Receive),
    Cancel(cancel::Cancel),
}

impl TransfersCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            TransfersCommand::List(_) | TransfersCommand::Show(_) => Permission::StockRead,
            TransfersCommand::Send(_)
            | TransfersCommand::Receive(_)
            | TransfersCommand::Cancel(_) => Permission::StockMove,
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            TransfersCommand::List(list) => list.run(store, output).await,
            TransfersCommand::Show(show) => show.run(store, output).await,
            TransfersCommand::Send(send) => send.run(store, output).await,
            TransfersCommand::Receive(receive) => receive.run(store, output).await,
            TransfersCommand::Cancel(cancel) => cancel.run(store, output).await,
        }
    }
}

/// Prints the transfer as it is now.
fn show(found: TransferWithItems, output: &Output) -> Result<(), Failure> {
    output.show(&json::TransferWithItems::from(found), |found| {
        let transfer = &found.transfer;
        let sent = format!("{} by {}", time(transfer.sent_at), transfer.actor);
        let mut rows = vec![
            ("Transfer", format!("id {}", transfer.id)),
            ("From", format!("location id {}", transfer.from_location_id)),
            ("To", format!("location id {}", transfer.to_location_id)),
            ("Status", transfer.status.to_string()),
            ("Sent", sent),
        ];
        rows.extend(transfer.note.clone().map(|note| ("Note", note)));
        rows.extend(transfer.received_at.map(|at| ("Received", time(at))));
        rows.extend(transfer.cancelled_at.map(|at| ("Cancelled", time(at))));
        format!("{}\n{}", facts(&rows), items(found))
    })
}

fn items(found: &json::TransferWithItems) -> String {
    let mut table = Table::new(&[
        ("PRODUCT ID", Align::Right),
        ("SENT", Align::Right),
        ("RECEIVED", Align::Right),
        ("LOST", Align::Right),
        ("BROUGHT BACK", Align::Right),
        ("IN TRANSIT", Align::Right),
    ]);
    for item in &found.items {
        table.row(vec![
            item.product_id.to_string(),
            item.quantity.to_string(),
            item.received.to_string(),
            item.lost.to_string(),
            item.brought_back.to_string(),
            item.in_transit.to_string(),
        ]);
    }
    table.render()
}
