//! `mercer report sales`.

use clap::Args;
use mercer_store::{Store, reports};

use super::margin;
use super::options::{By, ReportOptions};
use super::sheet::{Sheet, amount, heading};
use crate::cli::Failure;
use crate::cli::output::{Output, to_stdout};
use crate::cli::table::facts;
use crate::json;

/// Revenue, orders, tax and average basket, step by step.
///
/// Sold is what the orders came to with tax and delivery, credited what of it is no longer owed
/// (returns and refunds), taken back the returns without a sale; revenue is what is left, and net the
/// revenue without tax. Margin is what is left of the lines' net when their goods are paid, as far as
/// their cost is known; delivery is not in it.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer report sales
  mercer report sales --from 2026-01-01 --to 2026-12-31 --by month
  mercer report sales --by week --csv > sales.csv")]
pub(in crate::cli) struct Sales {
    #[command(flatten)]
    options: ReportOptions,

    /// How long the steps are.
    #[arg(long, value_enum, default_value_t = By::Day)]
    by: By,
}

impl Sales {
    pub(super) async fn run(&self, store: &Store, output: &Output) -> Result<(), Failure> {
        let period = self.options.period(store)?;
        let currency = self.options.currency;
        let report = reports::sales(store, period, self.by.into(), currency).await?;
        let report = json::SalesReport::from(report);
        if self.options.csv {
            return to_stdout(&sheet(&report, false).csv()?);
        }
        output.show(&report, text)?;
        if report.in_other_currencies > 0 {
            output.message(&format!(
                "{} orders in other currencies are not counted; --currency names another one.",
                report.in_other_currencies
            ));
        }
        Ok(())
    }
}

/// For people few figures of the margin and a total, for spreadsheets all figures and no total.
fn sheet(report: &json::SalesReport, is_for_people: bool) -> Sheet {
    let mut columns = vec![
        "BEGIN",
        "ORDERS",
        "SOLD",
        "CREDITED",
        "TAKEN BACK",
        "REVENUE",
        "TAX",
        "NET",
        "BASKET",
    ];
    if is_for_people {
        columns.extend(margin::FEW_COLUMNS);
    } else {
        columns.extend(margin::COLUMNS);
    }
    let mut sheet = Sheet::new(1, &columns);
    let cells = |name: String, row: &json::SalesRow| {
        let mut cells = vec![
            name,
            row.orders.to_string(),
            amount(&row.sold),
            amount(&row.credited),
            amount(&row.taken_back),
            amount(&row.revenue),
            amount(&row.tax),
            amount(&row.net),
            amount(&row.average_basket),
        ];
        if is_for_people {
            cells.extend(margin::few_cells(&row.margin));
        } else {
            cells.extend(margin::cells(&row.margin));
        }
        cells
    };
    for row in &report.rows {
        sheet.row(cells(row.begin.to_string(), row), row.revenue.amount);
    }
    if is_for_people {
        sheet.row(cells("Total".to_owned(), &report.total), 0);
    }
    sheet
}

fn text(report: &json::SalesReport) -> String {
    let title = format!("Sales by {}", report.by);
    let margin = facts(&margin::facts(&report.total.margin));
    let table = sheet(report, true).table();
    heading(&title, report.period, &report.total.sold) + &table + "\n" + &margin
}
