//! `POST /v1/orders`.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use mercer_store::inventory::InventoryError;
use mercer_store::orders::{self, Fulfilment, OrderError, OrderKind, OrderLine, PlaceOrder};
use mercer_store::{Currency, Quantity, Store};
use serde::Deserialize;

use crate::api::Answer;
use crate::api::body::{Body, Id, Object};
use crate::api::problem::Problem;
use crate::json;

/// The order as the client writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct Input {
    customer_id: Id,
    lines: Vec<Object<Line>>,
    kind: Option<OrderKind>,
    currency: Option<Currency>,
    location_id: Option<Id>,
    handed_over: Option<bool>,
}

/// One line of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    product_id: Id,
    quantity: Quantity,
}

/// Places an order; the answer says where it is.
pub(in crate::api) async fn place(
    State(store): State<Store>,
    Body(input): Body<Input>,
) -> Answer<impl IntoResponse> {
    let products: Vec<i64> = input.products().collect();
    let placed = orders::place(&store, input.into())
        .await
        .map_err(|error| refused(error, &products))?;
    let location = format!("/v1/orders/{}", placed.order.id);
    let body = json::OrderWithItems::from(placed);
    Ok((
        StatusCode::CREATED,
        [(header::LOCATION, location)],
        Json(body),
    ))
}

/// Names the lines of a product that is out of stock.
fn refused(error: OrderError, products: &[i64]) -> Problem {
    let short = match &error {
        OrderError::Inventory(InventoryError::OutOfStock { product_id, .. }) => Some(*product_id),
        _ => None,
    };
    let detail = error.to_string();
    let lines = products.iter().enumerate();
    lines
        .filter(|(_, product_id)| Some(**product_id) == short)
        .fold(Problem::from(error), |problem, (index, _)| {
            problem.at(&format!("lines/{index}/quantity"), detail.clone())
        })
}

impl Input {
    /// The product of each line.
    fn products(&self) -> impl Iterator<Item = i64> {
        self.lines.iter().map(|Object(line)| line.product_id.0)
    }
}

impl From<Input> for PlaceOrder {
    fn from(input: Input) -> Self {
        let line = |Object(line): Object<Line>| OrderLine::of(line.product_id.0, line.quantity);
        PlaceOrder {
            customer_id: input.customer_id.0,
            kind: input.kind.unwrap_or(OrderKind::Sale),
            lines: input.lines.into_iter().map(line).collect(),
            currency: input.currency,
            location_id: input.location_id.map(|id| id.0),
            fulfilment: if input.handed_over == Some(true) {
                Fulfilment::HandOver
            } else {
                Fulfilment::Reserve
            },
            discount: None,
            shipping: 0,
        }
    }
}
