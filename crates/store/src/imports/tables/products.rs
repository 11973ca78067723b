//! Take in products, in the shapes of other systems too.

use std::collections::HashMap;

use super::context::Context;
use super::outcome::{Outcome, Refusal};
use super::row::Row;
use super::shape::Shape;
use crate::patch::Patch;
use crate::products::{self, CreateProduct, Kind, Product, ProductError, UpdateProduct};
use crate::{Money, Unit};

/// What earlier rows of a file say about later ones: Shopify names a product in the first row of
/// its variants only.
#[derive(Default)]
pub(super) struct Remembered {
    handle: String,
    shared: HashMap<&'static str, String>,
}

/// Columns that Shopify writes once for all variants, and ours.
const SHARED: [(&str, &str); 4] = [
    ("Title", "name"),
    ("Body (HTML)", "description"),
    ("Type", "product_type"),
    ("Status", "status"),
];

/// What the shape makes of several columns of a row; `None` if the row is no product.
pub(super) fn adapt(
    shape: Shape,
    row: Row<'_>,
    remembered: &mut Remembered,
) -> Option<HashMap<&'static str, String>> {
    let mut adapted = HashMap::new();
    match shape {
        Shape::Mercer => {}
        Shape::Shopify => {
            let handle = row.theirs("Handle").unwrap_or("");
            if remembered.handle != handle {
                remembered.shared.clear();
                handle.clone_into(&mut remembered.handle);
            }
            for (theirs, ours) in SHARED {
                if let Some(text) = row.theirs(theirs) {
                    remembered.shared.insert(ours, text.to_owned());
                }
            }
            // Further pictures of the product.
            row.theirs("Variant SKU").or(row.theirs("Variant Price"))?;
            adapted.extend(remembered.shared.clone());
            let status = adapted.remove("status");
            shopify(row, status.as_deref(), &mut adapted);
        }
        Shape::WooCommerce => {
            // What the variations are variations of is not sold itself.
            let sold = row.theirs("Type").unwrap_or("simple").to_lowercase();
            if ["variable", "grouped", "external"].contains(&sold.as_str()) {
                return None;
            }
            if let Some(first) = row
                .theirs("Categories")
                .and_then(|all| all.split(',').next())
            {
                adapted.insert("category", first.to_owned());
            }
            let description = row
                .theirs("Description")
                .or(row.theirs("Short description"));
            if let Some(text) = description {
                adapted.insert("description", without_tags(text));
            }
            if sold.contains("virtual") {
                adapted.insert("kind", Kind::Service.to_string());
            }
        }
        Shape::Square => {
            let (item, variation) = (row.theirs("Item Name"), row.theirs("Variation Name"));
            if let (Some(item), Some(variation)) = (item, variation)
                && !variation.eq_ignore_ascii_case("regular")
            {
                adapted.insert("name", format!("{item} - {variation}"));
            }
        }
    }
    Some(adapted)
}

fn shopify(row: Row<'_>, status: Option<&str>, adapted: &mut HashMap<&'static str, String>) {
    let options = ["Option1 Value", "Option2 Value", "Option3 Value"].map(|name| row.theirs(name));
    let options = options.into_iter().flatten();
    let options: Vec<&str> = options.filter(|value| *value != "Default Title").collect();
    if let (Some(name), false) = (adapted.get_mut("name"), options.is_empty()) {
        *name = format!("{name} - {}", options.join(" / "));
    }
    if let Some(text) = adapted.get_mut("description") {
        *text = without_tags(text);
    }
    let status = status.unwrap_or("active");
    adapted.insert("active", (status == "active").to_string());
    adapted.insert("archived", (status == "archived").to_string());
    let is_service = row.theirs("Variant Requires Shipping");
    if is_service.is_some_and(|ships| ships.eq_ignore_ascii_case("false")) {
        adapted.insert("kind", Kind::Service.to_string());
    }
}

/// The words of a piece of HTML. What is between `<` and `>` goes; the usual entities are letters.
fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut in_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                text.push(' ');
            }
            letter if !in_tag => text.push(letter),
            _ => {}
        }
    }
    for (entity, letter) in [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ] {
        text = text.replace(entity, letter);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) async fn product(context: &Context, row: Row<'_>) -> Result<Outcome, Refusal> {
    let sku = row.required("sku")?;
    let found = match products::find_by_sku(&context.store, sku).await {
        Ok(found) => Some(found),
        Err(ProductError::NotFound(_)) => None,
        Err(error) => return Err(error.into()),
    };
    let category_id = match row.text("category") {
        Some(path) => context.category_of_path(path).await?,
        None => None,
    };
    let tax_class_id = match row.text("tax_class") {
        None => None,
        Some(code) => {
            let class = context.tax_class(&code.to_lowercase()).await?;
            let missing = || {
                let reason = format!("there is no tax class {code:?}; import tax-classes first");
                Refusal::new("tax_class", reason)
            };
            Some(class.ok_or_else(missing)?.id)
        }
    };
    let archived = row.flag("archived")?;
    let (product, outcome) = match found {
        None => {
            let input = new(context, row, category_id, tax_class_id, archived)?;
            (
                products::create(&context.store, input).await?,
                Outcome::Added,
            )
        }
        Some(found) => changed(context, row, found, category_id, tax_class_id, archived).await?,
    };
    match archived {
        Some(true) if product.archived_at.is_none() => {
            products::archive(&context.store, product.id, None).await?;
        }
        Some(false) if product.archived_at.is_some() => {
            products::unarchive(&context.store, product.id, None).await?;
        }
        _ => return Ok(outcome),
    }
    Ok(match outcome {
        Outcome::Unchanged => Outcome::Changed,
        other => other,
    })
}

