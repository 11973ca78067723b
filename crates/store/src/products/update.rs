//! Change a product.

use mercer_database::Transaction;

use super::entity::{ActiveModel, Entity, Model};
use super::{Barcode, ProductError, Sku, cost, price, record_price};
use crate::case::without_case;
use crate::edit::change_in;
use crate::patch::{Patch, set};
use crate::{Currency, Invalid, Money, Store, audit, text};

/// What to change; `None` and [`Patch::Keep`] keep a field.
///
/// Kind and unit are not here: they give stock and order lines their meaning.
#[derive(Clone, Debug, Default)]
pub struct UpdateProduct {
    /// The version that the caller read; any when `None`.
    pub expected_version: Option<i64>,
    /// A new code, unique.
    pub sku: Option<String>,
    /// Another barcode.
    pub barcode: Patch<String>,
    /// A new name.
    pub name: Option<String>,
    /// Another description.
    pub description: Patch<String>,
    /// Another grouping.
    pub product_type: Patch<String>,
    /// Another category.
    pub category_id: Patch<i64>,
    /// Another tax class, for orders from now on; cleared, it carries no tax.
    pub tax_class_id: Patch<i64>,
    /// A new price in minor units, for orders from now on.
    pub price: Option<i64>,
    /// What one unit costs the shop from now on, in the currency of the price.
    pub cost: Patch<Money>,
    /// Another currency of the price.
    pub currency: Option<Currency>,
    /// Whether it can be ordered.
    pub active: Option<bool>,
}

/// Changes a product. Orders keep what they were placed with, and the price history keeps every
/// price.
///
/// # Errors
/// [`ProductError::Archived`] when an archived product is to become active. Another currency of the
/// price without another cost, when the cost is known.
pub async fn update(store: &Store, id: i64, input: UpdateProduct) -> Result<Model, ProductError> {
    let (expected, now) = (input.expected_version, store.now());
    let cost = input.cost.clone();
    let changes = check(input)?;
    let may_change_price = changes.price.is_set() || changes.currency.is_set();
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, changes) = (unit_store.clone(), changes.clone());
            let cost = cost.clone();
            async move {
                let edited = change_in::<Entity>(&transaction, id, expected, changes, now)
                    .await?
                    .into_result(expected, || ProductError::NotFound(format!("id {id}")))?;
                cost::check_edit(&cost, &edited.before, &edited.after)?;
                if may_change_price {
                    record_price::record_in(&transaction, &edited.after, &store.actor()).await?;
                }
                let (before, after) = (edited.before.told(), edited.after.told());
                let subject = format!("product {id}");
                let action = "products.update";
                audit::record_edit_in(&store, &transaction, action, subject, before, after).await?;
                Ok(edited.after)
            }
        })
        .await
}

fn check(input: UpdateProduct) -> Result<ActiveModel, Invalid> {
    let sku = input.sku.map(|sku| sku.parse::<Sku>()).transpose()?;
    let name = input.name.map(|name| text::required("name", &name, 200));
    let barcode = match input.barcode {
        Patch::Keep => Patch::Keep,
        Patch::Clear => Patch::Clear,
        Patch::Set(code) => Barcode::optional(Some(&code))?.map_or(Patch::Clear, Patch::Set),
    };
    let name = name.transpose()?;
    let description = input.description.text("description", 4_000)?;
    Ok(ActiveModel {
        sku: set(sku.map(Sku::into_string)),
        barcode: barcode.map(Barcode::into_string).into(),
        search_name: set(name.as_deref().map(without_case)),
        name: set(name),
        search_description: description.clone().map(|text| without_case(&text)).into(),
        description: description.into(),
        product_type: input.product_type.text("product_type", 64)?.into(),
        category_id: input.category_id.into(),
        tax_class_id: input.tax_class_id.into(),
        cost: input.cost.try_map(cost::check)?.into(),
        price: set(input.price.map(price::check).transpose()?),
        currency: set(input.currency.map(|currency| currency.to_string())),
        active: set(input.active),
        ..ActiveModel::default()
    })
}
