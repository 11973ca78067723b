//! Change what is written on a payment method.

use mercer_database::Transaction;
use sea_orm::ActiveValue;

use super::add::{check_month, check_year, told};
use super::entity::{ActiveModel, Entity, Model};
use super::get::get_in;
use super::{PaymentKind, PaymentMethodError, check, owner};
use crate::edit::edit_in;
use crate::patch::Patch;
use crate::{Invalid, Store, audit};

/// What to change. A token is not changed: another card is another method.
#[derive(Clone, Debug, Default)]
pub struct UpdatePaymentMethod {
    /// The version that the caller read; any when `None`.
    pub expected_version: Option<i64>,
    /// What the customer calls it, at most 50 characters.
    pub label: Patch<String>,
    /// Until when the card is good, as when the bank prolonged it; `None` keeps it.
    pub expiry: Option<Expiry>,
}

/// The last month in which a card is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expiry {
    /// 1 to 12.
    pub month: i64,
    /// With four digits.
    pub year: i64,
}

/// Changes a payment method. [`set_default`](super::set_default) makes it the default.
///
/// # Errors
/// An expiry of what is no card; a card that has expired already.
pub async fn update(
    store: &Store,
    id: i64,
    input: UpdatePaymentMethod,
) -> Result<Model, PaymentMethodError> {
    let label = match input.label {
        Patch::Set(label) => match check::optional("label", Some(&label), 50)? {
            Some(label) => Patch::Set(label),
            None => Patch::Clear,
        },
        other => other,
    };
    if let Some(Expiry { month, year }) = input.expiry {
        check_month(month)?;
        check_year(year, month, store.now())?;
    }
    let checked = UpdatePaymentMethod { label, ..input };
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, input) = (unit_store.clone(), checked.clone());
            async move { update_in(&store, &transaction, id, input).await }
        })
        .await
}

async fn update_in(
    store: &Store,
    transaction: &Transaction,
    id: i64,
    input: UpdatePaymentMethod,
) -> Result<Model, PaymentMethodError> {
    let customer_id = get_in(transaction, id).await?.customer_id;
    owner::lock_in(transaction, customer_id).await?;
    // It may have changed, or gone, before the lock.
    let before = get_in(transaction, id).await?;
    if input.expiry.is_some() && before.kind != PaymentKind::Card {
        let reason = format!("a method of the kind {} does not expire", before.kind);
        return Err(Invalid::new("expiry_month", reason).into());
    }
    let expiry = |part: fn(Expiry) -> i64| match input.expiry {
        Some(expiry) => ActiveValue::Set(Some(part(expiry))),
        None => ActiveValue::NotSet,
    };
    let changes = ActiveModel {
        label: input.label.clone().into(),
        expiry_month: expiry(|expiry| expiry.month),
        expiry_year: expiry(|expiry| expiry.year),
        ..ActiveModel::default()
    };
    let expected = input.expected_version;
    let after = edit_in::<Entity>(transaction, id, expected, changes, store.now())
        .await?
        .into_result(expected, || PaymentMethodError::NotFound(id))?;
    // The customer's own words and the card's dates are not told: see `told`.
    let act = audit::Act {
        action: "payment_methods.update",
        subject: format!("payment_method {id}"),
        order_id: None,
        before: Some(told(&before)),
        after: Some(told(&after)),
    };
    audit::record_in(store, transaction, act).await?;
    Ok(after)
}
