//! The command line: one noun, one verb, for example `mercer orders place`.
//!
//! A command reads its arguments, calls verbs of the store, and prints. Data goes to the standard
//! output, as a table for people or with `--json` for programs; everything else goes to the
//! standard error output. What a command takes of a member of staff who gives it with `--as` is named
//! at the command and asked in one place, before it runs (`acting`). Exit codes: 0, 1 for a refusal, 2 for a wrong call.

mod acting;
mod addresses;
mod amount;
mod api_keys;
mod arguments;
mod audit;
mod backup;
mod categories;
mod config;
mod confirmation;
mod copy;
mod counts;
mod customers;
mod db;
mod demo;
mod doctor;
mod export;
mod failure;
mod import;
mod info;
mod invoices;
mod keys;
mod line;
mod locations;
mod long_work;
mod manual;
mod menu;
mod oauth_clients;
mod on_line;
mod open;
mod orders;
mod output;
mod page;
mod password;
mod payment_methods;
mod payments;
mod products;
mod reference;
mod refusals;
mod report;
mod returns;
mod seed;
mod serve;
mod settings;
mod shipments;
mod stock;
mod table;
mod tax_classes;
mod time;
mod transfers;
mod users;
mod words;

use std::net::SocketAddr;
use std::process::ExitCode;

use clap::Parser;
use mercer_store::Store;

pub(crate) use arguments::CommandLine;
pub(crate) use failure::Failure;

use crate::config::Config;
use acting::Acting;
use arguments::Command;
use open::Missing;
use output::Output;
use time::{moment, time};

/// What is left to do after a command.
pub(crate) enum Next {
    /// Nothing.
    Exit(ExitCode),
    /// Serve this store.
    Serve(Start),
}

/// A store to be served.
pub(crate) struct Start {
    /// The store.
    pub(crate) store: Store,
    /// Tells the person at the terminal, once connections are accepted.
    pub(crate) announce: Box<dyn FnOnce(SocketAddr) + Send>,
}

/// Reads the command line. A wrong one ends the process here, with its usage and exit code 2.
pub(crate) fn parse() -> CommandLine {
    CommandLine::parse()
}

/// Runs the command.
pub(crate) async fn run(command_line: CommandLine, config: &Config) -> Result<Next, Failure> {
    let output = Output::new(command_line.global.json, command_line.global.quiet);
    match &command_line.command {
        Command::Completions(command) => return done(command.run()),
        Command::Man(command) => return done(command.run()),
        _ => {}
    }
    let (username, command) = (command_line.acting_as(), &command_line.command);
    let global = command_line.global.words();
    let acting = Acting::with_permission(username, command, config, &output).await?;
    match command_line.command {
        Command::Serve(_) => serve::prepare(config, &output).await.map(Next::Serve),
        Command::Demo(demo) => demo.prepare(config, &output).await.map(Next::Serve),
        Command::Config(command) => command.run(config, &output).await.map(Next::Exit),
        Command::Keys(command) => done(command.run(config, &output)),
        Command::Db(command) => command.run(config, &output).await.map(Next::Exit),
        Command::Copy(command) => command.run(config, &output).await.map(Next::Exit),
        Command::Backup(command) => {
            let done = command.run(&acting, config, &output).await;
            done.map(Next::Exit)
        }
        Command::Import(command) => {
            let source = command.source()?;
            let missing = if command.changes_something() {
                Missing::CreateAnywhere
            } else {
                Missing::Refuse
            };
            let store = open::open(config, missing, &output).await?;
            let store = acting.on(store);
            let result = command.run(source, &store, &output).await;
            if result.is_ok() {
                acting.seal(&store).await;
            }
            store.database().close().await;
            result.map(Next::Exit)
        }
        Command::Menu(menu) => {
            let store = acting.on(open::open(config, Missing::Refuse, &output).await?);
            let result = menu.run(&store, config, &output, global).await;
            store.database().close().await;
            done(result)
        }
        Command::Seed(command) => {
            let asked = command.asked()?;
            let store = open::open(config, Missing::CreateAnywhere, &output).await?;
            let store = acting.on(store);
            let result = command.run(asked, &store, &output).await;
            // What was made before a refusal is in the log, too.
            acting.seal(&store).await;
            store.database().close().await;
            done(result)
        }
        command => {
            let store = acting.on(open::open(config, Missing::Refuse, &output).await?);
            let result = with_store(command, &store, config, &output).await;
            if result.is_ok() {
                acting.seal(&store).await;
            }
            store.database().close().await;
            result.map(Next::Exit)
        }
    }
}

/// After a command that did what it was asked.
fn done(result: Result<(), Failure>) -> Result<Next, Failure> {
    result.map(|()| Next::Exit(ExitCode::SUCCESS))
}

/// Runs a command that needs the store.
async fn with_store(
    command: Command,
    store: &Store,
    config: &Config,
    output: &Output,
) -> Result<ExitCode, Failure> {
    match command {
        Command::Customers(command) => command.run(store, output).await?,
        Command::Addresses(command) => command.run(store, output).await?,
        Command::PaymentMethods(command) => command.run(store, output).await?,
        Command::Categories(command) => command.run(store, output).await?,
        Command::Payments(command) => command.run(store, output).await?,
        Command::Returns(command) => command.run(store, output).await?,
        Command::Shipments(command) => command.run(store, output).await?,
        Command::Invoices(command) => command.run(store, output).await?,
        Command::Products(command) => command.run(store, output).await?,
        Command::TaxClasses(command) => command.run(store, output).await?,
        Command::Locations(command) => command.run(store, output).await?,
        Command::Stock(command) => command.run(store, output).await?,
        Command::Transfers(command) => command.run(store, output).await?,
        Command::Counts(command) => command.run(store, output).await?,
        Command::Orders(command) => command.run(store, output).await?,
        Command::Users(command) => command.run(store, output).await?,
        Command::ApiKeys(command) => command.run(store, output).await?,
        Command::Export(command) => command.run(store, output).await?,
        Command::OauthClients(command) => command.run(store, output).await?,
        Command::Settings(command) => command.run(store, output).await?,
        Command::Info(command) => command.run(store, config, output).await?,
        Command::Audit(command) => return command.run(store, output).await,
        Command::Doctor(command) => return command.run(store, output).await,
        Command::Report(command) => command.run(store, output).await?,
        Command::Serve(_)
        | Command::Demo(_)
        | Command::Config(_)
        | Command::Keys(_)
        | Command::Db(_)
        | Command::Backup(_)
        | Command::Copy(_)
        | Command::Menu(_)
        | Command::Import(_)
        | Command::Seed(_)
        | Command::Completions(_)
        | Command::Man(_) => {
            unreachable!("run handles the commands that open no store or their own")
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints what went wrong and tells the exit code.
pub(crate) fn report(result: Result<ExitCode, Failure>, in_json: bool) -> ExitCode {
    result.unwrap_or_else(|failure| {
        failure.print(in_json);
        failure.exit_code()
    })
}
