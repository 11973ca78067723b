//! The tax of a time, per rate.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use mercer_database::Transaction;

use super::credits::credited_lines_in;
use super::query::{self, COUNTED, counted, date, rows};
use super::{Period, ReportError, Step};
use crate::amounts::TaxRate;
use crate::{Currency, Store};

/// The tax of a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxReport {
    /// The time.
    pub period: Period,
    /// What the steps are.
    pub step: Step,
    /// What all amounts are in, as minor units.
    pub currency: Currency,
    /// Per step and rate, where there was something of it.
    pub rows: Vec<TaxRow>,
    /// Per rate, of the whole time, from its first day on.
    pub totals: Vec<TaxRow>,
    /// What was charged for delivery and not credited; it bears no tax, and is in no row.
    pub delivery: i64,
}

/// What was sold at one rate in one step, less what was credited and taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaxRow {
    /// The first day of the step.
    pub begin: NaiveDate,
    /// The rate.
    pub rate: TaxRate,
    /// Without tax.
    pub net: i64,
    /// The tax.
    pub tax: i64,
}

impl TaxRow {
    /// With tax.
    pub fn gross(&self) -> i64 {
        self.net + self.tax
    }
}

/// Net and tax by begin and parts per million.
type Sums = BTreeMap<(NaiveDate, i64), (i64, i64)>;

/// Reports the tax, in the store's currency unless another one is named.
pub async fn tax(
    store: &Store,
    period: Period,
    step: Step,
    currency: Option<Currency>,
) -> Result<TaxReport, ReportError> {
    let currency = query::currency(store, currency);
    let unit = move |transaction: Transaction| async move {
        let mut steps = Sums::new();
        let mut whole = Sums::new();
        for (day, rate_ppm, net, tax) in lines_in(&transaction, currency, period).await? {
            for (sums, begin) in [
                (&mut steps, step.begin_of(day)),
                (&mut whole, period.first()),
            ] {
                let sum = sums.entry((begin, rate_ppm)).or_default();
                sum.0 += net;
                sum.1 += tax;
            }
        }
        let delivery = delivery_in(&transaction, currency, period).await?;
        Ok::<_, ReportError>((steps, whole, delivery))
    };
    let (steps, whole, delivery) = store.database().snapshot(unit).await?;
    Ok(TaxReport {
        period,
        step,
        currency,
        rows: into_rows(steps)?,
        totals: into_rows(whole)?,
        delivery,
    })
}

fn into_rows(sums: Sums) -> Result<Vec<TaxRow>, ReportError> {
    let row = |((begin, rate_ppm), (net, tax))| {
        let rate = TaxRate::from_ppm(rate_ppm)?;
        Ok(TaxRow {
            begin,
            rate,
            net,
            tax,
        })
    };
    sums.into_iter().map(row).collect()
}

/// Day, rate, net and tax; the credits after the lines, below zero.
async fn lines_in(
    transaction: &Transaction,
    currency: Currency,
    period: Period,
) -> Result<Vec<(NaiveDate, i64, i64, i64)>, ReportError> {
    let sql = format!(
        "SELECT {{day}} AS day, o.kind AS kind, i.tax_rate_ppm AS rate, \
         CAST(SUM(i.total) AS BIG), CAST(SUM(i.tax) AS BIG) \
         FROM orders o JOIN order_items i ON i.order_id = o.id \
         WHERE {COUNTED} GROUP BY 1, 2, 3"
    );
    let mut lines = Vec::new();
    for mut row in rows(transaction, &sql, counted(currency, period)).await? {
        let (day, kind): (String, String) = (row.take()?, row.take()?);
        let rate_ppm: i64 = row.take()?;
        let (total, tax): (i64, i64) = (row.take()?, row.take()?);
        let sign = if kind == "return" { -1 } else { 1 };
        lines.push((date(&day)?, rate_ppm, sign * (total - tax), sign * tax));
    }
    for line in credited_lines_in(transaction, currency, period).await? {
        let sign = if line.is_return { 1 } else { -1 };
        let net = line.amount - line.tax;
        lines.push((line.day, line.rate_ppm, sign * net, sign * line.tax));
    }
    Ok(lines)
}

async fn delivery_in(
    transaction: &Transaction,
    currency: Currency,
    period: Period,
) -> Result<i64, ReportError> {
    let sql = format!(
        "SELECT CAST(COALESCE(SUM(CASE WHEN o.kind = 'return' THEN o.shipping_refunded - o.shipping \
         ELSE o.shipping - o.shipping_refunded END), 0) AS BIG) FROM orders o WHERE {COUNTED}"
    );
    let mut found = rows(transaction, &sql, counted(currency, period)).await?;
    match found.first_mut() {
        Some(row) => Ok(row.take()?),
        None => Ok(0),
    }
}
