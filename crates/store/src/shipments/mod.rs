//! Parcels: goods of a sale that leave together, from packing to arrival.
//!
//! A shipment takes nothing from stock until it leaves: what it packs is reserved by its order,
//! and stays reserved when the packing is called off. Deliberately absent: labels and rates of
//! carriers, and services, which are rendered and not sent.

mod cancel;
mod create;
mod deliver;
mod entity;
mod error;
mod forget;
mod get;
mod imported;
mod item;
mod list;
mod mark_in_transit;
mod of_orders;
mod pick_list;
mod return_to_sender;
mod ship;
mod status;
mod step;
mod update;

pub use cancel::cancel;
pub use create::{CreateShipment, ShipmentLine, create};
pub use deliver::deliver;
pub use entity::{Model as Shipment, table};
pub use error::ShipmentError;
pub(crate) use forget::forget_in;
pub use get::{ShipmentWithItems, get};
pub(crate) use imported::record_imported_in;
pub use item::{Model as ShipmentItem, table as items_table};
pub use list::{ListShipments, ShipmentSort, list};
pub use mark_in_transit::mark_in_transit;
pub use of_orders::of_orders;
pub use pick_list::{PickLine, pick_list};
pub use return_to_sender::{ReturnToSender, ReturnedParcel, return_to_sender};
pub use ship::ship;
pub use status::ShipmentStatus;
pub use update::{UpdateShipment, update};
