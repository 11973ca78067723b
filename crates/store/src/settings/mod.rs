//! What the shop says of itself: its name, its address, whom to write to.
//!
//! Which settings there are is declared in one list, [`DECLARED`]; the table keeps only what
//! differs from the defaults. Deliberately absent: what a process needs before it has a database
//! (ports, addresses, passwords), which is configuration, and anything secret.

mod change;
mod declared;
mod entity;
mod error;
mod get;
mod list;
mod nearest;
mod reset;
mod set;
mod setting;

pub use declared::{DECLARED, Declared, SettingKind};
pub use entity::{Model as SettingRow, table};
pub use error::SettingError;
pub use get::get;
pub use list::list;
pub use reset::reset;
pub use set::{SetSetting, set};
pub use setting::Setting;
