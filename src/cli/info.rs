//! `mercer info`.

use std::fmt::Write;

use clap::Args;
use mercer_store::Store;
use mercer_store::staff::Permission;
use serde::Serialize;

use super::Failure;
use super::db::Place;
use super::output::Output;
use super::table::{Align, Table, facts};
use crate::config::Config;

/// The tables that people think of a shop by.
const TABLES: [&str; 9] = [
    "customers",
    "addresses",
    "categories",
    "products",
    "orders",
    "payments",
    "shipments",
    "stock_movements",
    "audit_log",
];

/// Show what runs here: versions, the database, its size and revision, and how much is in it.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  mercer info\n  mercer info --json")]
pub(super) struct Info {
    /// Count the rows of every table, not only of the best known.
    #[arg(long)]
    all_tables: bool,
}

/// What runs here.
#[derive(Serialize)]
struct Told {
    version: &'static str,
    /// The database's address, without its password.
    database: String,
    database_version: String,
    size_bytes: i64,
    /// The revisions at which its tables stand.
    revisions: Vec<String>,
    currency: String,
    tables: Vec<Rows>,
}

/// How much is in a table.
#[derive(Serialize)]
struct Rows {
    table: String,
    rows: i64,
}

impl Info {
    /// What a member of the staff has to have.
    // As all commands are asked.
    #[allow(clippy::unused_self)]
    pub(super) fn permission(&self) -> Permission {
        Permission::SettingsRead
    }

    /// Prints it.
    pub(super) async fn run(
        self,
        store: &Store,
        config: &Config,
        output: &Output,
    ) -> Result<(), Failure> {
        let place = Place::new(config);
        let tables: Vec<String> = if self.all_tables {
            let schema = mercer_store::schema::schema();
            schema.tables.into_iter().map(|table| table.name).collect()
        } else {
            TABLES.map(str::to_owned).to_vec()
        };
        let about = store.database().about(tables.clone()).await?;
        let rows = tables.into_iter().zip(about.rows);
        let told = Told {
            version: env!("CARGO_PKG_VERSION"),
            database: store.database().url().to_string(),
            database_version: about.version,
            size_bytes: about.size_bytes,
            revisions: place.heads_and_pending().await?.0,
            currency: store.currency().to_string(),
            tables: rows.map(|(table, rows)| Rows { table, rows }).collect(),
        };
        output.show(&told, text)
    }
}

fn text(told: &Told) -> String {
    let mut text = facts(&[
        ("Mercer", told.version.to_owned()),
        ("Database", told.database.clone()),
        ("Kept by", told.database_version.clone()),
        ("Size", size(told.size_bytes)),
        ("Revision", told.revisions.join(", ")),
        ("Currency", told.currency.clone()),
    ]);
    let mut table = Table::new(&[("TABLE", Align::Left), ("ROWS", Align::Right)]);
    for rows in &told.tables {
        table.row(vec![rows.table.clone(), rows.rows.to_string()]);
    }
    // Writing into a string cannot fail.
    let _ = write!(text, "\n{}", table.render());
    text
}

/// In the unit that people would choose.
fn size(bytes: i64) -> String {
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB"];
    let (mut tenths, mut unit) = (i128::from(bytes) * 10, 0);
    while tenths >= 10_240 && unit + 1 < units.len() {
        tenths = (tenths + 512) / 1024;
        unit += 1;
    }
    match unit {
        0 => format!("{bytes} bytes"),
        _ => format!("{}.{} {}", tenths / 10, tenths % 10, units[unit]),
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_size_is_told_in_its_unit() {
        let told = [0, 1_023, 1_024, 1_536, 5_242_880, 3_221_225_472].map(size);
        let expected = [
            "0 bytes",
            "1023 bytes",
            "1.0 KiB",
            "1.5 KiB",
            "5.0 MiB",
            "3.0 GiB",
        ];
        assert_eq!(told, expected);
    }
}
