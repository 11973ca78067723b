//! `mercer shipments pick-list`.

use clap::Args;
use mercer_store::{PageRequest, Store, locations, shipments};

use crate::cli::Failure;
use crate::cli::locations as named_locations;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::table::{Align, Table};
use crate::json;

/// List what is to be fetched from the shelves for the shipments that are being packed.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer shipments pick-list")]
pub(in crate::cli) struct PickList {
    /// Whose shelves; the first location's if not given.
    #[arg(long, value_name = "NAME|ID")]
    location: Option<Reference>,
}

impl PickList {
    /// Prints it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let named = named_locations::resolve_id(store, self.location.as_ref()).await?;
        let location_id = if named.is_some() {
            named
        } else {
            let first = locations::list(store, PageRequest::first(1)).await?;
            first.items.first().map(|location| location.id)
        };
        let lines = match location_id {
            Some(id) => shipments::pick_list(store, id).await?,
            // Nothing was ever in stock.
            None => Vec::new(),
        };
        let items: Vec<_> = lines.into_iter().map(json::PickLine::from).collect();
        if items.is_empty() {
            output.message("Nothing is being packed.");
        }
        output.show(&json::Page { items, next: None }, text)
    }
}

fn text(lines: &json::Page<json::PickLine>) -> String {
    let mut table = Table::new(&[
        ("SKU", Align::Left),
        ("NAME", Align::Left),
        ("QUANTITY", Align::Right),
        ("UNIT", Align::Left),
        ("SHIPMENTS", Align::Left),
    ]);
    for line in &lines.items {
        let shipments: Vec<String> = line.shipment_ids.iter().map(i64::to_string).collect();
        table.row(vec![
            line.sku.clone(),
            line.name.clone(),
            line.quantity.to_string(),
            line.unit.to_string(),
            shipments.join(", "),
        ]);
    }
    table.render()
}
