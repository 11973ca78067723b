//! A shop to break: its database, a few products with plenty of stock, one customer and a key.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

use rand::Rng;
use rand::rngs::StdRng;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::databases::{Database, DatabaseServer, Kind, change};
use crate::error::{Named, ProofError};
use crate::http::{Answer, Client, NoAnswer, Request};
use crate::processes;
use crate::server::Server;

/// Something to sell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Product {
    /// Its id.
    pub(crate) id: i64,
    /// Minor units.
    pub(crate) price: i64,
}

/// How many of each product are on the shelf: more than a proof can sell.
pub(crate) const PLENTY: i64 = 100_000_000;

const PRODUCTS: i64 = 8;

/// So many orders are kept to be read.
const KEPT: usize = 10_000;

/// A shop.
pub(crate) struct Shop {
    folder: TempDir,
    /// Where its data is.
    pub(crate) database: Database,
    /// The program that serves it.
    pub(crate) mercer: PathBuf,
    /// A key of the API that may do everything.
    pub(crate) key: String,
    /// What it sells.
    pub(crate) products: Vec<Product>,
    last_serial: AtomicI64,
    /// How many orders `mercer seed` made.
    seeded: i64,
    placed: Mutex<Vec<i64>>,
}

impl Shop {
    /// Makes one, on the database server if there is one, else in a file, with so much of each
    /// product on the shelf.
    pub(crate) fn open(
        mercer: &std::path::Path,
        server: Option<&mut DatabaseServer>,
        on_shelf: i64,
    ) -> Result<Self, ProofError> {
        let (folder, database) = place_of_its_own(server)?;
        Self::open_in(mercer, folder, database, on_shelf)
    }

    /// Makes one that already has as many customers, products and orders as `mercer seed` makes by
    /// this scale.
    pub(crate) fn seeded(
        mercer: &std::path::Path,
        server: Option<&mut DatabaseServer>,
        on_shelf: i64,
        scale: f64,
    ) -> Result<Self, ProofError> {
        let (folder, database) = place_of_its_own(server)?;
        let mut shop = Self::without_data(mercer, folder, database)?;
        shop.command(&["seed", "--scale", &scale.to_string(), "--yes", "--quiet"])?;
        if shop.database.kind == Kind::Postgres {
            // What autovacuum does within a minute.
            change(&shop.database, &["ANALYZE".to_owned()])?;
        }
        shop.make_ready(on_shelf)?;
        shop.seeded = shop.orders_told()?;
        Ok(shop)
    }

    fn orders_told(&self) -> Result<i64, ProofError> {
        let info = self.command(&["info", "--json"])?;
        let info: Value = serde_json::from_str(&info).unwrap_or_default();
        let mut tables = info["tables"].as_array().into_iter().flatten();
        let orders = tables.find(|table| table["table"] == "orders");
        Ok(orders
            .and_then(|orders| orders["rows"].as_i64())
            .unwrap_or_default())
    }

    /// Makes one in a folder on a database of which nothing is there yet.
    pub(crate) fn open_in(
        mercer: &std::path::Path,
        folder: TempDir,
        database: Database,
        on_shelf: i64,
    ) -> Result<Self, ProofError> {
        let mut shop = Self::without_data(mercer, folder, database)?;
        shop.make_ready(on_shelf)?;
        Ok(shop)
    }

    fn without_data(
        mercer: &std::path::Path,
        folder: TempDir,
        database: Database,
    ) -> Result<Self, ProofError> {
        let shop = Shop {
            folder,
            database,
            mercer: mercer.to_owned(),
            key: String::new(),
            products: Vec::new(),
            last_serial: AtomicI64::new(0),
            seeded: 0,
            placed: Mutex::default(),
        };
        shop.command(&["db", "upgrade"])?;
        Ok(shop)
    }

    /// A key, and what the proofs sell and to whom.
    fn make_ready(&mut self, on_shelf: i64) -> Result<(), ProofError> {
        let key = self.command(&["api-keys", "create", "proof", "--all-scopes", "--quiet"])?;
        key.trim().clone_into(&mut self.key);
        let mut server = Server::start(self)?;
        self.fill(server.address(), on_shelf)?;
        server.stop()
    }

