//! Columns that must have a value, over rows that have none.

use mercer_database::{Error, Kind};
use sea_orm::ConnectionTrait;

use super::super::rows::{BECOMES_REQUIRED, FILL_IN, FILL_NULLS, REQUIRED_COLUMN, is_required};
use super::ask::{rows, rows_that};
use super::{Finding, Question};
use crate::Column;

impl<C: ConnectionTrait> Question<'_, C> {
    pub(super) async fn add_column(&self, column: &Column) -> Result<Option<Finding>, Error> {
        if !is_required(column) {
            return Ok(None);
        }
        let count = self.ask.count(&self.rows(), "1 = 1").await?;
        if count == 0 {
            return Ok(None);
        }
        let table = self.place.operation.table();
        let happens = match self.place.kind {
            Kind::MySql => {
                "they get a 0, an empty text or a day 0000-00-00 that nobody chose, or it is refused"
            }
            _ => "the database refuses it",
        };
        Ok(Some(self.broken(
            REQUIRED_COLUMN,
            format!(
                "{} of {table} would have no value for {}, which is required and has no \
                 default: {happens}",
                rows(count),
                column.name
            ),
            FILL_IN,
        )))
    }

    pub(super) async fn become_required(
        &self,
        from: &Column,
        to: &Column,
    ) -> Result<Option<Finding>, Error> {
        if !from.nullable || to.nullable {
            return Ok(None);
        }
        let table = self.place.operation.table();
        let past = self.place.past;
        if !past.made_column(table, &to.name) {
            return self.without_value(std::slice::from_ref(&to.name)).await;
        }
        // The revision added it as optional: without a default and a backfill it is empty.
        if from.default.is_some() || past.rows_changed(table).is_some() {
            return Ok(None);
        }
        let count = self.ask.count(&self.rows(), "1 = 1").await?;
        let text = format!(
            "{} no {} yet, which becomes required",
            rows_that(count, table, "has", "have"),
            to.name
        );
        Ok((count > 0).then(|| self.broken(BECOMES_REQUIRED, text, FILL_NULLS)))
    }

    /// The first of the columns in which rows have no value.
    pub(super) async fn without_value(&self, names: &[String]) -> Result<Option<Finding>, Error> {
        let table = self.place.operation.table();
        for name in names {
            let Some(column) = self.column(name) else {
                continue;
            };
            let condition = format!("{column} IS NULL");
            let count = self.ask.count(&self.rows(), &condition).await?;
            if count > 0 {
                return Ok(Some(self.broken(
                    BECOMES_REQUIRED,
                    format!(
                        "{} no {name}, which becomes required",
                        rows_that(count, table, "has", "have")
                    ),
                    FILL_NULLS,
                )));
            }
        }
        Ok(None)
    }
}
