//! `mercer payments pay`.

use clap::Args;
use mercer_store::payments::{self, PayBy, Payment, PaymentKind, PaymentState};
use mercer_store::{Money, Store};

use super::means::{Token, kinds};
use crate::cli::amount::Amount;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::{Failure, orders};

/// Pay for an order, by cash, by card or otherwise, and print the payment.
///
/// A payment that the provider declines is recorded too; the command fails then.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer payments pay 1000 --by cash --received 50
  mercer payments pay 1000 --by card --token sim_approve --amount 12.50
  mercer payments pay 1000                                 # by the customer's default method")]
pub(in crate::cli) struct Pay {
    /// The order's number or id.
    #[arg(value_name = "ORDER")]
    order: Reference,

    /// How much; all that is due if not given.
    #[arg(long, value_name = "AMOUNT")]
    amount: Option<Amount>,

    /// By which means; by the customer's saved method if not given.
    #[arg(long, value_parser = kinds())]
    by: Option<PaymentKind>,

    /// The notes and coins that the customer gave, to tell the change.
    #[arg(long, value_name = "AMOUNT", requires = "by")]
    received: Option<Amount>,

    #[command(flatten)]
    token: Token,

    /// A saved method of the customer's, by its id; their default one if not given.
    #[arg(long, value_name = "ID", conflicts_with = "by")]
    method: Option<i64>,

    /// The money is only promised, to be taken later with `mercer payments capture`.
    #[arg(long)]
    authorise_only: bool,
}

impl Pay {
    /// Asks the provider, and tells the change.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let order = orders::resolve(store, &self.order).await?.order;
        let code = &order.currency;
        let amount = self.amount.as_ref();
        let amount = amount
            .map(|one| one.in_currency("--amount", code))
            .transpose()?;
        let received = self.received.as_ref();
        let received = received.map(|one| one.in_currency("--received", code));
        let change = match received.transpose()? {
            None => None,
            Some(received) => Some(self.change(received, amount, order.due())?),
        };
        let input = payments::Pay {
            order_id: order.id,
            amount,
            by: self.means()?,
            authorise_only: self.authorise_only,
        };
        let payment = payments::pay(store, input).await?;
        let declined = declined(&payment);
        super::print(payment, output)?;
        match (declined, change) {
            (Some(declined), _) => return Err(declined),
            (None, Some(change)) => output.message(&format!("Change: {change}")),
            (None, None) => {}
        }
        Ok(())
    }

    fn means(&self) -> Result<PayBy, Failure> {
        let Some(kind) = self.by else {
            self.token.refused("a saved method")?;
            return Ok(PayBy::Saved {
                payment_method_id: self.method,
            });
        };
        Ok(match kind {
            PaymentKind::Card | PaymentKind::Paypal => PayBy::Token {
                kind,
                provider: self.token.provider.clone(),
                token: self.token.required(kind)?,
                brand: self.token.brand.clone(),
                last4: self.token.last4.clone(),
            },
            PaymentKind::Cash | PaymentKind::BankTransfer => {
                self.token.refused(kind.as_str())?;
                if kind == PaymentKind::Cash {
                    PayBy::Cash
                } else {
                    PayBy::BankTransfer
                }
            }
        })
    }

    /// What is given back of notes and coins.
    fn change(&self, received: Money, amount: Option<Money>, due: i64) -> Result<Money, Failure> {
        if self.by != Some(PaymentKind::Cash) {
            return Err(Failure::wrong_call("--received: only cash has change"));
        }
        let asked = amount.map_or(due, |amount| amount.amount);
        let change = Money::new(received.amount - asked, received.currency);
        if change.amount < 0 {
            let asked = Money::new(asked, received.currency);
            let message = format!("--received: {received} is less than the {asked} to be paid");
            return Err(Failure::refused(message).hint("--amount pays a part"));
        }
        Ok(change)
    }
}

/// The refusal of a provider.
fn declined(payment: &Payment) -> Option<Failure> {
    let reason = payment
        .failure_reason
        .as_deref()
        .unwrap_or("no reason given");
    let message = format!("the payment was declined: {reason}");
    (payment.status == PaymentState::Failed)
        .then(|| Failure::refused(message).hint("the order is still to be paid"))
}
