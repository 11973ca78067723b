//! `mercer stock`: what is where, the ledger, and what moves goods at once.

mod adjust;
mod count;
mod list;
mod low;
mod movements;
mod named;
mod receive;
mod reorder_point;
mod show;
mod transfer;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::inventory::StockLevel;
use mercer_store::staff::Permission;

use super::Failure;
use super::output::Output;
use super::reference::{Reference, maybe};
use super::table::facts;
use super::{locations, products};
use crate::json;

/// Verbs of stock.
#[derive(Debug, Subcommand)]
pub(super) enum StockCommand {
    List(list::List),
    Show(show::Show),
    Low(low::Low),
    Movements(movements::Movements),
    Receive(receive::Receive),
    Adjust(adjust::Adjust),
    Count(count::Count),
    Transfer(transfer::Transfer),
    ReorderPoint(reorder_point::ReorderPoint),
}

impl StockCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            StockCommand::List(_)
            | StockCommand::Show(_)
            | StockCommand::Low(_)
            | StockCommand::Movements(_) => Permission::StockRead,
            StockCommand::Receive(_) | StockCommand::Transfer(_) => Permission::StockMove,
            StockCommand::Adjust(_) | StockCommand::Count(_) | StockCommand::ReorderPoint(_) => {
                Permission::StockAdjust
            }
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            StockCommand::List(list) => list.run(store, output).await,
            StockCommand::Show(show) => show.run(store, output).await,
            StockCommand::Low(low) => low.run(store, output).await,
            StockCommand::Movements(movements) => movements.run(store, output).await,
            StockCommand::Receive(receive) => receive.run(store, output).await,
            StockCommand::Adjust(adjust) => adjust.run(store, output).await,
            StockCommand::Count(count) => count.run(store, output).await,
            StockCommand::Transfer(transfer) => transfer.run(store, output).await,
            StockCommand::ReorderPoint(point) => point.run(store, output).await,
        }
    }
}

/// The product and the place that are meant.
async fn place(
    store: &Store,
    product: Option<&Reference>,
    location: Option<&Reference>,
) -> Result<(Option<i64>, Option<i64>), Failure> {
    let product = maybe(product, async |named| products::resolve(store, named).await);
    let product = product.await?.map(|product| product.id);
    let location = maybe(location, async |named| {
        locations::resolve(store, named).await
    });
    Ok((product, location.await?.map(|location| location.id)))
}

/// Prints how much is there now.
async fn show(store: &Store, level: StockLevel, output: &Output) -> Result<(), Failure> {
    let product = mercer_store::products::get(store, level.product_id).await?;
    let location = mercer_store::locations::get(store, level.location_id).await?;
    output.show(&json::Level::from(level), |level| {
        let reorder_point = level.reorder_point.map(|point| point.to_string());
        facts(&[
            ("Product", product.sku),
            ("Location", location.name),
            ("On hand", format!("{} {}", level.on_hand, product.unit)),
            ("Reserved", level.reserved.to_string()),
            ("Available", level.available.to_string()),
            (
                "Reorder point",
                reorder_point.unwrap_or_else(|| "none".to_owned()),
            ),
        ])
    })
}
