//! Checks and foreign keys, over rows that break them.

use mercer_database::Error;
use sea_orm::ConnectionTrait;

use super::super::rows::{CHECK, FIND_PARENTS, FOREIGN_KEY, MEND_ROWS};
use super::ask::rows_that;
use super::{Finding, Question, Severity, live_table};
use crate::tokens::tokens;
use crate::{Check, ForeignKey};

impl<C: ConnectionTrait> Question<'_, C> {
    pub(super) async fn check(&self, check: &Check) -> Result<Option<Finding>, Error> {
        let table = self.place.operation.table();
        // What the revision adds or renames is not in the live table under that name.
        let made = self.place.past.renamed_columns(table);
        let pieces = tokens(&check.expression, self.place.kind);
        let mut names = pieces.iter().filter(|piece| piece.is_name());
        if names.any(|piece| {
            made.iter()
                .any(|name| name.eq_ignore_ascii_case(&piece.text))
        }) {
            return Ok(None);
        }
        let condition = format!("NOT ({})", check.expression);
        let count = self.ask.count(&self.rows(), &condition).await?;
        if count == 0 {
            return Ok(None);
        }
        Ok(Some(self.broken(
            CHECK,
            format!("{} {check}", rows_that(count, table, "breaks", "break")),
            MEND_ROWS,
        )))
    }

    /// Rows that refer to nothing. A row with a part of the key missing refers to nothing on purpose.
    pub(super) async fn foreign_key(&self, key: &ForeignKey) -> Result<Option<Finding>, Error> {
        let parent = live_table(self.live, self.place.past, &key.parent);
        let (Some(columns), Some(parent)) = (self.columns(&key.columns), parent) else {
            return Ok(None);
        };
        let mut same = Vec::new();
        for (column, parent_column) in columns.iter().zip(&key.parent_columns) {
            let origin = self.place.past.column_origin(&key.parent, parent_column);
            let Some(origin) = origin.filter(|name| parent.columns.iter().any(|c| c.name == *name))
            else {
                return Ok(None);
            };
            same.push(format!(
                "parent.{} = child.{column}",
                self.ask.quoted(&origin)
            ));
        }
        let given: Vec<_> = columns
            .iter()
            .map(|c| format!("child.{c} IS NOT NULL"))
            .collect();
        let children = format!("{} AS child", self.rows());
        let orphaned = format!(
            "{} AND NOT EXISTS (SELECT 1 FROM {} AS parent WHERE {})",
            given.join(" AND "),
            self.ask.quoted(&parent.name),
            same.join(" AND ")
        );
        let count = self.ask.count(&children, &orphaned).await?;
        if count == 0 {
            return Ok(None);
        }
        let table = self.place.operation.table();
        let mut finding = self.broken(
            FOREIGN_KEY,
            format!(
                "{} by {} to rows of {} that do not exist",
                rows_that(count, table, "refers", "refer"),
                key.columns.join(", "),
                key.parent
            ),
            FIND_PARENTS,
        );
        if let Some(number) = self.place.past.rows_changed(&key.parent)
            && finding.severity == Severity::Failure
        {
            finding.severity = Severity::Notice;
            finding.advice = format!("see that operation {number} adds all of them");
        }
        Ok(Some(finding))
    }
}
