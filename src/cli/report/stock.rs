//! `mercer report stock`.

use clap::Args;
use mercer_store::{Store, reports};

use super::options::ReportOptions;
use super::sheet::{Sheet, amount, heading};
use crate::cli::Failure;
use crate::cli::output::{Output, to_stdout};
use crate::cli::table::facts;
use crate::json;

/// What is on hand, what it would sell for, and for how many days it lasts.
///
/// Goods that last the shortest come first. The pace is that of the time from --from to --to.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer report stock
  mercer report stock --limit 1000000 --csv > stock.csv")]
pub(in crate::cli) struct Stock {
    #[command(flatten)]
    options: ReportOptions,

    /// At most this many products; the totals are of all.
    #[arg(long, default_value_t = 20)]
    limit: usize,
}

impl Stock {
    pub(super) async fn run(&self, store: &Store, output: &Output) -> Result<(), Failure> {
        let period = self.options.period(store)?;
        let report = reports::stock(store, period, self.limit, self.options.currency).await?;
        let report = json::StockReport::from(report);
        if self.options.csv {
            return to_stdout(&sheet(&report).csv()?);
        }
        output.show(&report, text)
    }
}

fn sheet(report: &json::StockReport) -> Sheet {
    let columns = [
        "SKU",
        "NAME",
        "UNIT",
        "ON HAND",
        "RESERVED",
        "VALUE",
        "SOLD",
        "DAYS OF COVER",
    ];
    let mut sheet = Sheet::new(3, &columns);
    for row in &report.rows {
        let cells = vec![
            row.sku.clone(),
            row.name.clone(),
            row.unit.to_string(),
            row.on_hand.to_string(),
            row.reserved.to_string(),
            amount(&row.value),
            row.sold.to_string(),
            row.days_of_cover
                .map_or(String::new(), |days| days.to_string()),
        ];
        sheet.row(cells, row.days_of_cover.unwrap_or(0));
    }
    sheet
}

fn text(report: &json::StockReport) -> String {
    let mut rows = vec![
        ("In stock", report.in_stock.to_string()),
        ("Would sell for", amount(&report.value)),
        ("Not available", report.out_of_stock.to_string()),
    ];
    if report.in_other_currencies > 0 {
        rows.push((
            "Not valued, in other currencies",
            report.in_other_currencies.to_string(),
        ));
    }
    heading("Stock", report.period, &report.value) + &sheet(report).table() + "\n" + &facts(&rows)
}
