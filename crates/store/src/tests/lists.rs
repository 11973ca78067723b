//! How databases read the lists that shops ask for most.
#![allow(clippy::unwrap_used)]

use std::fmt::Write;

use mercer_database::{Error, Kind, Transaction};
use mercer_testing::TestDatabase;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, EntityName, Statement};

use super::Listing;
use crate::inventory::ListMovements;
use crate::orders::{FulfilmentStatus, ListOrders, OrderSort, OrderStatus};
use crate::products::{ListProducts, ProductSort};
use crate::sort::{Listed, SortKey};
use crate::{Cursor, PageRequest, inventory, orders, products};

const TIMES: &str = "'2026-01-01 00:00:00.000000', '2026-01-01 00:00:00.000000', 1";

/// A shop large enough for indexes to be worth their while: 3,000 orders of 300 customers, one in
/// a hundred unfulfilled; 3,000 products in 300 categories; 3,000 movements of 300 products.
// One statement after another, on purpose.
#[allow(clippy::too_many_lines)]
async fn full(place: &TestDatabase) {
    crate::created::create(&place.database, &crate::schema::schema())
        .await
        .unwrap();
    let insert = async |table: &str, columns: &str, count: i64, row: &dyn Fn(i64) -> String| {
        let mut rows = String::new();
        for number in 1..=count {
            let comma = if number == 1 { "" } else { "," };
            write!(rows, "{comma}({})", row(number)).unwrap();
        }
        let insert = format!("INSERT INTO {table} ({columns}) VALUES {rows}");
        place.execute(&insert).await;
        match place.kind {
            Kind::Sqlite => {}
            Kind::Postgres => place.execute(&format!("ANALYZE {table}")).await,
            Kind::MySql => place.execute(&format!("ANALYZE TABLE {table}")).await,
        }
    };
    let recorded = "created_at, updated_at, version";
    let columns = format!("id, name, active, {recorded}");
    insert("locations", &columns, 1, &|_| {
        format!("1, 'Shop', TRUE, {TIMES}")
    })
    .await;
    let columns = format!("id, name, {recorded}");
    insert("categories", &columns, 300, &|n| {
        format!("{n}, 'C{n}', {TIMES}")
    })
    .await;
    let columns =
        format!("id, username, first_name, last_name, first_name_key, last_name_key, {recorded}");
    insert("customers", &columns, 300, &|n| {
        format!("{n}, 'user{n}', 'A', 'B', 'a', 'b', {TIMES}")
    })
    .await;
    let columns = format!(
        "id, sku, name, search_name, category_id, kind, unit, price, currency, active, {recorded}"
    );
    insert("products", &columns, 3_000, &|n| {
        let category = n % 300 + 1;
        format!("{n}, 'S{n}', 'N{n}', 'n{n}', {category}, 'goods', 'each', 1, 'GBP', TRUE, {TIMES}")
    })
    .await;
    let columns = format!(
        "id, number, kind, customer_id, location_id, currency, status, payment_status, \
         fulfilment_status, prices_include_tax, subtotal, discount, last_line, shipping, tax, \
         total, credited, shipping_refunded, pledged, captured, refunding, refunded, placed_at, \
         {recorded}"
    );
    insert("orders", &columns, 3_000, &|n| {
        let (customer, minute, second) = (n % 300 + 1, n / 60, n % 60);
        let open = if n % 100 == 0 {
            "unfulfilled"
        } else {
            "fulfilled"
        };
        let (status, placed) = match n % 100 {
            1 => ("draft", "NULL".to_owned()),
            _ => (
                "placed",
                format!("'2026-03-01 10:{minute:02}:{second:02}.000000'"),
            ),
        };
        format!(
            "{n}, '{n}', 'sale', {customer}, 1, 'GBP', '{status}', 'unpaid', '{open}', TRUE, 5, 0, \
             0, 0, 0, 5, 0, 0, 0, 0, 0, 0, {placed}, {TIMES}"
        )
    })
    .await;
    let columns = "id, product_id, location_id, kind, quantity, on_hand_after, actor, created_at";
    insert("stock_movements", columns, 3_000, &|n| {
        let product = n % 300 + 1;
        format!("{n}, {product}, 1, 'received', 1, 1, 'kim', '2026-01-01 00:00:00.000000'")
    })
    .await;
}

/// The steps of the database's plan, each with what it searches by.
async fn plan<K: Listed>(place: &TestDatabase, listing: Listing<K>) -> Vec<String> {
    let kind = place.kind;
    let steps: Result<Vec<String>, Error> = place
        .database
        .read(move |transaction: Transaction| {
            let backend: DbBackend = transaction.get_database_backend();
            let mut statement: Statement = listing.statement(backend);
            let explain = match kind {
                Kind::Sqlite => "EXPLAIN QUERY PLAN",
                Kind::Postgres | Kind::MySql => "EXPLAIN",
            };
            statement.sql = format!("{explain} {}", statement.sql);
            async move {
                let mut steps = Vec::new();
                for row in transaction.query_all_raw(statement).await? {
                    steps.push(match kind {
                        Kind::Sqlite => row.try_get("", "detail")?,
                        Kind::Postgres => row.try_get("", "QUERY PLAN")?,
                        Kind::MySql => {
                            let text = |column: &str| -> Result<String, DbErr> {
                                let text: Option<String> = row.try_get("", column)?;
                                Ok(text.unwrap_or_default())
                            };
                            let (table, how) = (text("table")?, text("type")?);
                            format!("{table} {how} {}", text("key")?)
                        }
                    });
                }
                Ok(steps)
            }
        })
        .await;
    steps.unwrap()
}

