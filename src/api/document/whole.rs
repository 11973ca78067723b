//! The document of all operations.

use std::collections::BTreeMap;

use axum::http::Method;
use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::security::security_schemes;
use super::{examples, texts};

/// The schemas that operations refer to by name.
pub(in crate::api) struct Schemas {
    /// Of what is sent, in which every field stands.
    pub(in crate::api) sent: SchemaGenerator,
    /// Of what is taken, in which fields may be left out.
    pub(in crate::api) taken: SchemaGenerator,
}

/// The document as it grows with every route.
pub(in crate::api) struct Document {
    pub(in crate::api) schemas: Schemas,
    paths: BTreeMap<String, Map<String, Value>>,
}

impl Document {
    /// Without operations.
    pub(in crate::api) fn new() -> Self {
        let settings = || {
            SchemaSettings::draft2020_12().with(|settings| {
                settings.meta_schema = None;
                settings.definitions_path = "/components/schemas".into();
            })
        };
        Document {
            schemas: Schemas {
                sent: settings().for_serialize().into_generator(),
                taken: settings().for_deserialize().into_generator(),
            },
            paths: BTreeMap::new(),
        }
    }

    /// Adds an operation.
    pub(in crate::api) fn add(&mut self, method: &Method, path: &str, operation: Value) {
        let methods = self.paths.entry(path.to_owned()).or_default();
        methods.insert(method.as_str().to_ascii_lowercase(), operation);
    }

    /// The whole of it.
    pub(in crate::api) fn finish(mut self) -> Value {
        let refusals = share_refusals(&mut self.paths);
        examples::put(&mut self.paths);
        let mut schemas = self.schemas.taken.take_definitions(true);
        for (name, schema) in &mut schemas {
            texts::describe(name, schema);
        }
        for (name, schema) in self.schemas.sent.take_definitions(true) {
            let taken = schemas.insert(name.clone(), schema.clone());
            assert!(
                taken.is_none_or(|taken| taken == schema),
                "{name} is sent in another form than it is taken; give one of them another name"
            );
        }
        schemas.insert("Problem".to_owned(), problem().to_value());
        schemas.extend([texts::countries()]);
        json!({
            "openapi": "3.1.0",
            "info": {
                "title": "Mercer",
                "version": env!("CARGO_PKG_VERSION"),
                "description": "The store in one file: customers, catalogue, stock, orders, \
                    payments, shipments and books.",
                "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
            },
            "servers": [{ "url": "/" }],
            "paths": self.paths,
            "components": {
                "schemas": schemas,
                "responses": refusals,
                "securitySchemes": security_schemes(),
            },
        })
    }
}

/// Takes the refusals out of the operations: each stands once, under its status and codes, however
/// many operations can be refused so. Without it they are nine tenths of the document.
fn share_refusals(paths: &mut BTreeMap<String, Map<String, Value>>) -> Map<String, Value> {
    let mut shared = Map::new();
    let operations = paths.values_mut().flat_map(|methods| methods.values_mut());
    for operation in operations {
        let answers = operation["responses"].as_object_mut();
        for (status, answer) in answers.into_iter().flatten() {
            if answer["content"]["application/problem+json"].is_null() {
                continue;
            }
            let codes = answer["description"].as_str().unwrap_or_default();
            let name = format!("{status}.{}", codes.replace('`', "").replace(", ", "."));
            let reference = json!({ "$ref": format!("#/components/responses/{name}") });
            shared.insert(name, std::mem::replace(answer, reference));
        }
    }
    shared
}

/// The schema of every refusal (RFC 9457).
fn problem() -> Schema {
    schemars::json_schema!({
        "type": "object",
        "description": "A refusal. `code` is for programs and never changes its meaning.",
        "required": ["type", "code", "title", "status", "detail"],
        "properties": {
            "type": { "type": "string", "format": "uri" },
            "code": { "type": "string" },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string" },
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["detail"],
                    "properties": {
                        "pointer": {
                            "type": "string",
                            "description": "RFC 6901, into the body.",
                        },
                        "parameter": {
                            "type": "string",
                            "description": "The name of a parameter of the query.",
                        },
                        "header": { "type": "string", "description": "The name of a header." },
                        "detail": { "type": "string" },
                    },
                },
            },
        },
    })
}
