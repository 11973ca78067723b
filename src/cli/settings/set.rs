//! `mercer settings set`.

use clap::Args;
use mercer_store::Store;
use mercer_store::settings::{self, SetSetting};

use crate::cli::Failure;
use crate::cli::output::Output;

/// Give a setting a value and print it.
#[derive(Args, Debug)]
#[command(
    visible_alias = "edit",
    after_help = "Example:\n  mercer settings set store.name 'The Corner Shop'"
)]
pub(in crate::cli) struct Set {
    /// Its name, as `mercer settings list` shows it.
    name: String,

    /// The value.
    value: String,
}

impl Set {
    /// Sets it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let input = SetSetting {
            expected_version: None,
            value: self.value.into(),
        };
        super::show(settings::set(store, &self.name, input).await?, output)
    }
}
