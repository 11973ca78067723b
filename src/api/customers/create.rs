//! `POST /v1/customers`.

use mercer_store::Invalid;
use mercer_store::addresses::AddressError;
use mercer_store::customers::{
    self, AddressChoice, CreateCustomer, CustomerError, NewCustomerAddress,
};
use mercer_store::staff::Permission;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::Answer;
use crate::api::access::{Caller, may};
use crate::api::addresses::AddressInput;
use crate::api::answer::Created;
use crate::api::authentication::RegistrationFromHere;
use crate::api::principal::Principal;
use crate::api::problem::Problem;
use crate::api::request::{Body, Id, NewPassword, Object};
use crate::api::write::{Done, Write};
use crate::json;

/// A customer to be recorded.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateCustomer")]
#[schemars(example = serde_json::json!({
    "username": "ada", "email": "ada@example.com", "password": "correct horse battery",
    "first_name": "Ada", "last_name": "Lovelace",
    "addresses": [{"address": {"line1": "1 High Street", "city": "London", "country": "GB",
    "zip_code": "N1 9GU"}}]
}))]
#[schemars(example = serde_json::json!({
    "username": "bob", "email": "bob@example.com", "password": "correct horse battery",
    "first_name": "Bob", "last_name": "Boole",
    "addresses": [{"address_id": 1}]
}))]
pub(super) struct Input {
    /// 3 to 64 letters, digits, dots, underscores and hyphens; kept in lower case.
    #[schemars(example = &"ada")]
    username: String,
    /// Whoever registers gives one; staff need not.
    #[schemars(example = &"ada@example.com")]
    email: Option<String>,
    /// Whoever registers gives one; staff need not: then the customer does not sign in.
    password: Option<NewPassword>,
    /// At most 100 characters.
    #[schemars(example = &"Ada")]
    first_name: String,
    /// At most 100 characters.
    #[schemars(example = &"Lovelace")]
    last_name: String,
    /// At most 32 characters.
    phone: Option<String>,
    /// At least one.
    addresses: Vec<Object<Entry>>,
}

/// One of their addresses: a new one, or the id of one to be shared, which only staff may name.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "CreateCustomerAddress")]
struct Entry {
    address: Option<Object<AddressInput>>,
    address_id: Option<Id>,
    /// Home, work; at most 50 characters.
    label: Option<String>,
    /// Whether goods go here; the first address when none says so.
    default_shipping: Option<bool>,
    /// Whether invoices go here; the first address when none says so.
    default_billing: Option<bool>,
}

/// Records a customer.
pub(super) async fn create(
    write: Write,
    _: RegistrationFromHere,
    Body(input): Body<Input>,
) -> Answer<Done<Created<json::Customer>>> {
    let by_staff = is_by_staff(write.caller()).await?;
    let customer = input.into_customer()?;
    let shared: Vec<_> = customer.addresses.iter().map(shared).collect();
    write
        .run(
            move |store| async move {
                let created = if by_staff {
                    customers::create(&store, customer).await
                } else {
                    customers::register(&store, customer).await
                };
                created.map_err(|error| refused(error, &shared))
            },
            |customer| {
                let location = format!("/v1/customers/{}", customer.id);
                Created::at(location, json::Customer::from(customer.clone()))
            },
        )
        .await
}

/// Staff and machines need the permission; everybody else registers.
async fn is_by_staff(caller: &Caller) -> Answer<bool> {
    match caller.principal() {
        Principal::User { .. } | Principal::Machine { .. } => {
            may(Permission::CustomersWrite).ask(caller, None).await?;
            Ok(true)
        }
        Principal::Customer { .. } | Principal::Anonymous => Ok(false),
    }
}

fn shared(entry: &NewCustomerAddress) -> Option<i64> {
    match entry.address {
        AddressChoice::Existing(id) => Some(id),
        AddressChoice::New(_) => None,
    }
}

/// Names which of the addresses is not there.
fn refused(error: CustomerError, shared: &[Option<i64>]) -> Problem {
    let missing = match &error {
        CustomerError::Address(AddressError::NotFound(id)) => Some(*id),
        _ => None,
    };
    let place = shared.iter().position(|id| id.is_some() && *id == missing);
    let Some(place) = place else {
        return error.into();
    };
    let detail = error.to_string();
    Problem::unknown("unknown_address", &detail)
        .at(&format!("addresses/{place}/address_id"), detail)
}

impl Input {
    /// As the store takes it.
    fn into_customer(self) -> Result<CreateCustomer, Invalid> {
        let entries = self.addresses.into_iter().enumerate();
        let addresses = entries.map(|(index, Object(entry))| {
            let entry = entry.into_address();
            entry.map_err(|invalid| invalid.inside(&format!("addresses/{index}")))
        });
        Ok(CreateCustomer {
            username: self.username,
            email: self.email,
            password: self.password.map(|password| password.0),
            first_name: self.first_name,
            last_name: self.last_name,
            phone: self.phone,
            addresses: addresses.collect::<Result<_, _>>()?,
        })
    }
}

impl Entry {
    fn into_address(self) -> Result<NewCustomerAddress, Invalid> {
        let address = match (self.address, self.address_id) {
            (Some(Object(address)), None) => AddressChoice::New(address.into_new()),
            (None, Some(id)) => AddressChoice::Existing(id.0),
            (None, None) => {
                return Err(Invalid::new("address", "give an address, or an address_id"));
            }
            (Some(_), Some(_)) => {
                let reason = "give either an address or an address_id, not both";
                return Err(Invalid::new("address_id", reason));
            }
        };
        Ok(NewCustomerAddress {
            address,
            label: self.label,
            default_shipping: self.default_shipping.unwrap_or(false),
            default_billing: self.default_billing.unwrap_or(false),
        })
    }
}
