//! `mercer seed`.

use clap::Args;
use mercer_store::Store;
use mercer_store::seed::{self, Seed, SeedError};

use super::Failure;
use super::confirmation::Confirmation;
use super::long_work::LongWork;
use super::output::Output;
use super::table::facts;
use crate::json;

/// What is shown meanwhile.
const LINE: &str = "{bar:40} {human_pos}/{human_len} customers and orders, {per_sec}, {eta} left";

/// Fill an empty store with demonstration data of any size.
///
/// Makes a grocery: customers in ten countries, a catalogue with categories, barcodes, weights,
/// taxes and prices, and a year of orders that ends yesterday, with seasons, payments, shipments,
/// returns and the stock under them. What `mercer demo` shows is in it (John Doe, Jane Smith and
/// Emily Clark). The same figures and the same --seed make the same store.
///
/// The store has to be empty, and nobody else may write into it meanwhile. An SQLite store that does
/// not exist is created.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer seed                                    1,000 customers, 500 products, 10,000 orders
  mercer seed --scale 100 --database-url sqlite:large.db
  mercer seed --customers 50 --products 80 --orders 400 --seed 7
  mercer seed --clear --yes                      first deletes what is there")]
pub(super) struct SeedCommand {
    /// So many times 1,000 customers and 10,000 orders, 0.1 to 1000; the 500 products grow with the
    /// square root.
    #[arg(long, default_value_t = 1.0)]
    scale: f64,

    /// This many customers, at least 3.
    #[arg(long)]
    customers: Option<usize>,

    /// This many products, at least 20.
    #[arg(long)]
    products: Option<usize>,

    /// This many orders, at least 6.
    #[arg(long)]
    orders: Option<usize>,

    /// What chance begins from: another number makes another store.
    #[arg(long, default_value_t = 1)]
    seed: u64,

    /// First delete all customers, products, stock, orders, payments, shipments, returns and
    /// invoices. The staff, the settings, the log of who did what and the order numbers stay.
    #[arg(long)]
    clear: bool,

    #[command(flatten)]
    confirmation: Confirmation,
}

impl SeedCommand {
    /// What is wanted, known to make sense before a store is opened or created for it.
    pub(super) fn asked(&self) -> Result<Seed, Failure> {
        let scaled = Seed::scaled(self.scale).map_err(|error| option(&error))?;
        let asked = Seed {
            customers: self.customers.unwrap_or(scaled.customers),
            products: self.products.unwrap_or(scaled.products),
            orders: self.orders.unwrap_or(scaled.orders),
            seed: self.seed,
        };
        asked.check().map_err(|error| option(&error))?;
        Ok(asked)
    }

    /// Fills the store and prints what is in it.
    pub(super) async fn run(
        &self,
        asked: Seed,
        store: &Store,
        output: &Output,
    ) -> Result<(), Failure> {
        if self.clear {
            let url = store.database().url();
            let question = format!("Delete all customers, products, orders and books of {url}");
            self.confirmation.ask(&question)?;
            let cleared = seed::clear(store).await?;
            output.message(&format!(
                "Deleted {} customers, {} products and {} orders.",
                cleared.customers, cleared.products, cleared.orders
            ));
        }
        let work = LongWork::begin(LINE, output.is_quiet());
        let seeded = seed::run(store, asked, work.progress()).await;
        work.end();
        let seeded = json::Seeded::from(seeded.map_err(|error| refusal(error, store))?);
        output.show(&seeded, text)
    }
}

/// A refusal of one of the figures.
fn option(invalid: &mercer_store::Invalid) -> Failure {
    Failure::wrong_call(format!("--{}: {}", invalid.field, invalid.reason))
}

fn refusal(error: SeedError, store: &Store) -> Failure {
    let url = store.database().url();
    match error {
        SeedError::Database(error) => error.into(),
        SeedError::Demonstration(error) => error.into(),
        SeedError::NotEmpty(_) => Failure::with_advice(&error.to_string()).hint(format!(
            "--clear deletes what is in {url} first; --database-url names another store"
        )),
        SeedError::InUse | SeedError::Stopped => {
            Failure::refused(error.to_string()).hint("--clear begins anew")
        }
        other => Failure::refused(other.to_string()),
    }
}

fn text(seeded: &json::Seeded) -> String {
    let rows = [
        ("Customers", seeded.customers.to_string()),
        ("Products", seeded.products.to_string()),
        ("Orders", seeded.orders.to_string()),
        ("Lines", seeded.lines.to_string()),
        ("Seed", seeded.seed.to_string()),
        ("Seconds", format!("{:.1}", seeded.seconds)),
    ];
    format!("The store holds:\n{}", facts(&rows))
}