async fn assert_reads<K: Listed>(place: &TestDatabase, listing: Listing<K>, index: &str) {
    let steps = plan(place, listing).await;
    let reads = steps.iter().any(|step| step.contains(index));
    assert!(reads, "{}: {index}: {steps:#?}", place.kind);
    let table = K::Entity::default().table_name().to_owned();
    let everything = |step: &String| match place.kind {
        Kind::Sqlite => step.starts_with(&format!("SCAN {table}")) && !step.contains("USING"),
        Kind::Postgres => step.contains(&format!("Seq Scan on {table}")),
        Kind::MySql => step.starts_with(&format!("{table} ALL")),
    };
    assert!(!steps.iter().any(everything), "{}: {steps:#?}", place.kind);
}

/// The first page, and one in the middle of the list.
fn pages<K: Listed>(row: &K::Row, key: K, descending: bool) -> [PageRequest; 2] {
    let cursor = Cursor::at(key.word(descending), key.value(row), K::id(row));
    let middle = PageRequest::new(Some(cursor), None).unwrap();
    [PageRequest::default(), middle]
}

/// A row in the middle of a list, which this page begins with.
async fn middle<K: Listed>(place: &TestDatabase, listing: Listing<K>) -> K::Row {
    let page = listing.read::<Error>(&place.database).await.unwrap();
    page.items.into_iter().next().unwrap()
}

fn in_the_middle() -> PageRequest {
    PageRequest::after_id(1_500, 1)
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_are_read_from_the_indexes_of_customers_times_and_states() {
    for place in mercer_testing::databases().await {
        full(&place).await;
        let of = |input: ListOrders| orders::listing(input).unwrap();
        let half = ListOrders {
            page: in_the_middle(),
            ..ListOrders::default()
        };
        let middle = middle(&place, of(half)).await;
        for sort in [OrderSort::Id.ascending(), OrderSort::Id.descending()] {
            for page in pages(&middle, OrderSort::Id, sort.descending) {
                let theirs = ListOrders {
                    page: page.clone(),
                    sort,
                    customer_id: Some(7),
                    ..ListOrders::default()
                };
                assert_reads(&place, of(theirs), "orders_customer_id_index").await;
                let open = ListOrders {
                    page: page.clone(),
                    sort,
                    fulfilment_status: Some(FulfilmentStatus::Unfulfilled),
                    ..ListOrders::default()
                };
                assert_reads(&place, of(open), "orders_fulfilment_status_index").await;
                let drafts = ListOrders {
                    page,
                    sort,
                    status: Some(OrderStatus::Draft),
                    ..ListOrders::default()
                };
                assert_reads(&place, of(drafts), "orders_placed_at_index").await;
            }
        }
        for sort in [
            OrderSort::PlacedAt.ascending(),
            OrderSort::PlacedAt.descending(),
        ] {
            for page in pages(&middle, OrderSort::PlacedAt, sort.descending) {
                let newest = ListOrders {
                    page,
                    sort,
                    ..ListOrders::default()
                };
                assert_reads(&place, of(newest), "orders_placed_at_index").await;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn products_are_read_from_the_indexes_of_categories_and_names() {
    for place in mercer_testing::databases().await {
        full(&place).await;
        let of = |input: ListProducts| products::listing(input).unwrap();
        let half = ListProducts {
            page: in_the_middle(),
            ..ListProducts::default()
        };
        let middle = middle(&place, of(half)).await;
        for page in pages(&middle, ProductSort::Id, false) {
            let category = ListProducts {
                page,
                category_id: Some(7),
                ..ListProducts::default()
            };
            assert_reads(&place, of(category), "products_category_id_index").await;
        }
        for sort in [
            ProductSort::Name.ascending(),
            ProductSort::Name.descending(),
        ] {
            for page in pages(&middle, ProductSort::Name, sort.descending) {
                let named = ListProducts {
                    page: page.clone(),
                    sort,
                    name_prefix: Some("N1".to_owned()),
                    ..ListProducts::default()
                };
                assert_reads(&place, of(named), "products_search_name_index").await;
                let all = ListProducts {
                    page,
                    sort,
                    ..ListProducts::default()
                };
                assert_reads(&place, of(all), "products_search_name_index").await;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_products_movements_are_read_from_an_index() {
    for place in mercer_testing::databases().await {
        full(&place).await;
        let of = |input: ListMovements| inventory::listing(input).unwrap();
        let half = ListMovements {
            page: in_the_middle(),
            ..ListMovements::default()
        };
        let middle = middle(&place, of(half)).await;
        for sort in [
            inventory::MovementSort::Id.ascending(),
            inventory::MovementSort::Id.descending(),
        ] {
            for page in pages(&middle, inventory::MovementSort::Id, sort.descending) {
                let theirs = ListMovements {
                    page,
                    sort,
                    ..ListMovements::of(7)
                };
                assert_reads(&place, of(theirs), "stock_movements_product_id").await;
            }
        }
    }
}

/// The control: what has no index is read from the whole table.
#[tokio::test(flavor = "multi_thread")]
async fn a_list_sorted_by_what_has_no_index_reads_everything() {
    for place in mercer_testing::databases().await {
        full(&place).await;
        let dearest = ListOrders {
            sort: OrderSort::Total.descending(),
            ..ListOrders::default()
        };
        let steps = plan(&place, orders::listing(dearest).unwrap()).await;
        let word = match place.kind {
            Kind::Sqlite => "SCAN",
            Kind::Postgres => "Seq Scan",
            Kind::MySql => "ALL",
        };
        let reads_all = steps.iter().any(|step| step.contains(word));
        assert!(reads_all, "{}: {steps:#?}", place.kind);
    }
}
