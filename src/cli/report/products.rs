//! `mercer report products`.

use clap::Args;
use mercer_store::{Store, reports};

use super::options::ReportOptions;
use super::sheet::{Sheet, amount, heading};
use crate::cli::Failure;
use crate::cli::output::{Output, to_stdout};
use crate::cli::table::facts;
use crate::json;

/// What sells best, and which goods on sale hardly sell.
///
/// Revenue includes tax, with discounts, credits and what came back taken off.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer report products --limit 20
  mercer report products --from 2026-12-01 --to 2026-12-24 --csv")]
pub(in crate::cli) struct Products {
    #[command(flatten)]
    options: ReportOptions,

    /// At most this many of the best, and of the slowest.
    #[arg(long, default_value_t = 10)]
    limit: usize,
}

impl Products {
    pub(super) async fn run(&self, store: &Store, output: &Output) -> Result<(), Failure> {
        let period = self.options.period(store)?;
        let report = reports::products(store, period, self.limit, self.options.currency).await?;
        let report = json::ProductsReport::from(report);
        if self.options.csv {
            let mut sheet = Sheet::new(
                4,
                &[
                    "RANK", "SKU", "NAME", "UNIT", "ORDERS", "QUANTITY", "REVENUE", "ON HAND",
                ],
            );
            for (rank, rows) in [("best", &report.best), ("slow", &report.slow)] {
                for row in rows {
                    let mut line = vec![rank.to_owned()];
                    line.extend(cells(row));
                    sheet.row(line, 0);
                }
            }
            return to_stdout(&sheet.csv()?);
        }
        output.show(&report, text)
    }
}

fn cells(row: &json::ProductRow) -> Vec<String> {
    vec![
        row.sku.clone(),
        row.name.clone(),
        row.unit.to_string(),
        row.orders.to_string(),
        row.quantity.to_string(),
        amount(&row.revenue),
        row.on_hand.to_string(),
    ]
}

fn text(report: &json::ProductsReport) -> String {
    let table = |rows: &[json::ProductRow]| {
        let columns = [
            "SKU", "NAME", "UNIT", "ORDERS", "QUANTITY", "REVENUE", "ON HAND",
        ];
        let mut sheet = Sheet::new(3, &columns);
        for row in rows {
            sheet.row(cells(row), row.revenue.amount);
        }
        sheet.table()
    };
    let text = heading("Products", report.period, &report.revenue);
    let (best, slow) = (table(&report.best), table(&report.slow));
    let rows = [
        ("Products sold", report.sold.to_string()),
        ("Revenue", amount(&report.revenue)),
    ];
    format!("{text}Best\n{best}\nSlowest\n{slow}\n{}", facts(&rows))
}
