//! `mercer invoices`: what orders bill, and what of it is credited.

mod credit;
mod issue;
mod list;
mod refusal;
mod show;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::invoices::{self, InvoiceError, InvoiceWithLines};
use mercer_store::staff::Permission;

use super::Failure;
use super::output::Output;
use super::reference::Reference;
use crate::json;

/// Verbs of invoices.
#[derive(Debug, Subcommand)]
pub(super) enum InvoicesCommand {
    List(list::List),
    Show(show::Show),
    #[command(visible_alias = "add")]
    Issue(issue::Issue),
    Credit(credit::Credit),
}

impl InvoicesCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            InvoicesCommand::List(_) | InvoicesCommand::Show(_) => Permission::BooksRead,
            InvoicesCommand::Issue(_) | InvoicesCommand::Credit(_) => Permission::BooksIssue,
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            InvoicesCommand::List(list) => list.run(store, output).await,
            InvoicesCommand::Show(show) => show.run(store, output).await,
            InvoicesCommand::Issue(issue) => issue.run(store, output).await,
            InvoicesCommand::Credit(credit) => credit.run(store, output).await,
        }
    }
}

/// The document that is meant: by its number, else by its id.
async fn resolve(store: &Store, reference: &Reference) -> Result<InvoiceWithLines, InvoiceError> {
    let number = match reference {
        Reference::Id(id) => return invoices::get(store, *id).await,
        Reference::Code(number) => number,
    };
    match (invoices::find(store, number).await, reference.as_id()) {
        (Err(InvoiceError::NotFound(_)), Some(id)) => invoices::get(store, id).await,
        (found, _) => found,
    }
}

/// Prints the document.
fn print(found: InvoiceWithLines, output: &Output) -> Result<(), Failure> {
    output.show(&json::InvoiceWithLines::from(found), show::text)
}
