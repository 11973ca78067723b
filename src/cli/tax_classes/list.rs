//! `mercer tax-classes list`.

use clap::Args;
use mercer_store::{Store, taxes};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::table::Align;
use crate::json;

/// List the tax classes.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer tax-classes list")]
pub(in crate::cli) struct List {
    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        self.page
            .print(output, async |page| {
                let page = taxes::list(store, page).await?;
                Ok(json::Page::of(page, json::TaxClass::from))
            })
            .await
    }
}

impl Listed for json::TaxClass {
    const NOUN: &'static str = "tax classes";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("ID", Align::Right),
        ("CODE", Align::Left),
        ("NAME", Align::Left),
        ("RATE %", Align::Right),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.code.clone(),
            self.name.clone(),
            self.rate_percent.to_string(),
        ]
    }
}
