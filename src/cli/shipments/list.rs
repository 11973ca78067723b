//! `mercer shipments list`.

use clap::Args;
use mercer_store::Store;
use mercer_store::shipments::{self, ListShipments, ShipmentSort, ShipmentStatus};

use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::reference::Reference;
use crate::cli::table::Align;
use crate::cli::words::{SortArgument, one_of};
use crate::cli::{Failure, locations, orders, time};
use crate::json;

/// List the shipments, oldest first.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer shipments list --status pending
  mercer shipments list --order 1000")]
pub(in crate::cli) struct List {
    /// Only those of this order: its number or id.
    #[arg(long)]
    order: Option<Reference>,

    /// Only those that stand so; those that are being packed are pending.
    #[arg(long, value_parser = one_of::<ShipmentStatus>(ShipmentStatus::WORDS))]
    status: Option<ShipmentStatus>,

    /// Only those that the carrier calls so.
    #[arg(long, value_name = "NUMBER")]
    tracking: Option<String>,

    /// Only those that leave from this location.
    #[arg(long, value_name = "NAME|ID")]
    location: Option<Reference>,

    #[command(flatten)]
    sort: SortArgument<ShipmentSort>,

    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let wanted = ListShipments {
            sort: self.sort.by,
            order_id: orders::resolve_id(store, self.order.as_ref()).await?,
            location_id: locations::resolve_id(store, self.location.as_ref()).await?,
            status: self.status,
            tracking_number: self.tracking,
            ..ListShipments::default()
        };
        let read = async |page| {
            let wanted = ListShipments {
                page,
                ..wanted.clone()
            };
            let page = shipments::list(store, wanted).await?;
            Ok(json::Page::of(page, json::Shipment::from))
        };
        self.page.print(output, read).await
    }
}

impl Listed for json::Shipment {
    const NOUN: &'static str = "shipments";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("ID", Align::Right),
        ("ORDER ID", Align::Right),
        ("STATUS", Align::Left),
        ("CARRIER", Align::Left),
        ("TRACKING", Align::Left),
        ("LEFT", Align::Left),
        ("ARRIVED", Align::Left),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.order_id.to_string(),
            self.status.to_string(),
            self.carrier.clone().unwrap_or_default(),
            self.tracking_number.clone().unwrap_or_default(),
            self.shipped_at.map(time).unwrap_or_default(),
            self.delivered_at.map(time).unwrap_or_default(),
        ]
    }
}
