//! The shop that all tasks, of one process or two, work on.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use mercer_database::{Database, Error};
use mercer_store::addresses::NewAddress;
use mercer_store::amounts::TaxRate;
use mercer_store::customers::{AddressChoice, CreateCustomer, NewCustomerAddress};
use mercer_store::inventory::Receive;
use mercer_store::locations::CreateLocation;
use mercer_store::products::{CreateProduct, Kind};
use mercer_store::taxes::CreateTaxClass;
use mercer_store::{
    FixedClock, Quantity, Store, Unit, audit, customers, doctor, inventory, locations, payments,
    products, schema, taxes,
};
use sea_orm::{ConnectionTrait, Statement};

use super::created;
use super::effect::Effect;
use super::providers::Providers;

pub const PRODUCTS: i64 = 8;
/// From this one on, products are sold by weight.
pub const FIRST_BY_WEIGHT: i64 = 6;
pub const SERVICE: i64 = 8;
const CUSTOMERS: i64 = 6;

pub struct Shop {
    pub store: Store,
    pub providers: Providers,
    clock: Arc<FixedClock>,
}

impl Shop {
    /// Works on a database whose tables are there.
    pub fn on(database: Database) -> Self {
        let opening = DateTime::from_timestamp(1_750_000_000, 0).unwrap();
        let clock = Arc::new(FixedClock::at(opening));
        let providers = Providers::new();
        let currency = "GBP".parse().unwrap();
        let store = Store::with_shared_clock(database, currency, clock.clone())
            .with_gateways(providers.gateways());
        Shop {
            store,
            providers,
            clock,
        }
    }

    /// Creates the tables and what every round begins with.
    pub async fn open(database: Database) -> (Self, Vec<Effect>) {
        created::create(&database, &schema::schema()).await.unwrap();
        let shop = Shop::on(database);
        shop.declare().await;
        let mut effects = shop.stock_up().await;
        for number in 0..CUSTOMERS {
            let input = newcomer(&format!("customer{number}"));
            let customer = customers::create(&shop.store, input).await.unwrap().id;
            effects.push(Effect::Customer { customer });
            effects.push(Effect::audited("customers.create"));
        }
        (shop, effects)
    }

    /// Opens with something on the shelves, so that orders are there for the other verbs, and with
    /// too little for all who will want it.
    async fn stock_up(&self) -> Vec<Effect> {
        let mut effects = Vec::new();
        for product in 1..SERVICE {
            for (location, pieces) in [(1, 12_000), (2, 4_000)] {
                let input = Receive {
                    product_id: product,
                    location_id: Some(location),
                    quantity: Quantity::from_thousandths(pieces),
                    reason: None,
                };
                inventory::receive(&self.store, input).await.unwrap();
                effects.push(Effect::Stock {
                    product,
                    location,
                    change: pieces,
                });
                effects.push(Effect::audited("inventory.receive"));
            }
        }
        effects
    }

    async fn declare(&self) {
        for name in ["Shop", "Cellar"] {
            let input = CreateLocation {
                name: name.to_owned(),
                active: true,
            };
            locations::create(&self.store, input).await.unwrap();
        }
        let mut classes = Vec::new();
        for (code, ppm) in [("standard", 200_000), ("reduced", 50_000)] {
            let input = CreateTaxClass {
                code: code.to_owned(),
                name: code.to_owned(),
                rate: TaxRate::from_ppm(ppm).unwrap(),
            };
            classes.push(taxes::create(&self.store, input).await.unwrap().id);
        }
        for number in 1..=PRODUCTS {
            let is_by_weight = (FIRST_BY_WEIGHT..SERVICE).contains(&number);
            let class = usize::try_from(number % 3).unwrap();
            let input = CreateProduct {
                sku: format!("SKU-{number}"),
                name: format!("Item {number}"),
                kind: if number == SERVICE {
                    Kind::Service
                } else {
                    Kind::Goods
                },
                tax_class_id: classes.get(class).copied(),
                unit: if is_by_weight {
                    Unit::Kilogram
                } else {
                    Unit::Each
                },
                price: 99 + 333 * number,
                ..CreateProduct::default()
            };
            let product = products::create(&self.store, input).await.unwrap();
            assert_eq!(product.id, number, "ids begin at 1");
        }
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.store.now()
    }

