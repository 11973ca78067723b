//! What must be different, over rows that are alike.

use mercer_database::Error;
use sea_orm::ConnectionTrait;

use super::super::rows::{MAKE_DIFFERENT, UNIQUE};
use super::{Finding, Question};
use crate::{Index, IndexTerm};

impl<C: ConnectionTrait> Question<'_, C> {
    pub(super) async fn unique_columns(&self, names: &[String]) -> Result<Option<Finding>, Error> {
        match self.columns(names) {
            Some(columns) => self.alike(&columns, "1 = 1", &names.join(", ")).await,
            None => Ok(None),
        }
    }

    /// An index over expressions is only asked about where they are nothing but columns: what else
    /// stands there may be no expression (`name(10)`, `name text_pattern_ops`).
    pub(super) async fn unique_index(&self, index: &Index) -> Result<Option<Finding>, Error> {
        let names: Option<Vec<String>> = index
            .parts
            .iter()
            .map(|part| match &part.term {
                IndexTerm::Column(name) => Some(name.clone()),
                IndexTerm::Expression(_) => None,
            })
            .collect();
        let Some(columns) = names.as_ref().and_then(|names| self.columns(names)) else {
            return Ok(None);
        };
        let names = names.unwrap_or_default().join(", ");
        let condition = index.predicate.as_deref().unwrap_or("1 = 1");
        self.alike(&columns, condition, &names).await
    }

    async fn alike(
        &self,
        columns: &[String],
        condition: &str,
        names: &str,
    ) -> Result<Option<Finding>, Error> {
        if columns.is_empty() {
            return Ok(None);
        }
        let list = columns.join(", ");
        let present: Vec<_> = columns.iter().map(|c| format!("{c} IS NOT NULL")).collect();
        let groups = format!(
            "FROM {} WHERE ({condition}) AND {} GROUP BY {list} HAVING COUNT(*) > 1",
            self.rows(),
            present.join(" AND ")
        );
        let texts = (1..).zip(columns);
        let texts: Vec<_> = texts
            .map(|(number, column)| format!("{} AS value_{number}", self.ask.as_text(column)))
            .collect();
        let one = format!(
            "SELECT {}, COUNT(*) AS copies {groups} ORDER BY {list} LIMIT 1",
            texts.join(", ")
        );
        let Some(row) = self.ask.first(&one).await? else {
            return Ok(None);
        };
        let mut values = Vec::new();
        for number in 1..=columns.len() {
            let value: String = row.try_get("", &format!("value_{number}"))?;
            values.push(shown(&value));
        }
        let copies: i64 = row.try_get("", "copies")?;
        let all = format!("SELECT COUNT(*) AS answer FROM (SELECT 1 AS one {groups}) AS alike");
        let all = self.ask.number(&all).await?;
        let others = match all - 1 {
            0 => String::new(),
            1 => ", and 1 other value is there more than once".to_owned(),
            others => format!(", and {others} other values are there more than once"),
        };
        let table = self.place.operation.table();
        Ok(Some(self.broken(
            UNIQUE,
            format!(
                "{names} must be unique, but {copies} rows of {table} have {}{others}",
                values.join(", ")
            ),
            MAKE_DIFFERENT,
        )))
    }
}

/// A value in quotes, cut to a readable length.
fn shown(value: &str) -> String {
    let mut letters = value.chars();
    let start: String = letters.by_ref().take(60).collect();
    let more = if letters.next().is_some() { "..." } else { "" };
    format!("{start:?}{more}")
}
