//! `mercer products`.

mod list;
mod show;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::products::{self, Product, ProductError};
use mercer_store::staff::Permission;

use super::Failure;
use super::output::Output;
use super::reference::Reference;

/// Verbs of products.
#[derive(Debug, Subcommand)]
pub(super) enum ProductsCommand {
    List(list::List),
    Show(show::Show),
}

impl ProductsCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            ProductsCommand::List(_) | ProductsCommand::Show(_) => Permission::CatalogueRead,
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            ProductsCommand::List(list) => list.run(store, output).await,
            ProductsCommand::Show(show) => show.run(store, output).await,
        }
    }
}

/// The product that is meant: by its SKU, else by its barcode, else by its id.
pub(super) async fn resolve(store: &Store, reference: &Reference) -> Result<Product, Failure> {
    let code = match reference {
        Reference::Id(id) => return Ok(products::get(store, *id).await?),
        Reference::Code(code) => code,
    };
    if let Some(product) = known(products::find_by_sku(store, code).await)? {
        return Ok(product);
    }
    if let Some(product) = known(products::find_by_barcode(store, code).await)? {
        return Ok(product);
    }
    if let Some(id) = reference.as_id()
        && let Some(product) = known(products::get(store, id).await)?
    {
        return Ok(product);
    }
    let message = format!("no product has the SKU, the barcode or the id {code:?}");
    Err(Failure::refused(message).hint("`mercer products list` shows the products"))
}

/// `None` if the code is nobody's, or is no code of this sort at all.
fn known(found: Result<Product, ProductError>) -> Result<Option<Product>, ProductError> {
    match found {
        Err(ProductError::NotFound(_) | ProductError::Invalid(_)) => Ok(None),
        found => found.map(Some),
    }
}
