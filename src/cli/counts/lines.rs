//! `mercer counts lines`.

use clap::Args;
use mercer_store::inventory::counts;
use mercer_store::{Quantity, Store};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::table::Align;
use crate::json;

/// List the sheet of a count: what is expected, and what was counted.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer counts lines 3 --all")]
pub(in crate::cli) struct Lines {
    /// Its id, as `mercer counts list` shows it.
    id: i64,

    #[command(flatten)]
    page: PageArguments,
}

impl Lines {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        self.page
            .print(output, async |page| {
                let sheet = counts::get(store, self.id, page).await?;
                Ok(json::Page::of(sheet.lines, json::SheetLine::from))
            })
            .await
    }
}

impl Listed for json::SheetLine {
    const NOUN: &'static str = "products on the sheet";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("SKU", Align::Left),
        ("NAME", Align::Left),
        ("UNIT", Align::Left),
        ("EXPECTED", Align::Right),
        ("COUNTED", Align::Right),
        ("DIFFERENCE", Align::Right),
        ("BY", Align::Left),
    ];

    fn cells(&self) -> Vec<String> {
        let known = |quantity: Option<Quantity>| quantity.map(|found| found.to_string());
        vec![
            self.sku.clone(),
            self.name.clone(),
            self.unit.to_string(),
            self.expected.to_string(),
            known(self.counted).unwrap_or_default(),
            known(self.difference).unwrap_or_default(),
            self.counted_by.clone().unwrap_or_default(),
        ]
    }
}
