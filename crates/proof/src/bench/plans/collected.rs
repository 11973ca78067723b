//! What the tests wrote down.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::databases::Kind;
use crate::error::{Named, ProofError};

/// A statement of the store's.
#[derive(Clone, Debug)]
pub(super) struct Collected {
    /// Whose.
    pub(super) kind: Kind,
    /// With marks for its values.
    pub(super) sql: String,
    /// With the values of some time it was run.
    pub(super) sample: String,
    /// The file of the function that ran it.
    pub(super) origin: String,
}

/// Each once, without what has no plan.
pub(super) fn read(folder: &Path) -> Result<Vec<Collected>, ProofError> {
    let mut all = BTreeMap::new();
    for file in std::fs::read_dir(folder).named("looking for statements")? {
        let file = file.named("looking for statements")?.path();
        let text = std::fs::read_to_string(&file).named("reading statements")?;
        for line in text.lines() {
            let line: Value = serde_json::from_str(line).unwrap_or_default();
            let text = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
            let kind = match line["database"].as_str() {
                Some("Sqlite") => Kind::Sqlite,
                Some("Postgres") => Kind::Postgres,
                Some("MySql") => Kind::Mariadb,
                _ => continue,
            };
            let sql = text("sql");
            if has_plan(&sql) {
                let one = Collected {
                    kind,
                    sql: sql.clone(),
                    sample: text("sample"),
                    origin: text("origin"),
                };
                all.entry((kind.to_string(), sql)).or_insert(one);
            }
        }
    }
    Ok(all.into_values().collect())
}

/// Rows that are only added have none, nor do settings.
fn has_plan(sql: &str) -> bool {
    let mut words = sql.split_whitespace();
    let first = words.next().unwrap_or_default().to_ascii_uppercase();
    match first.trim_start_matches('(') {
        "SELECT" => sql.contains("FROM"),
        "UPDATE" | "DELETE" | "WITH" => true,
        "INSERT" => sql.contains("SELECT") && sql.contains("FROM"),
        _ => false,
    }
}
