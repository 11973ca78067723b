//! Take in customers; the rows of one customer stand together, one for each address.
//!
//! Passwords are neither exported nor imported: a customer who comes by a file sets a new one by
//! the mail that resets a forgotten one.

use super::context::Context;
use super::outcome::{Outcome, Refusal};
use super::row::Row;
use crate::addresses::{
    self, AddAddress, Address, AddressOfCustomer, EditLink, NewAddress, UnlessLinked,
};
use crate::customers::{
    self, AddressChoice, CreateCustomer, Customer, CustomerError, NewCustomerAddress,
    UpdateCustomer,
};
use crate::patch::Patch;
use crate::{Invalid, PageRequest};

/// The columns of an address.
const ADDRESS: [&str; 7] = [
    "line1",
    "line2",
    "city",
    "state",
    "country",
    "zip_code",
    "phone_number",
];

/// One row's part of the customer's book.
struct Entry<'a> {
    key: Option<&'a str>,
    address: NewAddress,
    label: Option<String>,
    default_shipping: bool,
    default_billing: bool,
}

pub(super) async fn customer(context: &Context, rows: &[Row<'_>]) -> Result<Outcome, Refusal> {
    let first = rows[0];
    let entries: Vec<Entry<'_>> = entries(rows)?;
    match found(context, first).await? {
        None => added(context, first, &entries).await,
        Some(customer) => changed(context, first, &entries, customer).await,
    }
}

/// The customer with this user name, or else with this e-mail address.
async fn found(context: &Context, row: Row<'_>) -> Result<Option<Customer>, Refusal> {
    let found = match (row.text("username"), row.text("email")) {
        (Some(username), _) => customers::find_by_username(&context.store, username).await,
        (None, Some(email)) => customers::find_by_email(&context.store, email).await,
        (None, None) => return Err(Refusal::new("username", "it is missing or blank")),
    };
    match found {
        Ok(customer) => Ok(Some(customer)),
        Err(CustomerError::NotFound(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn entries<'a>(rows: &[Row<'a>]) -> Result<Vec<Entry<'a>>, Refusal> {
    let mut entries = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        if ADDRESS.iter().all(|column| row.text(column).is_none()) {
            continue;
        }
        let inside = |error: Invalid| error.inside(&format!("addresses/{index}"));
        let text = |column: &str| row.text(column).unwrap_or("").to_owned();
        entries.push(Entry {
            key: row.text("address"),
            address: NewAddress {
                line1: text("line1"),
                line2: row.owned("line2"),
                city: text("city"),
                state: row.owned("state"),
                country: text("country").to_uppercase(),
                zip_code: row.owned("zip_code"),
                phone_number: row.owned("phone_number"),
            },
            label: row.owned("label"),
            default_shipping: row
                .flag("default_shipping")
                .map_err(inside)?
                .unwrap_or(false),
            default_billing: row
                .flag("default_billing")
                .map_err(inside)?
                .unwrap_or(false),
        });
    }
    Ok(entries)
}

async fn added(context: &Context, row: Row<'_>, entries: &[Entry<'_>]) -> Result<Outcome, Refusal> {
    let choice = |entry: &Entry<'_>| {
        let known = entry
            .key
            .and_then(|key| context.addresses.lock().get(key).copied());
        NewCustomerAddress {
            address: known.map_or_else(
                || AddressChoice::New(entry.address.clone()),
                AddressChoice::Existing,
            ),
            label: entry.label.clone(),
            default_shipping: entry.default_shipping,
            default_billing: entry.default_billing,
        }
    };
    if entries.is_empty() {
        return Err(Refusal::new("line1", "a customer has at least one address"));
    }
    let input = CreateCustomer {
        username: username(row)?,
        email: row.owned("email"),
        password: None,
        first_name: row.required("first_name")?.to_owned(),
        last_name: row.required("last_name")?.to_owned(),
        phone: row.owned("phone"),
        addresses: entries.iter().map(choice).collect(),
    };
    let customer = customers::create(&context.store, input).await?;
    remember(context, customer.id, entries).await?;
    Ok(Outcome::Added)
}

