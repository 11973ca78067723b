//! Lists by keyset: each page begins after the last row of the page before.
//!
//! Deliberately absent: offsets, which skip or repeat rows that come and go between pages, and
//! counts of all rows, which cost more than the page.

use mercer_database::{Database, Error, Transaction};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use crate::Invalid;
use crate::cursor::{Cursor, nonsense};

/// Which part of a list is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRequest {
    /// The end of the page before; `None` for the first page.
    pub after: Option<Cursor>,
    /// At most this many rows.
    pub limit: u64,
}

/// The most rows of one page.
pub const MAX_LIMIT: u64 = 200;

/// The rows of a page when nobody says how many.
pub const DEFAULT_LIMIT: u64 = 20;

impl Default for PageRequest {
    fn default() -> Self {
        PageRequest::first(DEFAULT_LIMIT)
    }
}

impl PageRequest {
    /// Checks the limit. Whether the cursor is one of the list is for the list to say.
    pub fn new(after: Option<Cursor>, limit: Option<u64>) -> Result<Self, Invalid> {
        let limit = limit.unwrap_or(DEFAULT_LIMIT);
        if limit == 0 || limit > MAX_LIMIT {
            return Err(Invalid::new(
                "limit",
                format!("{limit} is not between 1 and {MAX_LIMIT}"),
            ));
        }
        Ok(PageRequest { after, limit })
    }

    /// The first page, of at most this many rows.
    pub fn first(limit: u64) -> Self {
        PageRequest { after: None, limit }
    }

    /// The page after an id of a list by id.
    pub fn after_id(id: i64, limit: u64) -> Self {
        PageRequest {
            after: Some(Cursor::after_id(id)),
            limit,
        }
    }

    /// The id after which a page of a list by id begins; 0 for the first page.
    ///
    /// # Errors
    /// A cursor of a list in another order.
    pub(crate) fn id(&self) -> Result<i64, Invalid> {
        match &self.after {
            None => Ok(0),
            Some(cursor) if cursor.sort() != "id" => Err(of_other_sort(cursor, "id")),
            Some(cursor) if cursor.value().is_some() => Err(nonsense()),
            Some(cursor) => Ok(cursor.id()),
        }
    }
}

/// The refusal of a cursor from a list in another order.
pub(crate) fn of_other_sort(cursor: &Cursor, sort: &str) -> Invalid {
    let reason = format!(
        "it is of a list sorted by {}, and this one is sorted by {sort}; begin at the first page",
        cursor.sort()
    );
    Invalid::new("cursor", reason)
}

/// One page of a list.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// What to ask for as `after` to get the next page; `None` on the last.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// Builds a page from `limit + 1` rows that were asked for; the surplus row only tells that
    /// there is a next page.
    pub(crate) fn of(mut rows: Vec<T>, limit: u64, cursor: impl Fn(&T) -> Cursor) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let has_next = rows.len() > limit;
        rows.truncate(limit);
        let next = if has_next {
            rows.last().map(cursor)
        } else {
            None
        };
        Page { items: rows, next }
    }

    /// The same for a list by id.
    pub(crate) fn by_id(rows: Vec<T>, limit: u64, id: impl Fn(&T) -> i64) -> Self {
        Page::of(rows, limit, |row| Cursor::after_id(id(row)))
    }

    /// The same page of what its rows stand for.
    pub(crate) fn map<U>(self, row: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(row).collect(),
            next: self.next,
        }
    }
}

/// Reads the page of a selection whose rows are listed by their id and nothing else.
pub(crate) async fn all_by_id<E, X>(
    database: &Database,
    select: Select<E>,
    id: E::Column,
    request: PageRequest,
    id_of: fn(&E::Model) -> i64,
) -> Result<Page<E::Model>, X>
where
    E: EntityTrait,
    X: From<Invalid> + From<DbErr> + From<Error> + Send + 'static,
{
    let select = select
        .filter(id.gt(request.id()?))
        .order_by_asc(id)
        .limit(request.limit + 1);
    database
        .read(move |transaction: Transaction| {
            let select = select.clone();
            async move {
                let rows = select.all(&transaction).await?;
                Ok(Page::by_id(rows, request.limit, id_of))
            }
        })
        .await
}
