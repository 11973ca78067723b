//! `mercer payment-methods default`.

use clap::Args;
use mercer_store::{Store, payment_methods};

use crate::cli::Failure;
use crate::cli::output::Output;

/// Take this payment method when its customer names none, and print it.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer payment-methods default 3")]
pub(in crate::cli) struct SetDefault {
    /// Its id, as `mercer payment-methods list` shows it.
    id: i64,
}

impl SetDefault {
    /// Makes it the default.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let method = payment_methods::set_default(store, self.id, None).await?;
        super::show(method, output)
    }
}
