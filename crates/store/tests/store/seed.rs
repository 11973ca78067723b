//! Facts about demonstration data, on every database that can be reached.
#![allow(clippy::unwrap_used)]

use std::ops::ControlFlow;

use mercer_database::{Error, Kind};
use mercer_store::products::Barcode;
use mercer_store::seed::{self, Seed, SeedError, Seeded};
use mercer_store::{orders, products, schema, staff};
use sea_orm::{ConnectionTrait, Statement};

use crate::empty_shop::{Shop, purchase, refused, shops};

const SMALL: Seed = Seed {
    customers: 120,
    products: 90,
    orders: 500,
    seed: 7,
};

async fn fill(shop: &Shop, seed: Seed) -> Result<Seeded, SeedError> {
    seed::run(&shop.store, seed, |_| ControlFlow::Continue(())).await
}

/// What chance that is no seed's has a part in: salts.
const SALTED: [&str; 4] = ["password_hash", "salt", "digest", "hash"];

/// Every row of every table as text.
async fn rows(shop: &Shop) -> Vec<String> {
    let mut all = Vec::new();
    for table in schema::schema().tables {
        let text = if shop.kind() == Kind::MySql {
            "CHAR"
        } else {
            "TEXT"
        };
        let columns = table.columns.iter().map(|column| column.name.as_str());
        let parts: Vec<String> = columns
            .filter(|column| !SALTED.contains(column))
            .map(|column| format!("COALESCE(CAST({column} AS {text}), '-')"))
            .collect();
        let name = &table.name;
        let sql = format!(
            "SELECT CONCAT_WS('|', {}) AS line FROM {name}",
            parts.join(", ")
        );
        let mut lines = texts(shop, &sql).await;
        lines.sort_unstable();
        all.extend(lines.into_iter().map(|line| format!("{name}: {line}")));
    }
    all
}