    /// Where the server works: its keys, its mail, its log.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Runs a command of the program on this shop.
    pub(crate) fn command(&self, arguments: &[&str]) -> Result<String, ProofError> {
        let mut command = Command::new(&self.mercer);
        command
            .current_dir(self.folder())
            .args(arguments)
            .env("DATABASE_URL", &self.database.url);
        processes::run(&mut command)
    }

    /// A number that no other checkout of this shop has. It is charged as the order's shipping, so
    /// that the order is recognised in the database whatever was answered.
    pub(crate) fn next_serial(&self) -> i64 {
        self.last_serial.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Tells the shop that an order was placed in it. The first ones are kept to be read.
    pub(crate) fn was_placed(&self, id: i64) {
        if let Ok(mut placed) = self.placed.lock()
            && placed.len() < KEPT
        {
            placed.push(id);
        }
    }

    /// The id of an order that is there: of a shop that was filled any, else of those it was told of.
    /// The ids of a cluster are not in a row.
    pub(crate) fn an_order(&self, random: &mut StdRng) -> i64 {
        if self.seeded > 0 {
            return random.random_range(1..=self.seeded);
        }
        let placed = self.placed.lock();
        placed.map_or(0, |placed| {
            let place = random.random_range(0..placed.len().max(1));
            placed.get(place).copied().unwrap_or_default()
        })
    }

    fn fill(&mut self, address: &str, on_shelf: i64) -> Result<(), ProofError> {
        let mut client = Client::new(address, &self.key);
        for number in 1..=PRODUCTS {
            let price = 95 + 10 * number;
            let product = json!({"sku": format!("PROOF-{number}"), "name": format!("Proof {number}"),
                "price": {"amount": price, "currency": "GBP"}});
            let id = created(&mut client, "/v1/products", product)?;
            let receipt = json!({"product_id": id, "quantity": on_shelf});
            done(&mut client, &Request::post("/v1/stock/receipts", receipt))?;
            self.products.push(Product { id, price });
        }
        let customer = json!({"username": "proof", "first_name": "Prue", "last_name": "Foster",
            "email": "proof@example.com", "addresses": [{"address":
                {"line1": "1 High Street", "city": "London", "country": "GB"}}]});
        created(&mut client, "/v1/customers", customer).map(drop)
    }
}

/// A folder, and a database on the server if there is one, else in the folder.
fn place_of_its_own(
    server: Option<&mut DatabaseServer>,
) -> Result<(TempDir, Database), ProofError> {
    let folder = TempDir::with_prefix("mercer-proof-").named("making a folder")?;
    let database = match server {
        Some(server) => server.create_database()?,
        None => file_in(&folder.path().join("shop.db")),
    };
    Ok((folder, database))
}

/// The address of an SQLite file.
pub(crate) fn file_in(file: &std::path::Path) -> Database {
    Database {
        kind: Kind::Sqlite,
        url: format!("sqlite:{}", file.display()),
    }
}

/// Sends a request that has to succeed.
pub(crate) fn done(client: &mut Client, request: &Request) -> Result<Answer, ProofError> {
    let what = format!("{} {}", request.method, request.path);
    match client.send(request) {
        Ok(answer) if answer.is_success() => Ok(answer),
        Ok(answer) => Err(ProofError::Answer {
            request: what,
            status: answer.status,
            body: answer.body.to_string(),
        }),
        Err(NoAnswer::Unknown(error)) => Err(error).named(&what),
        Err(NoAnswer::NotSent) => Err(std::io::ErrorKind::ConnectionRefused.into()).named(&what),
    }
}

fn created(client: &mut Client, path: &str, body: Value) -> Result<i64, ProofError> {
    let answer = done(client, &Request::post(path, body))?;
    Ok(answer.body["id"].as_i64().unwrap_or_default())
}
