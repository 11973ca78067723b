//! An open store on a fresh, empty database of each kind, and quick ways to customers and goods.
//! Every test file is a program of its own and uses its own part of this.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::missing_panics_doc
)]

use crate::created;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use mercer_database::Kind;
use mercer_store::addresses::{Address, CreateAddress, NewAddress};
use mercer_store::customers::{AddressChoice, CreateCustomer, Customer, NewCustomerAddress};
use mercer_store::inventory::{self, Receive};
use mercer_store::orders::{self, OrderLine, OrderWithItems, PlaceOrder};
use mercer_store::products::{CreateProduct, Kind as ProductKind, Product};
use mercer_store::{Currency, FixedClock, Quantity, Store, addresses, customers, products, schema};
use mercer_testing::TestDatabase;

/// A store whose clock stands still.
pub struct Shop {
    pub store: Store,
    pub clock: Arc<FixedClock>,
    pub place: TestDatabase,
}

/// The time at which every test opens its shop.
pub fn opening() -> DateTime<Utc> {
    DateTime::from_timestamp(1_750_000_000, 123_456_000).expect("the time exists")
}

pub fn pounds() -> Currency {
    "GBP".parse().expect("GBP is a currency")
}

/// An empty shop on every database that can be reached.
pub async fn shops() -> Vec<Shop> {
    let mut shops = Vec::new();
    for place in mercer_testing::databases().await {
        let clock = Arc::new(FixedClock::at(opening()));
        created::create(&place.database, &mercer_store::schema::schema())
            .await
            .expect("the tables can be created");
        let store = Store::with_shared_clock(place.database.clone(), pounds(), clock.clone());
        shops.push(Shop {
            store,
            clock,
            place,
        });
    }
    shops
}

impl Shop {
    pub fn kind(&self) -> Kind {
        self.place.kind
    }

    /// Moves the clock on by a minute.
    pub fn a_minute_later(&self) {
        self.clock.set(self.store.now() + TimeDelta::minutes(1));
    }

    /// The single integer that a query answers with, aliased as `n`.
    pub async fn number(&self, sql: &str) -> i64 {
        self.place.number(sql).await
    }

    /// How many rows every table has and how far their versions have come: what a refused request
    /// must leave as it was.
    pub async fn fingerprint(&self) -> Vec<(String, i64, i64)> {
        let mut all = Vec::new();
        for table in schema::schema().tables {
            let name = table.name;
            // The series moves on when numbers are reserved, by design.
            if name == "number_series" {
                continue;
            }
            let rows = self
                .number(&format!("SELECT COUNT(*) AS n FROM {name}"))
                .await;
            let versions = if table.columns.iter().any(|column| column.name == "version") {
                self.number(&format!(
                    "SELECT COALESCE(MAX(version), 0) AS n FROM {name}"
                ))
                .await
            } else {
                0
            };
            all.push((name, rows, versions));
        }
        all
    }

    pub async fn assert_books_are_right(&self) {
        let report = mercer_store::doctor::examine(&self.store).await.unwrap();
        assert!(report.is_clean(), "{}: {report:#?}", self.kind());
    }

    /// A customer with one new address.
    pub async fn customer(&self, username: &str) -> Customer {
        customers::create(&self.store, newcomer(username))
            .await
            .expect("the customer is recorded")
    }

    /// The id of the customer's first address.
    pub async fn first_address(&self, customer_id: i64) -> i64 {
        self.number(&format!(
            "SELECT MIN(address_id) AS n FROM customer_addresses WHERE customer_id = {customer_id}"
        ))
        .await
    }

    /// Another address of the customer's.
    pub async fn address(&self, line1: &str, customer: &Customer) -> Address {
        addresses::create(&self.store, belonging_to(house(line1), &[customer.id]))
            .await
            .unwrap()
    }

