//! The lowest price of the 30 days (or another period) before the present one, which a shop has to show beside a
//! reduced price.
//!
//! The rule is that of the European Union's Price Indication Directive (98/6/EC, Article 6a): the
//! lowest price that was in force at any moment of the 30 days before the present price began. The
//! 30 days are 30 times 24 hours. A price that was replaced at the very moment at which it was set
//! was never in force. Only prices in the present price's currency are compared. The exceptions
//! that member states may make, for reductions in steps and for goods that spoil, are deliberately
//! absent.

use chrono::{DateTime, TimeDelta, Utc};
use mercer_database::Transaction;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Select};

use super::ProductError;
use super::price_change::{Column, Entity, Model};
use crate::{Invalid, Store};

/// How far back prices count by the rule, in days.
pub const RULE_DAYS: u16 = 30;

/// The farthest that anybody may look back, in days: ten years.
pub const MOST_DAYS: u16 = 3_650;

/// A price, and the lowest one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LowestPrice {
    /// The price in force, in minor units of the currency.
    pub price: i64,
    /// Since when it is in force.
    pub since: DateTime<Utc>,
    /// ISO 4217, of both prices.
    pub currency: String,
    /// The lowest price in the period before `since`; `None` when there was no price then.
    pub lowest_before: Option<i64>,
}

/// The price that is in force at this time, and the lowest one of the 30 days before it began.
///
/// # Errors
/// [`ProductError::NotFound`] when the product had no price at this time.
pub async fn lowest_price(
    store: &Store,
    product_id: i64,
    now: DateTime<Utc>,
) -> Result<LowestPrice, ProductError> {
    lowest_price_of_days(store, product_id, now, RULE_DAYS).await
}

/// The same for another period than the rule's, between 1 and [`MOST_DAYS`] days.
pub async fn lowest_price_of_days(
    store: &Store,
    product_id: i64,
    now: DateTime<Utc>,
    days: u16,
) -> Result<LowestPrice, ProductError> {
    if days == 0 || days > MOST_DAYS {
        let reason = format!("{days} is not between 1 and {MOST_DAYS}");
        return Err(Invalid::new("days", reason).into());
    }
    let period = TimeDelta::days(days.into());
    store
        .database()
        .snapshot(move |transaction: Transaction| async move {
            let present = newest_first(product_id)
                .filter(Column::ValidFrom.lte(now))
                .one(&transaction)
                .await?;
            let present = present.ok_or_else(|| {
                ProductError::NotFound(format!("id {product_id} and a price at {now}"))
            })?;
            let lowest_before = lowest_before_in(&transaction, &present, period).await?;
            Ok(LowestPrice {
                price: present.price,
                since: present.valid_from,
                currency: present.currency,
                lowest_before,
            })
        })
        .await
}

async fn lowest_before_in(
    transaction: &Transaction,
    present: &Model,
    period: TimeDelta,
) -> Result<Option<i64>, DbErr> {
    let start = present.valid_from - period;
    let mut changes = newest_first(present.product_id)
        .filter(Column::ValidFrom.lt(present.valid_from))
        .filter(Column::ValidFrom.gt(start))
        .all(transaction)
        .await?;
    // The price that was in force when the period began.
    let first = newest_first(present.product_id)
        .filter(Column::ValidFrom.lte(start))
        .one(transaction)
        .await?;
    changes.extend(first);
    // Of several at the same moment the newest comes first; the others were never in force.
    changes.dedup_by_key(|change| change.valid_from);
    let comparable = changes
        .iter()
        .filter(|change| change.currency == present.currency);
    Ok(comparable.map(|change| change.price).min())
}

fn newest_first(product_id: i64) -> Select<Entity> {
    Entity::find()
        .filter(Column::ProductId.eq(product_id))
        .order_by_desc(Column::ValidFrom)
        .order_by_desc(Column::Id)
}
