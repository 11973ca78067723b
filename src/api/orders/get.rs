//! `GET /v1/orders/{id}`.

use axum::Json;
use axum::extract::State;
use mercer_store::{Store, orders};

use crate::api::Answer;
use crate::api::path::IdText;
use crate::json;

/// One order with its lines.
pub(in crate::api) async fn get(
    State(store): State<Store>,
    id: IdText,
) -> Answer<Json<json::OrderWithItems>> {
    let order = orders::get(&store, id.of("order")?).await?;
    Ok(Json(order.into()))
}
