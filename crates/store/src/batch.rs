//! Rows by many ids at once: what is shown beside the rows of a page, in one statement and not in
//! one for each.

use mercer_database::{Database, Error, Transaction};
use sea_orm::{DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::page::MAX_LIMIT;
use crate::{Invalid, bulk};

/// The ids, each once and sorted.
///
/// # Errors
/// More than the rows of the largest page.
pub(crate) fn sorted(ids: &[i64]) -> Result<Vec<i64>, Invalid> {
    let mut sorted = ids.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    if sorted.len() as u64 > MAX_LIMIT {
        let reason = format!("{} are too many; ask for {MAX_LIMIT} at most", sorted.len());
        return Err(Invalid::new("ids", reason));
    }
    Ok(sorted)
}

/// The rows whose column holds one of these ids, by that column and then by another. Without ids
/// nothing is asked.
pub(crate) async fn rows<E, X>(
    database: &Database,
    column: E::Column,
    then: E::Column,
    ids: &[i64],
) -> Result<Vec<E::Model>, X>
where
    E: EntityTrait,
    X: From<Invalid> + From<DbErr> + From<Error> + Send + 'static,
{
    let ids = sorted(ids)?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select = E::find()
        .filter(bulk::among(column, &ids))
        .order_by_asc(column)
        .order_by_asc(then);
    database
        .read(move |transaction: Transaction| {
            let select = select.clone();
            async move { Ok(select.all(&transaction).await?) }
        })
        .await
}
