//! The check of the columns that searches look into: each is a text without regard to case.
//!
//! What that means is decided in Rust, letter by letter, so the rows are read page by page.

use mercer_database::Transaction;
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
};

use super::Check;
use super::examine::LISTED;
use crate::case::without_case;
use crate::{customers, products};

/// Rows per page.
const READ_AT_ONCE: u64 = 5_000;

/// What the keys belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noun {
    Product,
    Customer,
}

/// A row whose keys are wrong.
pub(super) struct WrongKeys {
    pub(super) noun: Noun,
    pub(super) id: i64,
    /// Each wrong one: its column, what is there, what should be.
    pub(super) keys: Vec<(&'static str, Option<String>, Option<String>)>,
}

impl WrongKeys {
    pub(super) fn subject(&self) -> String {
        match self.noun {
            Noun::Product => format!("product {}", self.id),
            Noun::Customer => format!("customer {}", self.id),
        }
    }
}

/// The rows whose keys are wrong, and how many were looked at.
pub(super) async fn wrong_in(transaction: &Transaction) -> Result<(i64, Vec<WrongKeys>), DbErr> {
    let mut wrong = Vec::new();
    let mut examined = 0;
    let mut after = 0;
    while let Some(page) = Some(products_after(transaction, after).await?).filter(|p| !p.is_empty())
    {
        for row in page {
            (examined, after) = (examined + 1, row.id);
            let keys = [
                differs("search_name", Some(row.search_name), Some(&row.name)),
                differs(
                    "search_description",
                    row.search_description,
                    row.description.as_ref(),
                ),
            ];
            wrong.extend(found(Noun::Product, row.id, keys));
        }
    }
    after = 0;
    while let Some(page) =
        Some(customers_after(transaction, after).await?).filter(|p| !p.is_empty())
    {
        for row in page {
            (examined, after) = (examined + 1, row.id);
            let keys = [
                differs(
                    "first_name_key",
                    Some(row.first_name_key),
                    Some(&row.first_name),
                ),
                differs(
                    "last_name_key",
                    Some(row.last_name_key),
                    Some(&row.last_name),
                ),
            ];
            wrong.extend(found(Noun::Customer, row.id, keys));
        }
    }
    Ok((examined, wrong))
}

/// The check as one of an examination.
pub(super) async fn check(transaction: &Transaction) -> Result<Check, DbErr> {
    let (examined, wrong) = wrong_in(transaction).await?;
    let words = |wrong: &WrongKeys| {
        let (column, is, should) = &wrong.keys[0];
        let word = |text: &Option<String>| {
            text.as_ref()
                .map_or("nothing".to_owned(), |t| format!("{t:?}"))
        };
        format!(
            "{} {column}: expected {}, found {}",
            wrong.subject(),
            word(should),
            word(is)
        )
    };
    Ok(Check {
        name: "what searches look into is the text without regard to case".to_owned(),
        examined,
        wrong: wrong.len(),
        findings: wrong.iter().take(LISTED).map(words).collect(),
    })
}

type Differing = Option<(&'static str, Option<String>, Option<String>)>;

fn differs(column: &'static str, is: Option<String>, text: Option<&String>) -> Differing {
    let should = text.map(|text| without_case(text));
    (is != should).then_some((column, is, should))
}

fn found(noun: Noun, id: i64, keys: [Differing; 2]) -> Option<WrongKeys> {
    let keys: Vec<_> = keys.into_iter().flatten().collect();
    (!keys.is_empty()).then_some(WrongKeys { noun, id, keys })
}

#[derive(FromQueryResult)]
struct Product {
    id: i64,
    name: String,
    description: Option<String>,
    search_name: String,
    search_description: Option<String>,
}

async fn products_after(transaction: &Transaction, after: i64) -> Result<Vec<Product>, DbErr> {
    use products::entity::{Column, Entity};
    Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::Name,
            Column::Description,
            Column::SearchName,
            Column::SearchDescription,
        ])
        .filter(Column::Id.gt(after))
        .order_by_asc(Column::Id)
        .limit(READ_AT_ONCE)
        .into_model()
        .all(transaction)
        .await
}

#[derive(FromQueryResult)]
struct Customer {
    id: i64,
    first_name: String,
    last_name: String,
    first_name_key: String,
    last_name_key: String,
}

async fn customers_after(transaction: &Transaction, after: i64) -> Result<Vec<Customer>, DbErr> {
    use customers::entity::{Column, Entity};
    Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::FirstName,
            Column::LastName,
            Column::FirstNameKey,
            Column::LastNameKey,
        ])
        .filter(Column::Id.gt(after))
        .order_by_asc(Column::Id)
        .limit(READ_AT_ONCE)
        .into_model()
        .all(transaction)
        .await
}
