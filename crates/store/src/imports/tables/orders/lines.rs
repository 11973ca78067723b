//! The lines of an order, one for each row.

use std::collections::HashSet;

use crate::amounts::TaxRate;
use crate::imports::tables::context::Context;
use crate::imports::tables::outcome::Refusal;
use crate::imports::tables::row::Row;
use crate::orders::{FulfilmentStatus, MAX_LINES, Order, OrderItem, OrderKind, OrderStatus};
use crate::products::{self, Kind, Product, ProductError};
use crate::{Currency, Invalid, Money, Quantity, Unit, text};

/// Reads the lines; a draft may have none, and is one row without a product then.
pub(super) async fn read(
    context: &Context,
    rows: &[Row<'_>],
    order: &Order,
    currency: Currency,
) -> Result<Vec<OrderItem>, Refusal> {
    if rows.len() > MAX_LINES {
        let reason = format!("{} lines are more than {MAX_LINES}", rows.len());
        return Err(Refusal::new("number", reason));
    }
    let is_empty = |row: &Row<'_>| {
        let columns = ["product", "sku", "quantity"];
        columns.iter().all(|column| row.text(column).is_none())
    };
    if order.status == OrderStatus::Draft && rows.len() == 1 && is_empty(&rows[0]) {
        return Ok(Vec::new());
    }
    let mut items = Vec::with_capacity(rows.len());
    let mut numbers = HashSet::new();
    for (index, row) in rows.iter().enumerate() {
        let inside = |refusal: Refusal| match refusal {
            Refusal::Row(invalid) => Refusal::Row(invalid.inside(&format!("lines/{index}"))),
            other => other,
        };
        let product = product(context, *row).await.map_err(inside)?;
        let item = item(*row, order, &product, currency, items.len());
        let item = item.map_err(|invalid| inside(invalid.into()))?;
        if !numbers.insert(item.line) {
            let reason = format!("the order has a line {} already", item.line);
            return Err(inside(Refusal::new("line", reason)));
        }
        items.push(item);
    }
    Ok(items)
}

/// By the code that the product has today, else by that of the line.
async fn product(context: &Context, row: Row<'_>) -> Result<Product, Refusal> {
    let column = if row.text("product").is_some() {
        "product"
    } else {
        "sku"
    };
    match products::find_by_sku(&context.store, row.required(column)?).await {
        Ok(product) => Ok(product),
        Err(error @ ProductError::NotFound(_)) => {
            let reason = format!("{error}; import products first");
            Err(Refusal::new(column, reason))
        }
        Err(error) => Err(error.into()),
    }
}

