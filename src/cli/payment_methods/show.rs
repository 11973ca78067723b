//! `mercer payment-methods show`.

use clap::Args;
use mercer_store::{Store, payment_methods};

use crate::cli::Failure;
use crate::cli::output::Output;

/// Show one payment method.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer payment-methods show 3")]
pub(in crate::cli) struct Show {
    /// Its id, as `mercer payment-methods list` shows it.
    id: i64,
}

impl Show {
    /// Prints the payment method.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        super::show(payment_methods::get(store, self.id).await?, output)
    }
}
