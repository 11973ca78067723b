//! Record money that was received outside Mercer: at the till, by a terminal, on the account.

use mercer_database::{Error, Transaction};
use sea_orm::EntityTrait;

use super::history::{self, Happened, begun_in};
use super::pay::{blank, check_amount, check_currency, insert_in, told, why_not};
use super::{EventKind, Payment, PaymentError, PaymentKind, event, locked};
use crate::orders::{Settlement, settle_in};
use crate::payment_methods::check;
use crate::{Invalid, Money, Store};

/// Money that was received.
#[derive(Clone, Debug)]
pub struct Record {
    /// The order it is for.
    pub order_id: i64,
    /// How much; in the order's currency, above zero, at most what is due.
    pub amount: Money,
    /// By which means.
    pub means: Means,
}

/// How the money came.
#[derive(Clone, Debug)]
pub enum Means {
    /// Notes and coins at the till.
    Cash,
    /// A transfer that arrived in the shop's account.
    BankTransfer {
        /// The bank's own id of it, at most 128 characters.
        reference: Option<String>,
    },
    /// A card payment that a terminal or a provider outside Mercer has already taken.
    Card {
        /// The provider's name.
        provider: String,
        /// The provider's token for this payment. Never a card number.
        token: String,
        /// Visa, Mastercard.
        brand: Option<String>,
        /// The last four digits.
        last4: Option<String>,
    },
}

/// What is stored of the means, checked.
#[derive(Clone)]
struct Checked {
    kind: PaymentKind,
    provider: String,
    reference: Option<String>,
    brand: Option<String>,
    last4: Option<String>,
}

/// Books the money. For a return, it is what was paid out to the customer.
pub async fn record(store: &Store, input: Record) -> Result<Payment, PaymentError> {
    check_amount(input.amount)?;
    let means = check(&input.means)?;
    let (order_id, amount) = (input.order_id, input.amount);
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, means) = (unit_store.clone(), means.clone());
            async move { record_in(&store, &transaction, order_id, amount, means).await }
        })
        .await
}

fn check(means: &Means) -> Result<Checked, Invalid> {
    let nothing = |kind, provider: &str| Checked {
        kind,
        provider: provider.to_owned(),
        reference: None,
        brand: None,
        last4: None,
    };
    Ok(match means {
        Means::Cash => nothing(PaymentKind::Cash, "till"),
        Means::BankTransfer { reference } => Checked {
            reference: check::optional("reference", reference.as_deref(), 128)?,
            ..nothing(PaymentKind::BankTransfer, "bank")
        },
        Means::Card {
            provider,
            token,
            brand,
            last4,
        } => {
            let last4 = last4.as_deref().map(|last4| check::last4("last4", last4));
            Checked {
                reference: Some(check::code("token", token, 128)?),
                brand: check::optional("brand", brand.as_deref(), 32)?,
                last4: last4.transpose()?,
                ..nothing(PaymentKind::Card, &check::code("provider", provider, 64)?)
            }
        }
    })
}

async fn record_in(
    store: &Store,
    transaction: &Transaction,
    order_id: i64,
    amount: Money,
    means: Checked,
) -> Result<Payment, PaymentError> {
    let order = locked::order_in(transaction, order_id).await?;
    check_currency(&order.currency, amount)?;
    let settlement = Settlement::Captured(amount.amount);
    if settle_in(transaction, order_id, settlement, store.now())
        .await?
        .is_none()
    {
        return Err(why_not(&order, amount));
    }
    let reference = means.reference.clone();
    let mut payment = Payment {
        provider_reference: means.reference,
        brand: means.brand,
        last4: means.last4,
        ..blank(&order, means.kind, means.provider, amount.amount, store)
    };
    payment.id = match insert_in(transaction, &payment).await.map_err(Error::from) {
        Ok(id) => id,
        Err(Error::Constraint(violation))
            if violation.is("payments_provider_provider_reference_unique") =>
        {
            let reference = reference.unwrap_or_default();
            return Err(PaymentError::AlreadyRecorded { reference });
        }
        Err(error) => return Err(error.into()),
    };
    let events = [EventKind::Authorised, EventKind::Captured]
        .map(|kind| history::row(store, &payment, Happened::new(kind, amount.amount)));
    event::Entity::insert_many(events)
        .exec_without_returning(transaction)
        .await?;
    let after = told(amount.amount, None);
    begun_in(store, transaction, "payments.record", &payment, after).await?;
    Ok(payment)
}
