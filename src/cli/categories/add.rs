//! `mercer categories add`.

use clap::Args;
use mercer_store::Store;
use mercer_store::categories::{self, CreateCategory};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::{Reference, maybe};

/// Add a category and print it.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer categories add Fruit
  mercer categories add Apples --parent Fruit --description 'By the kilogram'")]
pub(in crate::cli) struct Add {
    /// Its name, unique.
    name: String,

    /// The category that contains it.
    #[arg(long, value_name = "NAME|ID")]
    parent: Option<Reference>,

    /// What belongs in it.
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
}

impl Add {
    /// Adds the category.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let parent = self.parent.as_ref();
        let parent = maybe(parent, async |named| super::resolve(store, named).await).await?;
        let input = CreateCategory {
            name: self.name,
            parent_id: parent.map(|parent| parent.id),
            description: self.description,
        };
        super::show(categories::create(store, input).await?, output)
    }
}
