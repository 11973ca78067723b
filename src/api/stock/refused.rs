//! Which part of a request about one product is at fault.

use mercer_store::inventory::InventoryError;

use crate::api::problem::Problem;

/// The refusal of a body that names one product and a quantity.
pub(super) fn of_body(error: InventoryError) -> Problem {
    let field = match &error {
        InventoryError::UnknownProduct(_) | InventoryError::NotStocked { .. } => "product_id",
        InventoryError::OutOfStock { .. } => "quantity",
        _ => return error.into(),
    };
    let detail = error.to_string();
    Problem::from(error).at(field, detail)
}

/// The refusal of a move between two locations.
pub(in crate::api) fn of_move(error: InventoryError, from: i64, to: i64) -> Problem {
    let field = match error {
        InventoryError::UnknownLocation(id) if id == from => "from_location_id",
        InventoryError::UnknownLocation(id) if id == to => "to_location_id",
        other => return of_body(other),
    };
    let detail = error.to_string();
    Problem::unknown("unknown_location", &detail).at(field, detail)
}

/// The refusal of a product and a location that stand in the address.
pub(super) fn of_address(error: InventoryError) -> Problem {
    match error {
        InventoryError::UnknownProduct(_) | InventoryError::UnknownLocation(_) => {
            Problem::not_found(error.to_string())
        }
        other => other.into(),
    }
}

/// The refusal of the only line of a list, whose product stands in the address and whose other
/// fields are the body.
pub(in crate::api) fn of_line(error: InventoryError) -> Problem {
    match error {
        InventoryError::Invalid(mut invalid) => {
            if invalid.field == "lines/0/product_id" {
                return Problem::not_found(invalid.reason);
            }
            if let Some(field) = invalid.field.strip_prefix("lines/0/") {
                let field = field.to_owned();
                invalid.field = field;
            }
            invalid.into()
        }
        other => other.into(),
    }
}
