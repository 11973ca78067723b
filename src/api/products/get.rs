//! `GET /v1/products/{id}`.

use axum::Json;
use axum::extract::State;
use mercer_store::{Store, products};

use crate::api::Answer;
use crate::api::path::IdText;
use crate::json;

/// One product.
pub(in crate::api) async fn get(
    State(store): State<Store>,
    id: IdText,
) -> Answer<Json<json::Product>> {
    let product = products::get(&store, id.of("product")?).await?;
    Ok(Json(product.into()))
}
