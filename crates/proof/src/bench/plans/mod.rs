//! Asks each database how it would run every statement of the store, and whether that takes an index.
//!
//! The statements come from the tests, which run every verb of the store on all three databases and
//! write down what it asks (`MERCER_STATEMENTS`). They are explained on a shop with ten thousand
//! orders, of which nothing is read.

mod collected;
mod explain;
mod permitted;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::databases::{Database, DatabaseServer, Kind, change};
use crate::error::ProofError;
use crate::shop::{PLENTY, Shop};
use collected::Collected;
use explain::Walk;

/// Which statements, and where they are explained.
#[derive(Args)]
pub(in crate::bench) struct Plans {
    /// The folder that the tests wrote (`MERCER_STATEMENTS=FOLDER cargo test ..`)
    #[arg(long, value_name = "FOLDER")]
    statements: PathBuf,
    /// The database; all of them if not given
    #[arg(long, value_name = "NAME")]
    database: Option<Kind>,
    /// The program that makes the shop; the `mercer` beside this program if not given
    #[arg(long, value_name = "PATH")]
    pub(in crate::bench) mercer: Option<PathBuf>,
    /// Take an index away first, and succeed only if that is found out
    #[arg(long)]
    negative_control: bool,
}

/// Fewer statements than these were not collected by running all tests.
const AT_LEAST: usize = 300;

/// The index that the control takes away: the newest orders are found by it.
const TAKEN_AWAY: &str = "orders_placed_at_index";

/// Whether every statement takes an index, or may do without.
pub(in crate::bench) fn carry_out(plans: &Plans, mercer: &Path) -> Result<bool, ProofError> {
    let collected = collected::read(&plans.statements)?;
    let mut is_good = true;
    for &kind in Kind::ALL {
        if plans.database.is_some_and(|only| only != kind) {
            continue;
        }
        let of_kind: Vec<&Collected> = collected.iter().filter(|one| one.kind == kind).collect();
        if of_kind.len() < AT_LEAST {
            println!(
                "{kind}: {} statements, and at least {AT_LEAST} are needed",
                of_kind.len()
            );
            is_good = false;
            continue;
        }
        let mut server = DatabaseServer::where_needed(kind)?;
        let shop = Shop::seeded(mercer, server.as_mut(), PLENTY, 1.0)?;
        let database = &shop.database;
        make_ready(database, plans.negative_control)?;
        let found = explained(database, &of_kind)?;
        is_good &= if plans.negative_control {
            found.iter().any(|line| line.contains(" orders "))
        } else {
            found.is_empty()
        };
        for line in found {
            println!("{line}");
        }
    }
    Ok(is_good)
}

fn make_ready(database: &Database, takes_away: bool) -> Result<(), ProofError> {
    let mut statements = Vec::new();
    match database.kind {
        // Without figures of its own the planner decides by the statement alone.
        Kind::Sqlite => statements.push("DROP TABLE IF EXISTS sqlite_stat1".to_owned()),
        // A shop that is filled there is analysed already.
        Kind::Postgres => {}
        Kind::Mariadb => {
            let tables = "ANALYZE TABLE orders, order_items, customers, products, stock_movements";
            statements.push(tables.to_owned());
        }
    }
    if takes_away {
        statements.push(match database.kind {
            Kind::Mariadb => format!("DROP INDEX {TAKEN_AWAY} ON orders"),
            Kind::Sqlite | Kind::Postgres => format!("DROP INDEX {TAKEN_AWAY}"),
        });
    }
    change(database, &statements).map(drop)
}

/// A line for each statement that walks through a whole table and may not, or has no plan.
fn explained(database: &Database, statements: &[&Collected]) -> Result<Vec<String>, ProofError> {
    let mut lines = Vec::new();
    let mut permitted: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_index = 0;
    let asked = explain::Asked::open(database)?;
    for statement in statements {
        let walks = match asked.walks(statement) {
            Ok(walks) => walks,
            Err(error) => {
                lines.push(format!("  no plan: {error}: {}", statement.sample));
                continue;
            }
        };
        let mut refused = walks.iter().filter(|walk| !walk.is_of_a_small_table());
        match (refused.next(), permitted::reason(statement)) {
            (None, _) => by_index += 1,
            (Some(_), Some(reason)) => *permitted.entry(reason).or_default() += 1,
            (Some(Walk { table, how }), None) => {
                let (origin, sql) = (&statement.origin, &statement.sql);
                lines.push(format!("  all of {table} ({how}), in {origin}: {sql}"));
            }
        }
    }
    let kind = database.kind;
    println!(
        "{kind}: {} statements, {by_index} by an index",
        statements.len()
    );
    for (reason, count) in permitted {
        println!("  {count} walk through a table: {reason}");
    }
    Ok(lines)
}
