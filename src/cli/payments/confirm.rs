//! `mercer payments confirm`.

use clap::Args;
use mercer_store::{Store, payments};

use crate::cli::Failure;
use crate::cli::output::Output;

/// Say that a transfer arrived, or that the customer did what the provider asked for.
///
/// The provider is asked again and has the last word.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer payments confirm 3")]
pub(in crate::cli) struct Confirm {
    /// The payment's id.
    payment: i64,
}

impl Confirm {
    /// Asks again.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        super::print(payments::confirm(store, self.payment, None).await?, output)
    }
}
