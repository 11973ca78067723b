//! Every table of the store, parents first.

use mercer_migrator::Schema;

use crate::{
    addresses, audit, categories, customers, imports, inventory, locations, numbers, orders,
    payments, products,
};

/// The store's schema.
pub fn schema() -> Schema {
    Schema {
        tables: vec![
            numbers::table(),
            audit::table(),
            locations::table(),
            categories::table(),
            products::table(),
            products::price_changes_table(),
            customers::table(),
            addresses::table(),
            addresses::link_table(),
            inventory::levels_table(),
            inventory::movements_table(),
            orders::table(),
            orders::items_table(),
            payments::table(),
            payments::events_table(),
            payments::refunds_table(),
            imports::table(),
            imports::write_offs_table(),
        ],
        ..Schema::default()
    }
}
