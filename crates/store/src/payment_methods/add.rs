//! Save a payment method.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::{ActiveValue, EntityTrait};
use serde_json::json;

use super::entity::{ActiveModel, Entity, Model, is_over};
use super::set_default::no_default_in;
use super::{PaymentKind, PaymentMethodError, check, owner};
use crate::{Invalid, Store, audit, text};

/// A payment method to be saved.
#[derive(Clone, Debug)]
pub struct AddPaymentMethod {
    /// Whose it is.
    pub customer_id: i64,
    /// By which means.
    pub means: NewMeans,
    /// What the customer calls it, at most 50 characters.
    pub label: Option<String>,
    /// Whether it is taken when the customer names none; another one that was, is no more.
    pub is_default: bool,
}

/// The means, with what belongs to it. There is no place for a card number or a security code.
#[derive(Clone, Debug)]
pub enum NewMeans {
    /// A card that a provider keeps.
    Card {
        /// The provider's name.
        provider: String,
        /// What the provider knows the card by, at most 128 characters.
        token: String,
        /// Visa, Mastercard; at most 32 characters.
        brand: Option<String>,
        /// The last four digits.
        last4: String,
        /// 1 to 12.
        expiry_month: i64,
        /// With four digits.
        expiry_year: i64,
    },
    /// A PayPal account.
    Paypal {
        /// The provider's name.
        provider: String,
        /// What the provider knows the account by, at most 128 characters.
        token: String,
        /// The account's e-mail address.
        email: String,
    },
    /// Notes and coins.
    Cash,
    /// Money sent by bank.
    BankTransfer,
}

/// Saves a payment method for a customer.
///
/// # Errors
/// [`PaymentMethodError::AlreadySaved`] when the customer has a method with this token.
pub async fn add(store: &Store, input: AddPaymentMethod) -> Result<Model, PaymentMethodError> {
    let method = check(&input, store.now())?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, method) = (unit_store.clone(), method.clone());
            async move { add_in(&store, &transaction, method).await }
        })
        .await
}

fn check(input: &AddPaymentMethod, now: DateTime<Utc>) -> Result<Model, Invalid> {
    let nothing = Model {
        id: 0,
        customer_id: input.customer_id,
        kind: PaymentKind::Cash,
        provider: "till".to_owned(),
        token: None,
        brand: None,
        last4: None,
        expiry_month: None,
        expiry_year: None,
        paypal_email: None,
        label: check::optional("label", input.label.as_deref(), 50)?,
        is_default: input.is_default,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    Ok(match &input.means {
        NewMeans::Cash => nothing,
        NewMeans::BankTransfer => Model {
            kind: PaymentKind::BankTransfer,
            provider: "bank".to_owned(),
            ..nothing
        },
        NewMeans::Paypal {
            provider,
            token,
            email,
        } => Model {
            kind: PaymentKind::Paypal,
            provider: check::code("provider", provider, 64)?,
            token: Some(check::code("token", token, 128)?),
            paypal_email: Some(check_email(email)?),
            ..nothing
        },
        NewMeans::Card {
            provider,
            token,
            brand,
            last4,
            expiry_month,
            expiry_year,
        } => Model {
            kind: PaymentKind::Card,
            provider: check::code("provider", provider, 64)?,
            token: Some(check::code("token", token, 128)?),
            brand: check::optional("brand", brand.as_deref(), 32)?,
            last4: Some(check::last4("last4", last4)?),
            expiry_month: Some(check_month(*expiry_month)?),
            expiry_year: Some(check_year(*expiry_year, *expiry_month, now)?),
            ..nothing
        },
    })
}

fn check_email(email: &str) -> Result<String, Invalid> {
    let email = check::code("email", email, 254)?;
    let is_address = email
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
    if !is_address || email.contains(char::is_whitespace) {
        let reason = format!("{email:?} is not an e-mail address such as jane@example.com");
        return Err(Invalid::new("email", reason));
    }
    text::required("email", &email.to_lowercase(), 254)
}

pub(super) fn check_month(month: i64) -> Result<i64, Invalid> {
    if (1..=12).contains(&month) {
        return Ok(month);
    }
    let reason = format!("{month} is not a month, 1 to 12");
    Err(Invalid::new("expiry_month", reason))
}

pub(super) fn check_year(year: i64, month: i64, now: DateTime<Utc>) -> Result<i64, Invalid> {
    if !(2000..=9999).contains(&year) {
        let reason = format!("{year} is not a year with four digits");
        return Err(Invalid::new("expiry_year", reason));
    }
    if is_over(year, month, now) {
        let reason = format!("the card expired in {month:02}/{year}");
        return Err(Invalid::new("expiry_year", reason));
    }
    Ok(year)
}

async fn add_in(
    store: &Store,
    transaction: &Transaction,
    mut method: Model,
) -> Result<Model, PaymentMethodError> {
    owner::lock_in(transaction, method.customer_id).await?;
    if method.is_default {
        no_default_in(transaction, method.customer_id, store.now()).await?;
    }
    let mut row = ActiveModel::from(method.clone());
    row.id = ActiveValue::NotSet;
    method.id = Entity::insert(row).exec(transaction).await?.last_insert_id;
    let act = audit::Act {
        action: "payment_methods.add",
        subject: format!("payment_method {}", method.id),
        order_id: None,
        before: None,
        after: Some(told(&method)),
    };
    audit::record_in(store, transaction, act).await?;
    Ok(method)
}

/// What the audit log keeps of a method, also after the person was erased: no token, no e-mail
/// address, no words of the customer.
pub(super) fn told(method: &Model) -> serde_json::Value {
    json!({
        "customer_id": method.customer_id,
        "kind": method.kind,
        "provider": method.provider,
        "is_default": method.is_default,
    })
}
