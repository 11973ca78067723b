//! `mercer payment-methods edit`.

use clap::Args;
use mercer_store::Store;
use mercer_store::payment_methods::{self, UpdatePaymentMethod};

use super::add::ExpiryArgument;
use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::patched_text;

/// Change what a customer calls a payment method, or how long their card is good, and print it.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer payment-methods edit 3 --expiry 2029-04 --label ''")]
pub(in crate::cli) struct Edit {
    /// Its id, as `mercer payment-methods list` shows it.
    id: i64,

    /// What the customer calls it; '' takes it away.
    #[arg(long, value_name = "TEXT")]
    label: Option<String>,

    /// Until when the card is good.
    #[arg(long, value_name = "YYYY-MM")]
    expiry: Option<ExpiryArgument>,
}

impl Edit {
    /// Changes the payment method.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let input = UpdatePaymentMethod {
            expected_version: None,
            label: patched_text(self.label),
            expiry: self.expiry.map(|expiry| expiry.0),
        };
        super::show(
            payment_methods::update(store, self.id, input).await?,
            output,
        )
    }
}
