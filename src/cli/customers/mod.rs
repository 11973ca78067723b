//! `mercer customers`: who buys.

mod add;
mod addresses;
mod edit;
mod erase;
mod list;
mod remove;
mod reset_password;
mod resolve;
mod show;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::customers::Customer;
use mercer_store::staff::Permission;

use super::Failure;
use super::output::Output;
use super::table::{facts, yes};
use super::time;
use crate::json;

pub(super) use resolve::resolve;

/// Verbs of customers.
#[derive(Debug, Subcommand)]
pub(super) enum CustomersCommand {
    List(list::List),
    Show(show::Show),
    Add(Box<add::Add>),
    Edit(edit::Edit),
    ResetPassword(reset_password::ResetPassword),
    Addresses(addresses::Addresses),
    Erase(erase::Erase),
    Remove(remove::Remove),
}

impl CustomersCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            CustomersCommand::List(_)
            | CustomersCommand::Show(_)
            | CustomersCommand::Addresses(_) => Permission::CustomersRead,
            CustomersCommand::Add(_)
            | CustomersCommand::Edit(_)
            | CustomersCommand::ResetPassword(_) => Permission::CustomersWrite,
            CustomersCommand::Erase(_) | CustomersCommand::Remove(_) => Permission::CustomersDelete,
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            CustomersCommand::List(list) => list.run(store, output).await,
            CustomersCommand::Show(show) => show.run(store, output).await,
            CustomersCommand::Add(add) => add.run(store, output).await,
            CustomersCommand::Edit(edit) => edit.run(store, output).await,
            CustomersCommand::ResetPassword(password) => password.run(store, output).await,
            CustomersCommand::Addresses(addresses) => addresses.run(store, output).await,
            CustomersCommand::Erase(erase) => erase.run(store, output).await,
            CustomersCommand::Remove(remove) => remove.run(store, output).await,
        }
    }
}

/// Prints the customer as they are now.
fn show(customer: Customer, output: &Output) -> Result<(), Failure> {
    output.show(&json::Customer::from(customer), |customer| {
        let name = format!("{} {}", customer.first_name, customer.last_name);
        let mut rows = vec![
            (
                "Customer",
                format!("{} (id {})", customer.username, customer.id),
            ),
            ("Name", name),
        ];
        rows.extend(customer.email.clone().map(|email| ("E-mail", email)));
        rows.extend(customer.phone.clone().map(|phone| ("Phone", phone)));
        rows.push(("Signs in", yes(customer.has_password)));
        rows.push(("Since", time(customer.created_at)));
        rows.extend(customer.erased_at.map(|at| ("Erased", time(at))));
        facts(&rows)
    })
}
