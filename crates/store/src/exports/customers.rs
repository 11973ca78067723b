//! Who buys, a row for each of their addresses.
//!
//! An address that several customers share has the same number in the column `address` of each.

use std::collections::HashMap;

use mercer_database::Session;

use super::ExportError;
use super::cell::Cell;
use super::export::{page, rows_of};
use super::writer::Writer;
use crate::addresses::{Address, CustomerAddress, entity as address, link};
use crate::customers::Customer;
use crate::customers::entity::{Column, Entity};

pub(super) async fn write(session: &Session, writer: &mut Writer<'_>) -> Result<(), ExportError> {
    let mut after = 0;
    loop {
        let rows = page::<Entity>(session, Column::Id, after).await?;
        let Some(last) = rows.last() else {
            return Ok(());
        };
        after = last.id;
        let ids = rows.iter().map(|row| row.id);
        let links = rows_of::<link::Entity>(
            session,
            link::Column::CustomerId,
            link::Column::AddressId,
            ids,
        )
        .await?;
        let ids = links.iter().map(|link| link.address_id);
        let column = address::Column::Id;
        let addresses = rows_of::<address::Entity>(session, column, column, ids).await?;
        let addresses: HashMap<i64, Address> =
            addresses.into_iter().map(|row| (row.id, row)).collect();
        let mut links = links.iter().peekable();
        for row in &rows {
            // Both lists are sorted by customer.
            while let Some(link) = links.next_if(|link| link.customer_id == row.id) {
                if let Some(address) = addresses.get(&link.address_id) {
                    writer.row(cells(row, link, address))?;
                }
            }
        }
    }
}

fn cells(customer: &Customer, link: &CustomerAddress, address: &Address) -> Vec<Cell> {
    vec![
        Cell::text(&customer.username),
        Cell::optional(customer.email.as_deref()),
        Cell::text(&customer.first_name),
        Cell::text(&customer.last_name),
        Cell::optional(customer.phone.as_deref()),
        Cell::plain(address.id),
        Cell::optional(link.label.as_deref()),
        Cell::Flag(link.default_shipping),
        Cell::Flag(link.default_billing),
        Cell::text(&address.line1),
        Cell::optional(address.line2.as_deref()),
        Cell::text(&address.city),
        Cell::optional(address.state.as_deref()),
        Cell::plain(&address.country),
        Cell::optional(address.zip_code.as_deref()),
        Cell::optional(address.phone_number.as_deref()),
    ]
}
