//! What stands before the first customer and order: the tax classes, the catalogue, its stock, the
//! numbers and ids, and the one audit row of the run.

use std::sync::Arc;

use mercer_database::{Error, Transaction};
use sea_orm::{ConnectionTrait, DbErr, Statement};

use super::batch::Batch;
use super::calendar::Calendar;
use super::catalogue::{Catalogue, Terms, count};
use super::goods::{TAX_CLASSES, Tax};
use super::input::Generated;
use super::people::People;
use super::shop::{Ids, Shop};
use super::stock::Stock;
use super::{Seed, SeedError};
use crate::amounts::TaxRate;
use crate::inventory::StockLevel;
use crate::products::{PriceChange, Product};
use crate::taxes::{self, CreateTaxClass};
use crate::{Store, audit, bulk, locations, numbers};

/// What has to be empty.
const BUSINESS: [(&str, &str); 5] = [
    ("customers", "customers"),
    ("products", "products"),
    ("orders", "orders"),
    ("categories", "categories"),
    ("tax_classes", "tax classes"),
];

pub(super) async fn refuse_unless_empty(store: &Store) -> Result<(), SeedError> {
    let unit = |transaction: Transaction| async move {
        for (table, words) in BUSINESS {
            let sql = format!("SELECT COUNT(*) AS found FROM {table}");
            let found = number(&transaction, &sql).await?;
            if found > 0 {
                return Err(SeedError::NotEmpty(format!("{found} {words}")));
            }
        }
        Ok(())
    };
    store.database().read(unit).await
}

/// Where everything begins, and what is made meanwhile.
pub(super) struct Prepared {
    pub(super) shop: Arc<Shop>,
    pub(super) stock: Stock,
    pub(super) ids: Ids,
}

/// The ids and numbers that rows are given from.
#[derive(Clone, Copy)]
struct Bases {
    ids: Ids,
    category: i64,
    product: i64,
    price_change: i64,
    level: i64,
    movement: i64,
    customer: i64,
    address: i64,
    number: i64,
    location: i64,
}

pub(super) async fn prepare(
    store: &Store,
    asked: Seed,
    generated: Generated,
) -> Result<Prepared, SeedError> {
    let taxes = tax_classes(store).await?;
    let bases = bases(store, asked, generated).await?;
    let calendar = Calendar::before(store.now(), generated.orders as u64);
    let (from, until) = (calendar.from(), calendar.until());
    let terms = Terms {
        first_category_id: bases.category,
        first_product_id: bases.product,
        taxes,
        currency: store.currency(),
        from,
    };
    let catalogue = Catalogue::of(asked.seed, generated.products, &terms);
    let actor = store.actor().to_string();
    let mut batch = Batch::default();
    let mut stock = Stock::of(
        &catalogue,
        generated.orders as u64,
        (bases.location, bases.movement),
        (from, &actor),
    );
    let levels = stock.open(bases.level, from, &mut batch);
    let prices = catalogue.prices(bases.price_change, &actor);
    let products: Vec<Product> = catalogue.goods.iter().map(|g| g.product.clone()).collect();
    let shop = Shop {
        seed: asked.seed,
        people: People {
            seed: asked.seed,
            count: generated.customers,
            first_customer_id: bases.customer,
            first_address_id: bases.address,
            from,
            until,
        },
        catalogue,
        calendar,
        until,
        location_id: bases.location,
        currency: store.currency(),
        prices_include_tax: store.prices_include_tax(),
        first_number: bases.number,
        first_order_id: bases.ids.order,
        actor,
    };
    let shop = Arc::new(shop);
    write(store, &shop, (products, prices, levels), batch).await?;
    Ok(Prepared {
        shop,
        stock,
        ids: bases.ids,
    })
}

async fn tax_classes(store: &Store) -> Result<Vec<(Tax, i64, TaxRate)>, SeedError> {
    let mut classes = Vec::new();
    for (tax, code, name, percent) in TAX_CLASSES {
        let input = CreateTaxClass {
            code: code.to_owned(),
            name: name.to_owned(),
            rate: TaxRate::from_ppm(percent * 10_000)?,
        };
        let class = taxes::create(store, input).await?;
        classes.push((tax, class.id, class.rate));
    }
    Ok(classes)
}

/// Looks where the ids begin, takes the numbers of the orders, and records the run.
async fn bases(store: &Store, asked: Seed, generated: Generated) -> Result<Bases, SeedError> {
    let unit_store = store.clone();
    let unit = move |transaction: Transaction| {
        let store = unit_store.clone();
        async move {
            let orders = count(generated.orders);
            let after = numbers::reserve_in(&transaction, orders).await?;
            let told = serde_json::json!({
                "seed": asked.seed.to_string(),
                "customers": asked.customers,
                "products": asked.products,
                "orders": asked.orders,
            });
            let act = audit::Act::added("seed.run", "store".to_owned(), told);
            audit::record_in(&store, &transaction, act).await?;
            let next = async |table: &str| {
                let sql = format!("SELECT COALESCE(MAX(id), 0) + 1 AS found FROM {table}");
                number(&transaction, &sql).await
            };
            Ok::<_, SeedError>(Bases {
                ids: Ids {
                    order: next("orders").await?,
                    payment: next("payments").await?,
                    event: next("payment_events").await?,
                    refund: next("refunds").await?,
                    shipment: next("shipments").await?,
                    returned: next("returns").await?,
                },
                category: next("categories").await?,
                product: next("products").await?,
                price_change: next("price_changes").await?,
                level: next("stock_levels").await?,
                movement: next("stock_movements").await?,
                customer: next("customers").await?,
                address: next("addresses").await?,
                number: after - orders,
                location: locations::first_in(&store, &transaction).await?,
            })
        }
    };
    store.database().write(unit).await
}

/// Writes the catalogue and its opening stock.
async fn write(
    store: &Store,
    shop: &Arc<Shop>,
    rows: (Vec<Product>, Vec<PriceChange>, Vec<StockLevel>),
    opening: Batch,
) -> Result<(), SeedError> {
    let (shop, rows, now) = (Arc::clone(shop), Arc::new((rows, opening)), store.now());
    let unit = move |transaction: Transaction| {
        let (shop, rows) = (Arc::clone(&shop), Arc::clone(&rows));
        async move {
            let ((products, prices, levels), opening) = &*rows;
            bulk::insert_models(&transaction, &shop.catalogue.categories).await?;
            bulk::insert_models(&transaction, products).await?;
            bulk::insert_models(&transaction, prices).await?;
            bulk::insert_models(&transaction, levels).await?;
            let tables = ["categories", "products", "price_changes", "stock_levels"];
            bulk::continue_ids(&transaction, &tables).await?;
            opening.write_in(&transaction, shop.location_id, now).await
        }
    };
    store.database().write(unit).await
}

/// The one number that a statement finds, as `found`.
async fn number(transaction: &Transaction, sql: &str) -> Result<i64, Error> {
    let backend = transaction.get_database_backend();
    let statement = Statement::from_string(backend, sql);
    let row = transaction.query_one_raw(statement).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound(sql.to_owned()))?;
    Ok(row.try_get("", "found")?)
}
