//! How a database would run a statement, and which tables it would walk through for it.

use std::collections::BTreeMap;

use super::collected::Collected;
use crate::databases::{Database, Kind, Rows, snapshot};
use crate::error::ProofError;

/// A table that is read from one end to the other, whether or not in the order of an index.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    /// The table.
    pub(super) table: String,
    /// In the words of the plan.
    pub(super) how: String,
}

/// How the database's own tables begin.
const SYSTEM: &[&str] = &["sqlite_", "pg_", "pragma_"];

/// Tables that do not grow with what is sold: nobody has a thousand rows in them.
const SMALL: &[&str] = &[
    "api_keys",
    "categories",
    "invoice_series",
    "locations",
    "number_series",
    "oauth_clients",
    "settings",
    "tax_classes",
    "users",
];

/// Below so many rows servers take any index or none, whatever there is.
const FEW_ROWS: i64 = 1_000;

impl Walk {
    pub(super) fn is_of_a_small_table(&self) -> bool {
        let is_system = |begin: &&str| self.table.starts_with(*begin);
        SMALL.contains(&self.table.as_str()) || SYSTEM.iter().any(is_system)
    }
}

/// A database that is asked.
pub(super) struct Asked {
    database: Database,
    /// How many rows there are about, where that matters.
    rows: BTreeMap<String, i64>,
}

impl Asked {
    pub(super) fn open(database: &Database) -> Result<Self, ProofError> {
        let mut database = database.clone();
        let mut rows = BTreeMap::new();
        match database.kind {
            Kind::Sqlite => {}
            // A walk is planned only where nothing else would do, however few rows there are.
            Kind::Postgres => {
                rows.extend(rows_of(&database, POSTGRES_ROWS)?);
                database.url.push_str("?options[enable_seqscan]=off");
            }
            Kind::Mariadb => rows.extend(rows_of(&database, MARIADB_ROWS)?),
        }
        Ok(Asked { database, rows })
    }

    /// The tables that the statement would walk through.
    pub(super) fn walks(&self, statement: &Collected) -> Result<Vec<Walk>, ProofError> {
        let sample = &statement.sample;
        let question = match self.database.kind {
            Kind::Sqlite => format!("EXPLAIN QUERY PLAN {sample}"),
            Kind::Postgres | Kind::Mariadb => format!("EXPLAIN {sample}"),
        };
        let plan = snapshot(&self.database, &[&question])?;
        let plan = plan.into_iter().next().unwrap_or_default();
        let is_paged = statement.sql.contains("LIMIT");
        Ok(match self.database.kind {
            Kind::Sqlite => of_sqlite(&plan, &statement.sql, is_paged),
            Kind::Postgres => self.of_postgres(&plan, is_paged),
            Kind::Mariadb => self.of_mariadb(&plan, &statement.sql, is_paged),
        })
    }

    /// `Seq Scan on orders`, and an index scan without a condition unless the walk ends with the page.
    fn of_postgres(&self, plan: &Rows, is_paged: bool) -> Vec<Walk> {
        let lines: Vec<&str> = plan.iter().map(|row| row[0].text()).collect();
        let mut walks = Vec::new();
        for (place, line) in lines.iter().enumerate() {
            let Some((how, after)) = line.split_once(" on ") else {
                continue;
            };
            let has_condition = lines[place + 1..]
                .iter()
                .take_while(|line| !line.contains("->"))
                .any(|line| line.contains("Index Cond:"));
            let table = after.split([' ', '(']).next().unwrap_or_default();
            let table = table.trim_matches('"');
            let is_large = self.rows.get(table).is_some_and(|&rows| rows >= FEW_ROWS);
            let is_index = how.contains("Index") && how.contains("Scan");
            let is_walk =
                how.contains("Seq Scan") || is_index && is_large && !has_condition && !is_paged;
            if is_walk {
                walks.push(Walk {
                    table: table.to_owned(),
                    how: how.trim_start_matches([' ', '-', '>']).to_owned(),
                });
            }
        }
        walks
    }

