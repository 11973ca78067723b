//! Many rows in few statements, for imports.
//!
//! The text of a statement depends only on the table, the columns and the number of rows, so that
//! nearly every statement is one that is prepared already. SeaORM's own `insert_many` builds an
//! expression tree per row, which an import of a million rows feels.

use std::fmt::Write;

use mercer_database::Transaction;
use sea_orm::sea_query::{ExprTrait, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, IdenStatic, Statement, Value,
};

/// Rows of one statement, the first size that still fits. A few sizes, not whatever remains: each
/// is a statement that stays prepared, and a long one takes a quarter of a megabyte.
const SIZES: [usize; 4] = [500, 50, 5, 1];

/// The largest size on PostgreSQL. sqlx leaves Nagle's algorithm on, and over TLS a message of
/// more than 16 KB is several writes, of which the last then waits 40 ms for an acknowledgement.
const POSTGRES_ROWS: usize = 50;

/// The most values of one `IN (..)` list.
pub(crate) const LIST: usize = 500;

/// `column IN (..)` for a sorted list. The range says nothing new, but a PostgreSQL plan made
/// while the table was empty reads the whole table, and builds the list anew for every row that
/// no cheaper condition has excluded.
pub(crate) fn among<C, V>(column: C, sorted: &[V]) -> SimpleExpr
where
    C: ColumnTrait,
    V: Into<Value> + Clone,
{
    let any = column.is_in(sorted.iter().cloned());
    match (sorted.first(), sorted.last()) {
        (Some(first), Some(last)) => column.between(first.clone(), last.clone()).and(any),
        _ => any,
    }
}

/// Inserts rows given as one flat list of values, `bound.len()` for each row. `fixed` columns get
/// the same SQL literal in every row.
pub(crate) async fn insert_rows<E: EntityTrait>(
    transaction: &Transaction,
    table: E,
    bound: &[E::Column],
    fixed: &[(E::Column, &str)],
    values: Vec<Value>,
) -> Result<(), DbErr> {
    debug_assert!(values.len().is_multiple_of(bound.len()), "whole rows");
    // 500 rows of a table of the store stay below SQLite's limit of 32,766 bound values.
    debug_assert!(bound.len() < 64, "no table is that wide");
    let backend = transaction.get_database_backend();
    let columns = bound.iter().chain(fixed.iter().map(|(column, _)| column));
    let columns: Vec<_> = columns.map(|c| quoted(c.as_str(), backend)).collect();
    let head = format!(
        "INSERT INTO {} ({}) VALUES ",
        quoted(table.table_name(), backend),
        columns.join(", ")
    );
    let literals: String = fixed
        .iter()
        .flat_map(|(_, literal)| [", ", literal])
        .collect();

    let mut values = values.into_iter();
    for size in SIZES {
        let length = size * bound.len();
        let is_too_large = backend == DbBackend::Postgres && size > POSTGRES_ROWS;
        if is_too_large || values.len() < length {
            continue;
        }
        let sql = head.clone() + &tuples(size, bound.len(), &literals, backend);
        while values.len() >= length {
            let chunk: Vec<Value> = values.by_ref().take(length).collect();
            let statement = Statement::from_sql_and_values(backend, sql.clone(), chunk);
            transaction.execute_raw(statement).await?;
        }
    }
    Ok(())
}

/// `(?, ?, 0), (?, ?, 0)`, or with numbered places on PostgreSQL.
fn tuples(rows: usize, bound: usize, literals: &str, backend: DbBackend) -> String {
    let mut text = String::with_capacity(rows * (bound * 7 + literals.len() + 4));
    let mut place = 0;
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..bound {
            if column > 0 {
                text.push_str(", ");
            }
            place += 1;
            if backend == DbBackend::Postgres {
                // Writing to a String cannot fail.
                let _ = write!(text, "${place}");
            } else {
                text.push('?');
            }
        }
        text.push_str(literals);
        text.push(')');
    }
    text
}

fn quoted(name: &str, backend: DbBackend) -> String {
    if backend == DbBackend::MySql {
        format!("`{name}`")
    } else {
        format!("\"{name}\"")
    }
}