async fn texts(shop: &Shop, sql: &str) -> Vec<String> {
    let owned = sql.to_owned();
    let unit = move |transaction: mercer_database::Transaction| {
        let sql = owned.clone();
        async move {
            let backend = transaction.get_database_backend();
            let statement = Statement::from_string(backend, sql);
            let rows = transaction.query_all_raw(statement).await?;
            let lines = rows.iter().map(|row| row.try_get("", "line"));
            Ok::<_, Error>(lines.collect::<Result<Vec<String>, _>>()?)
        }
    };
    let found = shop.store.database().read(unit).await;
    found.unwrap_or_else(|error| panic!("{}: {error}: {sql}", shop.kind()))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_seed_makes_the_same_store_and_another_seed_another() {
    for ((one, same), other) in shops().await.iter().zip(&shops().await).zip(&shops().await) {
        fill(one, SMALL).await.unwrap();
        fill(same, SMALL).await.unwrap();
        let (first, second) = (rows(one).await, rows(same).await);
        assert!(first.len() > 5_000, "{}: {}", one.kind(), first.len());
        for (first, second) in first.iter().zip(&second) {
            assert_eq!(first, second, "{}", one.kind());
        }
        assert_eq!(first.len(), second.len());
        fill(other, Seed { seed: 8, ..SMALL }).await.unwrap();
        let third = rows(other).await;
        let changed = first.iter().filter(|line| !third.contains(line)).count();
        assert!(changed > 3_000, "{}: only {changed} differ", one.kind());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_what_was_asked_for_of_every_kind_and_the_books_are_right() {
    for shop in shops().await {
        let seeded = fill(&shop, SMALL).await.unwrap();
        shop.assert_books_are_right().await;
        shop.assert_address_rules_hold().await;
        let count = async |what: &str| {
            let sql = format!("SELECT COUNT(*) AS n FROM {what}");
            usize::try_from(shop.number(&sql).await).unwrap()
        };
        assert_eq!(count("customers").await, SMALL.customers);
        assert_eq!(count("products").await, SMALL.products);
        assert_eq!(count("orders").await, SMALL.orders);
        let lines =
            count("order_items i JOIN orders o ON o.id = i.order_id WHERE o.source = 'seed'");
        assert_eq!(lines.await as u64, seeded.lines);
        for some in [
            "orders WHERE status = 'cancelled' AND source = 'seed'",
            "orders WHERE fulfilment_status = 'unfulfilled' AND source = 'seed'",
            "orders WHERE fulfilment_status = 'delivered'",
            "orders WHERE payment_status = 'partially_refunded' AND source = 'seed'",
            "orders WHERE discount > 0",
            "orders WHERE shipping > 0",
            "orders WHERE tax > 0",
            "shipments WHERE status = 'delivered'",
            "refunds",
            "return_items WHERE disposition = 'restock'",
            "return_items WHERE disposition = 'write_off'",
            "payments WHERE kind = 'cash' AND provider_reference IS NULL",
            "payments WHERE kind = 'paypal'",
            "payments WHERE kind = 'bank_transfer'",
            "stock_movements WHERE reason = 'delivery'",
            "stock_levels WHERE reserved > 0",
            "products WHERE unit = 'kg'",
            "products WHERE tax_class_id IS NOT NULL",
            "categories WHERE parent_id IS NOT NULL",
            "invoices",
        ] {
            assert!(count(some).await > 0, "{}: no {some}", shop.kind());
        }
        assert_eq!(count("audit_log WHERE action = 'seed.run'").await, 1);
        let countries = "SELECT COUNT(DISTINCT country) AS n FROM addresses";
        assert!(shop.number(countries).await >= 6, "{}", shop.kind());
        let barcodes = "SELECT barcode AS line FROM products WHERE barcode IS NOT NULL";
        for barcode in texts(&shop, barcodes).await {
            assert_eq!(barcode.len(), 13);
            barcode.parse::<Barcode>().unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_three_customers_of_the_example_are_there_with_their_addresses() {
    for shop in shops().await {
        fill(&shop, SMALL).await.unwrap();
        let people = texts(
            &shop,
            "SELECT CONCAT(c.first_name, ' ', c.last_name, ', ', a.line1, ', ', a.city) AS line \
             FROM customers c JOIN customer_addresses l ON l.customer_id = c.id \
             JOIN addresses a ON a.id = l.address_id ORDER BY c.id LIMIT 3",
        );
        assert_eq!(
            people.await,
            [
                "John Doe, 123 Main St, Springfield",
                "Jane Smith, 456 Oak Ave, Portland",
                "Emily Clark, 7 Pine Road, Bristol",
            ]
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_fill_the_year_before_today_and_december_has_most() {
    for shop in shops().await {
        let many = Seed {
            orders: 2_500,
            ..SMALL
        };
        fill(&shop, many).await.unwrap();
        let between = async |from: &str, to: &str| {
            let sql = format!(
                "SELECT COUNT(*) AS n FROM orders WHERE source = 'seed' \
                 AND placed_at >= '{from} 00:00:00' AND placed_at < '{to} 00:00:00'"
            );
            shop.number(&sql).await
        };
        // The clock stands at 2025-06-15.
        assert_eq!(between("2024-06-15", "2025-06-15").await, 2_494);
        let (december, february) = (
            between("2024-12-01", "2025-01-01").await,
            between("2025-02-01", "2025-03-01").await,
        );
        assert!(december * 10 > february * 13, "{december} and {february}");
        let early = "SELECT COUNT(*) AS n FROM orders o JOIN customers c ON c.id = o.customer_id \
                     WHERE o.placed_at < c.created_at";
        assert_eq!(shop.number(early).await, 0, "nobody buys before they come");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn business_goes_on_after_it() {
    for shop in shops().await {
        fill(&shop, SMALL).await.unwrap();
        let buyer = shop.number("SELECT MAX(id) AS n FROM customers").await;
        let goods = "SELECT MAX(p.id) AS n FROM products p JOIN stock_levels l \
                     ON l.product_id = p.id WHERE p.unit = 'each' AND l.on_hand - l.reserved > 2000";
        let goods = shop.number(goods).await;
        let placed = orders::place(&shop.store, purchase(buyer, goods, 2))
            .await
            .unwrap();
        let last = shop.number("SELECT MAX(id) AS n FROM orders").await;
        assert_eq!(placed.order.id, last);
        let customer = shop.customer("newcomer").await;
        assert!(customer.id > buyer);
        let product = shop.goods("NEW", 3).await;
        assert!(product.id > goods);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_with_business_is_refused_and_left_as_it_was() {
    for shop in shops().await {
        shop.customer("ada").await;
        refused!(shop, fill(&shop, SMALL), SeedError::NotEmpty(what) if what == "1 customers");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_that_cannot_be_made_are_refused_before_anything_is_written() {
    for shop in shops().await {
        for (seed, field) in [
            (
                Seed {
                    customers: 2,
                    ..SMALL
                },
                "customers",
            ),
            (
                Seed {
                    products: 19,
                    ..SMALL
                },
                "products",
            ),
            (
                Seed {
                    products: 100_000,
                    ..SMALL
                },
                "products",
            ),
            (Seed { orders: 5, ..SMALL }, "orders"),
            (
                Seed {
                    customers: 3,
                    ..SMALL
                },
                "orders",
            ),
            (
                Seed {
                    products: 20,
                    ..SMALL
                },
                "orders",
            ),
        ] {
            refused!(shop, fill(&shop, seed), SeedError::Invalid(invalid) if invalid.field == field);
        }
    }
    assert!(Seed::scaled(0.09).is_err());
    assert!(Seed::scaled(1_001.0).is_err());
    assert!(Seed::scaled(f64::NAN).is_err());
    let large = Seed::scaled(100.0).unwrap();
    assert_eq!(
        (large.customers, large.products, large.orders),
        (100_000, 5_000, 1_000_000)
    );
    let small = Seed::scaled(0.1).unwrap();
    assert_eq!(
        (small.customers, small.products, small.orders),
        (100, 158, 1_000)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_smallest_store_is_the_fixed_demonstration() {
    for shop in shops().await {
        let smallest = Seed {
            customers: 3,
            products: 20,
            orders: 6,
            seed: 0,
        };
        assert_eq!(fill(&shop, smallest).await.unwrap().lines, 0);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stopped_half_way_the_books_are_right_and_clearing_begins_anew() {
    for shop in shops().await {
        let mut told = 0;
        let stopped = seed::run(&shop.store, SMALL, |_| {
            told += 1;
            if told == 2 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert!(
            matches!(stopped.await, Err(SeedError::Stopped)),
            "{}",
            shop.kind()
        );
        assert_eq!(
            shop.number("SELECT COUNT(*) AS n FROM customers").await,
            120
        );
        assert_eq!(shop.number("SELECT COUNT(*) AS n FROM orders").await, 6);
        shop.assert_books_are_right().await;

        let highest = shop.number("SELECT MAX(id) AS n FROM orders").await;
        let boss = staff::CreateUser {
            username: "olga".to_owned(),
            email: None,
            password: mercer_store::password::Password::parse("correct horse").unwrap(),
            first_name: "Olga".to_owned(),
            last_name: "Owner".to_owned(),
            role: staff::Role::Owner,
        };
        staff::create(&shop.store, boss).await.unwrap();
        let acts = shop.number("SELECT COUNT(*) AS n FROM audit_log").await;
        let cleared = seed::clear(&shop.store).await.unwrap();
        assert_eq!(
            (cleared.customers, cleared.products, cleared.orders),
            (120, 90, 6)
        );
        for table in [
            "customers",
            "addresses",
            "stock_movements",
            "payments",
            "locations",
        ] {
            let left = shop
                .number(&format!("SELECT COUNT(*) AS n FROM {table}"))
                .await;
            assert_eq!(left, 0, "{}: {table}", shop.kind());
        }
        assert_eq!(shop.number("SELECT COUNT(*) AS n FROM users").await, 1);
        assert_eq!(
            shop.number("SELECT COUNT(*) AS n FROM audit_log").await,
            acts + 1
        );
        shop.assert_books_are_right().await;

        fill(&shop, SMALL).await.unwrap();
        shop.assert_books_are_right().await;
        // What the log says of an order of before is never taken for one of now.
        let lowest = shop.number("SELECT MIN(id) AS n FROM orders").await;
        assert!(lowest > highest, "{}: {lowest} and {highest}", shop.kind());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_else_who_writes_meanwhile_is_noticed() {
    for shop in shops().await {
        let mut told = 0;
        let disturbed = seed::run(&shop.store, SMALL, |_| {
            told += 1;
            if told == 2 {
                let order = async {
                    let products = products::list(&shop.store, products::ListProducts::default());
                    let product = products.await.unwrap().items.remove(0);
                    orders::place(&shop.store, purchase(1, product.id, 1))
                        .await
                        .unwrap();
                };
                tokio::task::block_in_place(|| {
                    tokio::runtime::Handle::current().block_on(order);
                });
            }
            ControlFlow::Continue(())
        });
        assert!(
            matches!(disturbed.await, Err(SeedError::InUse)),
            "{}",
            shop.kind()
        );
        shop.assert_books_are_right().await;
    }
}
