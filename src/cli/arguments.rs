//! What can be typed. The doc comments here and at the commands are the help texts.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use mercer_store::staff::Permission;

use super::addresses::AddressesCommand;
use super::api_keys::ApiKeysCommand;
use super::audit::AuditCommand;
use super::backup::BackupCommand;
use super::categories::CategoriesCommand;
use super::config::ConfigCommand;
use super::copy::Copy;
use super::counts::CountsCommand;
use super::customers::CustomersCommand;
use super::db::DbCommand;
use super::demo::Demo;
use super::doctor::Doctor;
use super::export::ExportCommand;
use super::import::ImportCommand;
use super::info::Info;
use super::invoices::InvoicesCommand;
use super::keys::KeysCommand;
use super::locations::LocationsCommand;
use super::manual::{Completions, Manual};
use super::menu::Menu;
use super::oauth_clients::OauthClientsCommand;
use super::orders::OrdersCommand;
use super::payment_methods::PaymentMethodsCommand;
use super::payments::PaymentsCommand;
use super::products::ProductsCommand;
use super::report::ReportCommand;
use super::returns::ReturnsCommand;
use super::seed::SeedCommand;
use super::serve::Serve;
use super::settings::SettingsCommand;
use super::shipments::ShipmentsCommand;
use super::stock::StockCommand;
use super::tax_classes::TaxClassesCommand;
use super::transfers::TransfersCommand;
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

    /// Print data and errors, and no other messages.
    #[arg(long, global = true, help_heading = "Global options")]
    pub(super) quiet: bool,
}

/// The nouns, and the verbs that have none.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Demo(Demo),
    Serve(Serve),
    Menu(Menu),
    /// Who buys: add, change, erase and remove customers, and look at them.
    #[command(subcommand)]
    Customers(CustomersCommand),
    /// Postal addresses, each of one or more customers.
    #[command(subcommand)]
    Addresses(AddressesCommand),
    /// How customers like to pay.
    #[command(subcommand)]
    PaymentMethods(PaymentMethodsCommand),
    /// Groups of products, as a tree.
    #[command(subcommand)]
    Categories(CategoriesCommand),
    /// What the shop sells: add, change, price, archive and remove products, and look at them.
    #[command(subcommand)]
    Products(ProductsCommand),
    /// Products that are taxed alike, and how.
    #[command(subcommand)]
    TaxClasses(TaxClassesCommand),
    /// Places where stock is kept.
    #[command(subcommand)]
    Locations(LocationsCommand),
    /// What is where: receive, adjust, count and move goods, and look at the ledger.
    #[command(subcommand)]
    Stock(StockCommand),
    /// Goods on their way from one location to another.
    #[command(subcommand)]
    Transfers(TransfersCommand),
    /// Count what is on the shelves of a location, and book the differences.
    #[command(subcommand)]
    Counts(CountsCommand),
    /// Place orders, change them and look at them.
    #[command(subcommand)]
    Orders(OrdersCommand),
    /// Take money for orders, and give it back.
    #[command(subcommand)]
    Payments(PaymentsCommand),
    /// Take goods of an order back.
    #[command(subcommand)]
    Returns(ReturnsCommand),
    /// Pack goods of an order and send them.
    #[command(subcommand)]
    Shipments(ShipmentsCommand),
    /// Bill orders, and take back what was billed.
    #[command(subcommand)]
    Invoices(InvoicesCommand),
    /// The staff: add and remove users, give them roles and passwords, and look at them.
    #[command(subcommand)]
    Users(UsersCommand),
    /// Make keys by which programs use the API, look at them, and revoke them.
    #[command(subcommand)]
    ApiKeys(ApiKeysCommand),
    /// Programs of others that ask for access by OAuth.
    #[command(subcommand)]
    OauthClients(OauthClientsCommand),
    /// What the shop says of itself: its name, its address, its terms.
    #[command(subcommand)]
    Settings(SettingsCommand),
    /// Look at the keys that sign access tokens, and make new ones.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Look at who did what, and prove that nobody changed it.
    #[command(subcommand)]
    Audit(AuditCommand),
    Doctor(Doctor),
    /// Tell what the books hold: sales, products, customers, stock, tax.
    #[command(subcommand)]
    Report(ReportCommand),
    /// Load data from a file, or from another system.
    #[command(subcommand)]
    Import(ImportCommand),
    /// Write data into files, for spreadsheets and other systems.
    #[command(subcommand)]
    Export(ExportCommand),
    Copy(Copy),
    /// Copy the whole store into files, and bring it back.
    #[command(subcommand)]
    Backup(BackupCommand),
    Seed(SeedCommand),
    /// Change the database's tables by revisions: upgrade, downgrade, compare, write new ones.
    #[command(subcommand)]
    Db(DbCommand),
    /// Look at how the program is configured, and check it.
    #[command(subcommand)]
    Config(ConfigCommand),
    Info(Info),
    Completions(Completions),
    Man(Manual),
}

