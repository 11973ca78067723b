//! Who buys, who comes back, and who stays.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use mercer_database::Transaction;
use sea_orm::Value;

use super::query::{self, COUNTED, counted, date, rows};
use super::{Period, ReportError};
use crate::{Currency, Store};

/// The customers of a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomersReport {
    /// The time.
    pub period: Period,
    /// What all amounts are in, as minor units.
    pub currency: Currency,
    /// How many there are of which kind.
    pub customers: Customers,
    /// Those with the highest revenue.
    pub top: Vec<TopCustomer>,
    /// By the month of their first order, the months of the time.
    pub cohorts: Vec<Cohort>,
}

/// How many customers bought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Customers {
    /// Bought in the time.
    pub buying: i64,
    /// Of these, had never bought before it.
    pub new: i64,
    /// Of these, bought more than once, before the time or in it.
    pub repeat: i64,
    /// Sales in the time.
    pub orders: i64,
    /// What they came to, credits and returns taken off.
    pub revenue: i64,
}

/// A customer who spent much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopCustomer {
    /// Their id.
    pub id: i64,
    /// Their user name.
    pub username: String,
    /// First and last name.
    pub name: String,
    /// Sales in the time.
    pub orders: i64,
    /// What they came to, credits and returns taken off.
    pub revenue: i64,
}

/// The customers whose first order was in one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cohort {
    /// The first day of the month.
    pub month: NaiveDate,
    /// How many they are.
    pub customers: i64,
    /// How many of them bought in that month, in the month after it, and so on to the last month of
    /// the time.
    pub buying: Vec<i64>,
}

/// Reports the customers, with at most so many of the best, in the store's currency unless another
/// one is named.
pub async fn customers(
    store: &Store,
    period: Period,
    most: usize,
    currency: Option<Currency>,
) -> Result<CustomersReport, ReportError> {
    let currency = query::currency(store, currency);
    let unit = move |transaction: Transaction| async move {
        Ok::<_, ReportError>(CustomersReport {
            period,
            currency,
            customers: customers_in(&transaction, currency, period).await?,
            top: top_in(&transaction, currency, period, most).await?,
            cohorts: cohorts_in(&transaction, currency, period).await?,
        })
    };
    store.database().snapshot(unit).await
}

const REVENUE: &str = "CASE WHEN o.kind = 'sale' THEN o.total - o.credited \
     ELSE o.credited - o.total END";

async fn customers_in(
    transaction: &Transaction,
    currency: Currency,
    period: Period,
) -> Result<Customers, ReportError> {
    let sql = format!(
        "SELECT CAST(COUNT(*) AS BIG), \
         CAST(COALESCE(SUM(CASE WHEN earlier = 0 THEN 1 ELSE 0 END), 0) AS BIG), \
         CAST(COALESCE(SUM(CASE WHEN earlier + orders > 1 THEN 1 ELSE 0 END), 0) AS BIG), \
         CAST(COALESCE(SUM(orders), 0) AS BIG), CAST(COALESCE(SUM(revenue), 0) AS BIG) \
         FROM (SELECT o.customer_id, \
           SUM(CASE WHEN o.placed_at < ? AND o.kind = 'sale' THEN 1 ELSE 0 END) AS earlier, \
           SUM(CASE WHEN o.placed_at >= ? AND o.kind = 'sale' THEN 1 ELSE 0 END) AS orders, \
           SUM(CASE WHEN o.placed_at >= ? THEN {REVENUE} ELSE 0 END) AS revenue \
           FROM orders o WHERE o.status = 'placed' AND o.currency = ? AND o.placed_at < ? \
           GROUP BY o.customer_id) c WHERE orders > 0"
    );
    let from = Value::from(period.from());
    let values = vec![
        from.clone(),
        from.clone(),
        from,
        currency.code().into(),
        period.until().into(),
    ];
    let mut found = rows(transaction, &sql, values).await?;
    let Some(row) = found.first_mut() else {
        return Ok(Customers::default());
    };
    Ok(Customers {
        buying: row.take()?,
        new: row.take()?,
        repeat: row.take()?,
        orders: row.take()?,
        revenue: row.take()?,
    })
}

async fn top_in(
    transaction: &Transaction,
    currency: Currency,
    period: Period,
    most: usize,
) -> Result<Vec<TopCustomer>, ReportError> {
    let sql = format!(
        "SELECT c.id, c.username, c.first_name, c.last_name, s.orders, s.revenue FROM \
         (SELECT o.customer_id AS customer_id, \
           CAST(SUM(CASE WHEN o.kind = 'sale' THEN 1 ELSE 0 END) AS BIG) AS orders, \
           CAST(SUM({REVENUE}) AS BIG) AS revenue \
           FROM orders o WHERE {COUNTED} GROUP BY o.customer_id \
           ORDER BY revenue DESC, customer_id LIMIT {most}) s \
         JOIN customers c ON c.id = s.customer_id ORDER BY s.revenue DESC, c.id"
    );
    let mut top = Vec::new();
    for mut row in rows(transaction, &sql, counted(currency, period)).await? {
        let (id, username) = (row.take()?, row.take()?);
        let (first_name, last_name): (String, String) = (row.take()?, row.take()?);
        top.push(TopCustomer {
            id,
            username,
            name: format!("{first_name} {last_name}"),
            orders: row.take()?,
            revenue: row.take()?,
        });
    }
    Ok(top)
}

/// From the first orders of all times: who bought before the period is no newcomer in it.
async fn cohorts_in(
    transaction: &Transaction,
    currency: Currency,
    period: Period,
) -> Result<Vec<Cohort>, ReportError> {
    let sql = "WITH active AS (SELECT o.customer_id AS customer_id, {month} AS month \
           FROM orders o WHERE o.status = 'placed' AND o.kind = 'sale' AND o.currency = ? \
           AND o.placed_at < ? GROUP BY 1, 2), \
         begun AS (SELECT customer_id, MIN(month) AS month FROM active GROUP BY customer_id) \
         SELECT b.month, a.month, CAST(COUNT(*) AS BIG) FROM begun b \
         JOIN active a ON a.customer_id = b.customer_id WHERE b.month >= ? \
         GROUP BY b.month, a.month ORDER BY b.month, a.month";
    let values = vec![
        currency.code().into(),
        period.until().into(),
        period.first().format("%Y-%m").to_string().into(),
    ];
    let months = period.steps(super::Step::Month);
    let mut cohorts: BTreeMap<NaiveDate, Cohort> = BTreeMap::new();
    for mut row in rows(transaction, sql, values).await? {
        let (begun, active): (String, String) = (row.take()?, row.take()?);
        let (begun, active) = (date(&begun)?, date(&active)?);
        let buying: i64 = row.take()?;
        let place = |month| months.iter().position(|begin| *begin == month);
        let (Some(first), Some(at)) = (place(begun), place(active)) else {
            continue;
        };
        let cohort = cohorts.entry(begun).or_insert_with(|| Cohort {
            month: begun,
            customers: 0,
            buying: vec![0; months.len() - first],
        });
        if at == first {
            cohort.customers = buying;
        }
        cohort.buying[at - first] = buying;
    }
    Ok(cohorts.into_values().collect())
}
