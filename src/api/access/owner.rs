//! Whose something is.

use std::fmt;

use mercer_store::{
    Store, addresses, invoices, orders, payment_methods, payments, returns, shipments,
};

use crate::api::Answer;
use crate::api::problem::Problem;

/// What makes something a customer's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::api) enum Own {
    /// The id in the address is the customer's.
    Customer,
    /// It is the id of an address in their book.
    Address,
    /// It is the id of one of their saved payment methods.
    PaymentMethod,
    /// It is the id of one of their orders.
    Order,
    /// It is the id of a payment of one of their orders.
    Payment,
    /// It is the id of a shipment of one of their orders.
    Shipment,
    /// It is the id of a return of one of their orders.
    Return,
    /// It is the id of an invoice of one of their orders.
    Invoice,
    /// The handler narrows what it does to them: a list shows what is theirs, and what they make
    /// is theirs.
    Narrowed,
}

impl fmt::Display for Own {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Own::Narrowed => formatter.write_str("what is their own"),
            own => write!(formatter, "their own {}", own.noun()),
        }
    }
}

impl Own {
    /// Lets a customer pass whose it is. What is somebody else's answers exactly like what does not
    /// exist.
    pub(super) async fn ask(self, store: &Store, me: i64, id: Option<&str>) -> Answer<()> {
        if self == Own::Narrowed {
            return Ok(());
        }
        let text = id.unwrap_or_default();
        let Ok(id) = text.parse() else {
            return Err(Problem::no_such(self.noun(), text));
        };
        if self.is_theirs(store, me, id).await? {
            Ok(())
        } else {
            Err(Problem::no_such(self.noun(), text))
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Own::Customer | Own::Narrowed => "customer",
            Own::Address => "address",
            Own::PaymentMethod => "payment method",
            Own::Order => "order",
            Own::Payment => "payment",
            Own::Shipment => "shipment",
            Own::Return => "return",
            Own::Invoice => "invoice",
        }
    }

    async fn is_theirs(self, store: &Store, me: i64, id: i64) -> Answer<bool> {
        let order_id = match self {
            Own::Narrowed => return Ok(true),
            Own::Customer => return Ok(id == me),
            Own::Address => {
                return Ok(addresses::belongs_to(store, id, me).await?);
            }
            Own::PaymentMethod => {
                let method = found(payment_methods::get(store, id).await)?;
                return Ok(method.is_some_and(|method| method.customer_id == me));
            }
            Own::Order => Some(id),
            Own::Payment => found(payments::get(store, id).await)?.map(|payment| payment.order_id),
            Own::Shipment => {
                found(shipments::get(store, id).await)?.map(|found| found.shipment.order_id)
            }
            Own::Return => found(returns::get(store, id).await)?.map(|found| found.row.order_id),
            Own::Invoice => {
                found(invoices::get(store, id).await)?.and_then(|found| found.invoice.order_id)
            }
        };
        let Some(order_id) = order_id else {
            return Ok(false);
        };
        let order = found(orders::get(store, order_id).await)?;
        Ok(order.is_some_and(|order| order.order.customer_id == me))
    }
}

/// `None` for what is not there.
fn found<T, E: Into<Problem>>(result: Result<T, E>) -> Answer<Option<T>> {
    match result.map_err(Into::into) {
        Ok(thing) => Ok(Some(thing)),
        Err(problem) if problem.is_not_found() => Ok(None),
        Err(problem) => Err(problem),
    }
}
