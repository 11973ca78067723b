//! `mercer audit list`.

use chrono::{DateTime, Utc};
use clap::Args;
use mercer_store::Store;
use mercer_store::audit::{self, EntrySort, ListEntries};
use mercer_store::orders::{self, OrderError};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::reference::{Reference, maybe};
use crate::cli::table::Align;
use crate::cli::words::SortArgument;
use crate::cli::{moment, time};
use crate::json;

/// List who did what to what, newest first.
///
/// With --json it tells what changed as well: as it was, and as it became.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer audit list --actor kim
  mercer audit list --order 1000 --json
  mercer audit list --subject 'customer 7'
  mercer audit list --action orders.cancel --from 2026-11-01 --all")]
pub(in crate::cli) struct List {
    /// Only what belongs to this order; a number that no order has is taken for an id, also of an
    /// order that was deleted (id:7 is always an id).
    #[arg(long, value_name = "NUMBER|ID")]
    order: Option<Reference>,

    /// Only what was done to this: a noun and its id.
    #[arg(long, value_name = "SUBJECT")]
    subject: Option<String>,

    /// Only what this user did; `cli`, `api` and `system` are nobody of the staff.
    #[arg(long, value_name = "NAME")]
    actor: Option<String>,

    /// Only this act: a noun and a verb.
    #[arg(long, value_name = "NOUN.VERB")]
    action: Option<String>,

    /// Only what was done then or later: 2026-11-01, or 2026-11-01T09:30:00Z.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    from: Option<DateTime<Utc>>,

    /// Only what was done earlier.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    until: Option<DateTime<Utc>>,

    #[command(flatten)]
    sort: SortArgument<EntrySort>,

    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let wanted = ListEntries {
            sort: self.sort.by,
            subject: self.subject,
            order_id: maybe(self.order.as_ref(), async |order| {
                order_id(store, order).await
            })
            .await?,
            actor: self.actor,
            action: self.action,
            from: self.from,
            until: self.until,
            ..ListEntries::default()
        };
        self.page
            .print(output, async |page| {
                let wanted = wanted.clone();
                let page = audit::list(store, ListEntries { page, ..wanted }).await?;
                Ok(json::Page::of(page, json::AuditEntry::from))
            })
            .await
    }
}

async fn order_id(store: &Store, order: &Reference) -> Result<i64, Failure> {
    let number = match order {
        Reference::Id(id) => return Ok(*id),
        Reference::Code(number) => number,
    };
    match (orders::find(store, number).await, order.as_id()) {
        (Err(OrderError::NotFound(_)), Some(id)) => Ok(id),
        (found, _) => Ok(found?.order.id),
    }
}

impl Listed for json::AuditEntry {
    const NOUN: &'static str = "entries";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("ID", Align::Right),
        ("TIME", Align::Left),
        ("ACTOR", Align::Left),
        ("ACTION", Align::Left),
        ("SUBJECT", Align::Left),
        ("ORDER ID", Align::Right),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            time(self.created_at),
            self.actor.clone(),
            self.action.clone(),
            self.subject.clone(),
            self.order_id.map(|id| id.to_string()).unwrap_or_default(),
        ]
    }
}
