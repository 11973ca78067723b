//! `GET /v1/products`.

use mercer_store::Invalid;
use mercer_store::products::{self, Kind, ListProducts, ProductError, ProductSort};
use mercer_store::sort::SortKey;
use mercer_store::staff::Permission;
use schemars::JsonSchema;
use serde::Deserialize;

use super::shown::shown;
use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::api::request::{Filter, List, in_query};
use crate::json;

/// What narrows the list.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Narrowed {
    /// Words that all occur in the name or the description, in any order; capitals do not matter.
    q: Option<String>,
    /// The first letters of the name; capitals do not matter.
    name_prefix: Option<String>,
    /// The product code, letter for letter.
    sku: Option<String>,
    /// The barcode, digit for digit.
    barcode: Option<String>,
    /// Goods or services.
    kind: Option<Kind>,
    /// The shop's own grouping, letter for letter.
    product_type: Option<String>,
    /// The category itself, without those inside it.
    category_id: Option<i64>,
    /// The category and all those inside it.
    inside_category_id: Option<i64>,
    /// How it is taxed.
    tax_class_id: Option<i64>,
    /// This price or a higher one, in minor units.
    price_at_least: Option<i64>,
    /// This price or a lower one, in minor units.
    price_at_most: Option<i64>,
    /// Whether it can be ordered. Whoever only shops sees nothing else.
    active: Option<bool>,
    /// Whether it is archived; both unless told otherwise.
    archived: Option<bool>,
}

impl Filter for Narrowed {
    const SORTS: &'static [&'static str] = ProductSort::WORDS;
}

/// Products by id unless asked otherwise; to those who only shop, those that are for sale.
pub(super) async fn list(caller: Caller, query: List<Narrowed>) -> Answer<Listed<json::Product>> {
    let (page, sort) = (query.page()?, query.sort()?);
    let filter = query.filter;
    let sees_all = caller.may(Permission::CatalogueRead);
    if !sees_all && filter.active == Some(false) {
        return Ok(Listed::whole(
            Vec::<products::Product>::new(),
            shown(&caller),
        ));
    }
    let wanted = ListProducts {
        page,
        sort,
        name_prefix: filter.name_prefix,
        words: filter.q,
        sku: filter.sku,
        barcode: filter.barcode,
        kind: filter.kind,
        product_type: filter.product_type,
        category_id: filter.category_id,
        inside_category_id: filter.inside_category_id,
        tax_class_id: filter.tax_class_id,
        price_at_least: filter.price_at_least,
        price_at_most: filter.price_at_most,
        active: if sees_all { filter.active } else { Some(true) },
        archived: filter.archived,
    };
    let page = products::list(caller.store(), wanted).await;
    let page = page.map_err(|error| in_query(as_asked(error)))?;
    Ok(Listed::of(page, shown(&caller)))
}

/// The words that the store searches for are called `q` here, as in every list.
fn as_asked(error: ProductError) -> ProductError {
    match error {
        ProductError::Invalid(invalid) if invalid.field == "words" => {
            Invalid::new("q", invalid.reason).into()
        }
        other => other,
    }
}
