//! Change an address, for everybody who has it.

use mercer_database::Transaction;

use super::entity::{ActiveModel, Entity, Model};
use super::{AddressError, CountryCode};
use crate::edit::change_in;
use crate::patch::{Patch, set};
use crate::{Invalid, Store, audit, text};

/// What to change; `None` and [`Patch::Keep`] keep a field.
#[derive(Clone, Debug, Default)]
pub struct UpdateAddress {
    /// The version that the caller read; any when `None`.
    pub expected_version: Option<i64>,
    /// Another street and number.
    pub line1: Option<String>,
    /// Another flat, floor or company.
    pub line2: Patch<String>,
    /// Another town.
    pub city: Option<String>,
    /// Another state, county or province.
    pub state: Patch<String>,
    /// Another country.
    pub country: Option<String>,
    /// Another postal code.
    pub zip_code: Patch<String>,
    /// Another number for the carrier.
    pub phone_number: Patch<String>,
}

/// Changes an address. Orders keep what they were placed with.
pub async fn update(store: &Store, id: i64, input: UpdateAddress) -> Result<Model, AddressError> {
    let (expected, now) = (input.expected_version, store.now());
    let changes = check(input)?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, changes) = (unit_store.clone(), changes.clone());
            async move {
                let edited = change_in::<Entity>(&transaction, id, expected, changes, now)
                    .await?
                    .into_result(expected, || AddressError::NotFound(id))?;
                let (before, after) = (edited.before.told(), edited.after.told());
                let subject = format!("address {id}");
                let action = "addresses.update";
                audit::record_edit_in(&store, &transaction, action, subject, before, after).await?;
                Ok(edited.after)
            }
        })
        .await
}

fn check(input: UpdateAddress) -> Result<ActiveModel, Invalid> {
    let line1 = input.line1.map(|line| text::required("line1", &line, 200));
    let city = input.city.map(|city| text::required("city", &city, 100));
    let country = input.country.map(|code| code.parse::<CountryCode>());
    Ok(ActiveModel {
        line1: set(line1.transpose()?),
        line2: input.line2.text("line2", 200)?.into(),
        city: set(city.transpose()?),
        state: input.state.text("state", 100)?.into(),
        country: set(country.transpose()?.map(|country| country.to_string())),
        zip_code: input.zip_code.text("zip_code", 20)?.into(),
        phone_number: input.phone_number.text("phone_number", 32)?.into(),
        ..ActiveModel::default()
    })
}
