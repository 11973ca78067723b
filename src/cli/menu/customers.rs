//! Looking after customers.

use mercer_store::customers::Customer;

use super::ask::{self, Answer, Stop, choose, settle};
use super::desk::Desk;
use super::find;
use super::form::{Field, fill_in};

#[derive(Clone, Copy)]
enum Do {
    Find,
    Add,
    List,
}

const ACTIONS: &[(&str, Do)] = &[
    ("Look somebody up, change or remove them", Do::Find),
    ("Add a customer", Do::Add),
    ("List the newest", Do::List),
];

#[derive(Clone, Copy)]
enum With {
    Edit,
    Addresses,
    AddAddress,
    Orders,
    Remove,
}

const WITH: &[(&str, With)] = &[
    ("Change names, e-mail, phone", With::Edit),
    ("Their addresses", With::Addresses),
    ("Add an address", With::AddAddress),
    ("Their orders", With::Orders),
    ("Remove them", With::Remove),
];

/// Offers what can be done until the person goes back.
pub(super) async fn run(desk: &Desk<'_>) -> Answer<()> {
    loop {
        ask::heading("Customers");
        let done = match choose("Customers: what is to be done?", ACTIONS)? {
            Do::Find => one(desk).await,
            Do::Add => add(desk).await,
            Do::List => desk.run(&["customers", "list", "--sort", "-id"]).await,
        };
        settle(done)?;
    }
}

async fn add(desk: &Desk<'_>) -> Answer<()> {
    let mut fields = vec![
        Field::required("User name", "").help("letters, digits, dots: jane.smith"),
        Field::required("Given name", "--first-name"),
        Field::required("Family name", "--last-name"),
        Field::optional("E-mail", "--email"),
        Field::optional("Phone", "--phone"),
    ];
    fields.extend(address());
    fill_in(desk, &["customers", "add"], fields).await
}

fn address() -> [Field; 6] {
    [
        Field::required("Street and number", "--line1"),
        Field::optional("Flat, floor, company", "--line2"),
        Field::required("Town", "--city"),
        Field::optional("State or county", "--state"),
        Field::optional("Postal code", "--zip-code"),
        Field::required("Country", "--country").help("two letters, such as GB or US"),
    ]
}

async fn one(desk: &Desk<'_>) -> Answer<()> {
    let customer = find::customer(desk).await?;
    let id = format!("id:{}", customer.id);
    desk.run(&["customers", "show", &customer.username]).await?;
    loop {
        ask::heading(&format!(
            "Customers: {} {}",
            customer.first_name, customer.last_name
        ));
        let with = choose("What is to be done with them?", WITH)?;
        let done = act(desk, &customer, &id, with).await;
        // Whoever was removed, or renamed, is looked up again.
        let is_over = matches!((with, &done), (With::Edit | With::Remove, Ok(())));
        settle(done)?;
        if is_over {
            return Ok(());
        }
    }
}

async fn act(desk: &Desk<'_>, customer: &Customer, id: &str, with: With) -> Answer<()> {
    let username = customer.username.as_str();
    match with {
        With::Edit => {
            let fields = vec![
                Field::required("User name", "--username").now(username),
                Field::required("Given name", "--first-name").now(&customer.first_name),
                Field::required("Family name", "--last-name").now(&customer.last_name),
                Field::optional("E-mail", "--email")
                    .now(customer.email.as_deref().unwrap_or_default()),
                Field::optional("Phone", "--phone")
                    .now(customer.phone.as_deref().unwrap_or_default()),
            ];
            fill_in(desk, &["customers", "edit", id], fields).await
        }
        With::Addresses => desk.run(&["customers", "addresses", username]).await,
        With::AddAddress => {
            let fields = address().into_iter().collect();
            fill_in(desk, &["addresses", "add", "--customer", username], fields).await
        }
        With::Orders => {
            desk.run(&["orders", "list", "--customer", username, "--sort", "-id"])
                .await
        }
        With::Remove => {
            let question = format!("Remove {} {}?", customer.first_name, customer.last_name);
            if !ask::confirm(&question, "No", "Yes, remove them")? {
                return Err(Stop::Back);
            }
            desk.run(&["customers", "remove", username, "--yes"]).await
        }
    }
}
