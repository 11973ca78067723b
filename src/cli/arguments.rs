//! What can be typed. The doc comments here and at the commands are the help texts.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use mercer_store::staff::Permission;

use super::api_keys::ApiKeysCommand;
use super::audit::AuditCommand;
use super::config::ConfigCommand;
use super::db::DbCommand;
use super::demo::Demo;
use super::doctor::Doctor;
use super::import::ImportCommand;
use super::keys::KeysCommand;
use super::orders::OrdersCommand;
use super::products::ProductsCommand;
use super::serve::Serve;
use super::stock::StockCommand;
use super::users::UsersCommand;
use crate::config::{Inputs, Override};

/// Mercer, a store in one file: products, stock, customers, orders and payments.
///
/// Try it with demonstration data:  mercer demo
///
/// Everything is kept in one database, by default the file mercer.db in the current folder. Another
/// one is named by --database-url, by the environment variable `DATABASE_URL`, or in mercer.toml.
#[derive(Debug, Parser)]
#[command(name = "mercer", version, max_term_width = 100)]
pub(crate) struct CommandLine {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Options of every command.
#[derive(Args, Debug)]
pub(super) struct Global {
    /// Read this configuration file instead of mercer.toml.
    #[arg(
        long,
        global = true,
        value_name = "PATH",
        help_heading = "Global options"
    )]
    config: Option<PathBuf>,

    /// Use this database: `sqlite:PATH`, `postgres://USER:PASSWORD@HOST/NAME` or
    /// `mysql://USER:PASSWORD@HOST/NAME`.
    #[arg(
        long,
        global = true,
        value_name = "URL",
        help_heading = "Global options"
    )]
    database_url: Option<String>,

    /// Act as this member of the staff, within what their role allows; without it, as whoever has
    /// the machine.
    #[arg(
        long = "as",
        global = true,
        value_name = "USERNAME",
        env = "MERCER_AS",
        hide_env_values = true,
        help_heading = "Global options"
    )]
    acting_as: Option<String>,

    /// Print JSON, for programs, instead of a table.
    #[arg(long, global = true, help_heading = "Global options")]
    pub(super) json: bool,
}

/// The nouns, and the verbs that have none.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Demo(Demo),
    Serve(Serve),
    /// Place orders and look at them.
    #[command(subcommand)]
    Orders(OrdersCommand),
    /// Look at what the shop sells.
    #[command(subcommand)]
    Products(ProductsCommand),
    /// Look at what is on hand.
    #[command(subcommand)]
    Stock(StockCommand),
    /// Add users to the staff, give them roles, and look at them.
    #[command(subcommand)]
    Users(UsersCommand),
    /// Make keys by which programs use the API, look at them, and revoke them.
    #[command(subcommand)]
    ApiKeys(ApiKeysCommand),
    /// Look at the keys that sign access tokens, and make new ones.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Look at who did what, and prove that nobody changed it.
    #[command(subcommand)]
    Audit(AuditCommand),
    Doctor(Doctor),
    /// Load data from another system.
    #[command(subcommand)]
    Import(ImportCommand),
    /// Change the database's tables by revisions: upgrade, downgrade, compare, write new ones.
    #[command(subcommand)]
    Db(DbCommand),
    /// Look at the settings.
    #[command(subcommand)]
    Config(ConfigCommand),
}

impl Command {
    /// What a member of the staff has to have. Whoever has the machine is not asked.
    pub(super) fn permission(&self) -> Permission {
        match self {
            Command::Orders(command) => command.permission(),
            Command::Products(command) => command.permission(),
            Command::Stock(command) => command.permission(),
            Command::Users(command) => command.permission(),
            Command::ApiKeys(command) => command.permission(),
            Command::Audit(command) => command.permission(),
            Command::Doctor(command) => command.permission(),
            Command::Config(command) => command.permission(),
            Command::Import(_) => Permission::DataImport,
            Command::Demo(_) | Command::Serve(_) | Command::Db(_) | Command::Keys(_) => {
                Permission::SettingsWrite
            }
        }
    }
}

impl CommandLine {
    /// The member of staff who gives the command. A variable that is set to nothing is not set.
    pub(super) fn acting_as(&self) -> Option<&str> {
        let name = self.global.acting_as.as_deref();
        name.filter(|name| !name.is_empty())
    }

    /// What the configuration is made from.
    pub(crate) fn inputs(&self) -> Inputs {
        let mut overrides = Vec::new();
        if let Some(url) = &self.global.database_url {
            overrides.push(Override {
                option: "--database-url",
                key: "database_url",
                value: url.clone(),
            });
        }
        let port = match &self.command {
            Command::Demo(demo) => demo.port,
            Command::Serve(serve) => serve.port,
            _ => None,
        };
        if let Some(port) = port {
            overrides.push(Override {
                option: "--port",
                key: "server.port",
                value: port.to_string(),
            });
        }
        Inputs::of_process(self.global.config.clone(), overrides)
    }

    /// Whether the command goes on until it is stopped.
    pub(crate) fn serves(&self) -> bool {
        matches!(self.command, Command::Serve(_) | Command::Demo(_))
    }
}
