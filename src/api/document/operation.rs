//! One operation of the document: a method of an address.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use schemars::JsonSchema;
use serde_json::{Map, Value, json};

use super::Schemas;

/// What a request needs beside credentials, and what it can be answered with.
#[derive(Clone, Debug, Default)]
pub(in crate::api) struct Operation {
    takes_keys: bool,
    parameters: Vec<Value>,
    body: Option<Value>,
    answers: BTreeMap<u16, Value>,
    problems: BTreeMap<u16, BTreeSet<&'static str>>,
}

impl Operation {
    /// One of which nothing is told yet but whether its requests may have an `Idempotency-Key`.
    pub(in crate::api) fn of(takes_keys: bool) -> Self {
        Operation {
            takes_keys,
            ..Operation::default()
        }
    }

    /// Whether its requests may have an `Idempotency-Key`.
    pub(in crate::api) fn takes_keys(&self) -> bool {
        self.takes_keys
    }

    /// Adds a parameter of the query, of the path or among the headers, unless it is there.
    // The call reads best with the schema written in place.
    #[allow(clippy::needless_pass_by_value)]
    pub(in crate::api) fn parameter(&mut self, place: &str, name: &str, schema: Value, says: &str) {
        let is_same = |other: &Value| other["name"] == name && other["in"] == place;
        if self.parameters.iter().any(is_same) {
            return;
        }
        let mut parameter = json!({ "name": name, "in": place, "schema": schema });
        if !says.is_empty() {
            parameter["description"] = says.into();
        }
        if place == "path" {
            parameter["required"] = true.into();
        }
        self.parameters.push(parameter);
    }

    /// Marks a parameter as one that has to be given.
    pub(in crate::api) fn required(&mut self, name: &str) {
        let named = self.parameters.iter_mut().find(|one| one["name"] == name);
        if let Some(parameter) = named {
            parameter["required"] = true.into();
        }
    }

    /// Adds a parameter of the query that names some of these words, with commas between.
    pub(in crate::api) fn words(&mut self, name: &str, words: &[&str], says: &str) {
        let word = json!({ "type": "string", "enum": words });
        let schema = json!({ "type": "array", "items": word, "minItems": 1 });
        self.parameter("query", name, schema, says);
        let added = self.parameters.iter_mut().find(|one| one["name"] == name);
        if let Some(parameter) = added {
            parameter["style"] = "form".into();
            parameter["explode"] = false.into();
        }
    }

    /// The body that it takes.
    pub(in crate::api) fn body<T: JsonSchema>(
        &mut self,
        content_type: &str,
        schemas: &mut Schemas,
    ) {
        let schema = schemas.taken.subschema_for::<T>();
        let content = Map::from_iter([(content_type.to_owned(), json!({ "schema": schema }))]);
        self.body = Some(json!({ "required": true, "content": content }));
    }

    /// An answer with a JSON body.
    pub(in crate::api) fn json<T: JsonSchema>(
        &mut self,
        status: StatusCode,
        says: &str,
        headers: &[(&str, &str)],
        schemas: &mut Schemas,
    ) {
        let schema = schemas.sent.subschema_for::<T>();
        let content = json!({ "application/json": { "schema": schema } });
        self.answer(status, says, headers, Some(content));
    }

    /// An answer with any body, or none.
    pub(in crate::api) fn answer(
        &mut self,
        status: StatusCode,
        says: &str,
        headers: &[(&str, &str)],
        content: Option<Value>,
    ) {
        let mut answer = json!({ "description": says });
        let header = |(name, says): &(&str, &str)| {
            let header = json!({ "description": says, "schema": { "type": "string" } });
            ((*name).to_owned(), header)
        };
        if !headers.is_empty() {
            answer["headers"] = Value::Object(headers.iter().map(header).collect());
        }
        if let Some(content) = content {
            answer["content"] = content;
        }
        // One status may come in several forms: a page, and JSON.
        let told = self.answers.remove(&status.as_u16());
        let told = told.as_ref().and_then(|told| told["content"].as_object());
        for (content_type, schema) in told.into_iter().flatten() {
            answer["content"][content_type] = schema.clone();
        }
        self.answers.insert(status.as_u16(), answer);
    }

    /// An answer without a body, unless that status is told of already.
    pub(in crate::api) fn answer_unless_there(&mut self, status: StatusCode, says: &str) {
        if !self.answers.contains_key(&status.as_u16()) {
            self.answer(status, says, &[], None);
        }
    }

    /// The fields of the things that it answers with; empty if it tells of no things.
    pub(in crate::api) fn fields(&self, schemas: &Schemas) -> BTreeSet<String> {
        let definitions = schemas.sent.definitions();
        let resolved = |schema: &Value| -> Option<Value> {
            match schema["$ref"].as_str() {
                Some(reference) => definitions.get(reference.rsplit('/').next()?).cloned(),
                None => Some(schema.clone()),
            }
        };
        let answer = self.answers.get(&200);
        let schema =
            answer.and_then(|answer| resolved(&answer["content"]["application/json"]["schema"]));
        let Some(mut schema) = schema else {
            return BTreeSet::new();
        };
        let is_page = schema["properties"]["next"].is_object();
        if is_page {
            let things = resolved(&schema["properties"]["items"]["items"]);
            schema = things.unwrap_or_default();
        }
        let names = schema["properties"].as_object().into_iter().flatten();
        names.map(|(name, _)| name.clone()).collect()
    }

    /// A refusal that it can have.
    pub(in crate::api) fn problem(&mut self, status: StatusCode, code: &'static str) {
        self.problems
            .entry(status.as_u16())
            .or_default()
            .insert(code);
    }

    /// Whether the document tells of this answer.
    pub(in crate::api) fn tells_of(&self, status: StatusCode, code: Option<&str>) -> bool {
        let status = status.as_u16();
        match code {
            Some(code) => self
                .problems
                .get(&status)
                .is_some_and(|codes| codes.contains(code)),
            None => self.answers.contains_key(&status),
        }
    }

    /// As the document writes it.
    pub(in crate::api) fn into_value(self, id: &str, says: &str, tag: &str) -> Value {
        let mut responses: Map<String, Value> = self
            .answers
            .into_iter()
            .map(|(status, answer)| (status.to_string(), answer))
            .collect();
        for (status, codes) in &self.problems {
            responses.insert(status.to_string(), refusal(*status, codes));
        }
        let mut value = json!({
            "operationId": id,
            "summary": says,
            "tags": [tag],
            "responses": responses,
        });
        if !self.parameters.is_empty() {
            value["parameters"] = self.parameters.into();
        }
        if let Some(body) = self.body {
            value["requestBody"] = body;
        }
        value
    }
}

fn refusal(status: u16, codes: &BTreeSet<&'static str>) -> Value {
    let named: Vec<_> = codes.iter().map(|code| format!("`{code}`")).collect();
    let mut refusal = json!({
        "description": named.join(", "),
        "content": { "application/problem+json": { "schema": {
            "allOf": [
                { "$ref": "#/components/schemas/Problem" },
                { "properties": { "code": { "type": "string", "enum": codes } } },
            ],
        } } },
    });
    if matches!(status, 429 | 503) {
        refusal["headers"] = json!({ "Retry-After": {
            "description": "Seconds after which trying again may succeed.",
            "schema": { "type": "string" },
        } });
    }
    refusal
}
