//! Which product is meant.

use mercer_store::Store;
use mercer_store::products::{self, ListProducts, Product, ProductError};

use crate::cli::Failure;
use crate::cli::reference::{Reference, rows};

/// The product that is meant: by its SKU, else by its barcode, else by its id.
pub(in crate::cli) async fn resolve(
    store: &Store,
    reference: &Reference,
) -> Result<Product, Failure> {
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
    let others = rows(async |page| {
        let wanted = ListProducts {
            page,
            ..ListProducts::default()
        };
        Ok(products::list(store, wanted).await?)
    });
    let others = others.await?;
    let codes = others.iter().map(|product| product.sku.as_str());
    let words = ("product", "SKU, the barcode", "products list");
    Err(reference.unknown(words, codes))
}

/// `None` if the code is nobody's, or is no code of this sort at all.
fn known(found: Result<Product, ProductError>) -> Result<Option<Product>, ProductError> {
    match found {
        Err(ProductError::NotFound(_) | ProductError::Invalid(_)) => Ok(None),
        found => found.map(Some),
    }
}
