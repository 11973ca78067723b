//! A schema for reading: as JSON in the words of revision files, or as SQL.
//!
//! Deliberately absent: rows, and whatever else a schema does not hold, such as procedures.

use chrono::DateTime;
use mercer_database::Kind;
use serde_json::{Map, Value};

use crate::{Operation, PlanOptions, RenderError, Revision, Schema, plan, render, replay};

/// The schema as JSON: its tables and enum types, each as a revision file would create it.
pub fn schema_json(schema: &Schema) -> String {
    let enums = schema.enums.iter().cloned().map(Operation::CreateEnum);
    let tables = schema.tables.iter().cloned();
    let tables = tables.map(|table| Operation::CreateTable(Box::new(table)));
    let mut exported = Map::new();
    exported.insert("tables".to_owned(), operations_json(tables.collect()));
    exported.insert("enums".to_owned(), operations_json(enums.collect()));
    let mut text = Value::Object(exported).to_string();
    if let Ok(value) = serde_json::from_str::<Value>(&text)
        && let Ok(pretty) = serde_json::to_string_pretty(&value)
    {
        text = pretty;
    }
    text.push('\n');
    text
}

fn operations_json(operations: Vec<Operation>) -> Value {
    let revision = Revision {
        id: "export".to_owned(),
        down: Vec::new(),
        branch_labels: Vec::new(),
        depends_on: Vec::new(),
        message: String::new(),
        created: DateTime::UNIX_EPOCH,
        operations,
        down_operations: None,
        irreversible: None,
        destructive: None,
    };
    let printed: toml::Table =
        toml::from_str(&revision.print()).expect("a printed revision is TOML");
    let Some(toml::Value::Array(operations)) = printed.get("op") else {
        return Value::Array(Vec::new());
    };
    let mut values = Vec::new();
    for operation in operations {
        let mut value = serde_json::to_value(operation).expect("TOML tables are JSON objects");
        if let Some(fields) = value.as_object_mut() {
            fields.remove("do");
        }
        values.push(value);
    }
    Value::Array(values)
}

/// The SQL that creates the schema in an empty database of this kind.
///
/// # Panics
/// Never: a plan from nothing creates what it names.
pub fn schema_sql(schema: &Schema, kind: Kind) -> Result<String, RenderError> {
    let mut built = Schema::default();
    let steps = plan(&built, schema, kind, &PlanOptions::default());
    let mut text = String::new();
    for operation in &steps.operations {
        for statement in render(operation, &built, kind)? {
            text.push_str(statement.sql.trim_end_matches(';'));
            text.push_str(";\n");
        }
        text.push('\n');
        // A plan from nothing creates what it names.
        replay(&mut built, operation).expect("a plan can be replayed");
    }
    Ok(text)
}
