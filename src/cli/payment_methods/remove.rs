//! `mercer payment-methods remove`.

use clap::Args;
use mercer_store::{Store, payment_methods};

use crate::cli::Failure;
use crate::cli::confirmation::Confirmation;
use crate::cli::output::Output;
use crate::json;

/// Remove a saved payment method; payments that were made by it stay.
#[derive(Args, Debug)]
#[command(
    visible_alias = "delete",
    after_help = "Example:\n  mercer payment-methods remove 3 --yes"
)]
pub(in crate::cli) struct Remove {
    /// Its id, as `mercer payment-methods list` shows it.
    id: i64,

    #[command(flatten)]
    confirmation: Confirmation,
}

impl Remove {
    /// Removes the payment method, and prints which one that was.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let method = payment_methods::get(store, self.id).await?;
        let method = json::PaymentMethod::from(method);
        let means = super::means(&method);
        self.confirmation.ask(&format!("Remove {means}"))?;
        payment_methods::remove(store, self.id, None).await?;
        output.show(&method, |_| format!("{means} is removed.\n"))
    }
}