fn item(
    row: Row<'_>,
    order: &Order,
    product: &Product,
    currency: Currency,
    before: usize,
) -> Result<OrderItem, Invalid> {
    let following = i64::try_from(before + 1).unwrap_or(i64::MAX);
    let line = row.integer("line")?.unwrap_or(following);
    if line < 1 {
        return Err(Invalid::new("line", format!("{line} is below 1")));
    }
    let unit = row.word("unit")?.unwrap_or(product.unit);
    let quantity = quantity(row, "quantity", unit)?;
    let quantity = quantity.ok_or_else(|| Invalid::new("quantity", "it is missing or blank"))?;
    quantity.check(unit)?;
    let money = |column: &str| -> Result<i64, Invalid> {
        let amount = row.money(column, currency)?.unwrap_or(0);
        if amount < 0 {
            return Err(Invalid::new(column, "it is below zero"));
        }
        Ok(amount)
    };
    let unit_price = row.money("unit_price", currency)?.unwrap_or(product.price);
    let too_large = || Invalid::new("unit_price", "the line costs more than can be counted");
    let unit_cost = row.money("unit_cost", currency)?;
    if let Some(cost) = unit_cost {
        let counted = Money::new(cost, currency)
            .times(quantity)
            .filter(|_| cost >= 0);
        let reason = "it is below zero, or more than can be counted";
        counted.ok_or_else(|| Invalid::new("unit_cost", reason))?;
    }
    let subtotal = Money::new(unit_price, currency).times(quantity);
    let subtotal = subtotal.ok_or_else(too_large)?.amount;
    let (discount, order_discount, tax) = (
        money("line_discount")?,
        money("order_discount")?,
        money("tax")?,
    );
    let rate = TaxRate::from_ppm(row.percent("tax_rate_percent")?.unwrap_or(0));
    let rate = rate.map_err(|error| Invalid::new("tax_rate_percent", error.reason))?;
    let net = subtotal
        .checked_sub(discount)
        .and_then(|net| net.checked_sub(order_discount))
        .filter(|net| *net >= 0 && unit_price >= 0)
        .ok_or_else(|| Invalid::new("line_discount", "more is taken off than the line costs"))?;
    let total = if order.prices_include_tax {
        Some(net)
    } else {
        net.checked_add(tax)
    };
    let mut item = OrderItem {
        order_id: 0,
        line,
        product_id: product.id,
        sku: text::required("sku", row.text("sku").unwrap_or(&product.sku), 64)?,
        name: text::required("name", row.text("name").unwrap_or(&product.name), 200)?,
        unit,
        stocked: product.kind == Kind::Goods,
        unit_price,
        unit_cost,
        quantity: quantity.thousandths(),
        subtotal,
        discount,
        discount_reason: text::optional(
            "line_discount_reason",
            row.text("line_discount_reason"),
            200,
        )?,
        order_discount,
        tax_rate: rate,
        tax,
        total: total.ok_or_else(too_large)?,
        allocated: 0,
        shipped: 0,
        delivered: 0,
        returned: 0,
        refunded: money("credited")?,
    };
    moved(row, order, &mut item)?;
    Ok(item)
}

/// What left, arrived and came back.
fn moved(row: Row<'_>, order: &Order, item: &mut OrderItem) -> Result<(), Invalid> {
    let read = |column: &str| {
        let told = quantity(row, column, item.unit)?;
        Ok::<_, Invalid>(told.map(Quantity::thousandths))
    };
    if item.refunded > item.total {
        return Err(Invalid::new("credited", "it is more than the line costs"));
    }
    let (shipped, delivered, returned) = (read("shipped")?, read("delivered")?, read("returned")?);
    if !item.stocked {
        return Ok(());
    }
    if order.kind == OrderKind::Return {
        item.returned = item.quantity;
        return Ok(());
    }
    let told: Option<FulfilmentStatus> = row.word("fulfilment_status")?;
    // A source that counts nothing may say in one word that all of it left.
    let is_gone = !row.has("shipped") && told.is_some_and(|status| !status.is_open());
    item.shipped = shipped.unwrap_or(if is_gone { item.quantity } else { 0 });
    item.delivered = delivered.unwrap_or(0);
    item.returned = returned.unwrap_or(0);
    let in_order = item.delivered <= item.shipped
        && item.returned <= item.shipped
        && item.shipped <= item.quantity;
    if !in_order {
        let reason = "no more can have left than was ordered, and no more arrived or came back \
                      than left";
        return Err(Invalid::new("shipped", reason));
    }
    Ok(())
}

fn quantity(row: Row<'_>, column: &str, unit: Unit) -> Result<Option<Quantity>, Invalid> {
    let Some(quantity) = row.quantity(column)? else {
        return Ok(None);
    };
    if quantity < Quantity::ZERO || quantity > Quantity::MAX {
        return Err(Invalid::new(column, "it is not between 0 and 10^12"));
    }
    if unit.is_whole() && quantity.thousandths() % 1_000 != 0 {
        let reason = format!("{quantity} is not whole, and the product is sold by the piece");
        return Err(Invalid::new(column, reason));
    }
    Ok(Some(quantity))
}
