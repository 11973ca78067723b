//! The one way in which lists are read: filtered, sorted, a page at a time.
//!
//! A page begins behind the sort value and the id of the last row before it, so that rows that come
//! and go between two pages make no other row appear twice or not at all.

use std::sync::Arc;

use mercer_database::{Database, Error, Transaction};
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, Order, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select, Value,
};

use crate::cursor::{Cursor, SortValue, nonsense};
use crate::filters::Filters;
use crate::page::of_other_sort;
use crate::sort::{ByPosition, Listed, Sort, ValueKind};
use crate::statement_text::StatementText;
use crate::{Invalid, Page, PageRequest};

#[cfg(test)]
#[path = "tests/lists.rs"]
mod tests;

/// A list that is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Listing<K: Listed> {
    page: PageRequest,
    sort: Sort<K>,
    filters: Filters,
    hits: Option<SelectStatement>,
    text: Option<(&'static StatementText, Vec<Value>)>,
}

/// Where a page begins: the last value, unless it is NULL or the id itself, and the last id.
type Start = Option<(Option<SortValue>, i64)>;

/// Which of a list's rows are read. Those without a sort value come last: databases disagree
/// about where NULL belongs, and none compares with it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    WithValue,
    Without,
}

impl<K: Listed> Listing<K> {
    /// The rows that the filters select, sorted.
    ///
    /// # Errors
    /// A cursor that is not of a list in this order.
    pub(crate) fn new(page: PageRequest, sort: Sort<K>, filters: Filters) -> Result<Self, Invalid> {
        if let Some(cursor) = &page.after {
            if cursor.sort() != sort.as_str() {
                return Err(of_other_sort(cursor, sort.as_str()));
            }
            if !sort.by.kind().fits(cursor.value()) {
                return Err(nonsense());
            }
        }
        Ok(Listing {
            page,
            sort,
            filters,
            hits: None,
            text: None,
        })
    }

    /// Only rows whose ids this statement selects, as its column `id`; each once.
    #[must_use]
    pub(crate) fn among(mut self, hits: Option<SelectStatement>) -> Self {
        self.hits = hits;
        self
    }

