//! `mercer tax-classes remove`.

use clap::Args;
use mercer_store::{Store, taxes};

use crate::cli::Failure;
use crate::cli::confirmation::Confirmation;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::json;

/// Remove a tax class that no product has.
#[derive(Args, Debug)]
#[command(
    visible_alias = "delete",
    after_help = "Example:\n  mercer tax-classes remove reduced --yes"
)]
pub(in crate::cli) struct Remove {
    /// Its code; a number that is no code is taken for an id (id:7 is always an id).
    #[arg(value_name = "CODE|ID")]
    class: Reference,

    #[command(flatten)]
    confirmation: Confirmation,
}

impl Remove {
    /// Removes the tax class, and prints which one that was.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let class = super::resolve(store, &self.class).await?;
        let question = format!("Remove the tax class {}", class.code);
        self.confirmation.ask(&question)?;
        taxes::delete(store, class.id, None).await?;
        output.show(&json::TaxClass::from(class), |class| {
            format!("The tax class {} is removed.\n", class.code)
        })
    }
}
