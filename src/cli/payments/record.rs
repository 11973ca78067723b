//! `mercer payments record`.

use clap::Args;
use mercer_store::Store;
use mercer_store::payments::{self, Means, PaymentKind};

use super::means::{Token, kinds};
use crate::cli::amount::Amount;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::{Failure, orders};

/// Record money that was received outside Mercer, and print the payment.
///
/// By a terminal, on the account, at another till; for a return it is what was paid out.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer payments record 1000 --amount 12.50 --by bank_transfer --reference \"F 2026/117\"
  mercer payments record 1000 --amount 12.50 --by card --provider terminal --token T-4711")]
pub(in crate::cli) struct Record {
    /// The order's number or id.
    #[arg(value_name = "ORDER")]
    order: Reference,

    /// How much.
    #[arg(long, value_name = "AMOUNT")]
    amount: Amount,

    /// By which means: cash, `bank_transfer` or card.
    #[arg(long, value_parser = kinds())]
    by: PaymentKind,

    /// The bank's own id of a transfer.
    #[arg(long, value_name = "TEXT")]
    reference: Option<String>,

    #[command(flatten)]
    token: Token,
}

impl Record {
    /// Books the money.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let order = orders::resolve(store, &self.order).await?.order;
        let input = payments::Record {
            order_id: order.id,
            amount: self.amount.in_currency("--amount", &order.currency)?,
            means: self.means()?,
        };
        super::print(payments::record(store, input).await?, output)
    }

    fn means(self) -> Result<Means, Failure> {
        let kind = self.by;
        if self.reference.is_some() && kind != PaymentKind::BankTransfer {
            let message = format!("--reference: a payment by {kind} has none");
            return Err(Failure::wrong_call(message));
        }
        if kind != PaymentKind::Card {
            self.token.refused(kind.as_str())?;
        }
        match kind {
            PaymentKind::Cash => Ok(Means::Cash),
            PaymentKind::BankTransfer => Ok(Means::BankTransfer {
                reference: self.reference,
            }),
            PaymentKind::Card => Ok(Means::Card {
                token: self.token.required(kind)?,
                provider: self.token.provider,
                brand: self.token.brand,
                last4: self.token.last4,
            }),
            PaymentKind::Paypal => Err(Failure::wrong_call("--by: paypal is not received outside")
                .hint("`mercer payments pay` asks for it")),
        }
    }
}
