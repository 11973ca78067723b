//! `mercer categories edit`.

use clap::Args;
use mercer_store::Store;
use mercer_store::categories::{self, UpdateCategory};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::{Reference, patched, patched_text};

/// Change a category and print it; what is not given stays.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer categories edit Fruit --name 'Fruit and nuts'
  mercer categories edit Apples --parent ''")]
pub(in crate::cli) struct Edit {
    /// Its name; a number that is nobody's name is taken for an id (id:7 is always an id).
    #[arg(value_name = "NAME|ID")]
    category: Reference,

    /// Another name, unique.
    #[arg(long)]
    name: Option<String>,

    /// The category that is to contain it; '' for none.
    #[arg(long, value_name = "NAME|ID")]
    parent: Option<Reference>,

    /// What belongs in it; '' takes it away.
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
}

impl Edit {
    /// Changes the category.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let id = super::resolve(store, &self.category).await?.id;
        let parent = patched(self.parent.as_ref(), async |named| {
            Ok(super::resolve(store, named).await?.id)
        });
        let input = UpdateCategory {
            expected_version: None,
            name: self.name,
            parent_id: parent.await?,
            description: patched_text(self.description),
        };
        super::show(categories::update(store, id, input).await?, output)
    }
}
