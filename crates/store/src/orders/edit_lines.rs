//! The lines of an order as a change wants them, quantities and own discounts set.

use std::collections::HashMap;

use super::price::{item_of, price_lines, sellable, set_discount, set_quantity};
use super::{LineChange, MAX_LINES, ModifyOrder, OrderError, OrderItem, OrderWithItems};
use crate::amounts::{Discount, DiscountAmount};
use crate::patch::Patch;
use crate::products::OrderedProduct;
use crate::{Currency, Invalid, Quantity};

/// The lines after a change, whose shares of the order's amounts are still to be written.
pub(super) struct EditedLines {
    pub(super) items: Vec<OrderItem>,
    pub(super) last_line: i64,
}

pub(super) fn edit_lines(
    before: &OrderWithItems,
    input: &ModifyOrder,
    products: &HashMap<i64, OrderedProduct>,
) -> Result<EditedLines, OrderError> {
    let mut items = before.items.clone();
    for (index, change) in input.change.iter().enumerate() {
        let inside = |invalid: Invalid| invalid.inside(&format!("change/{index}"));
        let item = find(&mut items, change.line, "line").map_err(inside)?;
        change_line(item, change).map_err(inside)?;
    }
    for (index, &line) in input.remove.iter().enumerate() {
        let field = format!("remove/{index}");
        let item = find(&mut items, line, &field)?;
        check_removable(item, &field)?;
        items.retain(|item| item.line != line);
    }
    if input.removes_others {
        let is_named = |item: &OrderItem| input.change.iter().any(|one| one.line == item.line);
        for item in items.iter().filter(|item| !is_named(item)) {
            check_removable(item, "change")?;
        }
        items.retain(is_named);
    }
    let currency: Currency = before.order.currency.parse()?;
    let first = before.order.last_line + 1;
    let mut added = price_lines(&input.add, products, currency, first).map_err(in_add)?;
    for item in &mut added {
        item.order_id = before.order.id;
    }
    items.append(&mut added);
    if items.is_empty() {
        let reason = "an order has at least one line; cancel it instead";
        return Err(Invalid::new("remove", reason).into());
    }
    if items.len() > MAX_LINES {
        let reason = format!("{} lines are more than {MAX_LINES}", items.len());
        return Err(Invalid::new("add", reason).into());
    }
    check_sums(&items)?;
    let last_line = before.order.last_line + i64::try_from(input.add.len()).unwrap_or(i64::MAX);
    Ok(EditedLines { items, last_line })
}

/// The lines of a draft with their products as they are now.
pub(super) fn reprice(
    before: &OrderWithItems,
    products: &HashMap<i64, OrderedProduct>,
) -> Result<Vec<OrderItem>, OrderError> {
    let currency: Currency = before.order.currency.parse()?;
    let mut items = Vec::with_capacity(before.items.len());
    for (index, item) in before.items.iter().enumerate() {
        let inside = |invalid: Invalid| invalid.inside(&format!("lines/{index}"));
        let product = sellable(item.product_id, products, currency).map_err(inside)?;
        let mut item = OrderItem {
            order_id: before.order.id,
            discount: item.discount,
            discount_reason: item.discount_reason.clone(),
            ..item_of(product, item.line)
        };
        let quantity = Quantity::from_thousandths(before.items[index].quantity);
        set_quantity(&mut item, quantity).map_err(inside)?;
        keep_discount(&mut item).map_err(inside)?;
        items.push(item);
    }
    Ok(items)
}

/// Errors of new lines name them by their place in `add`.
fn in_add(error: OrderError) -> OrderError {
    match error {
        OrderError::Invalid(invalid) => {
            let field = invalid.field.replacen("lines/", "add/", 1);
            Invalid::new(field, invalid.reason).into()
        }
        other => other,
    }
}

fn find<'a>(
    items: &'a mut [OrderItem],
    line: i64,
    field: &str,
) -> Result<&'a mut OrderItem, Invalid> {
    let found = items.iter_mut().find(|item| item.line == line);
    found.ok_or_else(|| Invalid::new(field, format!("the order has no line {line}")))
}

fn change_line(item: &mut OrderItem, change: &LineChange) -> Result<(), Invalid> {
    if let Some(quantity) = change.quantity {
        let gone = item.allocated + item.shipped;
        if quantity.thousandths() < gone {
            let gone = Quantity::from_thousandths(gone);
            let reason = format!("{gone} of it have left or are being packed");
            return Err(Invalid::new("quantity", reason));
        }
        set_quantity(item, quantity)?;
    }
    match &change.discount {
        Patch::Clear => set_discount(item, None),
        Patch::Set(discount) => set_discount(item, Some(discount)),
        Patch::Keep => keep_discount(item),
    }
}

/// The same amount is taken off, as far as the line still costs that much.
fn keep_discount(item: &mut OrderItem) -> Result<(), Invalid> {
    let Some(reason) = item.discount_reason.clone() else {
        return Ok(());
    };
    let amount = DiscountAmount::Fixed(Ord::min(item.discount, item.subtotal));
    set_discount(item, Some(&Discount { amount, reason }))
}

fn check_removable(item: &OrderItem, field: &str) -> Result<(), Invalid> {
    let reason = if item.shipped > 0 {
        "goods of it have left; record a return instead"
    } else if item.allocated > 0 {
        "goods of it are being packed; cancel that shipment first"
    } else if item.refunded > 0 {
        "money was credited on it"
    } else {
        return Ok(());
    };
    Err(Invalid::new(
        field,
        format!("line {} stays: {reason}", item.line),
    ))
}

/// The lines of a product together stay within what stock can hold.
fn check_sums(items: &[OrderItem]) -> Result<(), Invalid> {
    let mut sums: HashMap<i64, Quantity> = HashMap::new();
    for item in items {
        let sum = sums.entry(item.product_id).or_default();
        *sum = sum
            .checked_add(Quantity::from_thousandths(item.quantity))
            .filter(|sum| *sum <= Quantity::MAX)
            .ok_or_else(|| Invalid::new("add", "the product's lines together exceed 10^12"))?;
    }
    Ok(())
}
