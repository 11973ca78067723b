//! What may stand after the `?` of a list.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use mercer_store::page::{DEFAULT_LIMIT, MAX_LIMIT};
use mercer_store::sort::{Sort, SortKey};
use mercer_store::{Cursor, Invalid, PageRequest};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::api::Answer;
use crate::api::document::{Input, Operation, Schemas};
use crate::api::problem::Problem;

/// Names that the guard of the route reads, not the list.
pub(super) const OF_THE_GUARD: [&str; 2] = ["fields", "expand"];

/// What narrows a list: the declared filters of one resource, `q` among them where it has a search.
/// It is `deny_unknown_fields`; every field is optional.
pub(in crate::api) trait Filter: Default + DeserializeOwned + JsonSchema {
    /// What the list can be sorted by; the first is what it is sorted by unless told otherwise.
    const SORTS: &'static [&'static str];
}

/// A list without filters, by id.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct NoFilter {}

impl Filter for NoFilter {
    const SORTS: &'static [&'static str] = &[];
}

/// `?limit=20&cursor=..&sort=..` and the filters; anything else is refused by name.
pub(in crate::api) struct List<F> {
    limit: Option<String>,
    cursor: Option<String>,
    sort: Option<String>,
    /// What narrows it.
    pub(in crate::api) filter: F,
}

impl<F> List<F> {
    /// Which part of the list is wanted.
    pub(in crate::api) fn page(&self) -> Answer<PageRequest> {
        let limit = self.limit.as_deref().map(|text| {
            text.parse()
                .map_err(|_| Invalid::new("limit", "it is not a whole number such as 20"))
        });
        let cursor = self.cursor.as_deref().map(str::parse::<Cursor>);
        let (limit, cursor) = (limit.transpose(), cursor.transpose());
        limit
            .and_then(|limit| PageRequest::new(cursor?, limit))
            .map_err(in_query)
    }

    /// What it is to be sorted by.
    pub(in crate::api) fn sort<K: SortKey>(&self) -> Answer<Sort<K>> {
        let sort = self.sort.as_deref().map(str::parse).transpose();
        Ok(sort.map_err(in_query)?.unwrap_or_default())
    }
}

impl<F: Filter, S: Send + Sync> FromRequestParts<S> for List<F> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        read(parts.uri.query().unwrap_or_default())
    }
}

fn read<F: Filter>(query: &str) -> Answer<List<F>> {
    let (mut limit, mut cursor, mut sort) = (None, None, None);
    let mut rest = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let slot = match name.as_ref() {
            "limit" => &mut limit,
            "cursor" => &mut cursor,
            "sort" if !F::SORTS.is_empty() => &mut sort,
            name if OF_THE_GUARD.contains(&name) => continue,
            name => {
                rest.append_pair(name, &value);
                continue;
            }
        };
        if slot.replace(value.into_owned()).is_some() {
            return Err(refused(&name, "it is given twice"));
        }
    }
    let rest = rest.finish();
    let filter = if rest.is_empty() {
        F::default()
    } else {
        filter(&rest)?
    };
    Ok(List {
        limit,
        cursor,
        sort,
        filter,
    })
}

pub(super) fn filter<F: DeserializeOwned>(query: &str) -> Answer<F> {
    let pairs = form_urlencoded::parse(query.as_bytes());
    let pairs = serde_urlencoded::Deserializer::new(pairs);
    serde_path_to_error::deserialize(pairs).map_err(|error| {
        let path = error.path().to_string();
        let reason = error.into_inner().to_string();
        let named = reason.split('`').nth(1);
        match named {
            // "unknown field `colour`, expected one of .."
            Some(name) if reason.contains(" field `") => refused(name, &reason),
            _ => refused(&path, &reason),
        }
    })
}

/// The refusal of a list: what it names are parameters of the query.
pub(in crate::api) fn in_query(error: impl Into<Problem>) -> Problem {
    error.into().about_the_query()
}

/// A refusal of one parameter.
pub(in crate::api) fn refused(parameter: &str, reason: &str) -> Problem {
    Problem::invalid(format!("{parameter}: {reason}")).in_query(parameter, reason)
}

impl<F: Filter> Input for List<F> {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        let limit = json!({
            "type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT,
        });
        operation.parameter("query", "limit", limit, "At most so many.");
        let says = "The `next` of the page before.";
        let cursor = json!({ "type": "string", "pattern": "^[A-Za-z0-9_-]+$" });
        operation.parameter("query", "cursor", cursor, says);
        if let Some(first) = F::SORTS.first() {
            let sorts = json!({ "type": "string", "enum": F::SORTS, "default": first });
            let says = "What to sort by; a minus turns the order round.";
            operation.parameter("query", "sort", sorts, says);
        }
        describe::<F>(operation, schemas);
    }
}

/// Adds the fields of a type as parameters of the query.
pub(super) fn describe<F: JsonSchema>(operation: &mut Operation, schemas: &mut Schemas) {
    let mut schema = F::json_schema(&mut schemas.taken).to_value();
    let properties = schema.get_mut("properties").map(Value::take);
    for (name, mut schema) in properties
        .iter()
        .filter_map(Value::as_object)
        .flatten()
        .map(|(name, schema)| (name, schema.clone()))
    {
        let says = schema.get_mut("description").map(Value::take);
        let says = says.as_ref().and_then(Value::as_str).unwrap_or_default();
        if let Some(schema) = schema.as_object_mut() {
            schema.remove("description");
        }
        operation.parameter("query", name, schema, says);
    }
    operation.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
}
