//! What an order is placed or drafted from, and what is wrong with it before any database is asked.

use std::collections::BTreeMap;

use super::OrderKind;
use crate::amounts::Discount;
use crate::{Currency, Invalid, Quantity};

/// The most lines of one order.
pub const MAX_LINES: usize = 1_000;

/// An order to be placed.
#[derive(Clone, Debug)]
pub struct PlaceOrder {
    /// Who buys.
    pub customer_id: i64,
    /// A sale, or goods taken back without naming the original order.
    pub kind: OrderKind,
    /// What.
    pub lines: Vec<OrderLine>,
    /// The currency that the caller expects; the store's when `None`. Every product's price has
    /// to be in it.
    pub currency: Option<Currency>,
    /// Where the goods come from or go to; the first location when `None`.
    pub location_id: Option<i64>,
    /// Whether a sale's goods are reserved for a shipment or leave at once. A return's goods
    /// always come back at once.
    pub fulfilment: Fulfilment,
    /// Taken off the order as a whole, after what is taken off its lines. It is divided over the
    /// lines.
    pub discount: Option<Discount>,
    /// Charged for delivery, minor units, untaxed. Postage that is taxed is a product of the kind
    /// service.
    pub shipping: i64,
}

impl PlaceOrder {
    /// A sale in the store's currency whose goods are reserved at the first location.
    pub fn sale(customer_id: i64, lines: Vec<OrderLine>) -> Self {
        PlaceOrder {
            customer_id,
            kind: OrderKind::Sale,
            lines,
            currency: None,
            location_id: None,
            fulfilment: Fulfilment::Reserve,
            discount: None,
            shipping: 0,
        }
    }
}

/// One line of an order to be placed.
#[derive(Clone, Debug)]
pub struct OrderLine {
    /// The product.
    pub product_id: i64,
    /// How much of it.
    pub quantity: Quantity,
    /// Taken off this line.
    pub discount: Option<Discount>,
}

impl OrderLine {
    /// So much of a product at its price.
    pub fn of(product_id: i64, quantity: Quantity) -> Self {
        OrderLine {
            product_id,
            quantity,
            discount: None,
        }
    }
}

/// When the goods of a sale leave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fulfilment {
    /// They are promised now and shipped later.
    #[default]
    Reserve,
    /// The customer takes them along.
    HandOver,
}

/// Checks what needs no database, and sums the lines per product, sorted by product.
pub(super) fn check(input: &PlaceOrder) -> Result<BTreeMap<i64, Quantity>, Invalid> {
    if input.lines.is_empty() {
        return Err(Invalid::new("lines", "an order has at least one line"));
    }
    if input.lines.len() > MAX_LINES {
        let reason = format!("{} lines are more than {MAX_LINES}", input.lines.len());
        return Err(Invalid::new("lines", reason));
    }
    check_shipping(input.shipping)?;
    let mut per_product = BTreeMap::new();
    for (index, line) in input.lines.iter().enumerate() {
        let refuse = |reason: String| Invalid::new(format!("lines/{index}/quantity"), reason);
        if line.quantity <= Quantity::ZERO {
            return Err(refuse(format!("{} is not above zero", line.quantity)));
        }
        if line.quantity > Quantity::MAX {
            return Err(refuse(format!(
                "{} is above the limit of 10^12",
                line.quantity
            )));
        }
        let sum = per_product.entry(line.product_id).or_insert(Quantity::ZERO);
        *sum = sum
            .checked_add(line.quantity)
            .filter(|sum| *sum <= Quantity::MAX)
            .ok_or_else(|| refuse("the product's lines together exceed 10^12".to_owned()))?;
    }
    Ok(per_product)
}

pub(super) fn check_shipping(amount: i64) -> Result<(), Invalid> {
    if amount < 0 {
        return Err(Invalid::new("shipping", "a charge is not below zero"));
    }
    Ok(())
}
