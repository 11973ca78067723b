//! A customer's default addresses, as they are written into an order.

use mercer_database::{Json, Transaction};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::entity::{self, Model as Address};
use super::link;

/// The addresses of an order, as JSON documents.
pub(crate) struct Snapshot {
    pub(crate) shipping: Json,
    pub(crate) billing: Json,
}

/// The most addresses looked at for the defaults, which sort first.
const LOOKED_AT: u64 = 20;

/// `None` if there is no such customer: every customer has at least one address.
pub(crate) async fn snapshot_in(
    transaction: &Transaction,
    customer_id: i64,
) -> Result<Option<Snapshot>, DbErr> {
    let found = link::Entity::find()
        .filter(link::Column::CustomerId.eq(customer_id))
        .order_by_desc(link::Column::DefaultShipping)
        .order_by_desc(link::Column::DefaultBilling)
        .order_by_asc(link::Column::AddressId)
        .limit(LOOKED_AT)
        .all(transaction)
        .await?;
    let Some(shipping) = found.first() else {
        return Ok(None);
    };
    let billing = found
        .iter()
        .find(|link| link.default_billing)
        .unwrap_or(shipping);
    let ids = [shipping.address_id, billing.address_id];
    let addresses = entity::Entity::find()
        .filter(entity::Column::Id.is_in(ids))
        .all(transaction)
        .await?;
    let document = |id: i64| {
        addresses
            .iter()
            .find(|address| address.id == id)
            .map(document)
    };
    Ok(document(shipping.address_id)
        .zip(document(billing.address_id))
        .map(|(shipping, billing)| Snapshot { shipping, billing }))
}

fn document(address: &Address) -> Json {
    Json(serde_json::json!({
        "line1": address.line1,
        "line2": address.line2,
        "city": address.city,
        "state": address.state,
        "country": address.country,
        "zip_code": address.zip_code,
        "phone_number": address.phone_number,
    }))
}
