//! `mercer orders place`.

use std::str::FromStr;

use clap::Args;
use mercer_store::orders::{self, Fulfilment, OrderError, OrderKind, OrderLine, PlaceOrder};
use mercer_store::staff::Permission;
use mercer_store::{Currency, Invalid, Quantity, Store};

use super::show;
use crate::cli::Failure;
use crate::cli::customers;
use crate::cli::output::Output;
use crate::cli::products;
use crate::cli::reference::Reference;
use crate::json;

/// Place an order for a customer and print it.
///
/// The goods are reserved until they are shipped; with --handed-over the customer takes them along
/// at once. An order that cannot be filled completely is refused and changes nothing.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer orders place --customer anna --line MUG-BLUE=2 --line COFFEE=0.350
  mercer orders place --customer id:7 --line MUG-BLUE=1 --return")]
pub(in crate::cli) struct Place {
    /// Who buys: a username or an id (id:7 is always an id).
    #[arg(long, value_name = "USERNAME|ID")]
    customer: Reference,

    /// What, and how much of it: a SKU, a barcode or id:7, then = and a quantity. May be repeated.
    #[arg(long = "line", value_name = "SKU=QTY", required = true)]
    lines: Vec<LineArgument>,

    /// Take goods back instead of selling them.
    #[arg(long = "return", conflicts_with = "handed_over")]
    is_return: bool,

    /// The customer takes the goods along.
    #[arg(long)]
    handed_over: bool,

    /// The currency that the prices are expected to be in, such as GBP; the store's if not given.
    #[arg(long, value_name = "CODE")]
    currency: Option<Currency>,
}

impl Place {
    /// Taking goods back is another thing than selling.
    pub(super) fn permission(&self) -> Permission {
        if self.is_return {
            Permission::OrdersEdit
        } else {
            Permission::OrdersPlace
        }
    }

    /// Looks up what was named, places the order and prints it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let customer_id = customers::resolve(store, &self.customer).await?.id;
        let mut lines = Vec::with_capacity(self.lines.len());
        for line in &self.lines {
            let product = products::resolve(store, &line.product).await?;
            lines.push(OrderLine::of(product.id, line.quantity));
        }
        let input = PlaceOrder {
            customer_id,
            kind: if self.is_return {
                OrderKind::Return
            } else {
                OrderKind::Sale
            },
            lines,
            currency: self.currency,
            location_id: None,
            fulfilment: if self.handed_over {
                Fulfilment::HandOver
            } else {
                Fulfilment::Reserve
            },
            discount: None,
            shipping: 0,
        };
        let placed = orders::place(store, input)
            .await
            .map_err(|error| refused(error, &self.lines))?;
        let placed = json::OrderWithItems::from(placed);
        output.show(&placed, show::text)
    }
}

/// Names the option, not the field of the input.
fn refused(error: OrderError, lines: &[LineArgument]) -> Failure {
    let OrderError::Invalid(Invalid { field, reason }) = &error else {
        return error.into();
    };
    let line = field
        .strip_prefix("lines/")
        .and_then(|rest| rest.split('/').next()?.parse::<usize>().ok())
        .and_then(|index| lines.get(index));
    match line {
        Some(line) => Failure::of_option(&format!("--line {}", line.text), reason),
        None => Failure::of_option("--line", reason),
    }
}

/// One `--line`.
#[derive(Clone, Debug)]
struct LineArgument {
    product: Reference,
    quantity: Quantity,
    /// As it was typed.
    text: String,
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
