//! Change what a user is called.

use mercer_database::Transaction;

use super::StaffError;
use super::entity::{ActiveModel, Entity, Model};
use crate::edit::change_in;
use crate::email::Email;
use crate::patch::{Patch, set};
use crate::username::Username;
use crate::{Invalid, Store, audit, text};

/// What to change; `None` and [`Patch::Keep`] keep a field. Role, password and whether the user
/// may sign in have verbs of their own.
#[derive(Clone, Debug, Default)]
pub struct UpdateUser {
    /// The version that the caller read; any when `None`.
    pub expected_version: Option<i64>,
    /// A new user name, unique.
    pub username: Option<String>,
    /// Another e-mail address, unique.
    pub email: Patch<String>,
    /// Another given name.
    pub first_name: Option<String>,
    /// Another family name.
    pub last_name: Option<String>,
}

/// Changes a user.
pub async fn update(store: &Store, id: i64, input: UpdateUser) -> Result<Model, StaffError> {
    let expected = input.expected_version;
    let changes = check(input)?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, changes) = (unit_store.clone(), changes.clone());
            async move { edit_in(&store, &transaction, id, expected, changes, "staff.update").await }
        })
        .await
}

/// Writes the set columns and the audit row.
pub(super) async fn edit_in(
    store: &Store,
    transaction: &Transaction,
    id: i64,
    expected: Option<i64>,
    changes: ActiveModel,
    action: &'static str,
) -> Result<Model, StaffError> {
    let edited = change_in::<Entity>(transaction, id, expected, changes, store.now())
        .await?
        .into_result(expected, || StaffError::NotFound(id))?;
    let (before, after) = (edited.before.told(), edited.after.told());
    let subject = edited.after.subject();
    audit::record_edit_in(store, transaction, action, subject, before, after).await?;
    Ok(edited.after)
}

fn check(input: UpdateUser) -> Result<ActiveModel, Invalid> {
    let username = input.username.map(|name| name.parse::<Username>());
    let email = input
        .email
        .text("email", usize::MAX)?
        .try_map(|email| email.parse::<Email>())?
        .map(Email::into_string);
    let name = |field, name: Option<String>| {
        name.map(|name| text::required(field, &name, 100))
            .transpose()
    };
    Ok(ActiveModel {
        username: set(username.transpose()?.map(Username::into_string)),
        email: email.into(),
        first_name: set(name("first_name", input.first_name)?),
        last_name: set(name("last_name", input.last_name)?),
        ..ActiveModel::default()
    })
}
