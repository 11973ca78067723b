//! Products.

use chrono::{DateTime, Utc};
use mercer_store::Unit;
use mercer_store::products::{self, Kind};
use schemars::JsonSchema;
use serde::Serialize;

use super::Money;

/// Something that is sold.
#[derive(Clone, Debug, Serialize, JsonSchema)]
// The shop's own word for its grouping, and the column's name.
#[allow(clippy::struct_field_names)]
pub(crate) struct Product {
    pub(crate) id: i64,
    pub(crate) sku: String,
    pub(crate) barcode: Option<String>,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) product_type: Option<String>,
    pub(crate) kind: Kind,
    pub(crate) category_id: Option<i64>,
    /// How it is taxed; without a class it carries no tax.
    pub(crate) tax_class_id: Option<i64>,
    pub(crate) unit: Unit,
    pub(crate) price: Money,
    /// What one unit costs the shop: for the staff. Null when it is not known, to everybody else, and
    /// where the product is shown inside of something.
    pub(crate) cost: Option<Money>,
    pub(crate) active: bool,
    pub(crate) archived_at: Option<DateTime<Utc>>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
    pub(crate) version: i64,
}

impl Product {
    /// As those see it who may look at the whole catalogue: with what it costs the shop.
    pub(crate) fn for_staff(product: products::Product) -> Self {
        let cost = product.cost;
        let cost = cost.map(|cost| Money::new(cost, &product.currency));
        Product {
            cost,
            ..Product::from(product)
        }
    }
}

/// As everybody may see it.
impl From<products::Product> for Product {
    fn from(product: products::Product) -> Self {
        Product {
            id: product.id,
            price: Money::new(product.price, &product.currency),
            cost: None,
            sku: product.sku,
            barcode: product.barcode,
            name: product.name,
            description: product.description,
            product_type: product.product_type,
            kind: product.kind,
            category_id: product.category_id,
            tax_class_id: product.tax_class_id,
            unit: product.unit,
            active: product.active,
            archived_at: product.archived_at,
            created_at: product.created_at,
            updated_at: product.updated_at,
            version: product.version,
        }
    }
}

/// A grouping that some product has.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct ProductType {
    pub(crate) product_type: String,
    /// How many products have it, archived ones included.
    pub(crate) products: i64,
}

impl From<products::ProductType> for ProductType {
    fn from(found: products::ProductType) -> Self {
        ProductType {
            product_type: found.product_type,
            products: found.products,
        }
    }
}
