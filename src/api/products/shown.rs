//! A product as its reader may see it.

use mercer_store::products::Product;
use mercer_store::staff::Permission;

use crate::api::access::Caller;
use crate::json;

/// How products are shown to somebody.
pub(super) type Shown = fn(Product) -> json::Product;

/// To those who may look at the whole catalogue with what it costs the shop, to everybody else
/// without.
pub(super) fn shown(caller: &Caller) -> Shown {
    if caller.may(Permission::CatalogueRead) {
        json::Product::for_staff
    } else {
        json::Product::from
    }
}