    /// Filters that are asked for often: the text of the list by id under them, which is always
    /// the same, and their values.
    #[must_use]
    pub(crate) fn known_as(mut self, text: Option<(&'static StatementText, Vec<Value>)>) -> Self {
        self.text = text;
        self
    }

    /// Reads the page.
    pub(crate) async fn read<X>(self, database: &Database) -> Result<Page<K::Row>, X>
    where
        X: From<Error> + From<DbErr> + Send + 'static,
    {
        // Its two parts must be of the same moment.
        let in_parts = self.sort.by.kind().is_nullable();
        let listing = Arc::new(self);
        let unit = move |transaction: Transaction| {
            let listing = Arc::clone(&listing);
            async move { Ok(listing.read_in(&transaction).await?) }
        };
        if in_parts {
            database.snapshot(unit).await
        } else {
            database.read(unit).await
        }
    }

    /// Reads the page in a transaction.
    pub(crate) async fn read_in(&self, transaction: &Transaction) -> Result<Page<K::Row>, DbErr> {
        let rows = self.rows_in(transaction).await?;
        let sort = self.sort;
        Ok(Page::of(rows, self.page.limit, |row| {
            Cursor::at(sort.as_str(), sort.by.value(row), K::id(row))
        }))
    }

    /// The rows of the page and one more.
    async fn rows_in(&self, transaction: &Transaction) -> Result<Vec<K::Row>, DbErr> {
        let backend = transaction.get_database_backend();
        let wanted = self.page.limit + 1;
        if let (Some(known), Some((text, mut values))) = (K::BY_POSITION, self.known_text()) {
            let after = self.start().map_or(0, |(_, id)| id);
            values.extend([after.into(), wanted.into()]);
            let statement = text.with(backend, 1, values, |_| {
                self.select(backend, Part::WithValue, wanted).build(backend)
            });
            return collect(transaction.rows(statement).await?, &known);
        }
        let mut rows = Vec::new();
        let has_passed_values = matches!(self.start(), Some((None, _)));
        if !self.sort.by.kind().is_nullable() || !has_passed_values {
            let with_value = self.select(backend, Part::WithValue, wanted);
            rows = all(transaction, with_value, K::BY_POSITION).await?;
        }
        let missing = wanted.saturating_sub(rows.len() as u64);
        if self.sort.by.kind().is_nullable() && missing > 0 {
            let without = self.select(backend, Part::Without, missing);
            rows.extend(all(transaction, without, K::BY_POSITION).await?);
        }
        Ok(rows)
    }

    /// The text of the statement with the values of its filters, where it is not built anew.
    fn known_text(&self) -> Option<(&'static StatementText, Vec<Value>)> {
        if !self.is_by_id() || self.hits.is_some() {
            return None;
        }
        if self.filters.is_empty() {
            return K::BY_POSITION.map(|known| (known.text, Vec::new()));
        }
        self.text.clone()
    }

    /// Whether it is the order in which [`ByPosition`] knows its statement.
    fn is_by_id(&self) -> bool {
        self.sort.by.kind() == ValueKind::Id && !self.sort.descending
    }

    fn start(&self) -> Start {
        let cursor = self.page.after.as_ref()?;
        Some((cursor.value().cloned(), cursor.id()))
    }

    /// The statement that reads a part of the page.
    fn select(&self, backend: DbBackend, part: Part, limit: u64) -> Select<K::Entity> {
        let mut select = K::Entity::find();
        if let Some(hits) = &self.hits {
            let is_hit = K::ID.into_expr().eq(Expr::col(("hits", "id")));
            QuerySelect::query(&mut select).join_subquery(
                JoinType::InnerJoin,
                hits.clone(),
                "hits",
                is_hit,
            );
        }
        for condition in self.filters.clone().into_iter() {
            select = select.filter(condition);
        }
        let order = if self.sort.descending {
            Order::Desc
        } else {
            Order::Asc
        };
        let (by, kind) = (self.sort.by.column(), self.sort.by.kind());
        if kind == ValueKind::Id {
            if let Some(behind) = self.behind_id() {
                select = select.filter(behind);
            }
        } else if part == Part::Without {
            select = select.filter(by.is_null());
            if let Some((None, id)) = self.start() {
                select = select.filter(self.beyond(K::ID.into_expr(), id.into()));
            }
        } else {
            if let Some((Some(value), id)) = self.start() {
                select = select.filter(self.behind_value(backend, value, id));
            } else if kind.is_nullable() {
                select = select.filter(by.is_not_null());
            }
            select = select.order_by(by, order.clone());
        }
        select.order_by(K::ID, order).limit(limit)
    }

    /// Rows behind the last one of the page before, in a list by id. The first page of the oldest
    /// has the condition too, so that it has the same text as the others.
    fn behind_id(&self) -> Option<SimpleExpr> {
        match self.start() {
            Some((_, id)) => Some(self.beyond(K::ID.into_expr(), id.into())),
            None if self.sort.descending => None,
            None => Some(K::ID.gt(0_i64)),
        }
    }

    /// `(value, id) > (last value, last id)` in a form that the database reads from an index:
    /// MySQL and MariaDB compare rows of columns without one.
    fn behind_value(&self, backend: DbBackend, value: SortValue, id: i64) -> SimpleExpr {
        let by = self.sort.by.column();
        if backend == DbBackend::MySql {
            let beyond = self.beyond(by.into_expr(), value.clone().into());
            let behind = self.beyond(K::ID.into_expr(), id.into());
            return beyond.or(by.eq(value).and(behind));
        }
        let row = Expr::tuple([by.into_expr(), K::ID.into_expr()]);
        let last = Expr::tuple([Expr::val(Value::from(value)), Expr::val(id)]);
        if self.sort.descending {
            row.lt(last)
        } else {
            row.gt(last)
        }
    }

    fn beyond(&self, column: SimpleExpr, last: Value) -> SimpleExpr {
        if self.sort.descending {
            column.lt(Expr::val(last))
        } else {
            column.gt(Expr::val(last))
        }
    }

    /// The statement of the part with values, for tests of how databases read it.
    #[cfg(test)]
    pub(crate) fn statement(&self, backend: DbBackend) -> sea_orm::Statement {
        let limit = self.page.limit + 1;
        self.select(backend, Part::WithValue, limit).build(backend)
    }
}

async fn all<E: EntityTrait>(
    transaction: &Transaction,
    select: Select<E>,
    by_position: Option<ByPosition<E::Model>>,
) -> Result<Vec<E::Model>, DbErr> {
    match by_position {
        None => select.all(transaction).await,
        Some(known) => {
            let statement = select.build(transaction.get_database_backend());
            collect(transaction.rows(statement).await?, &known)
        }
    }
}

fn collect<M>(rows: Vec<mercer_database::Row>, known: &ByPosition<M>) -> Result<Vec<M>, DbErr> {
    rows.into_iter().map(known.row).collect()
}
