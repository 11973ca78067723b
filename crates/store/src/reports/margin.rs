//! What lines leave over: their revenue without tax, less what their goods cost the shop.
//!
//! The lines whose cost is not known are told by themselves: they are no part of the margin, in which
//! they would pass for goods that cost nothing. What came back lowers the revenue by what was credited
//! for it and the cost by its quantity; a credit for nothing that came back lowers the revenue alone.
//! Delivery is no line, and in neither.

use chrono::NaiveDate;
use mercer_database::{Row, Transaction};
use sea_orm::DbErr;

use super::credits::CreditedLine;
use super::query::{COUNTED, counted, date, rows};
use super::{Period, ReportError};
use crate::Currency;
use crate::money::round_half_away;

/// What the lines of some orders left over, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Margin {
    /// Revenue without tax of the lines whose cost is known.
    pub net: i64,
    /// What the goods of these lines cost the shop, rounded once per line.
    pub cost: i64,
    /// Revenue without tax of the lines whose cost is not known.
    pub net_without_cost: i64,
}

impl Margin {
    /// What is left of the revenue when the goods are paid; only of the lines whose cost is known.
    pub fn profit(&self) -> i64 {
        self.net - self.cost
    }

    /// Its share of that revenue, in tenths of a percent, rounded once; `None` without revenue.
    pub fn per_mille(&self) -> Option<i64> {
        if self.net <= 0 {
            return None;
        }
        let share = round_half_away(i128::from(self.profit()) * 1_000, i128::from(self.net));
        // Only a cost beyond all measure leaves what does not fit.
        i64::try_from(share).ok()
    }

    pub(super) fn add(&mut self, other: &Margin) {
        self.net += other.net;
        self.cost += other.cost;
        self.net_without_cost += other.net_without_cost;
    }

    /// Of a credit, which takes away from a sale and gives back to what was paid out for a return.
    pub(super) fn of_credit(line: &CreditedLine) -> Self {
        let net = line.amount - line.tax;
        let net = if line.is_return { net } else { -net };
        if line.has_cost {
            Margin {
                net,
                ..Margin::default()
            }
        } else {
            Margin {
                net_without_cost: net,
                ..Margin::default()
            }
        }
    }

    /// The next three columns of a row, as [`sums`] makes them.
    pub(super) fn take(row: &mut Row) -> Result<Self, DbErr> {
        Ok(Margin {
            net: row.take()?,
            cost: row.take()?,
            net_without_cost: row.take()?,
        })
    }
}

/// Net, cost, and the net of what has no known cost, of lines as they were ordered; the goods that came
/// back are not counted as a cost. Thousandths are parted from the units, so that no product is larger
/// than what the line's cost was checked by. A return without a sale counts against them.
pub(super) fn sums() -> String {
    let kept = "(CASE WHEN o.kind = 'sale' THEN i.quantity - i.returned ELSE i.quantity END)";
    let cost = format!(
        "(i.unit_cost * ({kept} DIV 1000) + (i.unit_cost * ({kept} % 1000) + 500) DIV 1000)"
    );
    let net = "(i.total - i.tax)";
    let sum = |condition: &str, what: &str| {
        format!(
            "CAST(COALESCE(SUM(CASE WHEN {condition} THEN 0 WHEN o.kind = 'sale' THEN {what} \
             ELSE -{what} END), 0) AS BIG)"
        )
    };
    [
        sum("i.unit_cost IS NULL", net),
        sum("i.unit_cost IS NULL", &cost),
        sum("i.unit_cost IS NOT NULL", net),
    ]
    .join(", ")
}

/// By the days on which they were ordered, before credits.
pub(super) async fn by_day_in(
    transaction: &Transaction,
    currency: Currency,
    period: Period,
) -> Result<Vec<(NaiveDate, Margin)>, ReportError> {
    let sql = format!(
        "SELECT {{day}} AS day, {} \
         FROM orders o JOIN order_items i ON i.order_id = o.id WHERE {COUNTED} GROUP BY 1",
        sums()
    );
    let mut days = Vec::new();
    for mut row in rows(transaction, &sql, counted(currency, period)).await? {
        let day: String = row.take()?;
        days.push((date(&day)?, Margin::take(&mut row)?));
    }
    Ok(days)
}
