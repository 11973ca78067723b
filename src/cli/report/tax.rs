//! `mercer report tax`.

use clap::Args;
use mercer_store::{Store, reports};

use super::options::{By, ReportOptions};
use super::sheet::{Sheet, amount, heading};
use crate::cli::Failure;
use crate::cli::output::{Output, to_stdout};
use crate::json;

/// Net, tax and gross per rate, step by step, less what was credited and taken back.
#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  mercer report tax --from 2026-01-01 --to 2026-03-31 --by month")]
pub(in crate::cli) struct Tax {
    #[command(flatten)]
    options: ReportOptions,

    /// How long the steps are.
    #[arg(long, value_enum, default_value_t = By::Month)]
    by: By,
}

impl Tax {
    pub(super) async fn run(&self, store: &Store, output: &Output) -> Result<(), Failure> {
        let period = self.options.period(store)?;
        let currency = self.options.currency;
        let report = reports::tax(store, period, self.by.into(), currency).await?;
        let report = json::TaxReport::from(report);
        if self.options.csv {
            return to_stdout(&sheet(&report, false).csv()?);
        }
        output.show(&report, text)
    }
}

fn sheet(report: &json::TaxReport, with_totals: bool) -> Sheet {
    let mut sheet = Sheet::new(1, &["BEGIN", "RATE", "NET", "TAX", "GROSS"]);
    let cells = |name: String, row: &json::TaxRow| {
        vec![
            name,
            format!("{} %", row.rate),
            amount(&row.net),
            amount(&row.tax),
            amount(&row.gross),
        ]
    };
    for row in &report.rows {
        sheet.row(cells(row.begin.to_string(), row), row.tax.amount);
    }
    if with_totals {
        for row in &report.totals {
            sheet.row(cells("Total".to_owned(), row), 0);
        }
    }
    sheet
}

fn text(report: &json::TaxReport) -> String {
    let title = format!("Tax by {}", report.by);
    let delivery = amount(&report.delivery);
    heading(&title, report.period, &report.delivery)
        + &sheet(report, true).table()
        + &format!("\nDelivery, without tax: {delivery}\n")
}
