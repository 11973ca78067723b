//! `GET /v1/products/{id}`.

use mercer_store::products::{self, Product, ProductError};
use mercer_store::staff::Permission;

use super::shown::shown;
use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::IdText;
use crate::json;

/// One product; to those who only shop, one that is for sale.
pub(super) async fn get(caller: Caller, id: IdText) -> Answer<One<json::Product>> {
    let product = seen(&caller, id.of("product")?).await?;
    Ok(One(shown(&caller)(product)))
}

/// The product with this id, if the caller sees it.
pub(super) async fn seen(caller: &Caller, id: i64) -> Result<Product, ProductError> {
    let product = products::get(caller.store(), id).await?;
    if_seen(caller, product, || format!("id {id}"))
}

/// The product. To those who only shop, one that is not for sale is like one that is not there;
/// `named` is what they asked for.
pub(super) fn if_seen(
    caller: &Caller,
    product: Product,
    named: impl FnOnce() -> String,
) -> Result<Product, ProductError> {
    if product.active || caller.may(Permission::CatalogueRead) {
        Ok(product)
    } else {
        Err(ProductError::NotFound(named()))
    }
}
