//! `/v1/payments`, and `/v1/orders/{id}/payments`: money that is asked for, taken and given up.
//!
//! A payment that the provider declines is a payment too: it is answered with 201 and its status
//! says `failed`.

mod capture;
mod confirm;
mod get;
mod list;
mod of_order;
mod pay;
mod record;
#[cfg(test)]
mod tests;
mod void;

use mercer_store::orders::OrderError;
use mercer_store::payments::PaymentError;
use mercer_store::staff::Permission;

use super::access::{Own, may};
use super::answer::Resource;
use super::problem::Problem;
use super::routes::{self, Routes};
use crate::json;

impl Resource for json::Payment {
    fn version(&self) -> Option<i64> {
        Some(self.version)
    }
}

impl Resource for json::PaymentWithEvents {
    fn version(&self) -> Option<i64> {
        Some(self.payment.version)
    }
}

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes.with(reads).with(of_orders).with(steps)
}

/// Looking at them.
fn reads(routes: Routes) -> Routes {
    let read = may(Permission::PaymentsRead);
    let own = read.or_own(Own::Payment);
    routes
        .route(
            routes::get(
                "/v1/payments",
                read,
                list::list,
                "Page through the payments",
            )
            .refuses::<PaymentError>(),
        )
        .route(
            routes::get("/v1/payments/{id}", own, get::get, "Look at a payment")
                .refuses::<PaymentError>(),
        )
        .route(
            routes::get(
                "/v1/payments/{id}/events",
                own,
                get::events,
                "What happened to a payment",
            )
            .refuses::<PaymentError>(),
        )
        .route(
            routes::get(
                "/v1/payments/{id}/operations",
                read,
                get::operations,
                "What a payment's provider was asked",
            )
            .refuses::<PaymentError>(),
        )
}

/// Beginning them.
fn of_orders(routes: Routes) -> Routes {
    let all = "/v1/orders/{id}/payments";
    routes
        .route(
            routes::get(
                all,
                may(Permission::PaymentsRead).or_own(Own::Order),
                of_order::list,
                "The payments of an order",
            )
            .refuses::<OrderError>(),
        )
        .route(
            routes::post(
                all,
                may(Permission::PaymentsTake).or_own(Own::Order),
                pay::pay,
                "Pay for an order",
            )
            .refuses::<PaymentError>(),
        )
        .route(
            routes::post(
                "/v1/payments/records",
                may(Permission::PaymentsTake),
                record::record,
                "Record money that was received outside Mercer",
            )
            .refuses::<PaymentError>(),
        )
}

/// What is done with them.
fn steps(routes: Routes) -> Routes {
    let take = may(Permission::PaymentsTake);
    routes
        .route(
            routes::post(
                "/v1/payments/{id}/captures",
                take,
                capture::capture,
                "Take money that was promised",
            )
            .refuses::<PaymentError>(),
        )
        .route(
            routes::post(
                "/v1/payments/{id}/voiding",
                may(Permission::PaymentsRefund),
                void::void,
                "Give up what is left of a promise",
            )
            .refuses::<PaymentError>(),
        )
        .route(
            routes::post(
                "/v1/payments/{id}/confirmation",
                take.or_own(Own::Payment),
                confirm::confirm,
                "Say that the customer did what the provider asked for",
            )
            .refuses::<PaymentError>(),
        )
}

/// The refusal of a payment for the order in the address.
fn of_order(error: PaymentError) -> Problem {
    match error {
        PaymentError::UnknownOrder(id) => Problem::no_such("order", &id.to_string()),
        other => other.into(),
    }
}
