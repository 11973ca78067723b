//! Take in how much of a product is at a location: what the file says is what was counted.

use super::context::Context;
use super::outcome::{Outcome, Refusal};
use super::row::Row;
use crate::Quantity;
use crate::inventory::{self, Count, SetReorderPoint};
use crate::products::{self, ProductError};

/// Why the stock changed, in the ledger.
const REASON: &str = "import";

pub(super) async fn level(context: &Context, row: Row<'_>) -> Result<Outcome, Refusal> {
    let store = &context.store;
    let product = match products::find_by_sku(store, row.required("sku")?).await {
        Ok(product) => product,
        Err(error @ ProductError::NotFound(_)) => {
            return Err(Refusal::new(
                "sku",
                format!("{error}; import products first"),
            ));
        }
        Err(error) => return Err(error.into()),
    };
    let location_id = match row.text("location") {
        None => context.first_location().await?,
        Some(name) => {
            let location = context.location(name).await?;
            let missing = || {
                let reason = format!("there is no location {name:?}; import locations first");
                Refusal::new("location", reason)
            };
            Some(location.ok_or_else(missing)?.id)
        }
    };
    let (on_hand, point) = (row.quantity("on_hand")?, row.quantity("reorder_point")?);
    let levels = inventory::levels(store, product.id).await?;
    let level = levels
        .iter()
        .find(|level| Some(level.location_id) == location_id);
    let mut outcome = Outcome::Unchanged;
    if let Some(counted) = on_hand
        && level.is_none_or(|level| level.on_hand != counted.thousandths())
    {
        let input = Count {
            product_id: product.id,
            location_id,
            counted,
            reason: Some(REASON.to_owned()),
        };
        inventory::count(store, input).await.map_err(|error| {
            let refusal = Refusal::from(error);
            match refusal {
                Refusal::Row(mut invalid) if invalid.field != "sku" => {
                    "on_hand".clone_into(&mut invalid.field);
                    Refusal::Row(invalid)
                }
                other => other,
            }
        })?;
        outcome = Outcome::Changed;
    }
    let is = level.and_then(|level| level.reorder_point);
    if row.has("reorder_point") && point.map(Quantity::thousandths) != is {
        let input = SetReorderPoint {
            product_id: product.id,
            location_id,
            reorder_point: point,
        };
        inventory::set_reorder_point(store, input).await?;
        outcome = Outcome::Changed;
    }
    Ok(match (outcome, level) {
        (Outcome::Changed, None) => Outcome::Added,
        (outcome, _) => outcome,
    })
}
