//! `mercer shipments`: goods of a sale that leave together.

mod add;
mod edit;
mod list;
mod pick_list;
mod refusal;
mod return_to_sender;
mod show;

use clap::{Args, Subcommand};
use mercer_store::shipments::{self, ListShipments, ShipmentWithItems};
use mercer_store::staff::Permission;
use mercer_store::{PageRequest, Store};

use super::Failure;
use super::output::Output;
use super::reference::Reference;
use crate::json;

/// Verbs of shipments.
#[derive(Debug, Subcommand)]
pub(super) enum ShipmentsCommand {
    List(list::List),
    Show(show::Show),
    Add(add::Add),
    Edit(edit::Edit),
    /// Hand a shipment to its carrier: its goods leave stock.
    #[command(after_help = "Example:\n  mercer shipments dispatch 5")]
    Dispatch(Target),
    /// Note that the carrier reports a shipment under way.
    #[command(after_help = "Example:\n  mercer shipments transit 5")]
    Transit(Target),
    /// Note that a shipment arrived.
    #[command(after_help = "Example:\n  mercer shipments deliver 5")]
    Deliver(Target),
    /// Call the packing of a shipment off; its goods stay reserved for the order.
    #[command(after_help = "Example:\n  mercer shipments cancel 5")]
    Cancel(Target),
    Return(return_to_sender::ReturnToSender),
    PickList(pick_list::PickList),
}

/// Which shipment.
#[derive(Args, Debug)]
pub(super) struct Target {
    /// The shipment's tracking number or id (id:7 is always an id).
    #[arg(value_name = "SHIPMENT")]
    shipment: Reference,
}

impl ShipmentsCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            ShipmentsCommand::List(_)
            | ShipmentsCommand::Show(_)
            | ShipmentsCommand::PickList(_) => Permission::OrdersRead,
            ShipmentsCommand::Add(_)
            | ShipmentsCommand::Edit(_)
            | ShipmentsCommand::Dispatch(_)
            | ShipmentsCommand::Transit(_)
            | ShipmentsCommand::Deliver(_)
            | ShipmentsCommand::Cancel(_)
            | ShipmentsCommand::Return(_) => Permission::ShipmentsWrite,
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            ShipmentsCommand::List(list) => list.run(store, output).await,
            ShipmentsCommand::Show(show) => show.run(store, output).await,
            ShipmentsCommand::Add(add) => add.run(store, output).await,
            ShipmentsCommand::Edit(edit) => edit.run(store, output).await,
            ShipmentsCommand::Dispatch(target) => {
                let id = target.id(store).await?;
                print(store, shipments::ship(store, id, None).await?, output).await
            }
            ShipmentsCommand::Transit(target) => {
                let id = target.id(store).await?;
                let shipment = shipments::mark_in_transit(store, id, None).await?;
                print(store, shipment, output).await
            }
            ShipmentsCommand::Deliver(target) => {
                let id = target.id(store).await?;
                print(store, shipments::deliver(store, id, None).await?, output).await
            }
            ShipmentsCommand::Cancel(target) => {
                let id = target.id(store).await?;
                print(store, shipments::cancel(store, id, None).await?, output).await
            }
            ShipmentsCommand::Return(back) => back.run(store, output).await,
            ShipmentsCommand::PickList(list) => list.run(store, output).await,
        }
    }
}

impl Target {
    async fn id(&self, store: &Store) -> Result<i64, Failure> {
        Ok(resolve(store, &self.shipment).await?.shipment.id)
    }
}

/// The shipment that is meant: by its tracking number, else by its id.
async fn resolve(store: &Store, reference: &Reference) -> Result<ShipmentWithItems, Failure> {
    let tracking = match reference {
        Reference::Id(id) => return Ok(shipments::get(store, *id).await?),
        Reference::Code(tracking) => tracking,
    };
    let wanted = ListShipments {
        page: PageRequest::first(2),
        tracking_number: Some(tracking.clone()),
        ..ListShipments::default()
    };
    let found = shipments::list(store, wanted).await?.items;
    match (found.as_slice(), reference.as_id()) {
        ([one], _) => Ok(shipments::get(store, one.id).await?),
        ([], Some(id)) => Ok(shipments::get(store, id).await?),
        ([], None) => {
            let message = format!("no shipment has the tracking number or the id {tracking:?}");
            Err(Failure::not_found(message).hint("`mercer shipments list` shows the shipments"))
        }
        _ => {
            let message = format!("several shipments have the tracking number {tracking:?}");
            Err(Failure::refused(message)
                .hint("`mercer shipments list --tracking` shows their ids; write id:7 for one"))
        }
    }
}

/// Prints the shipment as it is now.
async fn print(store: &Store, shipment: ShipmentWithItems, output: &Output) -> Result<(), Failure> {
    let order = mercer_store::orders::get(store, shipment.shipment.order_id).await?;
    let shipment = json::ShipmentWithItems::from(shipment);
    output.show(&shipment, |shipment| show::text(shipment, &order))
}
