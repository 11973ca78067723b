//! `mercer transfers receive`.

use clap::Args;
use mercer_store::Store;
use mercer_store::inventory::InventoryError;
use mercer_store::inventory::transfers::{self, ReceiveTransfer};

use crate::cli::Failure;
use crate::cli::line::{self, LineArgument};
use crate::cli::output::Output;

/// Put what arrived on the shelf, and print the transfer.
///
/// Without --line it is everything that is in transit. What does not arrive stays in transit, unless
/// --missing ends the transfer.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer transfers receive 3
  mercer transfers receive 3 --line MUG-BLUE=5 --missing 'one was broken'")]
pub(in crate::cli) struct Receive {
    /// Its id, as `mercer transfers list` shows it.
    id: i64,

    /// What arrived, and how much of it: a SKU, a barcode or id:7, then = and a quantity. May be
    /// repeated.
    #[arg(long = "line", value_name = "SKU=QTY")]
    lines: Vec<LineArgument>,

    /// What has not arrived by now is lost or broken, for this reason.
    #[arg(long, value_name = "REASON")]
    missing: Option<String>,
}

impl Receive {
    /// Receives the goods.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let lines = line::stock_lines(store, &self.lines).await?;
        let input = ReceiveTransfer {
            transfer_id: self.id,
            expected_version: None,
            lines: (!lines.is_empty()).then_some(lines),
            missing: self.missing,
        };
        match transfers::receive(store, input).await {
            Err(InventoryError::Invalid(invalid)) if invalid.field.starts_with("lines") => {
                Err(line::refused(&invalid, &self.lines))
            }
            received => super::show(received?, output),
        }
    }
}
