//! `mercer report customers`.

use clap::Args;
use mercer_store::{Store, reports};

use super::options::ReportOptions;
use super::sheet::{Sheet, amount, heading};
use crate::cli::Failure;
use crate::cli::output::{Output, to_stdout};
use crate::cli::table::facts;
use crate::json;

/// Who buys, who comes back, and how many of each month's newcomers stay.
///
/// A cohort is the customers whose first order of all was in one month; its row tells how many of
/// them bought in that month and in each month after it.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer report customers --from 2026-01-01 --to 2026-12-31
  mercer report customers --csv > cohorts.csv")]
pub(in crate::cli) struct Customers {
    #[command(flatten)]
    options: ReportOptions,

    /// At most this many of the best customers.
    #[arg(long, default_value_t = 10)]
    limit: usize,
}

impl Customers {
    pub(super) async fn run(&self, store: &Store, output: &Output) -> Result<(), Failure> {
        let period = self.options.period(store)?;
        let report = reports::customers(store, period, self.limit, self.options.currency).await?;
        let report = json::CustomersReport::from(report);
        if self.options.csv {
            return to_stdout(&cohorts_for_spreadsheets(&report).csv()?);
        }
        output.show(&report, text)
    }
}

/// A line per cohort and month.
fn cohorts_for_spreadsheets(report: &json::CustomersReport) -> Sheet {
    let mut sheet = Sheet::new(1, &["COHORT", "CUSTOMERS", "MONTHS LATER", "BUYING"]);
    for cohort in &report.cohorts {
        for (months, buying) in cohort.buying.iter().enumerate() {
            let cells = vec![
                cohort.month.to_string(),
                cohort.customers.to_string(),
                months.to_string(),
                buying.to_string(),
            ];
            sheet.row(cells, 0);
        }
    }
    sheet
}

/// A line per cohort, a column per month, in percent.
fn cohorts(report: &json::CustomersReport) -> String {
    const MONTHS: [&str; 12] = [
        "+1", "+2", "+3", "+4", "+5", "+6", "+7", "+8", "+9", "+10", "+11", "+12",
    ];
    let longest = report.cohorts.iter().map(|cohort| cohort.buying.len());
    let later = longest
        .max()
        .unwrap_or(1)
        .saturating_sub(1)
        .min(MONTHS.len());
    let mut columns = vec!["COHORT", "CUSTOMERS"];
    columns.extend(&MONTHS[..later]);
    let mut sheet = Sheet::new(1, &columns);
    for cohort in &report.cohorts {
        let percent = |buying: &i64| format!("{} %", buying * 100 / cohort.customers.max(1));
        let mut cells = vec![
            cohort.month.format("%Y-%m").to_string(),
            cohort.customers.to_string(),
        ];
        cells.extend(cohort.buying.iter().skip(1).take(later).map(percent));
        cells.resize(columns.len(), String::new());
        sheet.row(cells, 0);
    }
    sheet.table()
}

fn text(report: &json::CustomersReport) -> String {
    let mut text = heading("Customers", report.period, &report.revenue);
    text += &facts(&[
        ("Bought", report.buying.to_string()),
        ("For the first time", report.new.to_string()),
        ("More than once", report.repeat.to_string()),
        ("Orders", report.orders.to_string()),
        ("Revenue", amount(&report.revenue)),
    ]);
    let mut best = Sheet::new(2, &["USERNAME", "NAME", "ORDERS", "REVENUE"]);
    for customer in &report.top {
        let cells = vec![
            customer.username.clone(),
            customer.name.clone(),
            customer.orders.to_string(),
            amount(&customer.revenue),
        ];
        best.row(cells, customer.revenue.amount);
    }
    text + &format!(
        "\nBest\n{}\nNewcomers who bought again\n{}",
        best.table(),
        cohorts(report)
    )
}
