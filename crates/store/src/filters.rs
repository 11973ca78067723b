//! Which rows of a list are wanted: conditions that all hold.

use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, Value};

use crate::{Invalid, text};

/// Conditions on the rows of a list; none selects every row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filters(Vec<SimpleExpr>);

impl Filters {
    /// No conditions.
    pub(crate) fn new() -> Self {
        Filters::default()
    }

    /// Whether every row is wanted.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many conditions there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The conditions.
    pub(crate) fn into_iter(self) -> impl Iterator<Item = SimpleExpr> {
        self.0.into_iter()
    }

    /// A condition, where one is asked for.
    #[must_use]
    pub(crate) fn and(mut self, condition: Option<SimpleExpr>) -> Self {
        self.0.extend(condition);
        self
    }

    /// The column has this value.
    #[must_use]
    pub(crate) fn equal<V: Into<Value>>(self, column: impl ColumnTrait, value: Option<V>) -> Self {
        self.and(value.map(|value| column.eq(value)))
    }

    /// The column has this text, letter for letter; a blank one is not asked for.
    ///
    /// # Errors
    /// A text that the field cannot hold.
    pub(crate) fn equal_text(
        self,
        column: impl ColumnTrait,
        field: &str,
        wanted: Option<&str>,
    ) -> Result<Self, Invalid> {
        let wanted = text::bounded(field, wanted, 254)?;
        Ok(self.equal(column, wanted))
    }

    /// The column has this value or a larger one.
    #[must_use]
    pub(crate) fn from<V: Into<Value>>(self, column: impl ColumnTrait, least: Option<V>) -> Self {
        self.and(least.map(|least| column.gte(least)))
    }

    /// The column has a smaller value.
    #[must_use]
    pub(crate) fn until<V: Into<Value>>(self, column: impl ColumnTrait, end: Option<V>) -> Self {
        self.and(end.map(|end| column.lt(end)))
    }

    /// The column has this value or a smaller one.
    #[must_use]
    pub(crate) fn at_most<V: Into<Value>>(self, column: impl ColumnTrait, most: Option<V>) -> Self {
        self.and(most.map(|most| column.lte(most)))
    }
}
