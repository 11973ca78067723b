//! `mercer products`: what the shop sells.

mod add;
mod archive;
mod edit;
mod list;
mod lowest_price;
mod prices;
mod remove;
mod resolve;
mod show;
mod unarchive;

use clap::Subcommand;
use mercer_store::products::Product;
use mercer_store::staff::Permission;
use mercer_store::{Currency, Money, Store};

use super::Failure;
use super::output::Output;
use crate::json;

pub(super) use resolve::resolve;

/// Verbs of products.
#[derive(Debug, Subcommand)]
pub(super) enum ProductsCommand {
    List(list::List),
    Show(show::Show),
    Add(add::Add),
    Edit(edit::Edit),
    Archive(archive::Archive),
    Unarchive(unarchive::Unarchive),
    Remove(remove::Remove),
    Prices(prices::Prices),
    LowestPrice(lowest_price::LowestPrice),
}

impl ProductsCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            ProductsCommand::List(_)
            | ProductsCommand::Show(_)
            | ProductsCommand::Prices(_)
            | ProductsCommand::LowestPrice(_) => Permission::CatalogueRead,
            ProductsCommand::Edit(edit) => edit.permission(),
            ProductsCommand::Add(_)
            | ProductsCommand::Archive(_)
            | ProductsCommand::Unarchive(_)
            | ProductsCommand::Remove(_) => Permission::CatalogueWrite,
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            ProductsCommand::List(list) => list.run(store, output).await,
            ProductsCommand::Show(show) => show.run(store, output).await,
            ProductsCommand::Add(add) => add.run(store, output).await,
            ProductsCommand::Edit(edit) => edit.run(store, output).await,
            ProductsCommand::Archive(archive) => archive.run(store, output).await,
            ProductsCommand::Unarchive(unarchive) => unarchive.run(store, output).await,
            ProductsCommand::Remove(remove) => remove.run(store, output).await,
            ProductsCommand::Prices(prices) => prices.run(store, output).await,
            ProductsCommand::LowestPrice(lowest) => lowest.run(store, output).await,
        }
    }
}

/// Prints the product as it is now.
fn show(product: Product, output: &Output) -> Result<(), Failure> {
    output.show(&json::Product::for_staff(product), show::text)
}

/// What one unit costs the shop, such as 1.20.
fn cost(text: &str, currency: Currency) -> Result<Money, Failure> {
    Money::parse(text, currency).map_err(|invalid| Failure::of_option("--cost", &invalid.reason))
}

/// An amount such as 2.55 in minor units.
fn minor(option: &str, text: Option<&str>, currency: Currency) -> Result<Option<i64>, Failure> {
    let money = text.map(|text| Money::parse(text, currency)).transpose();
    let money = money.map_err(|invalid| Failure::of_option(option, &invalid.reason))?;
    Ok(money.map(|money| money.amount))
}
