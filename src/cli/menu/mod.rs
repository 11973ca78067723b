//! `mercer menu`: what a shop does all day, one question at a time.
//!
//! A screen asks, builds the words of a command and hands them to the desk (`desk.rs`), which runs
//! them as if they had been typed and prints them. So the menu can do nothing that the commands
//! cannot, and asks for the same permissions. An order that is being taken is a draft in the store
//! from its first line on, so nothing is lost however the menu ends.
//!
//! Deliberately absent: whatever is done once a month or by somebody who types commands anyway,
//! such as settings, staff, tax classes, imports.

mod ask;
mod customers;
mod desk;
mod find;
mod form;
mod home;
mod orders;
mod payment;
mod products;
mod stock;
mod take_back;
mod till;
mod today;

use std::io::{self, IsTerminal};

use clap::Args;
use mercer_store::Store;

use super::Failure;
use super::output::Output;
use crate::config::Config;
use desk::Desk;

/// Run the shop from a menu: take orders by scanning or typing, look after customers, products and
/// stock.
///
/// It asks one question at a time and prints the command that does the same. A barcode scanner is a
/// keyboard that ends with Enter, so it works wherever a product is asked for.
///
/// Escape goes back, Ctrl-C leaves. An order that is being taken is a draft in the store: whoever
/// takes the next order is offered it.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  mercer menu\n  mercer --as kim menu")]
pub(in crate::cli) struct Menu {}

impl Menu {
    /// Asks until the person leaves. `global` are the options that its commands need too.
    #[allow(clippy::unused_self, reason = "every command is run so")]
    pub(super) async fn run(
        self,
        store: &Store,
        config: &Config,
        output: &Output,
        global: Vec<String>,
    ) -> Result<(), Failure> {
        if output.is_json() {
            return Err(Failure::wrong_call("--json: the menu is for people"));
        }
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            let message = "the menu needs a terminal to ask at";
            return Err(Failure::wrong_call(message).hint("`mercer --help` shows the commands"));
        }
        home::run(&Desk::new(store, config, output, global)).await
    }
}
