//! What can be told together with customers.

use std::collections::BTreeMap;

use mercer_store::staff::Permission;
use mercer_store::{Store, addresses, orders, payment_methods};
use serde::Serialize;
use serde_json::Value;

use crate::api::routes::{Expanded, Expansion};
use crate::json;

/// `?expand=addresses,orders,payment_methods`; of the orders the latest 20.
pub(super) const EXPANSIONS: &[Expansion] = &[
    Expansion {
        name: "addresses",
        by: "id",
        permission: Some(Permission::CustomersRead),
        many: true,
        read: their_addresses,
    },
    Expansion {
        name: "orders",
        by: "id",
        permission: Some(Permission::OrdersRead),
        many: true,
        read: their_orders,
    },
    Expansion {
        name: "payment_methods",
        by: "id",
        permission: Some(Permission::PaymentsRead),
        many: true,
        read: their_payment_methods,
    },
];

fn their_addresses(store: Store, ids: Vec<i64>) -> Expanded {
    Box::pin(async move {
        let books = addresses::of_customers(&store, &ids).await?.into_iter();
        let entries = books.flat_map(|(id, book)| book.into_iter().map(move |entry| (id, entry)));
        let entries = entries.map(|(id, entry)| (id, json::CustomerAddress::from(entry)));
        Ok(by_customer(entries))
    })
}

fn their_orders(store: Store, ids: Vec<i64>) -> Expanded {
    Box::pin(async move {
        let orders = orders::of_customers(&store, &ids).await?.into_iter();
        Ok(by_customer(orders.map(|order| {
            (order.customer_id, json::Order::from(order))
        })))
    })
}

fn their_payment_methods(store: Store, ids: Vec<i64>) -> Expanded {
    Box::pin(async move {
        let methods = payment_methods::of_customers(&store, &ids).await?;
        Ok(by_customer(methods.into_iter().map(|method| {
            (method.customer_id, json::PaymentMethod::from(method))
        })))
    })
}

fn by_customer<T: Serialize>(things: impl Iterator<Item = (i64, T)>) -> BTreeMap<i64, Value> {
    let mut lists = BTreeMap::<i64, Vec<T>>::new();
    for (customer_id, thing) in things {
        lists.entry(customer_id).or_default().push(thing);
    }
    let told = lists.into_iter();
    told.map(|(id, things)| (id, serde_json::json!(things)))
        .collect()
}
