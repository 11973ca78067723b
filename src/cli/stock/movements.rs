//! `mercer stock movements`.

use chrono::{DateTime, Utc};
use clap::Args;
use mercer_store::Store;
use mercer_store::inventory::{self, ListMovements, MovementKind, MovementSort, StockMovement};

use super::named::{Named, named};
use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::reference::Reference;
use crate::cli::table::Align;
use crate::cli::words::{SortArgument, one_of};
use crate::cli::{moment, time};
use crate::json;

/// List the ledger: every change of what is on hand, oldest first.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer stock movements --product MUG-BLUE --sort -id
  mercer stock movements --kind adjusted --from 2026-11-01 --all")]
pub(in crate::cli) struct Movements {
    /// Only of this product.
    #[arg(long, value_name = "SKU|ID")]
    product: Option<Reference>,

    /// Only at this location.
    #[arg(long, value_name = "NAME|ID")]
    location: Option<Reference>,

    /// Only of this kind.
    #[arg(long, value_parser = one_of::<MovementKind>(MovementKind::WORDS))]
    kind: Option<MovementKind>,

    /// Only what this order caused.
    #[arg(long, value_name = "ID")]
    order_id: Option<i64>,

    /// Only what left or arrived with this transfer.
    #[arg(long, value_name = "ID")]
    transfer_id: Option<i64>,

    /// Only what this count booked.
    #[arg(long, value_name = "ID")]
    count_id: Option<i64>,

    /// Only then or later: 2026-11-01, or 2026-11-01T09:30:00Z.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    from: Option<DateTime<Utc>>,

    /// Only earlier.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    until: Option<DateTime<Utc>>,

    #[command(flatten)]
    sort: SortArgument<MovementSort>,

    #[command(flatten)]
    page: PageArguments,
}

impl Movements {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let (product, location) = (self.product.as_ref(), self.location.as_ref());
        let (product_id, location_id) = super::place(store, product, location).await?;
        let wanted = ListMovements {
            sort: self.sort.by,
            product_id,
            location_id,
            kind: self.kind,
            order_id: self.order_id,
            transfer_id: self.transfer_id,
            count_id: self.count_id,
            from: self.from,
            until: self.until,
            ..ListMovements::default()
        };
        self.page
            .print(output, async |page| {
                let wanted = wanted.clone();
                let page = inventory::movements(store, ListMovements { page, ..wanted }).await?;
                let ids = |moved: &StockMovement| (moved.product_id, moved.location_id);
                named(store, page, ids, json::Movement::from).await
            })
            .await
    }
}

impl Listed for Named<json::Movement> {
    const NOUN: &'static str = "movements";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("ID", Align::Right),
        ("TIME", Align::Left),
        ("SKU", Align::Left),
        ("LOCATION", Align::Left),
        ("KIND", Align::Left),
        ("QUANTITY", Align::Right),
        ("ON HAND", Align::Right),
        ("BY", Align::Left),
        ("REASON", Align::Left),
    ];

    fn cells(&self) -> Vec<String> {
        let movement = &self.row;
        vec![
            movement.id.to_string(),
            time(movement.created_at),
            self.sku.clone(),
            self.location.clone(),
            movement.kind.to_string(),
            movement.quantity.to_string(),
            movement.on_hand_after.to_string(),
            movement.actor.clone(),
            movement.reason.clone().unwrap_or_default(),
        ]
    }
}