impl Command {
    /// What a member of the staff has to have. Whoever has the machine is not asked.
    pub(super) fn permission(&self) -> Permission {
        match self {
            Command::Customers(command) => command.permission(),
            Command::Addresses(command) => command.permission(),
            Command::PaymentMethods(command) => command.permission(),
            Command::Categories(command) => command.permission(),
            Command::TaxClasses(command) => command.permission(),
            Command::Locations(command) => command.permission(),
            Command::Orders(command) => command.permission(),
            Command::Payments(command) => command.permission(),
            Command::Returns(command) => command.permission(),
            Command::Shipments(command) => command.permission(),
            Command::Invoices(command) => command.permission(),
            Command::Products(command) => command.permission(),
            Command::Stock(command) => command.permission(),
            Command::Transfers(command) => command.permission(),
            Command::Counts(command) => command.permission(),
            Command::OauthClients(command) => command.permission(),
            Command::Settings(command) => command.permission(),
            Command::Info(command) => command.permission(),
            // Each command of the menu asks for its own; in the others there is nothing of the store.
            Command::Menu(_) | Command::Completions(_) | Command::Man(_) => {
                Permission::CatalogueRead
            }
            Command::Users(command) => command.permission(),
            Command::ApiKeys(command) => command.permission(),
            Command::Audit(command) => command.permission(),
            Command::Doctor(command) => command.permission(),
            Command::Report(command) => command.permission(),
            Command::Config(command) => command.permission(),
            Command::Backup(command) => command.permission(),
            Command::Import(_) => Permission::DataImport,
            Command::Export(_) => Permission::DataExport,
            Command::Demo(_)
            | Command::Serve(_)
            | Command::Db(_)
            | Command::Keys(_)
            | Command::Copy(_)
            | Command::Seed(_) => Permission::SettingsWrite,
        }
    }
}

impl Global {
    /// The options that another command needs to work on the same store as the same person.
    pub(super) fn words(&self) -> Vec<String> {
        let config = self.config.as_ref().map(|path| path.display().to_string());
        let given = [
            ("--config", config),
            ("--database-url", self.database_url.clone()),
            (
                "--as",
                self.acting_as.clone().filter(|name| !name.is_empty()),
            ),
        ];
        let given = given
            .into_iter()
            .filter_map(|(option, value)| Some((option, value?)));
        given
            .flat_map(|(option, value)| [option.to_owned(), value])
            .collect()
    }
}

impl CommandLine {
    /// The member of staff who gives the command. A variable that is set to nothing is not set.
    pub(super) fn acting_as(&self) -> Option<&str> {
        let name = self.global.acting_as.as_deref();
        name.filter(|name| !name.is_empty())
    }

    /// Whether a program reads what is printed.
    pub(crate) fn is_json(&self) -> bool {
        self.global.json
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
