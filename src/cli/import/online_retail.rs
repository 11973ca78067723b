//! `mercer import online-retail`.

use std::fs::File;
use std::path::PathBuf;

use clap::Args;
use mercer_store::Store;
use mercer_store::imports::{self, ImportOptions};

use crate::cli::Failure;
use crate::cli::long_work::LongWork;
use crate::cli::output::Output;
use crate::cli::table::facts;
use crate::json;

/// What is shown meanwhile.
const LINE: &str = "{bar:40} {human_pos}/{human_len} rows, {eta} left";

/// Load the UCI Online Retail data, a real retailer's year.
///
/// FILE is the data as CSV, plain or compressed by gzip, with the columns `InvoiceNo`, `StockCode`,
/// `Description`, `Quantity`, `InvoiceDate`, `UnitPrice`, `CustomerID`, `Country`. Rows that make
/// no sense are left out and named by their line. Stopped half-way, the same command goes on where
/// it stopped; run again, it changes nothing. An SQLite store that does not exist is created.
#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  mercer import online-retail online_retail.csv.gz --database-url sqlite:retail.db")]
pub(in crate::cli) struct OnlineRetail {
    /// The CSV file.
    file: PathBuf,

    /// Stop at the first row that has to be refused, and import nothing.
    #[arg(long)]
    strict: bool,

    /// Print nothing but errors (and, with --json, the summary).
    #[arg(long)]
    quiet: bool,
}

impl OnlineRetail {
    pub(super) fn source(&self) -> Result<File, Failure> {
        super::source(
            &self.file,
            "FILE is the data as CSV, plain or compressed by gzip",
        )
    }

    /// Imports and prints what was imported.
    pub(super) async fn run(
        self,
        source: File,
        store: &Store,
        output: &Output,
    ) -> Result<(), Failure> {
        let options = ImportOptions {
            strict: self.strict,
            ..ImportOptions::default()
        };
        let work = LongWork::begin(LINE, self.quiet);
        let summary = imports::online_retail(store, source, options, work.progress()).await;
        work.end();
        let summary = json::ImportSummary::from(summary?);
        if self.quiet && !output.is_json() {
            return Ok(());
        }
        for rejection in &summary.rejections {
            output.message(&format!("Refused: {rejection}"));
        }
        output.show(&summary, text)
    }
}

fn text(summary: &json::ImportSummary) -> String {
    let head = if summary.already_imported {
        "This file was imported before; nothing was changed. It holds:\n"
    } else {
        "Imported:\n"
    };
    let rows = [
        ("Sales", summary.sales.to_string()),
        ("Returns", summary.returns.to_string()),
        ("Write-offs", summary.write_offs.to_string()),
        ("Lines", summary.lines.to_string()),
        ("Products", summary.products.to_string()),
        ("Customers", summary.customers.to_string()),
        ("Net value", summary.net.to_string()),
        ("Rows refused", summary.rejected.to_string()),
        ("Skipped, number taken", summary.skipped.to_string()),
        ("Seconds", format!("{:.1}", summary.seconds)),
    ];
    format!("{head}{}", facts(&rows))
}
