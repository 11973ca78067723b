//! `mercer shipments return`.

use clap::Args;
use mercer_store::Store;
use mercer_store::shipments;

use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::{Failure, locations, returns};

/// Take a shipment back that could not be delivered, and print the return.
///
/// Everything that it holds is booked as come back. Where the customer no longer owes the goods and
/// has paid, a refund is due then.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer shipments return 5 --reason \"Nobody at home\" --credited
  mercer shipments return 5 --reason \"Broken on the way\" --write-off 1 --write-off 2")]
pub(in crate::cli) struct ReturnToSender {
    /// The shipment's tracking number or id (id:7 is always an id).
    #[arg(value_name = "SHIPMENT")]
    shipment: Reference,

    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,

    /// The number of a line whose goods are not sold again. May be repeated.
    #[arg(long, value_name = "LINE")]
    write_off: Vec<i64>,

    /// The customer no longer owes the goods.
    #[arg(long)]
    credited: bool,

    /// Where it came to; where it left if not given.
    #[arg(long, value_name = "NAME|ID")]
    location: Option<Reference>,
}

impl ReturnToSender {
    /// Takes it back.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let input = shipments::ReturnToSender {
            shipment_id: super::resolve(store, &self.shipment).await?.shipment.id,
            expected_version: None,
            location_id: locations::resolve_id(store, self.location.as_ref()).await?,
            reason: self.reason,
            write_off: self.write_off,
            is_credited: self.credited,
        };
        let parcel = shipments::return_to_sender(store, input).await?;
        returns::print(store, parcel.goods, output).await
    }
}
