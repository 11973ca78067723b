//! `mercer shipments edit`.

use clap::Args;
use mercer_store::Store;
use mercer_store::shipments::{self, UpdateShipment};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::{Reference, patched_text};

/// Change what is written on a shipment, also on one that has left, and print it.
///
/// An empty text takes a field away. What a shipment holds is not changed: cancel it and pack anew.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer shipments edit 5 --tracking 1Z-999
  mercer shipments edit 5 --note ''")]
pub(in crate::cli) struct Edit {
    /// The shipment's tracking number or id (id:7 is always an id).
    #[arg(value_name = "SHIPMENT")]
    shipment: Reference,

    /// Who carries it.
    #[arg(long, value_name = "NAME")]
    carrier: Option<String>,

    /// What the carrier calls it.
    #[arg(long, value_name = "NUMBER")]
    tracking: Option<String>,

    /// Something to remember about it.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl Edit {
    /// Changes it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        if self.carrier.is_none() && self.tracking.is_none() && self.note.is_none() {
            let message = "nothing is to change: name --carrier, --tracking or --note";
            return Err(Failure::wrong_call(message));
        }
        let id = super::resolve(store, &self.shipment).await?.shipment.id;
        let input = UpdateShipment {
            expected_version: None,
            carrier: patched_text(self.carrier),
            tracking_number: patched_text(self.tracking),
            note: patched_text(self.note),
        };
        let shipment = shipments::update(store, id, input).await?;
        super::print(store, shipment, output).await
    }
}