fn new(
    context: &Context,
    row: Row<'_>,
    category_id: Option<i64>,
    tax_class_id: Option<i64>,
    archived: Option<bool>,
) -> Result<CreateProduct, Refusal> {
    let currency = row.currency("currency")?;
    let of_price = currency.unwrap_or(context.store.currency());
    let price = row.money("price", of_price)?;
    let cost = row.money("cost", of_price)?;
    Ok(CreateProduct {
        sku: row.required("sku")?.to_owned(),
        barcode: row.owned("barcode"),
        name: row.required("name")?.to_owned(),
        description: row.owned("description"),
        product_type: row.owned("product_type"),
        kind: row.word("kind")?.unwrap_or(Kind::Goods),
        category_id,
        tax_class_id,
        unit: row.word("unit")?.unwrap_or(Unit::Each),
        price: price.ok_or_else(|| Refusal::new("price", "it is missing or blank"))?,
        cost: cost.map(|cost| Money::new(cost, of_price)),
        currency,
        active: row.flag("active")?.unwrap_or(true) && archived != Some(true),
    })
}

/// Changes what differs, of what the file tells.
async fn changed(
    context: &Context,
    row: Row<'_>,
    found: Product,
    category_id: Option<i64>,
    tax_class_id: Option<i64>,
    archived: Option<bool>,
) -> Result<(Product, Outcome), Refusal> {
    if row
        .word("kind")?
        .is_some_and(|kind: Kind| kind != found.kind)
    {
        let reason = format!("the product is {} and stays that", found.kind);
        return Err(Refusal::new("kind", reason));
    }
    if row
        .word("unit")?
        .is_some_and(|unit: Unit| unit != found.unit)
    {
        let reason = format!("the product is sold by {} and stays that", found.unit);
        return Err(Refusal::new("unit", reason));
    }
    let of_found = found.currency.parse()?;
    let currency = row.currency("currency")?.unwrap_or(of_found);
    let price = row.money("price", currency)?;
    let cost = match row.money("cost", currency)? {
        told if !row.has("cost") || (told == found.cost && currency == of_found) => Patch::Keep,
        told => Patch::from(told.map(|cost| Money::new(cost, currency))),
    };
    let text = |ours: &str, is: &Option<String>| match row.owned(ours) {
        told if !row.has(ours) || told == *is => Patch::Keep,
        told => Patch::from(told),
    };
    let id = |ours: &str, told: Option<i64>, is: Option<i64>| {
        // A category that a rehearsal did not make is not told.
        let is_unknown = context.is_rehearsal && told.is_none() && row.text(ours).is_some();
        if !row.has(ours) || told == is || is_unknown {
            Patch::Keep
        } else {
            Patch::from(told)
        }
    };
    let active = match row.flag("active")? {
        // An archived product is off sale until it is unarchived.
        _ if archived == Some(true) || found.archived_at.is_some() => None,
        told => told.filter(|told| *told != found.active),
    };
    let input = UpdateProduct {
        expected_version: None,
        sku: None,
        barcode: text("barcode", &found.barcode),
        name: row.owned("name").filter(|name| *name != found.name),
        description: text("description", &found.description),
        product_type: text("product_type", &found.product_type),
        category_id: id("category", category_id, found.category_id),
        tax_class_id: id("tax_class", tax_class_id, found.tax_class_id),
        cost,
        price: price.filter(|price| *price != found.price),
        currency: (currency != of_found).then_some(currency),
        active,
    };
    let is_empty = input.barcode == Patch::Keep
        && input.name.is_none()
        && input.description == Patch::Keep
        && input.product_type == Patch::Keep
        && input.category_id == Patch::Keep
        && input.tax_class_id == Patch::Keep
        && input.price.is_none()
        && input.cost == Patch::Keep
        && input.currency.is_none()
        && input.active.is_none();
    if is_empty {
        return Ok((found, Outcome::Unchanged));
    }
    let changed = products::update(&context.store, found.id, input).await?;
    Ok((changed, Outcome::Changed))
}
