//! Lists by keyset: each page begins after the last id of the page before.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use crate::Invalid;

/// Which part of a list is wanted.
#[derive(Clone, Copy, Debug)]
pub struct PageRequest {
    /// The id after which the page begins; 0 for the first page.
    pub after: i64,
    /// At most this many rows.
    pub limit: u64,
}

/// The most rows of one page.
pub const MAX_LIMIT: u64 = 200;

impl Default for PageRequest {
    fn default() -> Self {
        PageRequest {
            after: 0,
            limit: 20,
        }
    }
}

impl PageRequest {
    /// Checks the limit.
    pub fn new(after: Option<i64>, limit: Option<u64>) -> Result<Self, Invalid> {
        let limit = limit.unwrap_or(PageRequest::default().limit);
        if limit == 0 || limit > MAX_LIMIT {
            return Err(Invalid::new(
                "limit",
                format!("{limit} is not between 1 and {MAX_LIMIT}"),
            ));
        }
        Ok(PageRequest {
            after: after.unwrap_or(0),
            limit,
        })
    }
}

/// One page of a list.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// What to ask for as `after` to get the next page; `None` on the last.
    pub next: Option<i64>,
}

impl<T> Page<T> {
    /// Builds a page from `limit + 1` rows that were asked for; the surplus row only tells that
    /// there is a next page.
    pub fn of(mut rows: Vec<T>, request: PageRequest, id: impl Fn(&T) -> i64) -> Self {
        let limit = usize::try_from(request.limit).unwrap_or(usize::MAX);
        let has_next = rows.len() > limit;
        rows.truncate(limit);
        let next = if has_next { rows.last().map(id) } else { None };
        Page { items: rows, next }
    }
}

/// Reads the page of a selection whose rows are listed by their id.
pub(crate) async fn by_id<E: EntityTrait>(
    transaction: &Transaction,
    select: Select<E>,
    id: E::Column,
    request: PageRequest,
    id_of: fn(&E::Model) -> i64,
) -> Result<Page<E::Model>, DbErr> {
    let rows = self::select(select, id, request).all(transaction).await?;
    Ok(Page::of(rows, request, id_of))
}

/// The rows of a page and one more, for [`Page::of`].
pub(crate) fn select<E: EntityTrait>(
    select: Select<E>,
    id: E::Column,
    request: PageRequest,
) -> Select<E> {
    select
        .filter(id.gt(request.after))
        .order_by_asc(id)
        .limit(request.limit + 1)
}
