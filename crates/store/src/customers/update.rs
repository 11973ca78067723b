//! Change a customer.

use mercer_database::Transaction;
use sea_orm::ActiveValue;

use super::entity::{ActiveModel, Entity, Model};
use super::{CustomerError, Email, Username};
use crate::case::without_case;
use crate::edit::edit_in;
use crate::password::{self, Password};
use crate::patch::{Patch, set};
use crate::{Invalid, Store, text};

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
    store
        .database()
        .write(move |transaction: Transaction| {
            let changes = changes.clone();
            async move {
                let customer = edit_in::<Entity>(&transaction, id, expected, changes, now)
                    .await?
                    .into_result(expected, || CustomerError::NotFound(format!("id {id}")))?;
                match customer.erased_at {
                    // The failing unit takes the change back.
                    Some(_) => Err(CustomerError::Erased(id)),
                    None => Ok(customer),
                }
            }
        })
        .await
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
