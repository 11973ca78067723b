//! `mercer counts list`.

use clap::Args;
use mercer_store::Store;
use mercer_store::inventory::counts::{self, CountSort, CountStatus, ListCounts};

use crate::cli::Failure;
use crate::cli::locations;
use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::reference::{Reference, maybe};
use crate::cli::table::Align;
use crate::cli::time;
use crate::cli::words::{SortArgument, one_of};
use crate::json;

/// List the counts, oldest first.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer counts list --status open")]
pub(in crate::cli) struct List {
    /// Only those that stand there.
    #[arg(long, value_parser = one_of::<CountStatus>(CountStatus::WORDS))]
    status: Option<CountStatus>,

    /// Only those of this location.
    #[arg(long, value_name = "NAME|ID")]
    location: Option<Reference>,

    #[command(flatten)]
    sort: SortArgument<CountSort>,

    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let location = self.location.as_ref();
        let location = maybe(location, async |named| {
            locations::resolve(store, named).await
        });
        let wanted = ListCounts {
            sort: self.sort.by,
            status: self.status,
            location_id: location.await?.map(|location| location.id),
            ..ListCounts::default()
        };
        self.page
            .print(output, async |page| {
                let wanted = wanted.clone();
                let page = counts::list(store, ListCounts { page, ..wanted }).await?;
                Ok(json::Page::of(page, json::Count::from))
            })
            .await
    }
}

impl Listed for json::Count {
    const NOUN: &'static str = "counts";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("ID", Align::Right),
        ("LOCATION ID", Align::Right),
        ("STATUS", Align::Left),
        ("OPENED", Align::Left),
        ("BY", Align::Left),
        ("NOTE", Align::Left),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.location_id.to_string(),
            self.status.to_string(),
            time(self.opened_at),
            self.actor.clone(),
            self.note.clone().unwrap_or_default(),
        ]
    }
}
