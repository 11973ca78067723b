//! `mercer settings list`.

use clap::Args;
use mercer_store::{Store, settings};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::page::{Listed, print_whole};
use crate::cli::table::{Align, yes};
use crate::json;

/// List every setting with the value that holds.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer settings list")]
pub(in crate::cli) struct List {}

impl List {
    /// Prints the list.
    // As all commands are called.
    #[allow(clippy::unused_self)]
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let settings = settings::list(store).await?;
        let settings = settings.into_iter().map(json::Setting::from);
        print_whole(output, &settings.collect::<Vec<_>>())
    }
}

impl Listed for json::Setting {
    const NOUN: &'static str = "settings";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("NAME", Align::Left),
        ("VALUE", Align::Left),
        ("DEFAULT", Align::Left),
        ("FOR", Align::Left),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            self.value.clone().unwrap_or_default(),
            yes(self.is_default),
            self.says.clone(),
        ]
    }
}
