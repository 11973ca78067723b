//! `GET /v1/products/by-sku/{sku}` and `GET /v1/products/by-barcode/{barcode}`.

use mercer_store::products::{self, ProductError};

use super::get::if_seen;
use super::shown::shown;
use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::IdText;
use crate::json;

/// The product with this code.
pub(super) async fn by_sku(caller: Caller, sku: IdText) -> Answer<One<json::Product>> {
    let named = || format!("sku {}", sku.text().trim());
    let found = products::find_by_sku(caller.store(), sku.text()).await;
    let product = found.map_err(|error| not_found(error, &named))?;
    Ok(One(shown(&caller)(if_seen(&caller, product, named)?)))
}

/// The product with this barcode.
pub(super) async fn by_barcode(caller: Caller, barcode: IdText) -> Answer<One<json::Product>> {
    let named = || format!("barcode {}", barcode.text().trim());
    let found = products::find_by_barcode(caller.store(), barcode.text()).await;
    let product = found.map_err(|error| not_found(error, &named))?;
    Ok(One(shown(&caller)(if_seen(&caller, product, named)?)))
}

/// What is no code in an address names nothing, so it is not found.
fn not_found(error: ProductError, named: &impl Fn() -> String) -> ProductError {
    match error {
        ProductError::Invalid(_) | ProductError::NotFound(_) => ProductError::NotFound(named()),
        other => other,
    }
}
