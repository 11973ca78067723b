//! Find a user by name.

use mercer_database::Transaction;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::StaffError;
use super::entity::{Column, Entity, Model};
use crate::Store;
use crate::username::Username;

/// The user with this name, in upper or lower case, active or not; `None` if nobody has it, or
/// nobody can.
pub async fn find_by_username(store: &Store, username: &str) -> Result<Option<Model>, StaffError> {
    let Ok(username) = username.parse::<Username>() else {
        return Ok(None);
    };
    let username = username.into_string();
    store
        .database()
        .read(move |transaction: Transaction| {
            let find = Entity::find().filter(Column::Username.eq(username.as_str()));
            async move { Ok(find.one(&transaction).await?) }
        })
        .await
}
