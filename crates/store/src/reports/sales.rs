//! What was sold, step by step.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use mercer_database::Transaction;

use super::credits::credited_lines_in;
use super::margin::by_day_in;
use super::query::{self, COUNTED, counted, date, in_other_currencies, rows};
use super::{Margin, Period, ReportError, Step};
use crate::money::round_half_away;
use crate::{Currency, Store};

/// The sales of a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SalesReport {
    /// The time.
    pub period: Period,
    /// What the steps are.
    pub step: Step,
    /// What all amounts are in, as minor units.
    pub currency: Currency,
    /// Every step, those without sales too.
    pub rows: Vec<SalesRow>,
    /// The whole time, from its first day on.
    pub total: SalesRow,
    /// Orders of the time that are in other currencies and not counted here.
    pub in_other_currencies: i64,
}

/// The sales of one step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SalesRow {
    /// The first day of the step.
    pub begin: NaiveDate,
    /// Sales.
    pub orders: i64,
    /// What they came to, tax and delivery included.
    pub sold: i64,
    /// What of that is no longer owed: returns and refunds.
    pub credited: i64,
    /// Returns without a sale, tax included, as far as they are still paid out.
    pub taken_back: i64,
    /// Sold, less credited and taken back.
    pub revenue: i64,
    /// The tax in the revenue.
    pub tax: i64,
    /// What the lines left over. Delivery is in none of its figures.
    pub margin: Margin,
}

impl SalesRow {
    fn at(begin: NaiveDate) -> Self {
        SalesRow {
            begin,
            ..SalesRow::default()
        }
    }

    /// The revenue without tax.
    pub fn net(&self) -> i64 {
        self.revenue - self.tax
    }

    /// What one sale came to on average, rounded once.
    pub fn average_basket(&self) -> i64 {
        if self.orders == 0 {
            return 0;
        }
        let average = round_half_away(i128::from(self.sold), i128::from(self.orders));
        // Between nothing and what was sold.
        i64::try_from(average).unwrap_or(self.sold)
    }

    fn add(&mut self, other: &SalesRow) {
        self.orders += other.orders;
        self.sold += other.sold;
        self.credited += other.credited;
        self.taken_back += other.taken_back;
        self.revenue += other.revenue;
        self.tax += other.tax;
        self.margin.add(&other.margin);
    }
}

/// Reports the sales, in the store's currency unless another one is named.
pub async fn sales(
    store: &Store,
    period: Period,
    step: Step,
    currency: Option<Currency>,
) -> Result<SalesReport, ReportError> {
    let currency = query::currency(store, currency);
    let unit = move |transaction: Transaction| async move {
        let days = days_in(&transaction, currency, period).await?;
        let others = in_other_currencies(&transaction, currency, period).await?;
        Ok::<_, ReportError>((days, others))
    };
    let (days, in_other_currencies) = store.database().snapshot(unit).await?;
    let steps = period.steps(step).into_iter();
    let mut rows: BTreeMap<_, _> = steps.map(|begin| (begin, SalesRow::at(begin))).collect();
    let mut total = SalesRow::at(period.first());
    for day in &days {
        total.add(day);
        if let Some(row) = rows.get_mut(&step.begin_of(day.begin)) {
            row.add(day);
        }
    }
    Ok(SalesReport {
        period,
        step,
        currency,
        rows: rows.into_values().collect(),
        total,
        in_other_currencies,
    })
}

/// Days with sales or credits; a day may come several times.
async fn days_in(
    transaction: &Transaction,
    currency: Currency,
    period: Period,
) -> Result<Vec<SalesRow>, ReportError> {
    let sql = format!(
        "SELECT {{day}} AS day, o.kind AS kind, CAST(COUNT(*) AS BIG), CAST(SUM(o.total) AS BIG), \
         CAST(SUM(o.credited) AS BIG), CAST(SUM(o.tax) AS BIG) \
         FROM orders o WHERE {COUNTED} GROUP BY 1, 2"
    );
    let mut days = Vec::new();
    for mut row in rows(transaction, &sql, counted(currency, period)).await? {
        let (day, kind): (String, String) = (row.take()?, row.take()?);
        let (orders, total): (i64, i64) = (row.take()?, row.take()?);
        let (credited, tax): (i64, i64) = (row.take()?, row.take()?);
        let day = SalesRow::at(date(&day)?);
        days.push(if kind == "return" {
            SalesRow {
                taken_back: total - credited,
                revenue: credited - total,
                tax: -tax,
                ..day
            }
        } else {
            SalesRow {
                orders,
                sold: total,
                credited,
                revenue: total - credited,
                tax,
                ..day
            }
        });
    }
    for line in credited_lines_in(transaction, currency, period).await? {
        let tax = if line.is_return { line.tax } else { -line.tax };
        days.push(SalesRow {
            tax,
            margin: Margin::of_credit(&line),
            ..SalesRow::at(line.day)
        });
    }
    for (day, margin) in by_day_in(transaction, currency, period).await? {
        days.push(SalesRow {
            margin,
            ..SalesRow::at(day)
        });
    }
    Ok(days)
}
