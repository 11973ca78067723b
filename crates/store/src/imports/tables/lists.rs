//! Take in tax classes, categories and locations.

use super::context::Context;
use super::outcome::{Outcome, Refusal};
use super::row::Row;
use crate::amounts::TaxRate;
use crate::categories::{self, CreateCategory, UpdateCategory};
use crate::locations::{self, CreateLocation, UpdateLocation};
use crate::patch::Patch;
use crate::taxes::{self, CreateTaxClass, UpdateTaxClass};

pub(super) async fn tax_class(context: &Context, row: Row<'_>) -> Result<Outcome, Refusal> {
    let code = row.required("code")?.to_lowercase();
    let rate = row.percent("rate_percent")?;
    let rate = rate.map(TaxRate::from_ppm).transpose();
    let rate = rate.map_err(|error| Refusal::new("rate_percent", error.reason))?;
    let Some(found) = context.tax_class(&code).await? else {
        let missing = || Refusal::new("rate_percent", "it is missing or blank");
        let input = CreateTaxClass {
            name: row.text("name").unwrap_or(&code).to_owned(),
            rate: rate.ok_or_else(missing)?,
            code,
        };
        taxes::create(&context.store, input).await?;
        return Ok(Outcome::Added);
    };
    let input = UpdateTaxClass {
        name: row.owned("name").filter(|name| *name != found.name),
        rate: rate.filter(|rate| *rate != found.rate),
        ..UpdateTaxClass::default()
    };
    if input.name.is_none() && input.rate.is_none() {
        return Ok(Outcome::Unchanged);
    }
    taxes::update(&context.store, found.id, input).await?;
    Ok(Outcome::Changed)
}

pub(super) async fn category(context: &Context, row: Row<'_>) -> Result<Outcome, Refusal> {
    let name = row.required("name")?;
    let parent_id = match row.text("parent") {
        None => None,
        Some(parent) => match context.category(parent).await? {
            Some(parent) => Some(parent.id),
            // An earlier row would have made it.
            None if context.is_rehearsal => None,
            None => {
                let reason = format!("there is no category {parent:?}; it has to come first");
                return Err(Refusal::new("parent", reason));
            }
        },
    };
    let description = row.owned("description");
    let Some(found) = context.category(name).await? else {
        let input = CreateCategory {
            name: name.to_owned(),
            parent_id,
            description,
        };
        categories::create(&context.store, input).await?;
        return Ok(Outcome::Added);
    };
    let mut input = UpdateCategory::default();
    if row.has("parent") && parent_id != found.parent_id {
        input.parent_id = parent_id.into();
    }
    if row.has("description") && description != found.description {
        input.description = description.into();
    }
    if input.parent_id == Patch::Keep && input.description == Patch::Keep {
        return Ok(Outcome::Unchanged);
    }
    categories::update(&context.store, found.id, input).await?;
    Ok(Outcome::Changed)
}

pub(super) async fn location(context: &Context, row: Row<'_>) -> Result<Outcome, Refusal> {
    let name = row.required("name")?;
    let active = row.flag("active")?;
    let Some(found) = context.location(name).await? else {
        let input = CreateLocation {
            name: name.to_owned(),
            active: active.unwrap_or(true),
        };
        locations::create(&context.store, input).await?;
        return Ok(Outcome::Added);
    };
    if active.is_none_or(|active| active == found.active) {
        return Ok(Outcome::Unchanged);
    }
    let input = UpdateLocation {
        active,
        ..UpdateLocation::default()
    };
    locations::update(&context.store, found.id, input).await?;
    Ok(Outcome::Changed)
}
