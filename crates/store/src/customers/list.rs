//! Page through the customers, or search them by first letters.

use mercer_database::Transaction;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::CustomerError;
use super::entity::{Column, Entity, Model};
use crate::prefix::starts_with;
use crate::{Page, PageRequest, Store, text};

/// Which customers are wanted.
#[derive(Clone, Debug, Default)]
pub struct ListCustomers {
    /// Which part of the list.
    pub page: PageRequest,
    /// The first letters of the family name, the given name, the e-mail address or the user name.
    /// Names are told apart by case, the other two are not.
    pub prefix: Option<String>,
}

/// Customers by id, oldest first.
pub async fn list(store: &Store, input: ListCustomers) -> Result<Page<Model>, CustomerError> {
    let prefix = text::optional("prefix", input.prefix.as_deref(), 254)?;
    let request = input.page;
    let mut find = Entity::find()
        .filter(Column::Id.gt(request.after))
        .order_by_asc(Column::Id)
        .limit(request.limit + 1);
    if let Some(prefix) = prefix {
        let lower = prefix.to_lowercase();
        find = find.filter(
            starts_with(Column::LastName, &prefix)
                .or(starts_with(Column::FirstName, &prefix))
                .or(starts_with(Column::Email, &lower))
                .or(starts_with(Column::Username, &lower)),
        );
    }
    store
        .database()
        .read(move |transaction: Transaction| {
            let find = find.clone();
            async move {
                let rows = find.all(&transaction).await?;
                Ok(Page::of(rows, request, |row| row.id))
            }
        })
        .await
}
