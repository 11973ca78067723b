//! Hand the rows of a group to the verb of their subject.

use std::collections::HashMap;
use std::sync::Arc;

use super::context::Context;
use super::groups::Group;
use super::layout::Layout;
use super::outcome::{Outcome, Refusal};
use super::row::Row;
use super::{customers, lists, orders, products, stock};
use crate::exports::Subject;
use crate::imports::{ImportError, Rejection};

/// What became of a group.
pub(super) type Applied = Result<Outcome, Rejection>;

/// Takes in a group. What stops the whole import is an error; what is wrong with the rows is not.
pub(super) async fn apply(
    context: &Arc<Context>,
    layout: &Arc<Layout>,
    group: &Group,
    adapted: &HashMap<&'static str, String>,
) -> Result<Applied, ImportError> {
    let records = &group.records;
    for record in records {
        if let Some(fault) = &record.fault {
            return Ok(Err(Rejection {
                line: record.line,
                column: String::new(),
                reason: fault.clone(),
            }));
        }
    }
    let rows: Vec<Row<'_>> = records
        .iter()
        .map(|record| Row::new(layout, record).adapted(adapted))
        .collect();
    let applied = match layout.subject {
        Subject::TaxClasses => lists::tax_class(context, rows[0]).await,
        Subject::Categories => lists::category(context, rows[0]).await,
        Subject::Locations => lists::location(context, rows[0]).await,
        Subject::Products => products::product(context, rows[0]).await,
        Subject::Customers => customers::customer(context, &rows).await,
        Subject::Stock => stock::level(context, rows[0]).await,
        Subject::Orders => orders::order(context, &rows).await,
    };
    match applied {
        Ok(outcome) => Ok(Ok(outcome)),
        // Which of the two it would have been, the verb that was reached first tells.
        Err(Refusal::Rehearsed) => Ok(Ok(rehearsed(context, layout, &rows).await)),
        Err(Refusal::Row(invalid)) => Ok(Err(rejection(layout, group, &invalid))),
        Err(Refusal::Database(error)) => Err(ImportError::Database(error)),
    }
}

/// What a rehearsed row would have come to: something new, unless its key is known.
async fn rehearsed(context: &Arc<Context>, layout: &Arc<Layout>, rows: &[Row<'_>]) -> Outcome {
    let row = rows[0];
    let text = |column: &str| row.text(column).unwrap_or("");
    let store = &context.store;
    let is_known = match layout.subject {
        Subject::TaxClasses => {
            let code = text("code").to_lowercase();
            matches!(context.tax_class(&code).await, Ok(Some(_)))
        }
        Subject::Categories => matches!(context.category(text("name")).await, Ok(Some(_))),
        Subject::Locations => matches!(context.location(text("name")).await, Ok(Some(_))),
        Subject::Products => crate::products::find_by_sku(store, text("sku"))
            .await
            .is_ok(),
        Subject::Customers => match row.text("username") {
            Some(name) => crate::customers::find_by_username(store, name)
                .await
                .is_ok(),
            None => crate::customers::find_by_email(store, text("email"))
                .await
                .is_ok(),
        },
        Subject::Stock => true,
        Subject::Orders => false,
    };
    if is_known {
        Outcome::Changed
    } else {
        Outcome::Added
    }
}

/// Line and column of a refusal: `lines/2/quantity` is the column `quantity` of the third row.
fn rejection(layout: &Layout, group: &Group, invalid: &crate::Invalid) -> Rejection {
    let mut parts = invalid.field.split('/');
    let first = parts.next().unwrap_or("");
    let index = match first {
        "lines" | "addresses" => parts.next().and_then(|index| index.parse().ok()),
        _ => None,
    };
    let records = &group.records;
    let record = records.get(index.unwrap_or(0_usize)).unwrap_or(&records[0]);
    let ours = invalid.field.rsplit('/').next().unwrap_or("");
    Rejection {
        line: record.line,
        column: layout.theirs(ours).to_owned(),
        reason: invalid.reason.clone(),
    }
}
