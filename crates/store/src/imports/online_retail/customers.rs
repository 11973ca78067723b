//! The second step: the customers, each with an address that holds the country.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use super::plan::{Plan, PlannedCustomer};
use super::position::{Added, FIRST_DOCUMENT, advance_in, record_in};
use super::{NOT_IN_SOURCE, country};
use crate::addresses::{entity as address, link};
use crate::case::without_case;
use crate::customers::entity::{ActiveModel, Column, Entity};
use crate::imports::{Import, ImportError};
use crate::{Store, bulk};

/// What is read of a customer.
#[derive(FromQueryResult)]
struct Found {
    id: i64,
    username: String,
}

/// Writes the step; `None` if somebody else did.
pub(super) async fn write(
    store: &Store,
    plan: &Arc<Plan>,
    import: Import,
    end: i64,
) -> Result<Option<Import>, ImportError> {
    let (plan, now) = (Arc::clone(plan), store.now());
    let unit = move |transaction: Transaction| {
        let (plan, import) = (Arc::clone(&plan), import.clone());
        async move {
            if !advance_in(&transaction, &import, FIRST_DOCUMENT, end, now).await? {
                return Ok(None);
            }
            write_in(&transaction, &plan, now).await?;
            record_in(&transaction, &import, Added::default())
                .await
                .map(Some)
        }
    };
    store.database().write(unit).await
}

/// Customers that the store has already stay as they are.
async fn write_in(
    transaction: &Transaction,
    plan: &Plan,
    now: DateTime<Utc>,
) -> Result<(), ImportError> {
    let existing: HashSet<String> = ids_in(transaction, plan).await?.into_keys().collect();
    let new: Vec<_> = plan
        .customers
        .iter()
        .filter(|customer| !existing.contains(&username(customer)))
        .collect();
    for customers in new.chunks(bulk::LIST) {
        Entity::insert_many(customers.iter().map(|customer| row(customer, now)))
            .exec_without_returning(transaction)
            .await?;
    }
    let ids = find_in(transaction, plan).await?;
    let mut links = Vec::with_capacity(new.len());
    for (customer, &customer_id) in plan.customers.iter().zip(&ids) {
        if existing.contains(&username(customer)) {
            continue;
        }
        // One by one: an address has nothing but its id to be found by.
        let inserted = address::Entity::insert(address_row(customer, now))
            .exec(transaction)
            .await?;
        links.push(link::ActiveModel {
            customer_id: ActiveValue::Set(customer_id),
            address_id: ActiveValue::Set(inserted.last_insert_id),
            label: ActiveValue::Set(None),
            default_shipping: ActiveValue::Set(true),
            default_billing: ActiveValue::Set(true),
        });
    }
    for links in links.chunks(bulk::LIST) {
        link::Entity::insert_many(links.iter().cloned())
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(())
}

/// The ids of the planned customers, in the order of the plan.
pub(super) async fn find_in(
    transaction: &Transaction,
    plan: &Plan,
) -> Result<Vec<i64>, ImportError> {
    let ids = ids_in(transaction, plan).await?;
    plan.customers
        .iter()
        .map(|customer| {
            let username = username(customer);
            ids.get(&username)
                .copied()
                .ok_or_else(|| ImportError::Gone {
                    what: format!("customer {username}"),
                })
        })
        .collect()
}

async fn ids_in(
    transaction: &Transaction,
    plan: &Plan,
) -> Result<HashMap<String, i64>, ImportError> {
    let mut ids = HashMap::with_capacity(plan.customers.len());
    for customers in plan.customers.chunks(bulk::LIST) {
        let rows: Vec<Found> = Entity::find()
            .select_only()
            .columns([Column::Username, Column::Id])
            .filter(Column::Username.is_in(customers.iter().map(username)))
            .into_model()
            .all(transaction)
            .await?;
        ids.extend(rows.into_iter().map(|row| (row.username, row.id)));
    }
    Ok(ids)
}

fn username(customer: &PlannedCustomer) -> String {
    match customer.number {
        Some(number) => format!("customer-{number}"),
        None => "walk-in".to_owned(),
    }
}

fn row(customer: &PlannedCustomer, now: DateTime<Utc>) -> ActiveModel {
    let (first_name, last_name) = match customer.number {
        Some(number) => ("Customer", number.to_string()),
        None => ("Walk-in", "customer".to_owned()),
    };
    ActiveModel {
        id: ActiveValue::NotSet,
        username: ActiveValue::Set(username(customer)),
        email: ActiveValue::Set(None),
        password_hash: ActiveValue::Set(None),
        first_name_key: ActiveValue::Set(without_case(first_name)),
        last_name_key: ActiveValue::Set(without_case(&last_name)),
        erased_at: ActiveValue::Set(None),
        first_name: ActiveValue::Set(first_name.to_owned()),
        last_name: ActiveValue::Set(last_name),
        phone: ActiveValue::Set(None),
        created_at: ActiveValue::Set(now),
        updated_at: ActiveValue::Set(now),
        version: ActiveValue::Set(1),
    }
}

fn address_row(customer: &PlannedCustomer, now: DateTime<Utc>) -> address::ActiveModel {
    // Walk-in customers come from everywhere; each of their orders keeps its own country.
    let country = match customer.number {
        Some(_) => customer.country,
        None => country::UNKNOWN,
    };
    address::ActiveModel {
        id: ActiveValue::NotSet,
        line1: ActiveValue::Set(NOT_IN_SOURCE.to_owned()),
        line2: ActiveValue::Set(None),
        city: ActiveValue::Set(NOT_IN_SOURCE.to_owned()),
        state: ActiveValue::Set(None),
        country: ActiveValue::Set(country.to_owned()),
        zip_code: ActiveValue::Set(None),
        phone_number: ActiveValue::Set(None),
        created_at: ActiveValue::Set(now),
        updated_at: ActiveValue::Set(now),
        version: ActiveValue::Set(1),
    }
}
