//! Pay for an order through a provider.

use mercer_database::Transaction;
use sea_orm::{ActiveValue, EntityTrait};
use serde_json::json;

use super::entity::{ActiveModel, Entity};
use super::history::{Happened, happened_in};
use super::operations::{Intent, OperationKind, Task, after_the_intent, begin_in, carry_out};
use super::{EventKind, Payment, PaymentError, PaymentKind, PaymentState, locked};
use crate::orders::{Order, OrderKind, OrderStatus, Settlement, settle_in};
use crate::payment_methods::{self, PaymentMethod, check};
use crate::{Currency, Invalid, Money, Store};

/// Money to be asked for.
#[derive(Clone, Debug)]
pub struct Pay {
    /// The order it is for.
    pub order_id: i64,
    /// How much, in the order's currency, above zero, at most what is due; all that is due when
    /// `None`.
    pub amount: Option<Money>,
    /// By which means.
    pub by: PayBy,
    /// Whether the money is only promised, to be taken later (when the goods leave, say). Cash and
    /// bank transfers are always taken.
    pub authorise_only: bool,
}

/// By which means an order is paid.
#[derive(Clone)]
pub enum PayBy {
    /// A saved method of the customer's.
    Saved {
        /// Which; the default one when `None`.
        payment_method_id: Option<i64>,
    },
    /// A token that a provider gave for this payment.
    Token {
        /// Card or PayPal.
        kind: PaymentKind,
        /// The provider's name.
        provider: String,
        /// The token, at most 128 characters. Never a card number.
        token: String,
        /// Visa, Mastercard; at most 32 characters.
        brand: Option<String>,
        /// The last four digits.
        last4: Option<String>,
    },
    /// Notes and coins.
    Cash,
    /// Money that the customer sends by bank.
    BankTransfer,
}

impl std::fmt::Debug for PayBy {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A token is worth money to whoever reads the log.
        match self {
            PayBy::Saved { payment_method_id } => {
                write!(formatter, "Saved {{ {payment_method_id:?} }}")
            }
            PayBy::Token { kind, provider, .. } => {
                write!(formatter, "Token {{ {kind}, {provider} }}")
            }
            PayBy::Cash => formatter.write_str("Cash"),
            PayBy::BankTransfer => formatter.write_str("BankTransfer"),
        }
    }
}

/// The means, checked.
#[derive(Clone)]
struct Means {
    kind: PaymentKind,
    provider: String,
    payment_method_id: Option<i64>,
    token: Option<String>,
    brand: Option<String>,
    last4: Option<String>,
}

#[derive(Clone)]
enum Checked {
    Saved(Option<i64>),
    Means(Means),
}

/// Begins a payment and asks its provider. The order counts on the money from the beginning, so
/// that payments that race never take more than it needs.
///
/// The payment comes back as the provider's answer leaves it: captured or authorised, failed with
/// the provider's reason, or pending, when the customer has to act, the bank is waited for, or the
/// provider has not answered; [`reconcile`](super::reconcile) asks again in the last case.
pub async fn pay(store: &Store, input: Pay) -> Result<Payment, PaymentError> {
    if let Some(amount) = input.amount {
        check_amount(amount)?;
    }
    let by = check_means(&input.by)?;
    let unit_store = store.clone();
    let task = store
        .database()
        .write(move |transaction: Transaction| {
            let (store, input, by) = (unit_store.clone(), input.clone(), by.clone());
            async move { pay_in(&store, &transaction, &input, by).await }
        })
        .await?;
    let payment_id = task.payment.id;
    carry_out(store, task).await?;
    after_the_intent(super::get(store, payment_id).await)
}

pub(super) fn check_amount(amount: Money) -> Result<(), Invalid> {
    if amount.amount > 0 {
        return Ok(());
    }
    Err(Invalid::new(
        "amount",
        format!("{amount} is not above zero"),
    ))
}

fn check_means(by: &PayBy) -> Result<Checked, Invalid> {
    let without_token = |kind, provider: &str| Means {
        kind,
        provider: provider.to_owned(),
        payment_method_id: None,
        token: None,
        brand: None,
        last4: None,
    };
    Ok(match by {
        PayBy::Saved { payment_method_id } => Checked::Saved(*payment_method_id),
        PayBy::Cash => Checked::Means(without_token(PaymentKind::Cash, "till")),
        PayBy::BankTransfer => Checked::Means(without_token(PaymentKind::BankTransfer, "bank")),
        PayBy::Token {
            kind,
            provider,
            token,
            brand,
            last4,
        } => {
            if !kind.has_token() {
                let reason = format!("{kind} has no token; card and paypal have one");
                return Err(Invalid::new("kind", reason));
            }
            let last4 = last4.as_deref().map(|last4| check::last4("last4", last4));
            Checked::Means(Means {
                token: Some(check::code("token", token, 128)?),
                brand: check::optional("brand", brand.as_deref(), 32)?,
                last4: last4.transpose()?,
                ..without_token(*kind, &check::code("provider", provider, 64)?)
            })
        }
    })
}

