//! What sells best, and what hardly sells.

use std::collections::HashMap;

use mercer_database::{Row, Transaction};
use sea_orm::DbErr;

use super::credits::credited_lines_in;
use super::margin::sums;
use super::query::{self, COUNTED, counted, rows};
use super::{Margin, Period, ReportError};
use crate::{Currency, Quantity, Store, Unit};

/// The products of a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductsReport {
    /// The time.
    pub period: Period,
    /// What all amounts are in, as minor units.
    pub currency: Currency,
    /// Those with the highest revenue.
    pub best: Vec<ProductRow>,
    /// Goods on sale with the lowest revenue, those without any first.
    pub slow: Vec<ProductRow>,
    /// How many products were sold.
    pub sold: usize,
    /// What all of them came to: revenue of sales without delivery.
    pub revenue: i64,
    /// What all of them left over.
    pub margin: Margin,
}

/// One product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductRow {
    /// Its id.
    pub id: i64,
    /// Its code now.
    pub sku: String,
    /// Its name now.
    pub name: String,
    /// What quantities count.
    pub unit: Unit,
    /// Orders that it was in.
    pub orders: i64,
    /// Sold, less what came back.
    pub quantity: Quantity,
    /// Tax included, discounts and credits taken off.
    pub revenue: i64,
    /// What it left over.
    pub margin: Margin,
    /// What is on hand now, everywhere.
    pub on_hand: Quantity,
}

/// What was sold of a product.
#[derive(Clone, Copy, Default)]
pub(super) struct Sold {
    pub(super) orders: i64,
    /// Thousandths.
    pub(super) quantity: i64,
    pub(super) revenue: i64,
    /// Before credits.
    pub(super) margin: Margin,
}

/// A product as it is now.
pub(super) struct Known {
    pub(super) id: i64,
    pub(super) sku: String,
    pub(super) name: String,
    pub(super) unit: Unit,
    pub(super) price: i64,
    pub(super) currency: String,
    pub(super) is_on_sale: bool,
    pub(super) is_goods: bool,
    /// Thousandths, everywhere.
    pub(super) on_hand: i64,
    pub(super) reserved: i64,
}

/// Reports the best and the slowest products, at most so many of each, in the store's currency
/// unless another one is named.
pub async fn products(
    store: &Store,
    period: Period,
    most: usize,
    currency: Option<Currency>,
) -> Result<ProductsReport, ReportError> {
    let currency = query::currency(store, currency);
    let unit = move |transaction: Transaction| async move {
        let mut sold = sold_in(&transaction, currency, period).await?;
        for line in credited_lines_in(&transaction, currency, period).await? {
            let of_product = sold.entry(line.product_id).or_default();
            of_product.margin.add(&Margin::of_credit(&line));
        }
        Ok::<_, ReportError>((sold, known_in(&transaction).await?))
    };
    let (sold, known) = store.database().snapshot(unit).await?;
    let mut all: Vec<(ProductRow, bool)> = known
        .into_iter()
        .map(|product| {
            let is_shelved = product.is_on_sale && product.is_goods;
            let sold = sold.get(&product.id).copied().unwrap_or_default();
            (row(product, sold), is_shelved)
        })
        .collect();
    // Of equal revenue the older product comes first.
    all.sort_by_key(|(row, _)| (std::cmp::Reverse(row.revenue), row.id));
    let best = all.iter().filter(|(row, _)| row.orders > 0).take(most);
    let best = best.map(|(row, _)| row.clone()).collect();
    all.sort_by_key(|(row, _)| (row.revenue, row.id));
    let slow = all.iter().filter(|(_, is_shelved)| *is_shelved).take(most);
    let mut margin = Margin::default();
    for of_product in sold.values() {
        margin.add(&of_product.margin);
    }
    Ok(ProductsReport {
        period,
        currency,
        best,
        slow: slow.map(|(row, _)| row.clone()).collect(),
        sold: sold.values().filter(|sold| sold.orders > 0).count(),
        revenue: sold.values().map(|sold| sold.revenue).sum(),
        margin,
    })
}

fn row(product: Known, sold: Sold) -> ProductRow {
    ProductRow {
        id: product.id,
        sku: product.sku,
        name: product.name,
        unit: product.unit,
        orders: sold.orders,
        quantity: Quantity::from_thousandths(sold.quantity),
        revenue: sold.revenue,
        margin: sold.margin,
        on_hand: Quantity::from_thousandths(product.on_hand),
    }
}

/// What was sold of each product that was in an order of the time.
pub(super) async fn sold_in(
    transaction: &Transaction,
    currency: Currency,
    period: Period,
) -> Result<HashMap<i64, Sold>, DbErr> {
    // What came back on a return without a sale is its quantity, all of which counts as returned.
    let sql = format!(
        "SELECT i.product_id, \
         CAST(COUNT(DISTINCT CASE WHEN o.kind = 'sale' THEN o.id END) AS BIG), \
         CAST(SUM(CASE WHEN o.kind = 'sale' THEN i.quantity - i.returned \
           ELSE -i.quantity END) AS BIG), \
         CAST(SUM(CASE WHEN o.kind = 'sale' THEN i.total - i.refunded \
           ELSE i.refunded - i.total END) AS BIG), {} \
         FROM orders o JOIN order_items i ON i.order_id = o.id \
         WHERE {COUNTED} GROUP BY i.product_id",
        sums()
    );
    let found = rows(transaction, &sql, counted(currency, period)).await?;
    let read = |mut row: Row| {
        let product_id = row.take()?;
        let sold = Sold {
            orders: row.take()?,
            quantity: row.take()?,
            revenue: row.take()?,
            margin: Margin::take(&mut row)?,
        };
        Ok((product_id, sold))
    };
    found.into_iter().map(read).collect()
}

/// All products, with what is on hand of them.
pub(super) async fn known_in(transaction: &Transaction) -> Result<Vec<Known>, DbErr> {
    let sql = "SELECT p.id, p.sku, p.name, p.unit, p.price, p.currency, p.active, p.kind, \
               CAST(COALESCE(l.on_hand, 0) AS BIG), CAST(COALESCE(l.reserved, 0) AS BIG) \
               FROM products p LEFT JOIN (SELECT product_id, SUM(on_hand) AS on_hand, \
                 SUM(reserved) AS reserved FROM stock_levels GROUP BY product_id) l \
               ON l.product_id = p.id ORDER BY p.id";
    let found = rows(transaction, sql, Vec::new()).await?;
    let read = |mut row: Row| {
        let (id, sku, name) = (row.take()?, row.take()?, row.take()?);
        let (unit, price, currency) = (row.take()?, row.take()?, row.take()?);
        let is_on_sale = row.take()?;
        let kind: String = row.take()?;
        Ok(Known {
            id,
            sku,
            name,
            unit,
            price,
            currency,
            is_on_sale,
            is_goods: kind == "goods",
            on_hand: row.take()?,
            reserved: row.take()?,
        })
    };
    found.into_iter().map(read).collect()
}
