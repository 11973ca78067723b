//! `mercer transfers list`.

use clap::Args;
use mercer_store::Store;
use mercer_store::inventory::transfers::{self, ListTransfers, TransferSort, TransferStatus};

use crate::cli::Failure;
use crate::cli::locations;
use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::reference::{Reference, maybe};
use crate::cli::table::Align;
use crate::cli::time;
use crate::cli::words::{SortArgument, one_of};
use crate::json;

/// List the transfers, oldest first.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer transfers list --status in_transit")]
pub(in crate::cli) struct List {
    /// Only those that stand there.
    #[arg(long, value_parser = one_of::<TransferStatus>(TransferStatus::WORDS))]
    status: Option<TransferStatus>,

    /// Only those that left this location.
    #[arg(long, value_name = "NAME|ID")]
    from: Option<Reference>,

    /// Only those that are to arrive at this location.
    #[arg(long, value_name = "NAME|ID")]
    to: Option<Reference>,

    #[command(flatten)]
    sort: SortArgument<TransferSort>,

    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let place = async |named: &Reference| locations::resolve(store, named).await;
        let (from, to) = (self.from.as_ref(), self.to.as_ref());
        let wanted = ListTransfers {
            sort: self.sort.by,
            status: self.status,
            from_location_id: maybe(from, place).await?.map(|from| from.id),
            to_location_id: maybe(to, place).await?.map(|to| to.id),
            ..ListTransfers::default()
        };
        self.page
            .print(output, async |page| {
                let wanted = wanted.clone();
                let page = transfers::list(store, ListTransfers { page, ..wanted }).await?;
                Ok(json::Page::of(page, json::Transfer::from))
            })
            .await
    }
}

impl Listed for json::Transfer {
    const NOUN: &'static str = "transfers";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("ID", Align::Right),
        ("FROM ID", Align::Right),
        ("TO ID", Align::Right),
        ("STATUS", Align::Left),
        ("SENT", Align::Left),
        ("BY", Align::Left),
        ("NOTE", Align::Left),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.from_location_id.to_string(),
            self.to_location_id.to_string(),
            self.status.to_string(),
            time(self.sent_at),
            self.actor.clone(),
            self.note.clone().unwrap_or_default(),
        ]
    }
}
