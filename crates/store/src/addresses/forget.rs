//! What is left of addresses when the person is forgotten: the country, which taxes depend on.

use chrono::{DateTime, Utc};
use mercer_database::{Json, Transaction};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::book::remove_customer_in;
use super::link::{Column, Entity as Links, Model as Link};
use super::link_customer::insert_link_in;
use super::new_address::insert_in;
use super::{Address, AddressError, entity};

/// Stands where something was.
const ERASED: &str = "erased";

/// ISO 3166's code for a country that is not known.
const UNKNOWN_COUNTRY: &str = "ZZ";

/// Takes all addresses from a customer whose row is locked, and gives them one that says nothing
/// but the country of their default one: nobody is without an address. Addresses that nobody else
/// has go. Returns how many addresses left the book; none when it was like that before.
pub(crate) async fn forget_customer_in(
    transaction: &Transaction,
    customer_id: i64,
    now: DateTime<Utc>,
) -> Result<u64, AddressError> {
    let links = Links::find()
        .filter(Column::CustomerId.eq(customer_id))
        .all(transaction)
        .await?;
    let addresses = entity::Entity::find()
        .filter(entity::Column::Id.is_in(links.iter().map(|link| link.address_id)))
        .all(transaction)
        .await?;
    let default = links.iter().find(|link| link.default_shipping);
    let default = default.and_then(|link| addresses.iter().find(|a| a.id == link.address_id));
    let country = default.map_or(UNKNOWN_COUNTRY, |address| &address.country);
    let nothing = nothing_but(country, now);
    if let ([link], [address]) = (links.as_slice(), addresses.as_slice())
        && link.label.is_none()
        && says_nothing(address)
    {
        return Ok(0);
    }
    remove_customer_in(transaction, customer_id).await?;
    let address_id = insert_in(transaction, nothing).await?.id;
    let link = Link {
        customer_id,
        address_id,
        label: None,
        default_shipping: true,
        default_billing: true,
    };
    insert_link_in(transaction, &link).await?;
    Ok(links.len() as u64)
}

fn nothing_but(country: &str, now: DateTime<Utc>) -> Address {
    Address {
        id: 0,
        line1: ERASED.to_owned(),
        line2: None,
        city: ERASED.to_owned(),
        state: None,
        country: country.to_owned(),
        zip_code: None,
        phone_number: None,
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

fn says_nothing(address: &Address) -> bool {
    let nothing = nothing_but(&address.country, address.created_at);
    *address
        == Address {
            id: address.id,
            updated_at: address.updated_at,
            version: address.version,
            ..nothing
        }
}

/// The same of an address that was written into an order.
pub(crate) fn forgotten(snapshot: &Json) -> Json {
    Json(serde_json::json!({
        "line1": ERASED,
        "line2": null,
        "city": ERASED,
        "state": null,
        "country": snapshot.0.get("country"),
        "zip_code": null,
        "phone_number": null,
    }))
}
