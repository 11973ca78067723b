//! The shop that is measured: one customer, 1,000 products with stock for ever, one order.

use std::path::Path;

use mercer_database::{Database, DatabaseUrl, Options};
use mercer_store::addresses::NewAddress;
use mercer_store::api_keys::{self, CreateApiKey};
use mercer_store::customers::{self, AddressChoice, CreateCustomer, NewCustomerAddress};
use mercer_store::inventory::{self, Receive};
use mercer_store::locations::{self, CreateLocation};
use mercer_store::orders::{self, OrderLine, PlaceOrder};
use mercer_store::products::{self, CreateProduct};
use mercer_store::staff::Permission;
use mercer_store::{Quantity, Store, SystemClock, revisions};

pub const PRODUCTS: i64 = 1_000;

/// The store in the folder.
pub async fn open(folder: &Path) -> Store {
    let url = DatabaseUrl::Sqlite(folder.join("mercer.db"));
    let options = Options {
        create_if_missing: true,
        ..Options::default()
    };
    let database = Database::connect_with(&url, options).await.unwrap();
    Store::with_clock(database, "GBP".parse().unwrap(), SystemClock)
}

/// Makes the shop and a key for who buys in it.
pub async fn fill(folder: &Path) -> String {
    let store = open(folder).await;
    revisions::bring_to_head(store.database()).await.unwrap();
    let location = CreateLocation {
        name: "Shop".to_owned(),
        active: true,
    };
    let location = locations::create(&store, location).await.unwrap();
    customers::create(&store, customer("jane")).await.unwrap();
    for number in 1..=PRODUCTS {
        let product = CreateProduct {
            sku: format!("SKU-{number}"),
            name: format!("Product {number}"),
            product_type: Some("goods".to_owned()),
            price: 100 + number,
            ..CreateProduct::default()
        };
        let product = products::create(&store, product).await.unwrap();
        let goods = Receive {
            product_id: product.id,
            location_id: Some(location.id),
            quantity: Quantity::whole(1_000_000_000).unwrap(),
            reason: None,
        };
        inventory::receive(&store, goods).await.unwrap();
    }
    let first = PlaceOrder::sale(1, lines(0));
    orders::place(&store, first).await.unwrap();
    let scopes = [
        Permission::OrdersPlace,
        Permission::OrdersRead,
        Permission::CatalogueRead,
    ];
    let key = CreateApiKey {
        name: "till".to_owned(),
        scopes: scopes.to_vec(),
        expires_at: None,
    };
    let created = api_keys::create(&store, key).await.unwrap();
    let key = created.secret.reveal().to_owned();
    store.database().close().await;
    key
}

/// Somebody with one address and no account.
pub fn customer(username: &str) -> CreateCustomer {
    let address = NewAddress {
        line1: "1 High Street".to_owned(),
        city: "Bath".to_owned(),
        country: "GB".to_owned(),
        ..NewAddress::default()
    };
    CreateCustomer {
        username: username.to_owned(),
        email: None,
        password: None,
        first_name: "Jane".to_owned(),
        last_name: "Smith".to_owned(),
        phone: None,
        addresses: vec![NewCustomerAddress {
            address: AddressChoice::New(address),
            label: None,
            default_shipping: true,
            default_billing: true,
        }],
    }
}

/// Three lines of three products; another three for each number.
pub fn lines(number: i64) -> Vec<OrderLine> {
    let product = |step: i64| (number * 7 + step * 331) % PRODUCTS + 1;
    let two = Quantity::whole(2).unwrap();
    (0..3)
        .map(|step| OrderLine::of(product(step), two))
        .collect()
}
