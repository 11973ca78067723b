//! What goes with a dropped table or column.

use mercer_database::Error;
use sea_orm::ConnectionTrait;

use super::ask::rows;
use super::{Finding, Question, Severity};

impl<C: ConnectionTrait> Question<'_, C> {
    pub(super) async fn drop_table(&self) -> Result<Finding, Error> {
        let name = self.place.operation.table();
        let count = self.ask.count(&self.rows(), "1 = 1").await?;
        Ok(if count == 0 {
            self.place.finding(
                "drop_table",
                Severity::Notice,
                format!("table {name} goes; it is empty now"),
                "nothing to do, as long as nobody fills it before the upgrade",
            )
        } else {
            self.place.finding(
                "drop_table",
                Severity::Loss,
                format!("table {name} goes with its {}", rows(count)),
                "export it first, or rename it and drop it in a later revision",
            )
        })
    }

    pub(super) async fn drop_column(&self, name: &str) -> Result<Option<Finding>, Error> {
        let Some(column) = self.column(name) else {
            return Ok(None);
        };
        let table = self.place.operation.table();
        let condition = format!("{column} IS NOT NULL");
        let count = self.ask.count(&self.rows(), &condition).await?;
        Ok(Some(if count == 0 {
            self.place.finding(
                "drop_column",
                Severity::Notice,
                format!("{table}.{name} goes; no row has a value in it now"),
                "nothing to do, as long as nobody fills it before the upgrade",
            )
        } else {
            self.place.finding(
                "drop_column",
                Severity::Loss,
                format!("{table}.{name} goes with the values of {}", rows(count)),
                "copy what is still needed elsewhere first, or stop using it now and drop it later",
            )
        }))
    }
}
