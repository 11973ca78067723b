//! The command line: one noun, one verb, for example `mercer orders place`.
//!
//! A command reads its arguments, calls verbs of the store, and prints. Data goes to the standard
//! output, as a table for people or with `--json` for programs; everything else goes to the
//! standard error output. What a command takes of a member of staff who gives it with `--as` is named
//! at the command and asked in one place, before it runs (`acting`). Exit codes: 0, 1 for a refusal, 2 for a wrong call.

mod acting;
mod api_keys;
mod arguments;
mod audit;
mod config;
mod customers;
mod db;
mod demo;
mod doctor;
mod failure;
mod import;
mod keys;
mod open;
mod orders;
mod output;
mod page;
mod password;
mod products;
mod reference;
mod serve;
mod stock;
mod table;
mod time;
mod users;

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
use time::time;

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
    let output = Output::new(command_line.global.json);
    let (username, command) = (command_line.acting_as(), &command_line.command);
    let acting = Acting::with_permission(username, command, config, &output).await?;
    match command_line.command {
        Command::Serve(_) => serve::prepare(config, &output).await.map(Next::Serve),
        Command::Demo(demo) => demo.prepare(config, &output).await.map(Next::Serve),
        Command::Config(command) => command
            .run(config, &output)
            .map(|()| Next::Exit(ExitCode::SUCCESS)),
        Command::Keys(command) => command
            .run(config, &output)
            .map(|()| Next::Exit(ExitCode::SUCCESS)),
        Command::Db(command) => command.run(config, &output).await.map(Next::Exit),
        Command::Import(command) => {
            let source = command.source()?;
            let store = open::open(config, Missing::CreateAnywhere, &output).await?;
            let store = acting.on(store);
            let result = command.run(source, &store, &output).await;
            if result.is_ok() {
                acting.seal(&store).await;
            }
            store.database().close().await;
            result.map(|()| Next::Exit(ExitCode::SUCCESS))
        }
        command => {
            let store = acting.on(open::open(config, Missing::Refuse, &output).await?);
            let result = with_store(command, &store, &output).await;
            if result.is_ok() {
                acting.seal(&store).await;
            }
            store.database().close().await;
            result.map(Next::Exit)
        }
    }
}

/// Runs a command that needs nothing but the store.
async fn with_store(command: Command, store: &Store, output: &Output) -> Result<ExitCode, Failure> {
    match command {
        Command::Orders(command) => command.run(store, output).await?,
        Command::Products(command) => command.run(store, output).await?,
        Command::Stock(command) => command.run(store, output).await?,
        Command::Users(command) => command.run(store, output).await?,
        Command::ApiKeys(command) => command.run(store, output).await?,
        Command::Audit(command) => return command.run(store, output).await,
        Command::Doctor(command) => return command.run(store, output).await,
        Command::Serve(_)
        | Command::Demo(_)
        | Command::Config(_)
        | Command::Keys(_)
        | Command::Db(_)
        | Command::Import(_) => {
            unreachable!("run handles the commands that open no store or their own")
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints what went wrong and tells the exit code.
pub(crate) fn report(result: Result<ExitCode, Failure>) -> ExitCode {
    result.unwrap_or_else(|failure| {
        failure.print();
        failure.exit_code()
    })
}
