//! An edit of an order as its body says it, and as the store takes it.

use mercer_store::Invalid;
use mercer_store::addresses::NewAddress;
use mercer_store::orders::{LineChange, ModifyOrder, OrderLine};
use mercer_store::patch::Patch;
use mercer_store::{Quantity, Store, orders};
use schemars::JsonSchema;
use serde::Deserialize;

use super::content::{DiscountInput, currency_of, may_discount, renamed};
use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::problem::Problem;
use crate::api::request::{Amount, Id, Object};

/// One line that the order is to have: a line that is there, by its number, or a new one, by its
/// product.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "OrderLineInput")]
pub(super) struct LineInput {
    /// The number of a line that the order has. It keeps the price at which it was ordered.
    line: Option<Id>,
    /// The product of a new line, at the price of today.
    product_id: Option<Id>,
    /// How much in all; not less than has left or is being packed.
    quantity: Quantity,
    /// Taken off the line; nothing if left out.
    discount: Option<Object<DiscountInput>>,
}

/// What is to change.
#[derive(Default)]
pub(super) struct Edit {
    /// All lines that there are to be; `None` leaves them.
    pub(super) lines: Option<Vec<Object<LineInput>>>,
    pub(super) discount: Patch<DiscountInput>,
    pub(super) shipping: Option<Amount>,
    pub(super) shipping_address: Option<NewAddress>,
    pub(super) billing_address: Option<NewAddress>,
    pub(super) reason: Option<String>,
}

/// Where in `lines` what the store calls a change or a new line stands.
#[derive(Default)]
struct Places {
    change: Vec<usize>,
    add: Vec<usize>,
}

impl Edit {
    /// Whether the caller may give the discounts that it gives.
    pub(super) fn check_allowed(&self, caller: &Caller) -> Answer<()> {
        if matches!(self.discount, Patch::Set(_)) {
            may_discount(caller, "discount")?;
        }
        let mut lines = self.lines.iter().flatten();
        match lines.position(|line| line.0.discount.is_some()) {
            Some(index) => may_discount(caller, &format!("lines/{index}/discount")),
            None => Ok(()),
        }
    }

    /// Makes the edit.
    pub(super) async fn make(
        self,
        store: &Store,
        order_id: i64,
        expected_version: Option<i64>,
    ) -> Result<orders::OrderWithItems, Problem> {
        let currency = currency_of(store, order_id).await?;
        let mut modification = ModifyOrder {
            order_id,
            expected_version,
            shipping_address: self.shipping_address,
            billing_address: self.billing_address,
            reason: self.reason,
            ..ModifyOrder::default()
        };
        modification.discount = match self.discount {
            Patch::Keep => Patch::Keep,
            Patch::Clear => Patch::Clear,
            Patch::Set(discount) => Patch::Set(discount.discount("discount", &currency)?),
        };
        let shipping = self.shipping;
        let shipping = shipping.map(|amount| amount.in_currency("shipping", &currency));
        modification.shipping = shipping.transpose()?;
        let places = match self.lines {
            None => Places::default(),
            Some(lines) => take_lines(&mut modification, lines, &currency)?,
        };
        let modified = orders::modify(store, modification).await;
        Ok(modified
            .map_err(|error| renamed(error, |field| places.field(field)))?
            .order)
    }
}

/// Sorts the lines into those that change and those that are new; all others go.
fn take_lines(
    modification: &mut ModifyOrder,
    lines: Vec<Object<LineInput>>,
    currency: &str,
) -> Result<Places, Invalid> {
    let mut places = Places::default();
    modification.removes_others = true;
    for (index, Object(line)) in lines.into_iter().enumerate() {
        let field = format!("lines/{index}/discount");
        let discount = line.discount.map(|Object(discount)| discount);
        let discount = discount.map(|discount| discount.discount(&field, currency));
        let discount = discount.transpose()?;
        match (line.line, line.product_id) {
            (Some(Id(number)), None) => {
                if modification.change.iter().any(|one| one.line == number) {
                    let reason = format!("line {number} is named twice");
                    return Err(Invalid::new(format!("lines/{index}/line"), reason));
                }
                places.change.push(index);
                modification.change.push(LineChange {
                    line: number,
                    quantity: Some(line.quantity),
                    discount: discount.map_or(Patch::Clear, Patch::Set),
                });
            }
            (None, Some(Id(product_id))) => {
                places.add.push(index);
                modification.add.push(OrderLine {
                    product_id,
                    quantity: line.quantity,
                    discount,
                });
            }
            _ => {
                let reason = "name either the line that is there or the product of a new one";
                return Err(Invalid::new(format!("lines/{index}"), reason));
            }
        }
    }
    Ok(places)
}

impl Places {
    /// The field of the body for the store's: `add/0/quantity` is `lines/2/quantity`.
    fn field(&self, field: &str) -> String {
        let mut parts = field.splitn(3, '/');
        let (list, index, rest) = (parts.next(), parts.next(), parts.next());
        let places = match list {
            Some("change") => &self.change,
            Some("add") => &self.add,
            Some("remove") => return "lines".to_owned(),
            _ => return field.to_owned(),
        };
        let index: Option<usize> = index.and_then(|index| index.parse().ok());
        match (index.and_then(|index| places.get(index)), rest) {
            (Some(place), Some(rest)) => format!("lines/{place}/{rest}"),
            (Some(place), None) => format!("lines/{place}"),
            // An empty edit, or all lines together.
            (None, _) => "lines".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn fields_are_named_as_the_body_has_them() {
        let places = Places {
            change: vec![1],
            add: vec![0, 2],
        };
        for (store, body) in [
            ("add/1/quantity", "lines/2/quantity"),
            ("add/0/discount/amount", "lines/0/discount/amount"),
            ("change/0/line", "lines/1/line"),
            ("add", "lines"),
            ("change", "lines"),
            ("remove", "lines"),
            ("shipping_address/city", "shipping_address/city"),
        ] {
            assert_eq!(places.field(store), body);
        }
    }
}
