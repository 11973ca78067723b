//! Record money received for an order.

use mercer_database::{Error, Transaction};
use sea_orm::{ActiveValue, EntityTrait};

use super::entity::{ActiveModel, Entity, Model, PaymentKind};
use super::{EventKind, PaymentError, event};
use crate::orders::{self, Order, OrderStatus, Settlement, settle_in};
use crate::{Invalid, Money, Store, text};

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
    /// A card payment that a provider has already authorised.
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
pub async fn record(store: &Store, input: Record) -> Result<Model, PaymentError> {
    if input.amount.amount <= 0 {
        return Err(Invalid::new("amount", format!("{} is not above zero", input.amount)).into());
    }
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
    let Means::Card {
        provider,
        token,
        brand,
        last4,
    } = means
    else {
        return Ok(Checked {
            kind: PaymentKind::Cash,
            provider: "till".to_owned(),
            reference: None,
            brand: None,
            last4: None,
        });
    };
    let last4 = text::optional("last4", last4.as_deref(), 4)?;
    if last4
        .as_ref()
        .is_some_and(|l| l.len() != 4 || !l.bytes().all(|b| b.is_ascii_digit()))
    {
        return Err(Invalid::new(
            "last4",
            "write the last four digits of the card",
        ));
    }
    let provider = text::required("provider", provider, 64)?;
    let reference = text::required("token", token, 128)?;
    let brand = text::optional("brand", brand.as_deref(), 32)?;
    for (field, value) in [
        ("provider", Some(&provider)),
        ("token", Some(&reference)),
        ("brand", brand.as_ref()),
    ] {
        if value.is_some_and(|value| text::holds_card_number(value)) {
            let reason =
                "it looks like a card number, which is never kept; send the provider's token";
            return Err(Invalid::new(field, reason));
        }
    }
    Ok(Checked {
        kind: PaymentKind::Card,
        provider,
        reference: Some(reference),
        brand,
        last4,
    })
}

async fn record_in(
    store: &Store,
    transaction: &Transaction,
    order_id: i64,
    amount: Money,
    means: Checked,
) -> Result<Model, PaymentError> {
    let now = store.now();
    let order = orders::entity::Entity::find_by_id(order_id)
        .one(transaction)
        .await?;
    let order = order.ok_or(PaymentError::UnknownOrder(order_id))?;
    if order.currency != amount.currency.code() {
        let reason = format!(
            "the order is in {}, not {}",
            order.currency, amount.currency
        );
        return Err(Invalid::new("amount", reason).into());
    }
    let settlement = Settlement::Captured(amount.amount);
    if settle_in(transaction, order_id, settlement, now)
        .await?
        .is_none()
    {
        return Err(why_not(&order, amount));
    }
    let reference = means.reference.clone();
    let mut payment = Model {
        id: 0,
        order_id,
        kind: means.kind,
        provider: means.provider,
        provider_reference: means.reference,
        brand: means.brand,
        last4: means.last4,
        currency: order.currency,
        authorised: amount.amount,
        captured: amount.amount,
        refunded: 0,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let mut row = ActiveModel::from(payment.clone());
    row.id = ActiveValue::NotSet;
    let inserted = Entity::insert(row)
        .exec(transaction)
        .await
        .map_err(Error::from);
    payment.id = match inserted {
        Ok(inserted) => inserted.last_insert_id,
        Err(Error::Constraint(violation))
            if violation.is("payments_provider_provider_reference_unique") =>
        {
            let reference = reference.unwrap_or_default();
            return Err(PaymentError::AlreadyRecorded { reference });
        }
        Err(error) => return Err(error.into()),
    };
    let events = [EventKind::Authorised, EventKind::Captured]
        .map(|kind| event_row(store, payment.id, kind, amount.amount));
    event::Entity::insert_many(events)
        .exec_without_returning(transaction)
        .await?;
    Ok(payment)
}

/// A row of the payment's history.
pub(super) fn event_row(
    store: &Store,
    payment_id: i64,
    kind: EventKind,
    amount: i64,
) -> event::ActiveModel {
    event::ActiveModel {
        id: ActiveValue::NotSet,
        payment_id: ActiveValue::Set(payment_id),
        kind: ActiveValue::Set(kind),
        amount: ActiveValue::Set(amount),
        provider_event_id: ActiveValue::Set(None),
        actor: ActiveValue::Set(store.actor().to_string()),
        created_at: ActiveValue::Set(store.now()),
    }
}

fn why_not(order: &Order, amount: Money) -> PaymentError {
    if order.status != OrderStatus::Placed {
        let (number, status) = (order.number.clone(), order.status.as_str());
        return PaymentError::OrderNotOpen { number, status };
    }
    let due = Money::new(order.total - order.captured, amount.currency);
    PaymentError::ExceedsDue { amount, due }
}
