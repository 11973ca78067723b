//! `mercer shipments add`.

use clap::Args;
use mercer_store::shipments::{self, CreateShipment, ShipmentError, ShipmentLine};
use mercer_store::{Quantity, Store};

use crate::cli::on_line::{OnLine, texts};
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::{Failure, orders};

/// Pack goods of an order, and print the shipment.
///
/// They stay in stock, reserved, until `mercer shipments dispatch` hands them to the carrier.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer shipments add 1000
  mercer shipments add 1000 --line 1=2 --carrier \"Royal Mail\" --tracking 1Z-999")]
pub(in crate::cli) struct Add {
    /// The order's number or id.
    #[arg(value_name = "ORDER")]
    order: Reference,

    /// So much of one line; everything that is neither sent nor packed if none is named. May be
    /// repeated.
    #[arg(long = "line", value_name = "LINE=QTY")]
    lines: Vec<OnLine<Quantity>>,

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

impl Add {
    /// Packs the goods.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let lines = self.lines.iter().map(|line| ShipmentLine {
            line: line.line,
            quantity: line.value,
        });
        let input = CreateShipment {
            order_id: orders::resolve(store, &self.order).await?.order.id,
            lines: (!self.lines.is_empty()).then(|| lines.collect()),
            carrier: self.carrier,
            tracking_number: self.tracking,
            note: self.note,
        };
        let options = [
            ("lines", "--line", texts(&self.lines)),
            ("tracking_number", "--tracking", Vec::new()),
        ];
        let packed = shipments::create(store, input)
            .await
            .map_err(|error| match error {
                ShipmentError::Invalid(invalid) => Failure::of_field(&invalid, &options),
                other => other.into(),
            })?;
        super::print(store, packed, output).await
    }
}
