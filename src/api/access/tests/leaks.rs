//! Routes that forget to ask whose something is, for the walk to find.

use mercer_store::orders::{self, OrderError};
use mercer_store::staff::Permission;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::access::{Caller, Own, may};
use crate::api::answer::One;
use crate::api::problem::Problem;
use crate::api::request::{Body, Id, IdText, Object, Parameters};
use crate::api::routes::{Routes, get, post};
use crate::json;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "LeakQuery")]
struct Query {
    order_id: Option<i64>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "LeakInput", example = serde_json::json!({}))]
struct Input {
    order_id: Option<Id>,
    deep: Option<Object<Deep>>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "LeakDeep")]
struct Deep {
    order_ids: Vec<Id>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "BlindLeakInput")]
struct WithoutExample {
    order_id: Id,
}

pub(super) fn add(routes: Routes) -> Routes {
    let own = may(Permission::OrdersRead).or_own(Own::Narrowed);
    let says = "Leaks";
    routes
        .route(get("/v1/leaks/{id}", own, by_path, says).refuses::<OrderError>())
        .route(get("/v1/leaks", own, by_query, says).refuses::<OrderError>())
        .route(post("/v1/leaks", own, by_body, says).refuses::<OrderError>())
        .route(post("/v1/blind-leaks", own, without_example, says).refuses::<OrderError>())
}

async fn by_path(caller: Caller, id: IdText) -> Answer<One<json::OrderWithItems>> {
    told(&caller, id.of("order")?).await
}

async fn by_query(
    caller: Caller,
    Parameters(query): Parameters<Query>,
) -> Answer<One<json::OrderWithItems>> {
    told(&caller, query.order_id.unwrap_or_default()).await
}

async fn by_body(caller: Caller, Body(input): Body<Input>) -> Answer<One<json::OrderWithItems>> {
    let deep = input
        .deep
        .and_then(|Object(deep)| deep.order_ids.first().copied());
    let id = input.order_id.or(deep).map_or(0, |id| id.0);
    told(&caller, id).await
}

async fn without_example(
    caller: Caller,
    Body(input): Body<WithoutExample>,
) -> Answer<One<json::OrderWithItems>> {
    told(&caller, input.order_id.0).await
}

async fn told(caller: &Caller, id: i64) -> Answer<One<json::OrderWithItems>> {
    let order = orders::get(caller.store(), id).await;
    Ok(One(order.map_err(Problem::from)?.into()))
}
