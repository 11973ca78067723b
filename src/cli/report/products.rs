//! `mercer report products`.

use clap::Args;
use mercer_store::{Store, reports};

use super::margin;
use super::options::ReportOptions;
use super::sheet::{Sheet, amount, heading};
use crate::cli::Failure;
use crate::cli::output::{Output, to_stdout};
use crate::cli::table::facts;
use crate::json;

/// What sells best, and which goods on sale hardly sell.
///
/// Revenue includes tax, with discounts, credits and what came back taken off. Margin is what is left of
/// it without tax when the goods are paid, as far as their cost is known.
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
            let mut columns = vec!["RANK"];
            columns.extend(COLUMNS);
            columns.extend(margin::COLUMNS);
            let mut sheet = Sheet::new(4, &columns);
            for (rank, rows) in [("best", &report.best), ("slow", &report.slow)] {
                for row in rows {
                    let mut line = vec![rank.to_owned()];
                    line.extend(cells(row));
                    line.extend(margin::cells(&row.margin));
                    sheet.row(line, 0);
                }
            }
            return to_stdout(&sheet.csv()?);
        }
        output.show(&report, text)
    }
}

const COLUMNS: [&str; 7] = [
    "SKU", "NAME", "UNIT", "ORDERS", "QUANTITY", "REVENUE", "ON HAND",
];

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
        let mut columns = COLUMNS.to_vec();
        columns.extend(margin::FEW_COLUMNS);
        let mut sheet = Sheet::new(3, &columns);
        for row in rows {
            let mut line = cells(row);
            line.extend(margin::few_cells(&row.margin));
            sheet.row(line, row.revenue.amount);
        }
        sheet.table()
    };
    let text = heading("Products", report.period, &report.revenue);
    let (best, slow) = (table(&report.best), table(&report.slow));
    let mut rows = vec![
        ("Products sold", report.sold.to_string()),
        ("Revenue", amount(&report.revenue)),
    ];
    rows.extend(margin::facts(&report.margin));
    format!("{text}Best\n{best}\nSlowest\n{slow}\n{}", facts(&rows))
}
