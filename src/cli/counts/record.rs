//! `mercer counts record`.

use clap::Args;
use mercer_store::Store;
use mercer_store::inventory::InventoryError;
use mercer_store::inventory::counts::{self, CountedLine, RecordCount};

use crate::cli::Failure;
use crate::cli::line::{self, LineArgument};
use crate::cli::output::Output;
use crate::json;

/// Write down what was counted; several people may do so at once.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer counts record 3 --line MUG-BLUE=22 --line COFFEE=4.150
  mercer counts record 3 --line 4006381333931=7 --counted-by Kim")]
pub(in crate::cli) struct Record {
    /// Its id, as `mercer counts list` shows it.
    id: i64,

    /// What, and how much of it is there, promised goods included: a SKU, a barcode or id:7, then
    /// = and a quantity. May be repeated.
    #[arg(long = "line", value_name = "SKU=QTY", required = true)]
    lines: Vec<LineArgument>,

    /// Who counted, if not whoever gives the command.
    #[arg(long, value_name = "NAME")]
    counted_by: Option<String>,
}

impl Record {
    /// Records the lines, and prints them.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let counted = line::stock_lines(store, &self.lines).await?;
        let counted = counted.into_iter().map(|line| CountedLine {
            product_id: line.product_id,
            counted: line.quantity,
        });
        let input = RecordCount {
            count_id: self.id,
            expected_version: None,
            lines: counted.collect(),
            counted_by: self.counted_by,
        };
        let items = match counts::record(store, input).await {
            Err(InventoryError::Invalid(invalid)) => {
                return Err(line::refused(&invalid, &self.lines));
            }
            recorded => recorded?,
        };
        let lines = items.into_iter().map(json::CountedLine::from).collect();
        output.show(&json::RecordedLines { lines }, |recorded| {
            let found = recorded.lines.iter().zip(&self.lines).map(|(line, given)| {
                let difference = line.difference.unwrap_or_default();
                format!("{}: {difference} beside what was on hand\n", given.text)
            });
            found.collect()
        })
    }
}
