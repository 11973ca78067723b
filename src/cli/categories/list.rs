//! `mercer categories list`.

use clap::Args;
use mercer_store::Store;
use mercer_store::categories::{self, CategorySort, ListCategories};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::reference::{Reference, maybe};
use crate::cli::table::Align;
use crate::cli::words::SortArgument;
use crate::json;

/// List the categories.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer categories list --sort name
  mercer categories list --parent Fruit")]
pub(in crate::cli) struct List {
    /// Only those whose name begins with this, letter for letter.
    #[arg(long, value_name = "TEXT")]
    q: Option<String>,

    /// Only those directly inside this category.
    #[arg(long, value_name = "NAME|ID")]
    parent: Option<Reference>,

    #[command(flatten)]
    sort: SortArgument<CategorySort>,

    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let parent = self.parent.as_ref();
        let parent = maybe(parent, async |named| super::resolve(store, named).await).await?;
        let wanted = ListCategories {
            sort: self.sort.by,
            q: self.q,
            parent_id: parent.map(|parent| parent.id),
            ..ListCategories::default()
        };
        self.page
            .print(output, async |page| {
                let wanted = wanted.clone();
                let page = categories::list(store, ListCategories { page, ..wanted }).await?;
                Ok(json::Page::of(page, json::Category::from))
            })
            .await
    }
}

impl Listed for json::Category {
    const NOUN: &'static str = "categories";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("ID", Align::Right),
        ("NAME", Align::Left),
        ("INSIDE", Align::Right),
        ("DESCRIPTION", Align::Left),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.name.clone(),
            self.parent_id.map(|id| id.to_string()).unwrap_or_default(),
            self.description.clone().unwrap_or_default(),
        ]
    }
}