    /// Without a single index that could be taken.
    fn of_mariadb(&self, plan: &Rows, sql: &str, is_paged: bool) -> Vec<Walk> {
        let names = names_in(sql);
        let mut walks = Vec::new();
        for row in plan {
            let [_, _, table, kind, possible, ..] = row.as_slice() else {
                continue;
            };
            let alias = table.text();
            let table = names.get(alias).map_or(alias, String::as_str);
            let is_large = self.rows.get(table).is_some_and(|&rows| rows >= FEW_ROWS);
            let is_walk = match kind.text() {
                "ALL" => possible.text().is_empty(),
                "index" => possible.text().is_empty() && !is_paged,
                _ => false,
            };
            if is_walk && is_large {
                walks.push(Walk {
                    table: table.to_owned(),
                    how: format!("type {}", kind.text()),
                });
            }
        }
        walks
    }
}

fn rows_of(database: &Database, question: &str) -> Result<BTreeMap<String, i64>, ProofError> {
    let told = snapshot(database, &[question])?;
    let told = told.into_iter().flatten();
    Ok(told
        .map(|row| (row[0].text().to_owned(), row[1].integer()))
        .collect())
}

const POSTGRES_ROWS: &str = "SELECT relname::text, reltuples::bigint FROM pg_class";

const MARIADB_ROWS: &str = "SELECT CAST(table_name AS CHAR) AS name, \
    CAST(COALESCE(table_rows, 0) AS SIGNED) AS row_count \
    FROM information_schema.tables WHERE table_schema = DATABASE()";

/// `SCAN orders`, with an index or by id, unless nothing is sorted: then the walk ends with the page.
fn of_sqlite(plan: &Rows, sql: &str, is_paged: bool) -> Vec<Walk> {
    let names = names_in(sql);
    let details = plan.iter().filter_map(|row| row.get(3));
    let sorts = details
        .clone()
        .any(|detail| detail.text().contains("FOR ORDER BY"));
    let scans = details.filter_map(|detail| {
        let rest = detail.text().strip_prefix("SCAN ")?;
        let alias = rest.split(' ').next().unwrap_or(rest);
        // Anything else is a part of the statement itself.
        let table = names.get(alias)?;
        let ends_with_page = is_paged && !sorts;
        (!ends_with_page).then(|| Walk {
            table: table.clone(),
            how: detail.text().to_owned(),
        })
    });
    scans.collect()
}

/// The tables of a statement, by the names that it gives them.
fn names_in(sql: &str) -> BTreeMap<String, String> {
    let words: Vec<&str> = sql
        .split([' ', '\n', ',', '(', ')'])
        .filter(|word| !word.is_empty())
        .map(|word| word.trim_matches(['"', '`']))
        .collect();
    let mut names = BTreeMap::new();
    for (place, word) in words.iter().enumerate() {
        if !["FROM", "JOIN", "UPDATE", "INTO"].contains(&word.to_ascii_uppercase().as_str()) {
            continue;
        }
        let Some(&table) = words.get(place + 1) else {
            continue;
        };
        names.insert(table.to_owned(), table.to_owned());
        let next = words.get(place + 2).copied().unwrap_or_default();
        let alias = match next.to_ascii_uppercase().as_str() {
            "AS" => words.get(place + 3).copied().unwrap_or_default(),
            _ => next,
        };
        names
            .entry(alias.to_owned())
            .or_insert_with(|| table.to_owned());
    }
    // What the statement itself has made is no table.
    for pair in words.windows(2) {
        if ["WITH", "RECURSIVE"].contains(&pair[0].to_ascii_uppercase().as_str()) {
            names.remove(pair[1]);
        }
        if pair[1].eq_ignore_ascii_case("AS") && sql.contains(&format!("{} AS (", pair[0])) {
            names.remove(pair[0]);
        }
    }
    names
}
