//! `/v1/orders`: what is sold and taken back, and every edit of it.

mod cancel;
mod content;
mod credit;
mod delete;
mod expansions;
mod get;
mod history;
mod items;
mod list;
mod modification;
mod notes;
mod place;
mod place_draft;
mod replace;
#[cfg(test)]
pub(super) mod tests;
mod update;

use mercer_store::orders::OrderError;
use mercer_store::staff::Permission;

use super::access::{Own, may};
use super::answer::Resource;
use super::routes::{self, Routes};
use crate::json;

pub(super) use content::currency_of;

impl Resource for json::OrderWithItems {
    fn version(&self) -> Option<i64> {
        Some(self.order.version)
    }
}

impl Resource for json::ItemOfOrder {
    /// A line changes with its order.
    fn version(&self) -> Option<i64> {
        Some(self.order_version)
    }
}

impl Resource for json::OrderNote {
    fn version(&self) -> Option<i64> {
        None
    }
}

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes.with(whole).with(lines).with(steps).with(history)
}

/// Orders as a whole.
fn whole(routes: Routes) -> Routes {
    let (read, place) = (may(Permission::OrdersRead), may(Permission::OrdersPlace));
    let edit = may(Permission::OrdersEdit);
    let one = "/v1/orders/{id}";
    routes
        .route(
            routes::get(
                "/v1/orders",
                read.or_own(Own::Narrowed),
                list::list,
                "Page through the orders",
            )
            .refuses::<OrderError>()
            .expands(expansions::OF_ORDERS),
        )
        .route(
            routes::post(
                "/v1/orders",
                place.or_own(Own::Narrowed),
                place::place,
                "Place an order, or draft it",
            )
            .refuses::<OrderError>(),
        )
        .route(
            routes::get(one, read.or_own(Own::Order), get::get, "Look at an order")
                .refuses::<OrderError>()
                .expands(expansions::OF_ORDERS),
        )
        .route(
            routes::get(
                "/v1/orders/by-number/{number}",
                read,
                get::by_number,
                "Look at the order with this number",
            )
            .refuses::<OrderError>()
            .expands(expansions::OF_ORDERS),
        )
        .route(
            routes::put(
                one,
                edit,
                replace::replace,
                "Change an order to what the body says",
            )
            .refuses::<OrderError>(),
        )
        .route(
            routes::patch(one, edit, update::update, "Change parts of an order")
                .refuses::<OrderError>(),
        )
        .route(
            routes::delete(
                one,
                may(Permission::OrdersDelete),
                delete::delete,
                "Delete an order from the books",
            )
            .refuses::<OrderError>(),
        )
}

/// Their lines.
fn lines(routes: Routes) -> Routes {
    let own = may(Permission::OrdersRead).or_own(Own::Order);
    let edit = may(Permission::OrdersEdit);
    let (all, one) = ("/v1/orders/{id}/items", "/v1/orders/{id}/items/{line}");
    routes
        .route(routes::get(all, own, items::list, "The lines of an order").refuses::<OrderError>())
        .route(
            routes::post(all, edit, items::add, "Add a line to an order").refuses::<OrderError>(),
        )
        .route(
            routes::get(one, own, items::get, "Look at a line of an order").refuses::<OrderError>(),
        )
        .route(
            routes::put(
                one,
                edit,
                items::replace,
                "Change a line to what the body says",
            )
            .refuses::<OrderError>(),
        )
        .route(
            routes::patch(one, edit, items::update, "Change parts of a line")
                .refuses::<OrderError>(),
        )
        .route(
            routes::delete(one, edit, items::remove, "Remove a line from an order")
                .refuses::<OrderError>(),
        )
}

/// What is done with them.
fn steps(routes: Routes) -> Routes {
    routes
        .route(
            routes::post(
                "/v1/orders/{id}/placement",
                may(Permission::OrdersPlace),
                place_draft::place_draft,
                "Place an order that was drafted",
            )
            .refuses::<OrderError>(),
        )
        .route(
            routes::post(
                "/v1/orders/{id}/cancellation",
                may(Permission::OrdersCancel).or_own(Own::Order),
                cancel::cancel,
                "Cancel an order",
            )
            .refuses::<OrderError>(),
        )
        .route(
            routes::post(
                "/v1/orders/{id}/credits",
                may(Permission::OrdersDiscount),
                credit::credit,
                "Lower what the customer owes, as goodwill",
            )
            .refuses::<OrderError>(),
        )
}

/// What is told about them.
fn history(routes: Routes) -> Routes {
    let read = may(Permission::OrdersRead);
    let notes = "/v1/orders/{id}/notes";
    routes
        .route(
            routes::get(notes, read, notes::list, "The notes about an order")
                .refuses::<OrderError>(),
        )
        .route(
            routes::post(
                notes,
                may(Permission::OrdersEdit),
                notes::add,
                "Note something about an order",
            )
            .refuses::<OrderError>(),
        )
        .route(
            routes::get(
                "/v1/orders/{id}/modifications",
                read,
                history::modifications,
                "What was changed about a placed order",
            )
            .refuses::<OrderError>(),
        )
        .route(
            routes::get(
                "/v1/orders/{id}/timeline",
                read,
                history::timeline,
                "Everything that happened to an order",
            )
            .refuses::<OrderError>(),
        )
}
