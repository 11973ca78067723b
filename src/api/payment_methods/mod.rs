//! `/v1/payment-methods`, and `/v1/customers/{id}/payment-methods`: how customers like to pay.

mod add;
mod get;
mod list;
mod remove;
mod set_default;
#[cfg(test)]
mod tests;

use mercer_store::customers::CustomerError;
use mercer_store::payment_methods::PaymentMethodError;
use mercer_store::staff::Permission;

use super::access::{Own, may};
use super::answer::Resource;
use super::routes::{self, Routes};
use crate::json;

impl Resource for json::PaymentMethod {
    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let (read, write) = (may(Permission::PaymentsRead), may(Permission::PaymentsTake));
    let list = routes::get(
        "/v1/customers/{id}/payment-methods",
        read.or_own(Own::Customer),
        list::list,
        "List a customer's payment methods",
    );
    let add = routes::post(
        "/v1/customers/{id}/payment-methods",
        write.or_own(Own::Customer),
        add::add,
        "Save a payment method of a customer",
    );
    let get = routes::get(
        "/v1/payment-methods/{id}",
        read.or_own(Own::PaymentMethod),
        get::get,
        "Look at a payment method",
    );
    let remove = routes::delete(
        "/v1/payment-methods/{id}",
        write.or_own(Own::PaymentMethod),
        remove::remove,
        "Remove a payment method; payments made by it stay",
    );
    let set_default = routes::post(
        "/v1/payment-methods/{id}/default",
        write.or_own(Own::PaymentMethod),
        set_default::set_default,
        "Take this payment method when the customer names none",
    );
    routes
        .route(list.refuses::<CustomerError>())
        .route(add.refuses::<PaymentMethodError>())
        .route(get.refuses::<PaymentMethodError>())
        .route(remove.refuses::<PaymentMethodError>())
        .route(set_default.refuses::<PaymentMethodError>())
}
