//! `GET /v1/products?limit=&after=&q=`.

use axum::Json;
use axum::extract::State;
use mercer_store::Store;
use mercer_store::products::{self, ListProducts, ProductError};

use crate::api::Answer;
use crate::api::query::{self, ListQuery};
use crate::json;

/// Products by id; with `q` those whose name begins with it.
pub(in crate::api) async fn list(
    State(store): State<Store>,
    query: ListQuery,
) -> Answer<Json<json::Page<json::Product>>> {
    let wanted = ListProducts {
        page: query.page,
        name_prefix: query.q,
        ..ListProducts::default()
    };
    let page = products::list(&store, wanted)
        .await
        .map_err(|error| match error {
            // The only text that it takes.
            ProductError::Invalid(invalid) => query::refused("q", &invalid.reason),
            other => other.into(),
        })?;
    Ok(Json(json::Page::of(page, json::Product::from)))
}
