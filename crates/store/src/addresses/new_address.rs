//! An address as it comes in, and its way into the table.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::{ActiveValue, DbErr, EntityTrait};

use super::CountryCode;
use super::entity::{ActiveModel, Entity, Model};
use crate::{Invalid, Store, audit, text};

/// An address to be recorded.
#[derive(Clone, Debug, Default)]
pub struct NewAddress {
    /// Street and number, at most 200 characters.
    pub line1: String,
    /// Flat, floor, company, at most 200 characters.
    pub line2: Option<String>,
    /// Town, at most 100 characters.
    pub city: String,
    /// State, county or province, at most 100 characters.
    pub state: Option<String>,
    /// ISO 3166-1 alpha-2, such as GB.
    pub country: String,
    /// Postal code, at most 20 characters.
    pub zip_code: Option<String>,
    /// For the carrier, at most 32 characters.
    pub phone_number: Option<String>,
}

/// The row without its id.
pub(crate) fn check(input: &NewAddress, now: DateTime<Utc>) -> Result<Model, Invalid> {
    Ok(Model {
        id: 0,
        line1: text::required("line1", &input.line1, 200)?,
        line2: text::optional("line2", input.line2.as_deref(), 200)?,
        city: text::required("city", &input.city, 100)?,
        state: text::optional("state", input.state.as_deref(), 100)?,
        country: input.country.parse::<CountryCode>()?.to_string(),
        zip_code: text::optional("zip_code", input.zip_code.as_deref(), 20)?,
        phone_number: text::optional("phone_number", input.phone_number.as_deref(), 32)?,
        created_at: now,
        updated_at: now,
        version: 1,
    })
}

/// Records a checked address. The caller links it to a customer in the same transaction.
pub(crate) async fn add_in(
    store: &Store,
    transaction: &Transaction,
    address: Model,
) -> Result<Model, DbErr> {
    let address = insert_in(transaction, address).await?;
    let subject = format!("address {}", address.id);
    let act = audit::Act::added("addresses.create", subject, address.told());
    audit::record_in(store, transaction, act).await?;
    Ok(address)
}

/// The same without a trace in the audit log.
pub(super) async fn insert_in(
    transaction: &Transaction,
    mut address: Model,
) -> Result<Model, DbErr> {
    let mut row = ActiveModel::from(address.clone());
    row.id = ActiveValue::NotSet;
    let inserted = Entity::insert(row).exec(transaction).await?;
    address.id = inserted.last_insert_id;
    Ok(address)
}
