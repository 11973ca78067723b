//! What may stand after the `?` where there is no list.

use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::query::{OF_THE_GUARD, describe, filter};
use crate::api::document::{Input, Operation, Schemas};
use crate::api::problem::Problem;

/// The parameters of the query; any other is refused by name. `T` is `deny_unknown_fields`.
pub(in crate::api) struct Parameters<T>(pub(in crate::api) T);

/// None at all.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct NoParameters {}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Parameters<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        let mut own = form_urlencoded::Serializer::new(String::new());
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if parts.method != Method::GET || !OF_THE_GUARD.contains(&name.as_ref()) {
                own.append_pair(&name, &value);
            }
        }
        filter(&own.finish()).map(Parameters)
    }
}

impl<T: JsonSchema> Input for Parameters<T> {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        describe::<T>(operation, schemas);
        let schema = T::json_schema(&mut schemas.taken).to_value();
        let required = schema["required"].as_array().into_iter().flatten();
        for name in required.filter_map(Value::as_str) {
            operation.required(name);
        }
    }
}