    /// No customer without an address, no address without a customer, one default of each kind.
    pub async fn assert_address_rules_hold(&self) {
        for (rule, sql) in [
            (
                "customers without an address",
                "SELECT COUNT(*) AS n FROM customers WHERE id NOT IN \
             (SELECT customer_id FROM customer_addresses)",
            ),
            (
                "addresses without a customer",
                "SELECT COUNT(*) AS n FROM addresses WHERE id NOT IN \
             (SELECT address_id FROM customer_addresses)",
            ),
            (
                "customers without one default of each kind",
                "SELECT COUNT(*) AS n FROM customers WHERE \
             1 <> (SELECT COUNT(*) FROM customer_addresses \
                   WHERE customer_id = customers.id AND default_shipping) OR \
             1 <> (SELECT COUNT(*) FROM customer_addresses \
                   WHERE customer_id = customers.id AND default_billing)",
            ),
        ] {
            assert_eq!(self.number(sql).await, 0, "{}: {rule}", self.kind());
        }
    }

    /// Goods, with so many pieces of them received.
    pub async fn goods(&self, sku: &str, pieces: i64) -> Product {
        let product = products::create(&self.store, item(sku))
            .await
            .expect("the product is added");
        if pieces > 0 {
            let delivery = Receive {
                product_id: product.id,
                location_id: None,
                quantity: Quantity::whole(pieces).expect("it fits"),
                reason: None,
            };
            inventory::receive(&self.store, delivery)
                .await
                .expect("the goods arrive");
        }
        product
    }

    /// An order of one product whose goods are reserved.
    pub async fn order(
        &self,
        customer: &Customer,
        product: &Product,
        pieces: i64,
    ) -> OrderWithItems {
        orders::place(&self.store, purchase(customer.id, product.id, pieces))
            .await
            .expect("the order is placed")
    }

    pub async fn reserved(&self, product: &Product) -> i64 {
        let levels = inventory::levels(&self.store, product.id)
            .await
            .expect("levels can be read");
        levels.iter().map(|level| level.reserved).sum()
    }
}

pub fn purchase(customer_id: i64, product_id: i64, pieces: i64) -> PlaceOrder {
    let quantity = Quantity::whole(pieces).expect("it fits");
    PlaceOrder::sale(customer_id, vec![OrderLine::of(product_id, quantity)])
}

pub fn newcomer(username: &str) -> CreateCustomer {
    CreateCustomer {
        username: username.to_owned(),
        email: Some(format!("{username}@example.org")),
        password: None,
        first_name: "Ada".to_owned(),
        last_name: "Lovelace".to_owned(),
        phone: None,
        addresses: vec![entry(AddressChoice::New(house("1 High Street")))],
    }
}

pub fn entry(address: AddressChoice) -> NewCustomerAddress {
    NewCustomerAddress {
        address,
        label: None,
        default_shipping: false,
        default_billing: false,
    }
}

pub fn house(line1: &str) -> NewAddress {
    NewAddress {
        line1: line1.to_owned(),
        city: "London".to_owned(),
        country: "GB".to_owned(),
        ..NewAddress::default()
    }
}

pub fn belonging_to(address: NewAddress, customer_ids: &[i64]) -> CreateAddress {
    CreateAddress {
        address,
        customer_ids: customer_ids.to_vec(),
        label: None,
        default_shipping: false,
        default_billing: false,
    }
}

pub fn item(sku: &str) -> CreateProduct {
    CreateProduct {
        sku: sku.to_owned(),
        name: format!("Item {sku}"),
        kind: ProductKind::Goods,
        price: 255,
        ..CreateProduct::default()
    }
}

/// Checks that a verb refused, with which error, and that nothing changed.
macro_rules! refused {
    ($shop:expr, $request:expr, $error:pat $(if $guard:expr)?) => {{
        let before = $shop.fingerprint().await;
        match $request.await {
            Err($error) $(if $guard)? => {}
            other => panic!("{}: {other:?}", $shop.kind()),
        }
        assert_eq!($shop.fingerprint().await, before, "{}: nothing changed", $shop.kind());
    }};
}
pub(crate) use refused;
