//! Goods with a quantity, as one option: `--line MUG-BLUE=2`.

use std::str::FromStr;

use mercer_store::inventory::StockLine;
use mercer_store::{Invalid, Quantity, Store};

use super::Failure;
use super::products;
use super::reference::Reference;

/// One `--line`.
#[derive(Clone, Debug)]
pub(super) struct LineArgument {
    pub(super) product: Reference,
    pub(super) quantity: Quantity,
    /// As it was typed.
    pub(super) text: String,
}

impl FromStr for LineArgument {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // The quantity follows the last sign: a SKU may contain one.
        let (product, quantity) = text
            .rsplit_once('=')
            .filter(|(product, _)| !product.is_empty())
            .ok_or("write a SKU, an equals sign and a quantity, such as MUG-BLUE=2")?;
        Ok(LineArgument {
            product: Reference::of(product),
            quantity: quantity
                .parse()
                .map_err(|error: Invalid| format!("the quantity {}", error.reason))?,
            text: text.to_owned(),
        })
    }
}

/// The lines with the products that are meant.
pub(super) async fn stock_lines(
    store: &Store,
    lines: &[LineArgument],
) -> Result<Vec<StockLine>, Failure> {
    let mut resolved = Vec::with_capacity(lines.len());
    for line in lines {
        resolved.push(StockLine {
            product_id: products::resolve(store, &line.product).await?.id,
            quantity: line.quantity,
        });
    }
    Ok(resolved)
}

/// Names the option that is at fault, not the field of the input.
pub(super) fn refused(invalid: &Invalid, lines: &[LineArgument]) -> Failure {
    let line = invalid
        .field
        .strip_prefix("lines/")
        .and_then(|rest| rest.split('/').next()?.parse::<usize>().ok())
        .and_then(|index| lines.get(index));
    match line {
        Some(line) => Failure::of_option(&format!("--line {}", line.text), &invalid.reason),
        None => Failure::of_option("--line", &invalid.reason),
    }
}
