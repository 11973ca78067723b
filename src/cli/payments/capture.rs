//! `mercer payments capture`.

use clap::Args;
use mercer_store::{Store, payments};

use crate::cli::Failure;
use crate::cli::amount::Amount;
use crate::cli::output::Output;

/// Take money that was promised, and print the payment.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer payments capture 3
  mercer payments capture 3 --amount 12.50")]
pub(in crate::cli) struct Capture {
    /// The payment's id.
    payment: i64,

    /// How much; as much as was promised and the order still needs if not given.
    #[arg(long, value_name = "AMOUNT")]
    amount: Option<Amount>,
}

impl Capture {
    /// Asks the provider for it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let amount = match self.amount {
            None => None,
            Some(amount) => {
                let currency = payments::get(store, self.payment).await?.currency;
                Some(amount.in_currency("--amount", &currency)?)
            }
        };
        let input = payments::Capture {
            payment_id: self.payment,
            expected_version: None,
            amount,
        };
        super::print(payments::capture(store, input).await?, output)
    }
}