async fn pay_in(
    store: &Store,
    transaction: &Transaction,
    input: &Pay,
    by: Checked,
) -> Result<Task, PaymentError> {
    let now = store.now();
    let order = locked::order_in(transaction, input.order_id).await?;
    if order.kind == OrderKind::Return {
        let reason = "goods that come back are paid out, not paid; record what was paid out";
        return Err(Invalid::new("order_id", reason).into());
    }
    let means = match by {
        Checked::Means(means) => means,
        Checked::Saved(id) => saved_in(store, transaction, &order, id).await?,
    };
    check_provider(store, &means)?;
    let currency = currency_of(&order)?;
    let amount = match input.amount {
        Some(amount) => amount,
        None => Money::new(order.due(), currency),
    };
    check_currency(&order.currency, amount)?;
    if amount.amount == 0 && order.status == OrderStatus::Placed {
        let number = order.number;
        return Err(PaymentError::NothingDue { number });
    }
    let pledge = Settlement::Pledged(amount.amount);
    let pledged = settle_in(transaction, order.id, pledge, now).await?;
    if pledged.is_none() {
        return Err(why_not(&order, amount));
    }
    let mut payment = Payment {
        status: PaymentState::Pending,
        authorised: 0,
        captured: 0,
        captures_at_once: !(input.authorise_only && means.kind.has_token()),
        outside: false,
        payment_method_id: means.payment_method_id,
        brand: means.brand,
        last4: means.last4,
        ..blank(&order, means.kind, means.provider, amount.amount, store)
    };
    payment.id = insert_in(transaction, &payment).await?;
    let begun = Happened::new(EventKind::Started, amount.amount);
    happened_in(store, transaction, None, &payment, begun).await?;
    let intent = Intent {
        token: means.token,
        ..Intent::new(OperationKind::Authorise, amount.amount)
    };
    Ok(begin_in(store, transaction, &payment, intent).await?)
}

/// The customer's saved method, which a removal at the same time does not disturb.
async fn saved_in(
    store: &Store,
    transaction: &Transaction,
    order: &Order,
    id: Option<i64>,
) -> Result<Means, PaymentError> {
    let method = payment_methods::of_customer_in(transaction, order.customer_id, id).await?;
    let method: PaymentMethod = method.ok_or(PaymentError::UnknownMethod)?;
    if method.is_expired(store.now()) {
        let (month, year) = (
            method.expiry_month.unwrap_or_default(),
            method.expiry_year.unwrap_or_default(),
        );
        let reason = format!("the card expired in {month:02}/{year}; pay by another one");
        return Err(Invalid::new("payment_method_id", reason).into());
    }
    Ok(Means {
        kind: method.kind,
        provider: method.provider,
        payment_method_id: Some(method.id),
        token: method.token,
        brand: method.brand,
        last4: method.last4,
    })
}

fn check_provider(store: &Store, means: &Means) -> Result<(), Invalid> {
    let (kind, provider) = (means.kind, &means.provider);
    if store.gateways().find(kind, provider).is_some() {
        return Ok(());
    }
    let known = store.gateways().providers(kind).join(", ");
    let reason =
        format!("no provider {provider:?} is set up for payments by {kind}; set up: {known}");
    Err(Invalid::new("provider", reason))
}

pub(super) fn currency_of(order: &Order) -> Result<Currency, Invalid> {
    order.currency.parse()
}

pub(super) fn check_currency(expected: &str, amount: Money) -> Result<(), Invalid> {
    if amount.currency.code() == expected {
        return Ok(());
    }
    let reason = format!("the order is in {expected}, not {}", amount.currency);
    Err(Invalid::new("amount", reason))
}

/// Money received for an order at this moment, of which nothing is known but this.
pub(super) fn blank(
    order: &Order,
    kind: PaymentKind,
    provider: String,
    amount: i64,
    store: &Store,
) -> Payment {
    let now = store.now();
    Payment {
        id: 0,
        order_id: order.id,
        kind,
        provider,
        provider_reference: None,
        payment_method_id: None,
        brand: None,
        last4: None,
        currency: order.currency.clone(),
        status: PaymentState::Captured,
        amount,
        authorised: amount,
        capturing: 0,
        captured: amount,
        refunding: 0,
        refunded: 0,
        voided: 0,
        captures_at_once: true,
        outside: true,
        failure_code: None,
        failure_reason: None,
        action: None,
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

/// Inserts the payment; returns its id.
pub(super) async fn insert_in(
    transaction: &Transaction,
    payment: &Payment,
) -> Result<i64, sea_orm::DbErr> {
    let mut row = ActiveModel::from(payment.clone());
    row.id = ActiveValue::NotSet;
    Ok(Entity::insert(row).exec(transaction).await?.last_insert_id)
}

/// Why the order does not take the money.
pub(super) fn why_not(order: &Order, amount: Money) -> PaymentError {
    if order.status != OrderStatus::Placed {
        let (number, status) = (order.number.clone(), order.status.as_str());
        return PaymentError::OrderNotOpen { number, status };
    }
    let due = Money::new(order.due(), amount.currency);
    PaymentError::ExceedsDue { amount, due }
}

/// The audit row's words for an amount that begins to move.
pub(super) fn told(amount: i64, operation_id: Option<i64>) -> serde_json::Value {
    json!({ "amount": amount, "operation_id": operation_id })
}
