//! Which error of the store becomes which refusal: the one place, a table per noun. The document
//! names the refusals of a route from the same tables.

mod addresses;
mod api_keys;
mod audit;
mod categories;
mod customers;
mod database;
mod identities;
mod inventory;
mod invoices;
mod locations;
mod oauth_clients;
mod orders;
mod password_resets;
mod payment_methods;
mod payments;
mod products;
mod reports;
mod returns;
mod sessions;
mod settings;
mod shipments;
mod staff;
mod taxes;
mod throttles;

use axum::http::StatusCode;
use mercer_store::Invalid;
use mercer_store::password::HashingFailed;
use mercer_store::staff::Forbidden;

use super::access::forbidden;
use super::document::Operation;
use super::problem::Problem;

/// An error of a noun, whose refusals a route names in the document.
pub(in crate::api) trait Refusals: Into<Problem> {
    /// Adds them.
    fn describe(operation: &mut Operation);
}

/// The refusals of a noun's errors: status, code and the field of the body at fault. What stands
/// under `passes` is refused as the error inside is.
macro_rules! refusals {
    (
        $error:ident { $($pattern:pat => $status:literal $code:literal $(at $field:literal)?,)* }
        passes { $($variant:ident: $inner:ty),* $(,)? }
    ) => {
        impl From<$error> for $crate::api::problem::Problem {
            fn from(error: $error) -> Self {
                let detail = error.to_string();
                match error {
                    $($error::$variant(inner) => inner.into(),)*
                    $($pattern => {
                        let problem = $crate::api::refusal::refused($status, $code, &detail);
                        $(let problem = problem.at($field, detail);)?
                        problem
                    })*
                }
            }
        }

        impl $crate::api::refusal::Refusals for $error {
            fn describe(operation: &mut $crate::api::document::Operation) {
                $(operation.problem($crate::api::refusal::status($status), $code);)*
                $(<$inner as $crate::api::refusal::Refusals>::describe(operation);)*
            }
        }
    };
}
pub(in crate::api) use refusals;

/// A status as a table of refusals writes it.
fn status(number: u16) -> StatusCode {
    StatusCode::from_u16(number).expect("a status in a table of ours")
}

fn refused(number: u16, code: &'static str, detail: &str) -> Problem {
    match number {
        404 => Problem::not_found(detail),
        409 => Problem::conflict(code, detail),
        412 => Problem::changed_meanwhile(detail),
        422 => Problem::unknown(code, detail),
        other => Problem::new(status(other), code, "This is refused", detail),
    }
}

impl From<Invalid> for Problem {
    fn from(invalid: Invalid) -> Self {
        Problem::invalid(invalid.to_string()).at(&invalid.field, invalid.reason)
    }
}

impl Refusals for Invalid {
    fn describe(operation: &mut Operation) {
        operation.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    }
}

impl From<Forbidden> for Problem {
    fn from(refused: Forbidden) -> Self {
        forbidden(refused.to_string())
    }
}

impl Refusals for Forbidden {
    fn describe(operation: &mut Operation) {
        operation.problem(StatusCode::FORBIDDEN, "forbidden");
    }
}

impl From<HashingFailed> for Problem {
    fn from(failed: HashingFailed) -> Self {
        Problem::internal(&failed.to_string())
    }
}

impl Refusals for HashingFailed {
    /// What every route can be refused for.
    fn describe(_: &mut Operation) {}
}
