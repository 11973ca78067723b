//! Every table of the store, parents first.

use mercer_migrator::Schema;

use crate::{
    addresses, api_keys, audit, categories, customers, idempotency, identities, imports, inventory,
    invoices, locations, numbers, oauth_clients, orders, password_resets, payment_methods,
    payments, products, returns, sessions, settings, shipments, staff, taxes, throttles,
};

/// The store's schema.
pub fn schema() -> Schema {
    Schema {
        tables: vec![
            numbers::table(),
            idempotency::table(),
            settings::table(),
            audit::seals_table(),
            audit::heads_table(),
            audit::table(),
            staff::table(),
            throttles::table(),
            api_keys::table(),
            oauth_clients::table(),
            locations::table(),
            categories::table(),
            taxes::table(),
            products::table(),
            products::price_changes_table(),
            customers::table(),
            addresses::table(),
            addresses::link_table(),
            sessions::table(),
            oauth_clients::authorization_codes::table(),
            identities::table(),
            password_resets::table(),
            inventory::levels_table(),
            inventory::movements_table(),
            inventory::transfers::table(),
            inventory::transfers::items_table(),
            inventory::counts::table(),
            inventory::counts::items_table(),
            orders::table(),
            orders::items_table(),
            orders::modifications_table(),
            payment_methods::table(),
            payments::table(),
            payments::events_table(),
            payments::refunds_table(),
            shipments::table(),
            shipments::items_table(),
            returns::table(),
            returns::items_table(),
            invoices::series_table(),
            invoices::table(),
            invoices::lines_table(),
            payments::refund_lines_table(),
            payments::operations_table(),
            imports::table(),
            imports::write_offs_table(),
        ],
        ..Schema::default()
    }
}
