//! `mercer locations remove`.

use clap::Args;
use mercer_store::{Store, locations};

use crate::cli::Failure;
use crate::cli::confirmation::Confirmation;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::json;

/// Remove a location that never held goods, and that no order names.
#[derive(Args, Debug)]
#[command(
    visible_alias = "delete",
    after_help = "Example:\n  mercer locations remove 'Returns desk' --yes"
)]
pub(in crate::cli) struct Remove {
    /// Its name; a number that is no name is taken for an id (id:7 is always an id).
    #[arg(value_name = "NAME|ID")]
    location: Reference,

    #[command(flatten)]
    confirmation: Confirmation,
}

impl Remove {
    /// Removes the location, and prints which one that was.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let location = super::resolve(store, &self.location).await?;
        let question = format!("Remove the location {}", location.name);
        self.confirmation.ask(&question)?;
        locations::delete(store, location.id, None).await?;
        output.show(&json::Location::from(location), |location| {
            format!("The location {} is removed.\n", location.name)
        })
    }
}
