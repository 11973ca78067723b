//! Add a product to the catalogue.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::{ActiveValue, EntityTrait};

use super::entity::{ActiveModel, Entity, Model};
use super::{Barcode, Kind, ProductError, Sku, cost, price, record_price};
use crate::case::without_case;
use crate::{Currency, Invalid, Money, Store, Unit, audit, text};

/// A product to be added; by default goods by the piece that can be ordered, without code, name and
/// price, which are to be given.
#[derive(Clone, Debug)]
pub struct CreateProduct {
    /// The shop's own code, unique.
    pub sku: String,
    /// The code printed on it (EAN-8, EAN-13 or UPC-A), unique where there is one.
    pub barcode: Option<String>,
    /// Its name, at most 200 characters.
    pub name: String,
    /// What it is, at most 4,000 characters.
    pub description: Option<String>,
    /// The shop's own grouping, at most 64 characters.
    pub product_type: Option<String>,
    /// Goods or service; it stays what it is.
    pub kind: Kind,
    /// Its category.
    pub category_id: Option<i64>,
    /// How it is taxed; without a class it carries no tax.
    pub tax_class_id: Option<i64>,
    /// What price and quantities count; it stays what it is.
    pub unit: Unit,
    /// Price of one unit in minor units of the currency, not below zero.
    pub price: i64,
    /// What one unit costs the shop, in the currency of the price; `None` when it is not known.
    pub cost: Option<Money>,
    /// The store's when `None`.
    pub currency: Option<Currency>,
    /// Whether it can be ordered.
    pub active: bool,
}

impl Default for CreateProduct {
    fn default() -> Self {
        CreateProduct {
            sku: String::new(),
            barcode: None,
            name: String::new(),
            description: None,
            product_type: None,
            kind: Kind::Goods,
            category_id: None,
            tax_class_id: None,
            unit: Unit::Each,
            price: 0,
            cost: None,
            currency: None,
            active: true,
        }
    }
}

/// Adds a product, and its price as the first of its price history.
pub async fn create(store: &Store, input: CreateProduct) -> Result<Model, ProductError> {
    let product = check(&input, store.currency(), store.now())?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, mut product) = (unit_store.clone(), product.clone());
            async move {
                let mut row = ActiveModel::from(product.clone());
                row.id = ActiveValue::NotSet;
                let inserted = Entity::insert(row).exec(&transaction).await?;
                product.id = inserted.last_insert_id;
                record_price::record_in(&transaction, &product, &store.actor()).await?;
                let subject = format!("product {}", product.id);
                let act = audit::Act::added("products.create", subject, product.told());
                audit::record_in(&store, &transaction, act).await?;
                Ok(product)
            }
        })
        .await
}

/// The row without its id.
fn check(
    input: &CreateProduct,
    store_currency: Currency,
    now: DateTime<Utc>,
) -> Result<Model, Invalid> {
    let sku = input.sku.parse::<Sku>()?;
    let barcode = Barcode::optional(input.barcode.as_deref())?;
    let name = text::required("name", &input.name, 200)?;
    let description = text::optional("description", input.description.as_deref(), 4_000)?;
    let currency = input.currency.unwrap_or(store_currency);
    let cost = input.cost.map(|cost| cost::check_in(cost, currency));
    Ok(Model {
        id: 0,
        sku: sku.into_string(),
        barcode: barcode.map(Barcode::into_string),
        search_name: without_case(&name),
        search_description: description.as_deref().map(without_case),
        name,
        description,
        product_type: text::optional("product_type", input.product_type.as_deref(), 64)?,
        kind: input.kind,
        category_id: input.category_id,
        tax_class_id: input.tax_class_id,
        unit: input.unit,
        price: price::check(input.price)?,
        cost: cost.transpose()?,
        currency: currency.to_string(),
        active: input.active,
        archived_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
    })
}
