//! `mercer tax-classes`: products that are taxed alike.

mod add;
mod edit;
mod list;
mod remove;
mod show;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::staff::Permission;
use mercer_store::taxes::{self, TaxClass};

use super::Failure;
use super::output::Output;
use super::reference::{Reference, rows};
use super::table::facts;
use crate::json;

/// Verbs of tax classes.
#[derive(Debug, Subcommand)]
pub(super) enum TaxClassesCommand {
    List(list::List),
    Show(show::Show),
    Add(add::Add),
    Edit(edit::Edit),
    Remove(remove::Remove),
}

impl TaxClassesCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            TaxClassesCommand::List(_) | TaxClassesCommand::Show(_) => Permission::CatalogueRead,
            TaxClassesCommand::Add(_)
            | TaxClassesCommand::Edit(_)
            | TaxClassesCommand::Remove(_) => Permission::PricesWrite,
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            TaxClassesCommand::List(list) => list.run(store, output).await,
            TaxClassesCommand::Show(show) => show.run(store, output).await,
            TaxClassesCommand::Add(add) => add.run(store, output).await,
            TaxClassesCommand::Edit(edit) => edit.run(store, output).await,
            TaxClassesCommand::Remove(remove) => remove.run(store, output).await,
        }
    }
}

/// The tax class that is meant: by its code, else by its id.
pub(super) async fn resolve(store: &Store, reference: &Reference) -> Result<TaxClass, Failure> {
    let all = rows(async |page| Ok(taxes::list(store, page).await?)).await?;
    let words = ("tax class", "code", "tax-classes list");
    reference.among(words, all, |found| &found.code, |found| found.id)
}

/// Prints the tax class as it is now.
fn show(class: TaxClass, output: &Output) -> Result<(), Failure> {
    output.show(&json::TaxClass::from(class), |class| {
        facts(&[
            ("Tax class", format!("{} (id {})", class.code, class.id)),
            ("Name", class.name.clone()),
            ("Rate", format!("{} %", class.rate_percent)),
        ])
    })
}
