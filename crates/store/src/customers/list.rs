//! Page through the customers, or search them by first letters.

use mercer_database::Transaction;
use sea_orm::sea_query::{SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};

use super::CustomerError;
use super::entity::{Column, Entity, Model};
use crate::case::without_case;
use crate::prefix::starts_with;
use crate::{Page, PageRequest, Store, page, text};

/// Which customers are wanted.
#[derive(Clone, Debug, Default)]
pub struct ListCustomers {
    /// Which part of the list.
    pub page: PageRequest,
    /// The first letters of the family name, the given name, the e-mail address or the user name,
    /// in upper or lower case.
    pub prefix: Option<String>,
}

/// Customers by id, oldest first.
pub async fn list(store: &Store, input: ListCustomers) -> Result<Page<Model>, CustomerError> {
    let prefix = text::bounded("prefix", input.prefix.as_deref(), 254)?;
    let request = input.page;
    store
        .database()
        .snapshot(move |transaction: Transaction| {
            let prefix = prefix.clone();
            async move {
                let rows = if let Some(prefix) = prefix {
                    search(&transaction, &prefix, request).await?
                } else {
                    let all = page::select(Entity::find(), Column::Id, request);
                    all.all(&transaction).await?
                };
                Ok(Page::of(rows, request, |row| row.id))
            }
        })
        .await
}

/// One hit.
#[derive(FromQueryResult)]
struct Hit {
    id: i64,
}

async fn search(
    transaction: &Transaction,
    prefix: &str,
    request: PageRequest,
) -> Result<Vec<Model>, DbErr> {
    let hits = transaction
        .get_database_backend()
        .build(&hits(prefix, request));
    let hits = Hit::find_by_statement(hits).all(transaction).await?;
    Entity::find()
        .filter(Column::Id.is_in(hits.into_iter().map(|hit| hit.id)))
        .order_by_asc(Column::Id)
        .all(transaction)
        .await
}

/// The ids of a page of customers with something that begins with the prefix, and one more.
///
/// Four searches joined, each in an index of its own and without touching the table, instead of one
/// with three ORs: for those a planner may well walk through the whole table in the order of ids.
pub(super) fn hits(prefix: &str, request: PageRequest) -> SelectStatement {
    let prefix = without_case(prefix);
    let having = |column: Column| {
        Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(starts_with(column, &prefix))
            .filter(Column::Id.gt(request.after))
            .into_query()
    };
    let mut hits = having(Column::LastNameKey);
    for column in [Column::FirstNameKey, Column::Email, Column::Username] {
        hits.union(UnionType::Distinct, having(column));
    }
    hits.order_by("id", sea_orm::Order::Asc)
        .limit(request.limit + 1)
        .to_owned()
}
