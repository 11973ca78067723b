//! `mercer transfers send`.

use clap::Args;
use mercer_store::Store;
use mercer_store::inventory::InventoryError;
use mercer_store::inventory::transfers::{self, SendTransfer};

use crate::cli::Failure;
use crate::cli::line::{self, LineArgument};
use crate::cli::locations;
use crate::cli::output::Output;
use crate::cli::reference::Reference;

/// Send goods from one location to another, and print the transfer.
///
/// They are on no shelf until `mercer transfers receive`.
#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  mercer transfers send --from 'Main warehouse' --to Shop --line MUG-BLUE=6 --line COFFEE=2.5")]
pub(in crate::cli) struct Send {
    /// Where they leave.
    #[arg(long, value_name = "NAME|ID")]
    from: Reference,

    /// Where they are to arrive.
    #[arg(long, value_name = "NAME|ID")]
    to: Reference,

    /// What, and how much of it: a SKU, a barcode or id:7, then = and a quantity. May be repeated.
    #[arg(long = "line", value_name = "SKU=QTY", required = true)]
    lines: Vec<LineArgument>,

    /// In words.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl Send {
    /// Sends the goods.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let input = SendTransfer {
            from_location_id: locations::resolve(store, &self.from).await?.id,
            to_location_id: locations::resolve(store, &self.to).await?.id,
            lines: line::stock_lines(store, &self.lines).await?,
            note: self.note,
        };
        match transfers::send(store, input).await {
            Err(InventoryError::Invalid(invalid)) if invalid.field.starts_with("lines") => {
                Err(line::refused(&invalid, &self.lines))
            }
            sent => super::show(sent?, output),
        }
    }
}
