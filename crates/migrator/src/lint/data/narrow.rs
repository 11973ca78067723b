//! Values that do not fit a narrower type.

use mercer_database::{Error, Kind};
use sea_orm::ConnectionTrait;

use super::super::narrowing::{integer_bounds, keeps, known, whole_digits};
use super::ask::rows_that;
use super::{Finding, Question, Severity};
use crate::{Column, ColumnType};

/// What becomes of the values for which a condition holds.
enum Fate {
    /// They are refused.
    Refused,
    /// They lose something.
    Changed,
}

const FIT: &str = "bring the values into the new form first, with a backfill before it";

impl<C: ConnectionTrait> Question<'_, C> {
    pub(super) async fn narrow(&self, from: &Column, to: &Column) -> Result<Vec<Finding>, Error> {
        let Some(column) = self.column(&to.name) else {
            return Ok(Vec::new());
        };
        if keeps(&from.column_type, &to.column_type) {
            return Ok(Vec::new());
        }
        let table = self.place.operation.table();
        let name = &to.name;
        let mut found = Vec::new();
        for (condition, fate, what) in self.unfit(&column, &from.column_type, &to.column_type) {
            let count = self.ask.count(&self.rows(), &condition).await?;
            if count == 0 {
                continue;
            }
            let text = format!(
                "{} in {name} {what}",
                rows_that(count, table, "holds", "hold")
            );
            found.push(match fate {
                Fate::Refused => self.broken("narrowed_type", text, FIT),
                Fate::Changed => self
                    .place
                    .finding("narrowed_type", Severity::Loss, text, FIT),
            });
        }
        if found.is_empty() {
            found.push(self.place.finding(
                "narrowed_type",
                Severity::Notice,
                format!(
                    "{table}.{name} becomes {}; all values fit now",
                    to.column_type
                ),
                "nothing to do, as long as nobody stores a value that does not fit before then",
            ));
        }
        Ok(found)
    }

    /// Conditions for the values that the new type cannot hold as they are.
    fn unfit(
        &self,
        column: &str,
        from: &ColumnType,
        to: &ColumnType,
    ) -> Vec<(String, Fate, String)> {
        use ColumnType::{Date, Decimal, Double, LongText, Text, Timestamp};
        match (&known(from), &known(to)) {
            (Text(_) | LongText, Text(length)) => {
                let function = if self.place.kind == Kind::Sqlite {
                    "LENGTH"
                } else {
                    "CHAR_LENGTH"
                };
                vec![(
                    format!("{function}({column}) > {length}"),
                    Fate::Refused,
                    format!("more than {length} characters"),
                )]
            }
            (before, after) if is_number(before) && integer_bounds(after).is_some() => {
                let (least, most) = integer_bounds(after).unwrap_or_default();
                let mut unfit = vec![(
                    format!("{column} NOT BETWEEN {least} AND {most}"),
                    Fate::Refused,
                    format!("a number outside {least} to {most}"),
                )];
                if matches!(before, Decimal(..) | Double) {
                    unfit.push(self.rounded(column, 0));
                }
                unfit
            }
            (before, Decimal(digits, after)) if is_number(before) => {
                let whole = whole_digits(*digits, *after);
                let limit = format!("1{}", "0".repeat(whole as usize));
                let refused = (
                    format!("ABS({column}) >= {limit}"),
                    Fate::Refused,
                    format!("more than {whole} digits before the point"),
                );
                vec![refused, self.rounded(column, *after)]
            }
            (Timestamp, Date) => {
                let condition = match self.place.kind {
                    Kind::Sqlite => {
                        format!("strftime('%H:%M:%f', {column}) <> '00:00:00.000'")
                    }
                    Kind::Postgres => {
                        format!("CAST({column} AT TIME ZONE 'UTC' AS TIME) <> '00:00'")
                    }
                    Kind::MySql => format!("TIME({column}) <> '00:00:00'"),
                };
                vec![(
                    condition,
                    Fate::Changed,
                    "a time of day, which goes".to_owned(),
                )]
            }
            (_, after) => vec![(
                format!("{column} IS NOT NULL"),
                Fate::Changed,
                format!("a value that may not survive becoming {after}"),
            )],
        }
    }

    fn rounded(&self, column: &str, after: u32) -> (String, Fate, String) {
        let exact = if self.place.kind == Kind::Postgres {
            format!("CAST({column} AS NUMERIC)")
        } else {
            column.to_owned()
        };
        (
            format!("ROUND({exact}, {after}) <> {exact}"),
            Fate::Changed,
            format!("a number that is rounded to {after} digits after the point"),
        )
    }
}

fn is_number(column_type: &ColumnType) -> bool {
    matches!(column_type, ColumnType::Decimal(..) | ColumnType::Double)
        || integer_bounds(column_type).is_some()
}