    /// Reconciles until no provider owes an answer.
    pub async fn settle(&self) {
        for _ in 0..30 {
            self.clock.set(self.now() + TimeDelta::hours(3));
            let done = payments::reconcile(&self.store, self.now()).await.unwrap();
            assert_eq!(done.failed, 0, "{done:?}");
            let open = "SELECT COUNT(*) AS n FROM payment_operations \
                        WHERE status IN ('open', 'unknown')";
            if self.numbers(open, &["n"]).await[0][0] == 0 {
                return;
            }
        }
        panic!("providers are asked again and again");
    }

    pub async fn assert_books_are_right(&self) {
        let report = doctor::examine(&self.store).await.unwrap();
        let wrong: Vec<_> = report.checks.iter().filter(|it| it.wrong > 0).collect();
        assert!(wrong.is_empty(), "the doctor: {wrong:#?}");
        audit::seal(&self.store).await.unwrap();
        let chain = audit::verify(&self.store).await.unwrap();
        assert!(chain.is_whole(), "the chain: {chain:#?}");
    }

    /// What a query answers with, row by row.
    pub async fn numbers(&self, sql: &str, columns: &[&str]) -> Vec<Vec<i64>> {
        let rows = self.rows(sql, columns, &[]).await.unwrap();
        rows.into_iter().map(|(numbers, _)| numbers).collect()
    }

    /// The same with words.
    pub async fn rows(
        &self,
        sql: &str,
        numbers: &[&str],
        words: &[&str],
    ) -> Result<Vec<(Vec<i64>, Vec<String>)>, Error> {
        rows(&self.store, sql, numbers, words).await
    }
}

/// What a query answers with, row by row: these columns, numbers and words apart.
pub async fn rows(
    store: &Store,
    sql: &str,
    numbers: &[&str],
    words: &[&str],
) -> Result<Vec<(Vec<i64>, Vec<String>)>, Error> {
    let owned = |names: &[&str]| -> Vec<String> { names.iter().map(|&it| it.into()).collect() };
    let (sql, numbers, words) = (sql.to_owned(), owned(numbers), owned(words));
    store
        .database()
        .read(move |transaction| {
            let (sql, numbers, words) = (sql.clone(), numbers.clone(), words.clone());
            async move {
                let backend = transaction.get_database_backend();
                let found = transaction
                    .query_all_raw(Statement::from_string(backend, sql))
                    .await?;
                let mut rows = Vec::with_capacity(found.len());
                for row in found {
                    let numbers: Result<Vec<i64>, _> =
                        numbers.iter().map(|name| row.try_get("", name)).collect();
                    let words: Result<Vec<String>, _> =
                        words.iter().map(|name| row.try_get("", name)).collect();
                    rows.push((numbers?, words?));
                }
                Ok::<_, Error>(rows)
            }
        })
        .await
}

/// Somebody with one address.
pub fn newcomer(username: &str) -> CreateCustomer {
    let address = NewAddress {
        line1: "1 High Street".to_owned(),
        city: "London".to_owned(),
        country: "GB".to_owned(),
        ..NewAddress::default()
    };
    CreateCustomer {
        username: username.to_owned(),
        email: Some(format!("{username}@example.org")),
        password: None,
        first_name: "Ada".to_owned(),
        last_name: "Lovelace".to_owned(),
        phone: None,
        addresses: vec![NewCustomerAddress {
            address: AddressChoice::New(address),
            label: None,
            default_shipping: false,
            default_billing: false,
        }],
    }
}
