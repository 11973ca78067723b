//! `/v1/invoices`, `/v1/orders/{id}/invoices` and `/v1/orders/{id}/credit-notes`.

mod credit;
mod get;
mod issue;
mod list;
mod of_order;
#[cfg(test)]
mod tests;

use mercer_store::invoices::InvoiceError;
use mercer_store::orders::OrderError;
use mercer_store::staff::Permission;

use super::access::{Own, may};
use super::answer::Resource;
use super::problem::Problem;
use super::routes::{self, Routes};
use crate::json;

impl Resource for json::InvoiceWithLines {
    /// A document never changes.
    fn version(&self) -> Option<i64> {
        None
    }
}

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes.with(reads).with(issues)
}

fn reads(routes: Routes) -> Routes {
    let read = may(Permission::BooksRead);
    routes
        .route(
            routes::get(
                "/v1/invoices",
                read,
                list::list,
                "Page through the invoices and credit notes",
            )
            .refuses::<InvoiceError>(),
        )
        .route(
            routes::get(
                "/v1/invoices/{id}",
                read.or_own(Own::Invoice),
                get::get,
                "Look at an invoice or a credit note",
            )
            .refuses::<InvoiceError>(),
        )
        .route(
            routes::get(
                "/v1/invoices/by-number/{number}",
                read,
                get::by_number,
                "Look at the invoice or credit note with this number",
            )
            .refuses::<InvoiceError>(),
        )
        .route(
            routes::get(
                "/v1/orders/{id}/invoices",
                read.or_own(Own::Order),
                of_order::list,
                "The invoices and credit notes of an order",
            )
            .refuses::<OrderError>(),
        )
}

fn issues(routes: Routes) -> Routes {
    let issue = may(Permission::BooksIssue);
    routes
        .route(
            routes::post(
                "/v1/orders/{id}/invoices",
                issue,
                issue::issue,
                "Bill an order",
            )
            .refuses::<InvoiceError>(),
        )
        .route(
            routes::post(
                "/v1/orders/{id}/credit-notes",
                issue,
                credit::credit,
                "Take back what was billed and is not owed any more",
            )
            .refuses::<InvoiceError>(),
        )
}

/// The refusal of a document for the order in the address.
fn of_order(error: InvoiceError, order_id: i64) -> Problem {
    match error {
        InvoiceError::UnknownOrder(_) => Problem::no_such("order", &order_id.to_string()),
        other => other.into(),
    }
}
