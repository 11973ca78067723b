//! The money of an order: its lines at their prices, what is taken off, and the tax.
//!
//! Deliberately absent: coupons, promotions and tax zones. A coupon will be a [`Discount`] with its
//! reason, a zone will choose the rate of a line; neither changes what is here.

use std::collections::HashMap;

use super::{Order, OrderError, OrderItem, OrderLine};
use crate::amounts::{Discount, LineTerms, line_amounts};
use crate::products::{Kind, OrderedProduct};
use crate::{Currency, Invalid, Money, Quantity};

/// Turns wanted lines into items with the products as they are now, numbered from `first` on. Their
/// taxes and totals are still to be written by [`total`].
pub(super) fn price_lines(
    lines: &[OrderLine],
    products: &HashMap<i64, OrderedProduct>,
    currency: Currency,
    first: i64,
) -> Result<Vec<OrderItem>, OrderError> {
    let mut items = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let inside = |invalid: Invalid| invalid.inside(&format!("lines/{index}"));
        let product = sellable(line.product_id, products, currency).map_err(inside)?;
        let number = first + i64::try_from(index).unwrap_or(i64::MAX);
        let mut item = item_of(product, number);
        set_quantity(&mut item, line.quantity).map_err(inside)?;
        set_discount(&mut item, line.discount.as_ref()).map_err(inside)?;
        items.push(item);
    }
    Ok(items)
}

/// The product, if it can be sold in this currency.
pub(super) fn sellable(
    product_id: i64,
    products: &HashMap<i64, OrderedProduct>,
    currency: Currency,
) -> Result<&OrderedProduct, Invalid> {
    let refuse = |reason: String| Invalid::new("product_id", reason);
    let product = products
        .get(&product_id)
        .ok_or_else(|| refuse(format!("there is no product with id {product_id}")))?;
    if !product.active {
        return Err(refuse(format!("{} is not on sale", product.sku)));
    }
    if product.currency != currency.code() {
        return Err(refuse(format!(
            "{} is priced in {}, the order is in {currency}",
            product.sku, product.currency
        )));
    }
    Ok(product)
}

/// A line of nothing yet, at the price and tax of the product.
pub(super) fn item_of(product: &OrderedProduct, line: i64) -> OrderItem {
    OrderItem {
        order_id: 0,
        line,
        product_id: product.id,
        sku: product.sku.clone(),
        name: product.name.clone(),
        unit: product.unit,
        stocked: product.kind == Kind::Goods,
        unit_price: product.price,
        unit_cost: product.cost,
        quantity: 0,
        subtotal: 0,
        discount: 0,
        discount_reason: None,
        order_discount: 0,
        tax_rate: product.tax_rate,
        tax: 0,
        total: 0,
        allocated: 0,
        shipped: 0,
        delivered: 0,
        returned: 0,
        refunded: 0,
    }
}

/// Sets the quantity of a line and what it costs at list price, rounded once. What it costs the shop
/// can be counted too.
pub(super) fn set_quantity(item: &mut OrderItem, quantity: Quantity) -> Result<(), Invalid> {
    let quantity = quantity.check(item.unit)?;
    // The currency plays no part in the product of price and quantity.
    let times = |amount| {
        let amount = Money::new(amount, Currency::GBP).times(quantity);
        let reason = "the line's total is too large to be kept exactly";
        amount.ok_or_else(|| Invalid::new("quantity", reason))
    };
    let subtotal = times(item.unit_price)?;
    item.unit_cost.map(times).transpose()?;
    item.quantity = quantity.thousandths();
    item.subtotal = subtotal.amount;
    Ok(())
}

/// Sets what is taken off a line whose quantity is set.
pub(super) fn set_discount(
    item: &mut OrderItem,
    discount: Option<&Discount>,
) -> Result<(), Invalid> {
    item.discount = 0;
    item.discount_reason = None;
    if let Some(discount) = discount {
        let inside = |invalid: Invalid| invalid.inside("discount");
        let discount = discount.check().map_err(inside)?;
        item.discount = discount.amount_of(item.subtotal).map_err(inside)?;
        item.discount_reason = Some(discount.reason);
    }
    Ok(())
}

/// Divides what is taken off the order over its lines, adds the tax, and writes all sums into the
/// order.
pub(super) fn total(
    order: &mut Order,
    items: &mut [OrderItem],
    order_discount: i64,
) -> Result<(), Invalid> {
    let terms: Vec<LineTerms> = items
        .iter()
        .map(|item| LineTerms {
            subtotal: item.subtotal,
            discount: item.discount,
            tax_rate: item.tax_rate,
        })
        .collect();
    let too_large = || Invalid::new("lines", "the total is too large to be kept exactly");
    let amounts =
        line_amounts(&terms, order_discount, order.prices_include_tax).map_err(|_| too_large())?;
    for (item, amounts) in items.iter_mut().zip(amounts) {
        item.order_discount = amounts.order_discount;
        item.tax = amounts.tax;
        item.total = amounts.total;
    }
    let sum = |amount: fn(&OrderItem) -> i64| {
        items
            .iter()
            .try_fold(0_i64, |sum, item| sum.checked_add(amount(item)))
            .ok_or_else(too_large)
    };
    order.subtotal = sum(|item| item.subtotal)?;
    order.discount = sum(|item| item.discount + item.order_discount)?;
    order.tax = sum(|item| item.tax)?;
    order.total = sum(|item| item.total)?
        .checked_add(order.shipping)
        .ok_or_else(too_large)?;
    Ok(())
}

/// What the lines cost after what is taken off each of them: what an order's discount is taken
/// from.
fn discountable(items: &[OrderItem]) -> Result<i64, Invalid> {
    items
        .iter()
        .try_fold(0_i64, |sum, item| {
            sum.checked_add(item.subtotal - item.discount)
        })
        .ok_or_else(|| Invalid::new("lines", "the total is too large to be kept exactly"))
}

/// Sets what is taken off the order as a whole; returns it, to be divided by [`total`].
pub(super) fn set_order_discount(
    order: &mut Order,
    items: &[OrderItem],
    discount: Option<&Discount>,
) -> Result<i64, Invalid> {
    order.discount_reason = None;
    let Some(discount) = discount else {
        return Ok(0);
    };
    let inside = |invalid: Invalid| invalid.inside("discount");
    let discount = discount.check().map_err(inside)?;
    let amount = discount.amount_of(discountable(items)?).map_err(inside)?;
    order.discount_reason = Some(discount.reason);
    Ok(amount)
}

/// What is taken off the order as a whole already, as far as the lines still cost that much.
pub(super) fn kept_discount(
    order: &mut Order,
    before: &[OrderItem],
    items: &[OrderItem],
) -> Result<i64, Invalid> {
    let taken_off: i64 = before.iter().map(|item| item.order_discount).sum();
    let kept = Ord::min(taken_off, discountable(items)?);
    if kept == 0 {
        order.discount_reason = None;
    }
    Ok(kept)
}
