//! The domain of Mercer: one folder per noun, one file per verb.
//!
//! Every edge (HTTP, command line, pages) calls the verbs here, for example
//! `orders::place(&store, input)`. Deliberately absent: anything of HTTP, of the command line, or
//! of a template.

pub mod addresses;
pub mod amounts;
pub mod audit;
mod bulk;
mod card_number;
mod case;
pub mod categories;
pub mod clock;
#[cfg(test)]
#[path = "../../migrator/tests/created/mod.rs"]
mod created;
pub mod currency;
pub mod customers;
pub mod demonstration;
pub mod doctor;
pub mod edit;
pub mod email;
pub mod imports;
pub mod invalid;
pub mod inventory;
pub mod invoices;
pub mod locations;
pub mod money;
pub mod numbers;
pub mod orders;
pub mod page;
pub mod password;
pub mod patch;
pub mod payment_methods;
pub mod payments;
pub(crate) mod prefix;
pub mod products;
pub mod quantity;
pub mod returns;
pub mod revisions;
pub mod schema;
pub mod shipments;
pub mod staff;
mod statement_text;
pub mod store;
pub mod taxes;
pub mod text;
pub mod unit;
pub mod username;

pub use clock::{Clock, FixedClock, SystemClock};
pub use currency::Currency;
pub use invalid::Invalid;
pub use money::Money;
pub use page::{Page, PageRequest};
pub use quantity::Quantity;
pub use store::Store;
pub use unit::Unit;
