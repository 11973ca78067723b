//! `mercer payments void`.

use clap::Args;
use mercer_store::{Store, payments};

use crate::cli::Failure;
use crate::cli::output::Output;

/// Give up money that was promised and not taken, and print the payment.
///
/// What was taken stays; `mercer payments refund` gives that back.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer payments void 3")]
pub(in crate::cli) struct Void {
    /// The payment's id.
    payment: i64,
}

impl Void {
    /// Asks the provider to give it up.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        super::print(payments::void(store, self.payment, None).await?, output)
    }
}
