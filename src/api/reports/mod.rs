//! `/v1/reports`: what the books tell of a time.

mod customers;
mod period;
mod products;
mod sales;
mod stock;
mod tax;
#[cfg(test)]
mod tests;

use mercer_store::reports::ReportError;
use mercer_store::staff::Permission;

use super::access::may;
use super::answer::Resource;
use super::routes::{self, Routes};
use crate::json;

macro_rules! of_its_moment {
    ($($report:ty),+ $(,)?) => {$(
        impl Resource for $report {
            fn version(&self) -> Option<i64> {
                None
            }
        }
    )+};
}
of_its_moment!(
    json::SalesReport,
    json::ProductsReport,
    json::CustomersReport,
    json::StockReport,
    json::TaxReport,
);

/// Its routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let read = may(Permission::BooksRead);
    routes
        .route(
            routes::get(
                "/v1/reports/sales",
                read,
                sales::sales,
                "Revenue, orders, tax and margin, step by step",
            )
            .refuses::<ReportError>(),
        )
        .route(
            routes::get(
                "/v1/reports/products",
                read,
                products::products,
                "What sells best, and what hardly sells",
            )
            .refuses::<ReportError>(),
        )
        .route(
            routes::get(
                "/v1/reports/customers",
                read,
                customers::customers,
                "Who buys, who comes back, and who stays",
            )
            .refuses::<ReportError>(),
        )
        .route(
            routes::get(
                "/v1/reports/stock",
                read,
                stock::stock,
                "What is on hand, and for how many days it lasts",
            )
            .refuses::<ReportError>(),
        )
        .route(
            routes::get(
                "/v1/reports/tax",
                read,
                tax::tax,
                "Net, tax and gross per rate, step by step",
            )
            .refuses::<ReportError>(),
        )
}
