//! Record a customer with their addresses.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::{ActiveValue, EntityTrait};

use super::entity::{ActiveModel, Entity, Model};
use super::{CustomerError, Email, Username};
use crate::addresses::{self, Address, CustomerAddress, NewAddress};
use crate::case::without_case;
use crate::password::{self, Password};
use crate::{Invalid, Store, audit, text};

/// The most addresses that one customer is recorded with.
const MAX_ADDRESSES: usize = 100;

/// A customer to be recorded.
#[derive(Clone, Debug)]
pub struct CreateCustomer {
    /// The name to sign in with, unique, kept in lower case.
    pub username: String,
    /// Unique where there is one, kept in lower case.
    pub email: Option<String>,
    /// None for a customer who does not sign in.
    pub password: Option<Password>,
    /// Given name, at most 100 characters.
    pub first_name: String,
    /// Family name, at most 100 characters.
    pub last_name: String,
    /// As given, at most 32 characters.
    pub phone: Option<String>,
    /// At least one.
    pub addresses: Vec<NewCustomerAddress>,
}

/// One of the addresses of a customer to be recorded.
#[derive(Clone, Debug)]
pub struct NewCustomerAddress {
    /// A new address, or one to be shared.
    pub address: AddressChoice,
    /// Home, work; at most 50 characters.
    pub label: Option<String>,
    /// Whether goods go here; the first address when none says so.
    pub default_shipping: bool,
    /// Whether invoices go here; the first address when none says so.
    pub default_billing: bool,
}

/// A new address, or one that is known.
#[derive(Clone, Debug)]
pub enum AddressChoice {
    /// To be recorded.
    New(NewAddress),
    /// The id of one that others have already.
    Existing(i64),
}

/// The input, checked.
#[derive(Clone)]
struct Checked {
    customer: Model,
    addresses: Vec<CheckedAddress>,
}

#[derive(Clone)]
struct CheckedAddress {
    address: Choice,
    label: Option<String>,
    default_shipping: bool,
    default_billing: bool,
}

#[derive(Clone)]
enum Choice {
    New(Address),
    Existing(i64),
}

/// Records a customer and links the addresses.
pub async fn create(store: &Store, mut input: CreateCustomer) -> Result<Model, CustomerError> {
    let password = input.password.take();
    let mut checked = check(&input, store.now())?;
    if let Some(password) = password {
        checked.customer.password_hash = Some(password::hash(store, password).await?);
    }
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, checked) = (unit_store.clone(), checked.clone());
            async move { create_in(&store, &transaction, checked).await }
        })
        .await
}

fn check(input: &CreateCustomer, now: DateTime<Utc>) -> Result<Checked, Invalid> {
    let username = input.username.parse::<Username>()?.into_string();
    let email = text::optional("email", input.email.as_deref(), usize::MAX)?;
    let email = email.map(|email| email.parse::<Email>()).transpose()?;
    let first_name = text::required("first_name", &input.first_name, 100)?;
    let last_name = text::required("last_name", &input.last_name, 100)?;
    let customer = Model {
        id: 0,
        username,
        email: email.map(Email::into_string),
        password_hash: None,
        first_name_key: without_case(&first_name),
        last_name_key: without_case(&last_name),
        first_name,
        last_name,
        phone: text::optional("phone", input.phone.as_deref(), 32)?,
        created_at: now,
        updated_at: now,
        version: 1,
        erased_at: None,
    };
    let addresses = check_addresses(&input.addresses, now)?;
    Ok(Checked {
        customer,
        addresses,
    })
}

fn check_addresses(
    input: &[NewCustomerAddress],
    now: DateTime<Utc>,
) -> Result<Vec<CheckedAddress>, Invalid> {
    if input.is_empty() {
        let reason = "a customer has at least one address";
        return Err(Invalid::new("addresses", reason));
    }
    if input.len() > MAX_ADDRESSES {
        let reason = format!("{} addresses are more than {MAX_ADDRESSES}", input.len());
        return Err(Invalid::new("addresses", reason));
    }
    let mut shared = HashSet::new();
    let mut checked = Vec::with_capacity(input.len());
    for (index, entry) in input.iter().enumerate() {
        let inside = |error: Invalid| error.inside(&format!("addresses/{index}"));
        let address = match &entry.address {
            AddressChoice::New(address) => {
                let inside = |error: Invalid| inside(error.inside("address"));
                Choice::New(addresses::check(address, now).map_err(inside)?)
            }
            AddressChoice::Existing(id) if shared.insert(*id) => Choice::Existing(*id),
            AddressChoice::Existing(id) => {
                let reason = format!("address {id} is named more than once");
                return Err(inside(Invalid::new("address_id", reason)));
            }
        };
        let label = text::optional("label", entry.label.as_deref(), 50).map_err(inside)?;
        checked.push(CheckedAddress {
            address,
            label,
            default_shipping: entry.default_shipping,
            default_billing: entry.default_billing,
        });
    }
    one_default(&mut checked, "default_shipping", |entry| {
        &mut entry.default_shipping
    })?;
    one_default(&mut checked, "default_billing", |entry| {
        &mut entry.default_billing
    })?;
    Ok(checked)
}

/// Sees to it that exactly one address is the default; the first when none says so.
fn one_default(
    addresses: &mut [CheckedAddress],
    field: &str,
    flag: impl Fn(&mut CheckedAddress) -> &mut bool,
) -> Result<(), Invalid> {
    let mut defaults = 0;
    for (index, entry) in addresses.iter_mut().enumerate() {
        defaults += usize::from(*flag(entry));
        if defaults > 1 {
            let path = format!("addresses/{index}/{field}");
            return Err(Invalid::new(path, "another address is the default already"));
        }
    }
    if let (0, Some(first)) = (defaults, addresses.first_mut()) {
        *flag(first) = true;
    }
    Ok(())
}

async fn create_in(
    store: &Store,
    transaction: &Transaction,
    input: Checked,
) -> Result<Model, CustomerError> {
    let mut customer = input.customer;
    let mut row = ActiveModel::from(customer.clone());
    row.id = ActiveValue::NotSet;
    customer.id = Entity::insert(row).exec(transaction).await?.last_insert_id;
    let mut book = Vec::with_capacity(input.addresses.len());
    for entry in input.addresses {
        let address_id = match entry.address {
            Choice::New(address) => addresses::add_in(store, transaction, address).await?.id,
            Choice::Existing(id) => id,
        };
        let link = CustomerAddress {
            customer_id: customer.id,
            address_id,
            label: entry.label,
            default_shipping: entry.default_shipping,
            default_billing: entry.default_billing,
        };
        addresses::insert_link_in(transaction, &link).await?;
        book.push(link.told());
    }
    let mut told = customer.told();
    told["addresses"] = book.into();
    let subject = format!("customer {}", customer.id);
    let act = audit::Act::added("customers.create", subject, told);
    audit::record_in(store, transaction, act).await?;
    Ok(customer)
}
