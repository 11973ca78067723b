//! A small shop in an SQLite file, the same for every test.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use mercer_database::{DatabaseUrl, Options};
use mercer_store::addresses::NewAddress;
use mercer_store::customers::{self, AddressChoice, CreateCustomer, NewCustomerAddress};
use mercer_store::inventory::{self, Receive};
use mercer_store::products::{self, CreateProduct, Kind};
use mercer_store::{Currency, Quantity, Store, Unit, audit};
use tempfile::TempDir;

/// The shop's folder, with `mercer.db` in it. Gone when this is dropped.
pub(crate) struct Shop {
    folder: TempDir,
}

/// sku, name, unit, price, currency, pieces in stock (`None` for a service).
type Row = (
    &'static str,
    &'static str,
    Unit,
    i64,
    &'static str,
    Option<i64>,
);

/// In the order of their ids, beginning at 1.
const PRODUCTS: &[Row] = &[
    ("MUG-BLUE", "Mug, blue", Unit::Each, 1_250, "GBP", Some(10)),
    (
        "COFFEE",
        "Coffee, whole beans",
        Unit::Kilogram,
        2_399,
        "GBP",
        Some(25),
    ),
    ("POSTAGE", "Postage", Unit::Each, 395, "GBP", None),
    (
        "LAMP",
        "Lampe für den Tisch",
        Unit::Each,
        4_900,
        "GBP",
        Some(1),
    ),
    ("KNIFE", "Swiss knife", Unit::Each, 3_500, "CHF", Some(5)),
    (
        "OLD-MUG",
        "Mug, last year's",
        Unit::Each,
        100,
        "GBP",
        Some(5),
    ),
    (
        "ISLAND",
        "An island",
        Unit::Each,
        900_000_000_000,
        "GBP",
        None,
    ),
];

/// The one that is no longer on sale.
const INACTIVE: &str = "OLD-MUG";

impl Shop {
    /// A shop of its own: a copy of one that is filled once. Blocks: called where no runtime is
    /// running.
    pub(crate) fn new() -> Self {
        static FILLED: OnceLock<Vec<u8>> = OnceLock::new();
        let shop = Shop::without_a_store();
        let filled = FILLED.get_or_init(|| {
            runtime().block_on(fill(&shop.file()));
            let log = shop.file().with_extension("db-wal");
            assert!(!log.exists(), "the file is all there is of a closed store");
            fs::read(shop.file()).expect("the file is there")
        });
        fs::write(shop.file(), filled).expect("the temporary folder is writable");
        shop
    }

    /// An empty folder.
    pub(crate) fn without_a_store() -> Self {
        let folder = tempfile::tempdir().expect("the temporary folder is writable");
        Shop { folder }
    }

    /// Where commands run.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The database.
    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("mercer.db")
    }

    /// Every row of every table, as text: two of these are equal if nothing changed between.
    ///
    /// Order numbers are left out: a process reserves some in advance, and a refused order may be
    /// what it reserves them for. So are keys, which note when they were used.
    pub(crate) fn dump(&self) -> String {
        let database = rusqlite::Connection::open(self.file()).expect("the file opens");
        let mut tables = database
            .prepare(
                "SELECT name FROM sqlite_schema WHERE type = 'table' \
                 AND name NOT LIKE 'number%' AND name NOT LIKE 'sqlite%' \
                 AND name <> 'api_keys' ORDER BY name",
            )
            .expect("the schema is readable");
        let names: Vec<String> = tables
            .query_map([], |row| row.get(0))
            .and_then(Iterator::collect)
            .expect("the schema is readable");
        names.iter().map(|name| table(&database, name)).collect()
    }

    /// Fails, naming the rows, if anything changed since this dump was made.
    pub(crate) fn assert_unchanged_since(&self, before: &str, what: &str) {
        let now = self.dump();
        let rows = |from: &str, to: &str| -> Vec<String> {
            let missing = from
                .lines()
                .filter(|row| !to.lines().any(|other| other == *row));
            missing.map(str::to_owned).collect()
        };
        let (gone, new) = (rows(before, &now), rows(&now, before));
        assert!(before == now, "{what}: gone {gone:#?}, new {new:#?}");
    }

    /// A number that the file tells.
    pub(crate) fn count(&self, sql: &str) -> i64 {
        let database = rusqlite::Connection::open(self.file()).expect("the file opens");
        let count = database.query_row(sql, [], |row| row.get(0));
        count.expect("a number")
    }

    /// Changes the file behind the store's back.
    pub(crate) fn tamper(&self, sql: &str) {
        let database = rusqlite::Connection::open(self.file()).expect("the file opens");
        database
            .execute_batch(&format!("PRAGMA ignore_check_constraints = ON; {sql}"))
            .expect("the statement is right");
    }
}

fn table(database: &rusqlite::Connection, name: &str) -> String {
    let mut rows = database
        .prepare(&format!("SELECT * FROM \"{name}\""))
        .expect("the table is readable");
    let columns = rows.column_count();
    let lines: Vec<String> = rows
        .query_map([], |row| {
            let values: Result<Vec<rusqlite::types::Value>, _> =
                (0..columns).map(|column| row.get(column)).collect();
            Ok(format!("{name}: {:?}\n", values?))
        })
        .and_then(Iterator::collect)
        .expect("the table is readable");
    lines.concat()
}

/// A runtime for the tests' own calls of the store.
pub(crate) fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts")
}

async fn fill(file: &Path) {
    let options = Options {
        create_if_missing: true,
        ..Options::default()
    };
    let url = DatabaseUrl::Sqlite(file.to_owned());
    let currency: Currency = "GBP".parse().expect("GBP is a currency");
    let store = Store::open(&url, options, currency)
        .await
        .expect("the store opens");
    mercer_store::revisions::bring_to_head(store.database())
        .await
        .expect("the tables can be created");
    for row in PRODUCTS {
        add_product(&store, row).await;
    }
    let anna = CreateCustomer {
        username: "anna".to_owned(),
        email: Some("anna@example.com".to_owned()),
        password: None,
        first_name: "Anna".to_owned(),
        last_name: "Árnadóttir".to_owned(),
        phone: None,
        addresses: vec![NewCustomerAddress {
            address: AddressChoice::New(NewAddress {
                line1: "1 High Street".to_owned(),
                city: "London".to_owned(),
                country: "GB".to_owned(),
                zip_code: Some("N1 1AA".to_owned()),
                ..NewAddress::default()
            }),
            label: None,
            default_shipping: true,
            default_billing: true,
        }],
    };
    customers::create(&store, anna).await.expect("anna is new");
    // As after any command: nothing waits that a server would seal in the middle of a test.
    audit::seal(&store).await.expect("the log can be sealed");
    store.database().close().await;
}

async fn add_product(store: &Store, row: &Row) {
    let (sku, name, unit, price, currency, pieces) = *row;
    let product = CreateProduct {
        sku: sku.to_owned(),
        name: name.to_owned(),
        kind: if pieces.is_some() {
            Kind::Goods
        } else {
            Kind::Service
        },
        unit,
        price,
        currency: Some(currency.parse().expect("a currency")),
        active: sku != INACTIVE,
        ..CreateProduct::default()
    };
    let product = products::create(store, product)
        .await
        .expect("the product is new");
    if let Some(pieces) = pieces {
        let received = Receive {
            product_id: product.id,
            location_id: None,
            quantity: Quantity::whole(pieces).expect("it fits"),
            reason: None,
        };
        inventory::receive(store, received)
            .await
            .expect("goods can be received");
    }
}
