//! `mercer categories`: groups of products, as a tree.

mod add;
mod edit;
mod list;
mod remove;
mod show;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::categories::{self, Category, ListCategories};
use mercer_store::staff::Permission;

use super::Failure;
use super::output::Output;
use super::reference::{Reference, rows};
use super::table::facts;
use crate::json;

/// Verbs of categories.
#[derive(Debug, Subcommand)]
pub(super) enum CategoriesCommand {
    List(list::List),
    Show(show::Show),
    Add(add::Add),
    Edit(edit::Edit),
    Remove(remove::Remove),
}

impl CategoriesCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            CategoriesCommand::List(_) | CategoriesCommand::Show(_) => Permission::CatalogueRead,
            CategoriesCommand::Add(_)
            | CategoriesCommand::Edit(_)
            | CategoriesCommand::Remove(_) => Permission::CatalogueWrite,
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            CategoriesCommand::List(list) => list.run(store, output).await,
            CategoriesCommand::Show(show) => show.run(store, output).await,
            CategoriesCommand::Add(add) => add.run(store, output).await,
            CategoriesCommand::Edit(edit) => edit.run(store, output).await,
            CategoriesCommand::Remove(remove) => remove.run(store, output).await,
        }
    }
}

/// The category that is meant: by its name, else by its id.
pub(super) async fn resolve(store: &Store, reference: &Reference) -> Result<Category, Failure> {
    if let Reference::Id(id) = reference {
        return Ok(categories::get(store, *id).await?);
    }
    let all = rows(async |page| {
        let wanted = ListCategories {
            page,
            ..ListCategories::default()
        };
        Ok(categories::list(store, wanted).await?)
    });
    let words = ("category", "name", "categories list");
    reference.among(words, all.await?, |found| &found.name, |found| found.id)
}

/// Prints the category as it is now.
fn show(category: Category, output: &Output) -> Result<(), Failure> {
    output.show(&json::Category::from(category), |category| {
        let mut rows = vec![(
            "Category",
            format!("{} (id {})", category.name, category.id),
        )];
        let parent = category.parent_id.map(|id| format!("category id {id}"));
        rows.extend(parent.map(|parent| ("Inside", parent)));
        rows.extend(
            category
                .description
                .clone()
                .map(|text| ("Description", text)),
        );
        facts(&rows)
    })
}
