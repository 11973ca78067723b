//! `mercer addresses`: postal addresses, each of one or more customers.

mod add;
mod arguments;
mod assign;
mod edit;
mod list;
mod remove;
mod show;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::addresses::Address;
use mercer_store::staff::Permission;

use super::Failure;
use super::output::Output;
use super::table::facts;
use crate::json;

pub(super) use arguments::AddressArguments;

/// Verbs of addresses.
#[derive(Debug, Subcommand)]
pub(super) enum AddressesCommand {
    List(list::List),
    Show(show::Show),
    Add(add::Add),
    Edit(edit::Edit),
    Assign(assign::Assign),
    Remove(remove::Remove),
}

impl AddressesCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            AddressesCommand::List(_) | AddressesCommand::Show(_) => Permission::CustomersRead,
            AddressesCommand::Add(_)
            | AddressesCommand::Edit(_)
            | AddressesCommand::Assign(_)
            | AddressesCommand::Remove(_) => Permission::CustomersWrite,
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            AddressesCommand::List(list) => list.run(store, output).await,
            AddressesCommand::Show(show) => show.run(store, output).await,
            AddressesCommand::Add(add) => add.run(store, output).await,
            AddressesCommand::Edit(edit) => edit.run(store, output).await,
            AddressesCommand::Assign(assign) => assign.run(store, output).await,
            AddressesCommand::Remove(remove) => remove.run(store, output).await,
        }
    }
}

/// Prints the address as it is now.
fn show(address: Address, output: &Output) -> Result<(), Failure> {
    output.show(&json::Address::from(address), |address| {
        let mut rows = vec![
            ("Address", format!("id {}", address.id)),
            ("Line 1", address.line1.clone()),
        ];
        rows.extend(address.line2.clone().map(|line| ("Line 2", line)));
        rows.push(("City", address.city.clone()));
        rows.extend(address.state.clone().map(|state| ("State", state)));
        rows.extend(address.zip_code.clone().map(|code| ("Zip code", code)));
        rows.push(("Country", address.country.clone()));
        rows.extend(address.phone_number.clone().map(|phone| ("Phone", phone)));
        facts(&rows)
    })
}
