//! Change a customer.

use mercer_database::Transaction;
use sea_orm::{ActiveValue, DbErr};

use super::entity::{ActiveModel, Entity, Model};
use super::{CustomerError, Email, Username};
use crate::case::without_case;
use crate::edit::{Change, change_in};
use crate::password::{self, Password};
use crate::patch::{Patch, set};
use crate::{Invalid, Store, audit, text};

/// What to change; `None` and [`Patch::Keep`] keep a field.
#[derive(Clone, Debug, Default)]
pub struct UpdateCustomer {
    /// The version that the caller read; any when `None`.
    pub expected_version: Option<i64>,
    /// A new user name, unique.
    pub username: Option<String>,
    /// Another e-mail address, unique.
    pub email: Patch<String>,
    /// A new password; cleared, the customer does not sign in any more.
    pub password: Patch<Password>,
    /// Another given name.
    pub first_name: Option<String>,
    /// Another family name.
    pub last_name: Option<String>,
    /// Another phone number.
    pub phone: Patch<String>,
}

/// Changes a customer.
///
/// # Errors
/// [`CustomerError::Erased`] when the person was forgotten: nothing of them comes back.
pub async fn update(
    store: &Store,
    id: i64,
    mut input: UpdateCustomer,
) -> Result<Model, CustomerError> {
    let (expected, now) = (input.expected_version, store.now());
    let password = std::mem::take(&mut input.password);
    let mut changes = check(input)?;
    changes.password_hash = match password {
        Patch::Keep => ActiveValue::NotSet,
        Patch::Clear => ActiveValue::Set(None),
        Patch::Set(password) => ActiveValue::Set(Some(password::hash(store, password).await?)),
    };
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, changes) = (unit_store.clone(), changes.clone());
            async move {
                let edited = change_in::<Entity>(&transaction, id, expected, changes, now)
                    .await?
                    .into_result(expected, || CustomerError::NotFound(format!("id {id}")))?;
                if edited.after.erased_at.is_some() {
                    // The failing unit takes the change back.
                    return Err(CustomerError::Erased(id));
                }
                record_in(&store, &transaction, &edited).await?;
                Ok(edited.after)
            }
        })
        .await
}

/// Of a password the log tells that it changed, never what it is.
async fn record_in(
    store: &Store,
    transaction: &Transaction,
    edited: &Change<Model>,
) -> Result<(), DbErr> {
    let (before, mut after) = (edited.before.told(), edited.after.told());
    let hashes = (&edited.before.password_hash, &edited.after.password_hash);
    if let (Some(old), Some(new)) = hashes
        && old != new
    {
        after["password"] = "changed".into();
    }
    let subject = format!("customer {}", edited.after.id);
    let action = "customers.update";
    audit::record_edit_in(store, transaction, action, subject, before, after).await
}

fn check(input: UpdateCustomer) -> Result<ActiveModel, Invalid> {
    let username = input.username.map(|name| name.parse::<Username>());
    let email = input
        .email
        .text("email", usize::MAX)?
        .try_map(|email| email.parse::<Email>())?
        .map(Email::into_string);
    let first_name = input
        .first_name
        .map(|name| text::required("first_name", &name, 100));
    let last_name = input
        .last_name
        .map(|name| text::required("last_name", &name, 100));
    let (first_name, last_name) = (first_name.transpose()?, last_name.transpose()?);
    Ok(ActiveModel {
        username: set(username.transpose()?.map(Username::into_string)),
        email: email.into(),
        first_name_key: set(first_name.as_deref().map(without_case)),
        last_name_key: set(last_name.as_deref().map(without_case)),
        first_name: set(first_name),
        last_name: set(last_name),
        phone: input.phone.text("phone", 32)?.into(),
        ..ActiveModel::default()
    })
}
