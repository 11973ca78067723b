//! The domain of Mercer: one folder per noun, one file per verb.
//!
//! Every edge (HTTP, command line, pages) calls the verbs here, for example
//! `orders::place(&store, input)`. Deliberately absent: anything of HTTP, of the command line, or
//! of a template.

pub mod addresses;
pub mod amounts;
pub mod api_keys;
pub mod audit;
pub mod backups;
mod batch;
mod bulk;
mod card_number;
mod case;
pub mod categories;
pub mod clock;
pub mod copies;
#[cfg(test)]
#[path = "../../migrator/tests/created/mod.rs"]
mod created;
pub mod currency;
pub mod cursor;
pub mod customers;
pub mod demonstration;
pub mod doctor;
pub mod edit;
pub mod email;
pub mod exports;
mod filters;
pub mod idempotency;
pub mod identities;
pub mod imports;
pub mod invalid;
pub mod inventory;
pub mod invoices;
mod listing;
pub mod locations;
pub mod money;
pub mod numbers;
pub mod oauth_clients;
pub mod orders;
pub mod page;
pub mod password;
pub mod password_resets;
pub mod patch;
pub mod payment_methods;
pub mod payments;
pub(crate) mod prefix;
pub mod principal;
pub mod products;
pub mod quantity;
pub mod reports;
pub mod returns;
pub mod revisions;
pub mod schema;
pub mod secret;
pub mod seed;
pub mod sessions;
pub mod settings;
pub mod shipments;
pub mod sort;
pub mod staff;
mod statement_text;
pub mod store;
pub mod taxes;
#[cfg(test)]
mod tests;
pub mod text;
pub mod throttles;
pub mod unit;
pub mod username;

pub use clock::{Clock, FixedClock, SystemClock};
pub use currency::Currency;
pub use cursor::Cursor;
pub use invalid::Invalid;
pub use money::Money;
pub use page::{Page, PageRequest};
pub use principal::Principal;
pub use quantity::Quantity;
pub use sort::{Sort, SortKey};
pub use store::Store;
pub use unit::Unit;
