//! `mercer locations`: places where stock is kept.

mod add;
mod edit;
mod list;
mod remove;
mod show;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::locations::{self, Location};
use mercer_store::staff::Permission;

use super::Failure;
use super::output::Output;
use super::reference::{Reference, maybe, rows};
use super::table::{facts, yes};
use crate::json;

/// Verbs of locations.
#[derive(Debug, Subcommand)]
pub(super) enum LocationsCommand {
    List(list::List),
    Show(show::Show),
    Add(add::Add),
    Edit(edit::Edit),
    Remove(remove::Remove),
}

impl LocationsCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            LocationsCommand::List(_) | LocationsCommand::Show(_) => Permission::StockRead,
            LocationsCommand::Add(_) | LocationsCommand::Edit(_) | LocationsCommand::Remove(_) => {
                Permission::LocationsWrite
            }
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            LocationsCommand::List(list) => list.run(store, output).await,
            LocationsCommand::Show(show) => show.run(store, output).await,
            LocationsCommand::Add(add) => add.run(store, output).await,
            LocationsCommand::Edit(edit) => edit.run(store, output).await,
            LocationsCommand::Remove(remove) => remove.run(store, output).await,
        }
    }
}

/// The location that is meant: by its name, else by its id.
pub(super) async fn resolve(store: &Store, reference: &Reference) -> Result<Location, Failure> {
    let all = rows(async |page| Ok(locations::list(store, page).await?)).await?;
    let words = ("location", "name", "locations list");
    reference.among(words, all, |found| &found.name, |found| found.id)
}

/// The id of a location that was named, if one was.
pub(super) async fn resolve_id(
    store: &Store,
    reference: Option<&Reference>,
) -> Result<Option<i64>, Failure> {
    let location = maybe(reference, async |named| resolve(store, named).await).await?;
    Ok(location.map(|location| location.id))
}

/// Prints the location as it is now.
fn show(location: Location, output: &Output) -> Result<(), Failure> {
    output.show(&json::Location::from(location), |location| {
        facts(&[
            (
                "Location",
                format!("{} (id {})", location.name, location.id),
            ),
            ("Open", yes(location.active)),
        ])
    })
}
