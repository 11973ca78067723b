//! `mercer import online-retail`.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use mercer_store::Store;
use mercer_store::imports::{self, ImportOptions, Progress};

use super::stop_wish::stop_wish;
use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::table::facts;
use crate::json;

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
        let bar = if self.quiet || !io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            bar()
        };
        let stop = stop_wish();
        let progress = {
            let bar = bar.clone();
            move |progress: Progress| {
                if bar.length() != Some(progress.total) {
                    // The file is read by now; what is left is timed from here.
                    bar.set_length(progress.total);
                    bar.reset_eta();
                }
                bar.set_position(progress.done);
                if stop.load(Ordering::Relaxed) {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            }
        };
        let summary = imports::online_retail(store, source, options, progress).await;
        bar.finish_and_clear();
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

fn bar() -> ProgressBar {
    let template = "{bar:40} {human_pos}/{human_len} rows, {eta} left";
    let style =
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style)
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
