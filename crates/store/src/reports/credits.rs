//! What was credited of lines, and the tax in it.

use chrono::NaiveDate;
use mercer_database::Transaction;

use super::query::{COUNTED, counted, date, rows};
use super::{Period, ReportError};
use crate::Currency;
use crate::amounts::tax_share;

/// A line of which something is no longer owed.
pub(super) struct CreditedLine {
    pub(super) day: NaiveDate,
    pub(super) product_id: i64,
    pub(super) is_return: bool,
    /// Whether it is known what the line cost the shop.
    pub(super) has_cost: bool,
    pub(super) rate_ppm: i64,
    /// Minor units, tax included.
    pub(super) amount: i64,
    /// The tax in them, rounded once, as on a credit note.
    pub(super) tax: i64,
}

/// The credited lines of a time. They are few, and their tax is rounded line by line, by the rule
/// of credit notes, which no SQL knows.
pub(super) async fn credited_lines_in(
    transaction: &Transaction,
    currency: Currency,
    period: Period,
) -> Result<Vec<CreditedLine>, ReportError> {
    let sql = format!(
        "SELECT {{day}}, o.kind, i.product_id, i.unit_cost, i.tax_rate_ppm, i.total, i.tax, \
         i.refunded \
         FROM orders o JOIN order_items i ON i.order_id = o.id \
         WHERE {COUNTED} AND o.credited > 0 AND i.refunded > 0"
    );
    let found = rows(transaction, &sql, counted(currency, period)).await?;
    let mut lines = Vec::with_capacity(found.len());
    for mut row in found {
        let (day, kind): (String, String) = (row.take()?, row.take()?);
        let product_id = row.take()?;
        let unit_cost: Option<i64> = row.take_optional()?;
        let rate_ppm = row.take()?;
        let (total, tax, credited): (i64, i64, i64) = (row.take()?, row.take()?, row.take()?);
        lines.push(CreditedLine {
            day: date(&day)?,
            product_id,
            has_cost: unit_cost.is_some(),
            is_return: kind == "return",
            rate_ppm,
            amount: credited,
            tax: tax_share(tax, total, 0, credited),
        });
    }
    Ok(lines)
}
