//! `mercer locations list`.

use clap::Args;
use mercer_store::{Store, locations};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::table::{Align, yes};
use crate::json;

/// List the locations.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer locations list")]
pub(in crate::cli) struct List {
    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        self.page
            .print(output, async |page| {
                let page = locations::list(store, page).await?;
                Ok(json::Page::of(page, json::Location::from))
            })
            .await
    }
}

impl Listed for json::Location {
    const NOUN: &'static str = "locations";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("ID", Align::Right),
        ("NAME", Align::Left),
        ("OPEN", Align::Left),
    ];

    fn cells(&self) -> Vec<String> {
        vec![self.id.to_string(), self.name.clone(), yes(self.active)]
    }
}
