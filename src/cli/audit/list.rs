//! `mercer audit list`.

use clap::Args;
use mercer_store::Store;
use mercer_store::audit::{self, ListEntries};
use mercer_store::orders::{self, OrderError};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::page::PageArguments;
use crate::cli::reference::Reference;
use crate::cli::table::{Align, Table};
use crate::cli::time;
use crate::json;

/// List who did what to what, newest first, a page at a time.
///
/// With --json it tells what changed as well: as it was, and as it became.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer audit list --actor kim
  mercer audit list --order 1000 --json
  mercer audit list --subject 'customer 7'")]
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

    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints one page.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let page = self.page.request()?;
        let order_id = match &self.order {
            Some(order) => Some(order_id(store, order).await?),
            None => None,
        };
        let wanted = ListEntries {
            page,
            subject: self.subject,
            order_id,
            actor: self.actor,
            ..ListEntries::default()
        };
        let page = json::Page::of(audit::list(store, wanted).await?, json::AuditEntry::from);
        if page.items.is_empty() {
            output.message("There is nothing here.");
        }
        output.show(&page, text)?;
        output.more("audit list", &page);
        Ok(())
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

fn text(page: &json::Page<json::AuditEntry>) -> String {
    let mut table = Table::new(&[
        ("ID", Align::Right),
        ("TIME", Align::Left),
        ("ACTOR", Align::Left),
        ("ACTION", Align::Left),
        ("SUBJECT", Align::Left),
        ("ORDER ID", Align::Right),
    ]);
    for entry in &page.items {
        table.row(vec![
            entry.id.to_string(),
            time(entry.created_at),
            entry.actor.clone(),
            entry.action.clone(),
            entry.subject.clone(),
            entry.order_id.map(|id| id.to_string()).unwrap_or_default(),
        ]);
    }
    table.render()
}
