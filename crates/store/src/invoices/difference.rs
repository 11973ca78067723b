//! What the customer owes for each line, less what was billed of it.
//!
//! The rule that keeps every sum exact: at any time, the tax billed of a line is the tax inside the
//! total billed of it, at the line's rate. A document carries the step from one such amount to the
//! next. The steps add up, whatever edits, returns and credits came between; none has more tax than
//! it has amount, or tax of the other sign, since the tax inside an amount grows with the amount
//! and never faster; and where the amount is the same, the tax is too. What a line costs holds
//! exactly the line's tax ([`TaxRate::inside_of`]), so that a line billed in full carries it all.
//!
//! A line whose rate has changed counts as two: what was billed at the old rate is not owed any
//! more and is credited whole; the line is billed anew at the new one. So is a line that is gone,
//! or whose order was cancelled: nothing is owed for it.
//!
//! Quantities follow: a document names the difference in quantity where it has the direction of
//! the amount, and otherwise none, as for goodwill. They describe; the amounts count.

use std::collections::{BTreeMap, BTreeSet};

use super::billed::{Billed, Key};
use super::{InvoiceError, InvoiceKind, InvoiceLine};
use crate::amounts::TaxRate;
use crate::money::round_half_away;
use crate::orders::{OrderItem, OrderStatus, OrderWithItems};
use crate::{Currency, Money, Quantity, Unit};

/// What a line still costs.
struct Owed {
    /// Thousandths that were not returned.
    quantity: i64,
    /// Minor units that were not credited.
    total: i64,
    /// Price of the line's whole quantity, minor units, and that quantity.
    list: (i64, i64),
    worded: InvoiceLine,
}

/// The lines of a document of this kind: what is owed beyond what was billed, or the other way
/// round. They are in the order of the order's, the delivery last.
pub(super) fn differences(
    order: &OrderWithItems,
    billed: &BTreeMap<Key, Billed>,
    kind: InvoiceKind,
) -> Result<Vec<InvoiceLine>, InvoiceError> {
    let owed = owed(order)?;
    let keys: BTreeSet<Key> = owed.keys().chain(billed.keys()).copied().collect();
    let (delivery, lines): (Vec<Key>, Vec<Key>) = keys.into_iter().partition(|key| key.0 == 0);
    let keys = lines.into_iter().chain(delivery);
    let difference = |key: Key| {
        let includes_tax = order.order.prices_include_tax;
        line(owed.get(&key), billed.get(&key), key.1, includes_tax, kind)
    };
    Ok(keys.filter_map(difference).collect())
}

fn line(
    owed: Option<&Owed>,
    billed: Option<&Billed>,
    tax_rate_ppm: i64,
    includes_tax: bool,
    kind: InvoiceKind,
) -> Option<InvoiceLine> {
    let worded = owed
        .map(|owed| &owed.worded)
        .or(billed.map(|billed| &billed.worded))?;
    let sign = match kind {
        InvoiceKind::Invoice => 1,
        InvoiceKind::CreditNote => -1,
    };
    let is = owed.map_or((0, 0), |owed| (owed.quantity, owed.total));
    let was = billed.map_or((0, 0, 0), |sum| (sum.quantity, sum.total, sum.tax));
    let total = sign * (is.1 - was.1);
    if total <= 0 {
        return None;
    }
    let rate = TaxRate::from_ppm(tax_rate_ppm).unwrap_or_default();
    let tax = sign * (rate.inside_of(is.1) - was.2);
    let quantity = Ord::max(sign * (is.0 - was.0), 0);
    let amount = if includes_tax { total } else { total - tax };
    let list = list_price(owed, worded, quantity);
    Some(InvoiceLine {
        invoice_id: 0,
        quantity,
        discount: Ord::max(list.saturating_sub(amount), 0),
        net: total - tax,
        tax,
        total,
        ..worded.clone()
    })
}

/// What the quantity costs at list price: its part of what the line does, which an imported line
/// rounds otherwise than price times quantity; that, where the line is gone.
fn list_price(owed: Option<&Owed>, worded: &InvoiceLine, quantity: i64) -> i64 {
    match owed {
        Some(Owed {
            list: (price, whole),
            ..
        }) if *whole > 0 => {
            let exact = i128::from(*price) * i128::from(quantity);
            i64::try_from(round_half_away(exact, i128::from(*whole))).unwrap_or(i64::MAX)
        }
        // The currency plays no part in the product of price and quantity.
        _ => Money::new(worded.unit_price, Currency::GBP)
            .times(Quantity::from_thousandths(quantity))
            .map_or(i64::MAX, |price| price.amount),
    }
}

fn owed(order: &OrderWithItems) -> Result<BTreeMap<Key, Owed>, InvoiceError> {
    let mut owed = BTreeMap::new();
    if order.order.status != OrderStatus::Placed {
        return Ok(owed);
    }
    for item in &order.items {
        let rate = item.tax_rate;
        if rate.inside_of(item.total) != item.tax {
            return Err(InvoiceError::NotBillable {
                number: order.order.number.clone(),
                reason: format!("the tax of line {} is not that of its rate", item.line),
            });
        }
        let line = Owed {
            quantity: item.quantity - item.returned,
            total: item.total - item.refunded,
            list: (item.subtotal, item.quantity),
            worded: wording(item),
        };
        owed.insert((item.line, item.tax_rate.ppm()), line);
    }
    let shipping = order.order.shipping;
    let delivery = shipping - order.order.shipping_refunded;
    if delivery > 0 {
        let line = Owed {
            quantity: 1_000,
            total: delivery,
            list: (shipping, 1_000),
            worded: delivery_wording(shipping),
        };
        owed.insert((0, 0), line);
    }
    Ok(owed)
}

fn wording(item: &OrderItem) -> InvoiceLine {
    InvoiceLine {
        line: item.line,
        tax_rate_ppm: item.tax_rate.ppm(),
        sku: Some(item.sku.clone()),
        name: item.name.clone(),
        unit: item.unit,
        unit_price: item.unit_price,
        ..delivery_wording(0)
    }
}

/// The delivery is not taxed.
fn delivery_wording(shipping: i64) -> InvoiceLine {
    InvoiceLine {
        invoice_id: 0,
        line: 0,
        tax_rate_ppm: 0,
        sku: None,
        name: "Delivery".to_owned(),
        unit: Unit::Each,
        quantity: 0,
        unit_price: shipping,
        discount: 0,
        net: 0,
        tax: 0,
        total: 0,
    }
}
