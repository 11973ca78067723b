//! What is on the shelves: what it would sell for, and how long it lasts.

use mercer_database::Transaction;

use super::products::{Known, Sold, known_in, sold_in};
use super::query;
use super::{Period, ReportError};
use crate::money::round_half_away;
use crate::{Currency, Quantity, Store, Unit};

/// The stock as it is now, and how fast it went in a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockReport {
    /// The time by which the days of cover are told.
    pub period: Period,
    /// What all amounts are in, as minor units.
    pub currency: Currency,
    /// The goods that last the shortest, those that sold in the time before those that did not.
    pub rows: Vec<StockRow>,
    /// Goods of which something is on hand.
    pub in_stock: usize,
    /// Goods on sale of which nothing is available.
    pub out_of_stock: usize,
    /// What everything on hand would sell for. Products priced in other currencies are left out.
    pub value: i64,
    /// Goods on hand that are priced in other currencies.
    pub in_other_currencies: usize,
}

/// The stock of one product, everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockRow {
    /// Its id.
    pub id: i64,
    /// Its code.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// What quantities count.
    pub unit: Unit,
    /// What is there.
    pub on_hand: Quantity,
    /// What of it is promised to open orders.
    pub reserved: Quantity,
    /// What it would sell for at today's price, rounded once.
    pub value: i64,
    /// Sold in the time, less what came back.
    pub sold: Quantity,
    /// How many whole days what is available lasts at the pace of the time; `None` when nothing was
    /// sold.
    pub days_of_cover: Option<i64>,
}

/// Reports the stock, at most so many products of it, in the store's currency unless another one is
/// named.
pub async fn stock(
    store: &Store,
    period: Period,
    most: usize,
    currency: Option<Currency>,
) -> Result<StockReport, ReportError> {
    let currency = query::currency(store, currency);
    let unit = move |transaction: Transaction| async move {
        let sold = sold_in(&transaction, currency, period).await?;
        Ok::<_, ReportError>((sold, known_in(&transaction).await?))
    };
    let (sold, known) = store.database().snapshot(unit).await?;
    let goods = || known.iter().filter(|product| product.is_goods);
    let is_here = |product: &&Known| product.currency == currency.code();
    let in_stock = || goods().filter(|product| product.on_hand > 0);
    let mut rows: Vec<StockRow> = goods()
        .filter(is_here)
        .filter(|product| product.on_hand > 0 || product.is_on_sale)
        .map(|product| row(product, sold.get(&product.id).copied(), period))
        .collect();
    let value = rows.iter().map(|row| row.value).sum();
    rows.sort_by_key(|row| (row.days_of_cover.is_none(), row.days_of_cover, row.id));
    rows.truncate(most);
    Ok(StockReport {
        period,
        currency,
        rows,
        in_stock: in_stock().count(),
        out_of_stock: goods()
            .filter(|product| product.is_on_sale && product.on_hand <= product.reserved)
            .count(),
        value,
        in_other_currencies: in_stock().filter(|product| !is_here(product)).count(),
    })
}

fn row(product: &Known, sold: Option<Sold>, period: Period) -> StockRow {
    let sold = sold.unwrap_or_default().quantity;
    let value = round_half_away(
        i128::from(product.price) * i128::from(product.on_hand),
        1_000,
    );
    let available = i128::from(product.on_hand - product.reserved);
    let days_of_cover =
        (sold > 0).then(|| available * i128::from(period.days()) / i128::from(sold));
    StockRow {
        id: product.id,
        sku: product.sku.clone(),
        name: product.name.clone(),
        unit: product.unit,
        on_hand: Quantity::from_thousandths(product.on_hand),
        reserved: Quantity::from_thousandths(product.reserved),
        value: i64::try_from(value).unwrap_or(i64::MAX),
        sold: Quantity::from_thousandths(sold),
        days_of_cover: days_of_cover.map(|days| i64::try_from(days).unwrap_or(i64::MAX)),
    }
}