/// The user name, or what stands before the @ of the e-mail address.
fn username(row: Row<'_>) -> Result<String, Refusal> {
    if let Some(username) = row.text("username") {
        return Ok(username.to_owned());
    }
    let local = row.required("email")?.split('@').next().unwrap_or("");
    let letter = |letter: char| {
        if letter.is_ascii_alphanumeric() || "._-".contains(letter) {
            letter
        } else {
            '-'
        }
    };
    Ok(local.chars().map(letter).collect())
}

/// Notes which address of the store each of the file's became, for customers who share it.
async fn remember(
    context: &Context,
    customer_id: i64,
    entries: &[Entry<'_>],
) -> Result<(), Refusal> {
    let is_new = |entry: &&Entry<'_>| {
        let addresses = context.addresses.lock();
        entry.key.is_some_and(|key| !addresses.contains_key(key))
    };
    let new: Vec<&Entry<'_>> = entries.iter().filter(is_new).collect();
    if new.is_empty() {
        return Ok(());
    }
    let book = book(context, customer_id).await?;
    for entry in new {
        let same = book
            .iter()
            .find(|known| is_same(&known.address, &entry.address));
        if let (Some(key), Some(known)) = (entry.key, same) {
            let id = known.address.id;
            context.addresses.lock().insert(key.to_owned(), id);
        }
    }
    Ok(())
}

async fn book(context: &Context, customer_id: i64) -> Result<Vec<AddressOfCustomer>, Refusal> {
    let page = addresses::list_of(&context.store, customer_id, PageRequest::first(200)).await?;
    Ok(page.items)
}

async fn changed(
    context: &Context,
    row: Row<'_>,
    entries: &[Entry<'_>],
    found: Customer,
) -> Result<Outcome, Refusal> {
    let text = |ours: &str, is: &Option<String>, lower: bool| {
        let told = row.owned(ours);
        let told = told.map(|text| if lower { text.to_lowercase() } else { text });
        if !row.has(ours) || told == *is {
            Patch::Keep
        } else {
            Patch::from(told)
        }
    };
    let input = UpdateCustomer {
        email: text("email", &found.email, true),
        first_name: row
            .owned("first_name")
            .filter(|name| *name != found.first_name),
        last_name: row
            .owned("last_name")
            .filter(|name| *name != found.last_name),
        phone: text("phone", &found.phone, false),
        ..UpdateCustomer::default()
    };
    let mut outcome = Outcome::Unchanged;
    let is_empty = input.email == Patch::Keep
        && input.first_name.is_none()
        && input.last_name.is_none()
        && input.phone == Patch::Keep;
    if !is_empty {
        customers::update(&context.store, found.id, input).await?;
        outcome = Outcome::Changed;
    }
    let book = book(context, found.id).await?;
    for entry in entries {
        let same = book
            .iter()
            .find(|known| is_same(&known.address, &entry.address));
        let has_changed = if let Some(known) = same {
            linked(context, found.id, entry, known).await?
        } else {
            let input = AddAddress {
                customer_id: found.id,
                address: entry.address.clone(),
                label: entry.label.clone(),
                default_shipping: entry.default_shipping,
                default_billing: entry.default_billing,
            };
            addresses::add(&context.store, input).await?;
            true
        };
        if has_changed {
            outcome = Outcome::Changed;
        }
    }
    remember(context, found.id, entries).await?;
    Ok(outcome)
}

/// Makes the label and the defaults what the file says; a default that it does not say stays.
async fn linked(
    context: &Context,
    customer_id: i64,
    entry: &Entry<'_>,
    known: &AddressOfCustomer,
) -> Result<bool, Refusal> {
    let shipping = entry.default_shipping && !known.default_shipping;
    let billing = entry.default_billing && !known.default_billing;
    let label = entry.label.is_some() && entry.label != known.label;
    if !(shipping || billing || label) {
        return Ok(false);
    }
    let input = EditLink {
        customer_id,
        address_id: known.address.id,
        expected_state: None,
        label: entry.label.clone().map_or(Patch::Keep, Patch::Set),
        default_shipping: shipping.then_some(true),
        default_billing: billing.then_some(true),
        unless_linked: UnlessLinked::Refuse,
    };
    addresses::edit_link(&context.store, input).await?;
    Ok(true)
}

fn is_same(known: &Address, new: &NewAddress) -> bool {
    known.line1 == new.line1
        && known.line2 == new.line2
        && known.city == new.city
        && known.state == new.state
        && known.country == new.country
        && known.zip_code == new.zip_code
        && known.phone_number == new.phone_number
}
