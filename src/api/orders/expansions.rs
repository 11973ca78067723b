//! What can be told together with orders, each read for all of them at once.

use std::collections::BTreeMap;

use mercer_store::staff::Permission;
use mercer_store::{Store, customers, invoices, orders, payments, returns, shipments};
use serde::Serialize;
use serde_json::{Value, json};

use crate::api::Answer;
use crate::api::locations;
use crate::api::problem::Problem;
use crate::api::routes::{Expanded, Expansion};
use crate::json;

/// Of an order.
pub(super) const OF_ORDERS: &[Expansion] = &[
    Expansion {
        name: "customer",
        by: "customer_id",
        permission: Some(Permission::CustomersRead),
        many: false,
        read: customers_by_id,
    },
    Expansion {
        name: "location",
        by: "location_id",
        permission: None,
        many: false,
        read: locations::read,
    },
    Expansion {
        name: "items",
        by: "id",
        permission: None,
        many: true,
        read: items,
    },
    Expansion {
        name: "payments",
        by: "id",
        permission: Some(Permission::PaymentsRead),
        many: true,
        read: payments_of,
    },
    Expansion {
        name: "shipments",
        by: "id",
        permission: None,
        many: true,
        read: shipments_of,
    },
    Expansion {
        name: "returns",
        by: "id",
        permission: None,
        many: true,
        read: returns_of,
    },
    Expansion {
        name: "invoices",
        by: "id",
        permission: Some(Permission::BooksRead),
        many: true,
        read: invoices_of,
    },
];

/// Things by the order that they belong to.
#[derive(Default)]
struct ByOrder(BTreeMap<i64, Value>);

impl ByOrder {
    fn push(&mut self, order_id: i64, thing: &impl Serialize) -> Answer<()> {
        let thing = value(thing)?;
        let things = self.0.entry(order_id).or_insert_with(|| json!([]));
        if let Some(things) = things.as_array_mut() {
            things.push(thing);
        }
        Ok(())
    }
}

fn value(thing: &impl Serialize) -> Answer<Value> {
    serde_json::to_value(thing).map_err(|error| Problem::internal(&error.to_string()))
}

fn customers_by_id(store: Store, ids: Vec<i64>) -> Expanded {
    Box::pin(async move {
        let found = customers::get_many(&store, &ids).await?.into_iter();
        let told = found.map(|one| Ok((one.id, value(&json::Customer::from(one))?)));
        told.collect()
    })
}

fn items(store: Store, ids: Vec<i64>) -> Expanded {
    Box::pin(async move {
        let currencies = orders::currencies(&store, &ids).await?;
        let mut found = ByOrder::default();
        for item in orders::items_of_many(&store, &ids).await? {
            let order_id = item.order_id;
            let currency = currencies.get(&order_id).map_or("", String::as_str);
            found.push(order_id, &json::OrderItem::of(item, currency))?;
        }
        Ok(found.0)
    })
}

fn payments_of(store: Store, ids: Vec<i64>) -> Expanded {
    Box::pin(async move {
        let mut found = ByOrder::default();
        for payment in payments::of_orders(&store, &ids).await? {
            found.push(payment.order_id, &json::Payment::from(payment.clone()))?;
        }
        Ok(found.0)
    })
}

fn shipments_of(store: Store, ids: Vec<i64>) -> Expanded {
    Box::pin(async move {
        let mut found = ByOrder::default();
        for shipment in shipments::of_orders(&store, &ids).await? {
            found.push(shipment.order_id, &json::Shipment::from(shipment.clone()))?;
        }
        Ok(found.0)
    })
}

fn returns_of(store: Store, ids: Vec<i64>) -> Expanded {
    Box::pin(async move {
        let currencies = orders::currencies(&store, &ids).await?;
        let mut found = ByOrder::default();
        for row in returns::of_orders(&store, &ids).await? {
            let order_id = row.order_id;
            let currency = currencies.get(&order_id).map_or("", String::as_str);
            found.push(order_id, &json::Return::of(row, currency))?;
        }
        Ok(found.0)
    })
}

fn invoices_of(store: Store, ids: Vec<i64>) -> Expanded {
    Box::pin(async move {
        let mut found = ByOrder::default();
        for invoice in invoices::of_orders(&store, &ids).await? {
            if let Some(order_id) = invoice.order_id {
                found.push(order_id, &json::Invoice::from(invoice))?;
            }
        }
        Ok(found.0)
    })
}
