//! `mercer categories remove`.

use clap::Args;
use mercer_store::Store;
use mercer_store::categories::{self, Cascade};

use crate::cli::Failure;
use crate::cli::confirmation::Confirmation;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::json;

/// Remove a category.
///
/// One that contains categories stays; so does one with products, unless --with-products is given.
#[derive(Args, Debug)]
#[command(
    visible_alias = "delete",
    after_help = "\
Examples:
  mercer categories remove Fruit
  mercer categories remove Fruit --with-products --yes"
)]
pub(in crate::cli) struct Remove {
    /// Its name; a number that is nobody's name is taken for an id (id:7 is always an id).
    #[arg(value_name = "NAME|ID")]
    category: Reference,

    /// Remove its products too, if none of them was ever ordered or stocked.
    #[arg(long)]
    with_products: bool,

    #[command(flatten)]
    confirmation: Confirmation,
}

impl Remove {
    /// Removes the category, and prints which one that was.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let category = super::resolve(store, &self.category).await?;
        let (cascade, what) = if self.with_products {
            (Cascade::Products, " with its products")
        } else {
            (Cascade::Refuse, "")
        };
        let question = format!("Remove the category {}{what}", category.name);
        self.confirmation.ask(&question)?;
        categories::delete(store, category.id, None, cascade).await?;
        output.show(&json::Category::from(category), |category| {
            format!("The category {} is removed.\n", category.name)
        })
    }
}
