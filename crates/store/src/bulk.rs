//! Many rows in few statements, for imports.
//!
//! The text of a statement depends only on the table, the columns and the number of rows, so that
//! nearly every statement is one that is prepared already. SeaORM's own `insert_many` builds an
//! expression tree per row, which an import of a million rows feels.

use std::fmt::Write;

use mercer_database::Transaction;
use sea_orm::sea_query::{ExprTrait, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, IdenStatic, Iterable, ModelTrait,
    Statement, Value,
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

/// Inserts rows with the ids that they have already.
pub(crate) async fn insert_models<M>(transaction: &Transaction, models: &[M]) -> Result<(), DbErr>
where
    M: ModelTrait,
{
    let columns: Vec<_> = <M::Entity as EntityTrait>::Column::iter().collect();
    for models in models.chunks(SIZES[0]) {
        let of_one = |model: &M| columns.iter().map(|c| model.get(*c)).collect::<Vec<_>>();
        let values = models.iter().flat_map(of_one).collect();
        insert_rows(transaction, M::Entity::default(), &columns, &[], values).await?;
    }
    Ok(())
}

/// Lets the ids of these tables go on above those that rows were given. PostgreSQL's counters know
/// nothing of such rows; the other two databases see for themselves.
pub(crate) async fn continue_ids(transaction: &Transaction, tables: &[&str]) -> Result<(), DbErr> {
    if transaction.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    for table in tables {
        let counter = format!("pg_get_serial_sequence('{table}', 'id')");
        let sql = format!(
            "SELECT setval({counter}, GREATEST(nextval({counter}), MAX(id) + 1), false) FROM {table}"
        );
        let statement = Statement::from_string(DbBackend::Postgres, sql);
        transaction.query_one_raw(statement).await?;
    }
    Ok(())
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
    let columns: Vec<&str> = bound
        .iter()
        .chain(fixed.iter().map(|(column, _)| column))
        .map(IdenStatic::as_str)
        .collect();
    let literals: String = fixed
        .iter()
        .flat_map(|(_, literal)| [", ", literal])
        .collect();
    let table = table.table_name();
    insert_named(
        transaction,
        table,
        &columns,
        &vec![None; bound.len()],
        &literals,
        values,
    )
    .await
}

/// The same by names. `casts` tells, for each bound column, as what its text is to be taken where
/// the database does not see it by itself; the columns behind those get the `literals`.
pub(crate) async fn insert_named<C: ConnectionTrait>(
    connection: &C,
    table: &str,
    columns: &[&str],
    casts: &[Option<&str>],
    literals: &str,
    values: Vec<Value>,
) -> Result<(), DbErr> {
    let bound = casts.len();
    debug_assert!(values.len().is_multiple_of(bound), "whole rows");
    let backend = connection.get_database_backend();
    let columns: Vec<_> = columns.iter().map(|name| quoted(name, backend)).collect();
    let head = format!(
        "INSERT INTO {} ({}) VALUES ",
        quoted(table, backend),
        columns.join(", ")
    );
    let mut values = values.into_iter();
    for size in SIZES {
        let length = size * bound;
        let is_too_large = backend == DbBackend::Postgres && size > POSTGRES_ROWS;
        // SQLite's limit of bound values, the lowest of the three.
        if is_too_large || length > 32_766 || values.len() < length {
            continue;
        }
        let sql = head.clone() + &tuples(size, casts, literals, backend);
        while values.len() >= length {
            let chunk: Vec<Value> = values.by_ref().take(length).collect();
            let statement = Statement::from_sql_and_values(backend, sql.clone(), chunk);
            connection.execute_raw(statement).await?;
        }
    }
    Ok(())
}

/// `(?, ?, 0), (?, ?, 0)`, or with numbered places on PostgreSQL.
fn tuples(rows: usize, casts: &[Option<&str>], literals: &str, backend: DbBackend) -> String {
    let mut text = String::with_capacity(rows * (casts.len() * 7 + literals.len() + 4));
    let mut place = 0;
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for (column, cast) in casts.iter().enumerate() {
            if column > 0 {
                text.push_str(", ");
            }
            place += 1;
            if cast.is_some() {
                text.push_str("CAST(");
            }
            if backend == DbBackend::Postgres {
                // Writing to a String cannot fail.
                let _ = write!(text, "${place}");
            } else {
                text.push('?');
            }
            if let Some(cast) = cast {
                // Writing to a String cannot fail.
                let _ = write!(text, " AS {cast})");
            }
        }
        text.push_str(literals);
        text.push(')');
    }
    text
}

pub(crate) fn quoted(name: &str, backend: DbBackend) -> String {
    if backend == DbBackend::MySql {
        format!("`{name}`")
    } else {
        format!("\"{name}\"")
    }
}
