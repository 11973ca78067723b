//! A store moves between any two databases and is the same store there.
#![allow(clippy::unwrap_used)]

use crate::created;
use crate::filled_shop::{assert_books_are_right, empty, filled, fresh, open, texts};
use mercer_database::DatabaseUrl;
use mercer_migrator::{Column, ColumnType, Schema, Table};
use mercer_store::copies::{self, Compared, Copied, CopyError};
use mercer_store::orders::{self, OrderLine, PlaceOrder};
use mercer_store::{Quantity, categories, customers, demonstration, products, schema};
use mercer_testing::{KINDS, TestDatabase};

fn url(place: &TestDatabase) -> DatabaseUrl {
    DatabaseUrl::parse(&place.url).unwrap()
}

async fn copy(
    from: &TestDatabase,
    to: &TestDatabase,
    schema: &Schema,
) -> Result<Vec<Copied>, CopyError> {
    copies::copy(&url(from), &url(to), schema, |_| ()).await
}

async fn differing(one: &TestDatabase, other: &TestDatabase) -> Vec<String> {
    let compared = copies::compare(&url(one), &url(other), &schema::schema()).await;
    let compared = compared.unwrap().into_iter();
    compared
        .filter(|compared| !compared.is_same())
        .map(|Compared { table, .. }| table)
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_is_the_same_in_each_database_that_it_is_copied_to() {
    for from_kind in KINDS {
        let Some(from) = fresh(from_kind).await else {
            continue;
        };
        let store = filled(&from).await;
        // A category that lies in a later one: it can only be linked when both are there.
        let parent = categories::CreateCategory {
            name: "Everything".to_owned(),
            parent_id: None,
            description: None,
        };
        let parent = categories::create(&store, parent).await.unwrap();
        let inside = categories::UpdateCategory {
            parent_id: mercer_store::patch::Patch::Set(parent.id),
            ..categories::UpdateCategory::default()
        };
        categories::update(&store, 1, inside).await.unwrap();
        for to_kind in KINDS.into_iter().filter(|kind| *kind != from_kind) {
            let Some(to) = fresh(to_kind).await else {
                continue;
            };
            let direction = format!("{from_kind} to {to_kind}");
            let target = empty(&to).await;
            let copied = copy(&from, &to, &schema::schema()).await.unwrap();
            assert_eq!(copied.len(), schema::schema().tables.len(), "{direction}");
            let customers = copied.iter().find(|copied| copied.table == "customers");
            assert!(customers.unwrap().rows > 0, "{direction}");
            assert_eq!(differing(&from, &to).await, [""; 0], "{direction}");
            assert_books_are_right(&target).await;

            // The negative control, and the next ids: one row more, and one changed.
            let line = products::find_by_sku(&target, "LEMON").await.unwrap().id;
            let customer = customers::find_by_username(&target, demonstration::USERNAME).await;
            let line = OrderLine::of(line, Quantity::whole(1).unwrap());
            let sale = PlaceOrder::sale(customer.unwrap().id, vec![line]);
            orders::place(&target, sale).await.unwrap();
            to.execute("UPDATE customers SET phone = '1' WHERE username = 'john.doe'")
                .await;
            let found = differing(&from, &to).await;
            for table in ["orders", "order_items", "stock_levels", "customers"] {
                assert!(
                    found.iter().any(|name| name == table),
                    "{direction}: {found:?}"
                );
            }
            assert!(!found.iter().any(|name| name == "products"), "{direction}");
            assert_books_are_right(&target).await;
        }
        assert_books_are_right(&store).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_with_rows_is_refused_and_stays() {
    let from = fresh(mercer_database::Kind::Sqlite).await.unwrap();
    filled(&from).await;
    for to in mercer_testing::databases().await {
        let target = empty(&to).await;
        to.execute(
            "INSERT INTO locations (name, active, created_at, updated_at, version) VALUES \
             ('Mine', TRUE, '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1)",
        )
        .await;
        let refused = copy(&from, &to, &schema::schema()).await;
        let is_refused =
            matches!(&refused, Err(CopyError::NotEmpty { table, .. }) if table == "locations");
        assert!(is_refused, "{}: {refused:?}", to.kind);
        let names = texts(&target, "SELECT name AS value FROM locations").await;
        assert_eq!(names, ["Mine"]);
    }
    let itself = copies::copy(&url(&from), &url(&from), &schema::schema(), |_| ()).await;
    assert!(matches!(itself, Err(CopyError::Itself(_))));
}

/// A table of the owner's, with every type that a revision can give a column, to which a table of
/// the store refers.
fn with_suppliers() -> Schema {
    let column = |name: &str, kind| Column::new(name, kind, true);
    let mut suppliers = Table::with_columns(
        "suppliers",
        vec![
            Column::new("id", ColumnType::BigInteger, false),
            column("name", ColumnType::LongText),
            column("rank", ColumnType::SmallInteger),
            column("years", ColumnType::Integer),
            column("weight", ColumnType::Double),
            column("limit_amount", ColumnType::Decimal(10, 2)),
            column("logo", ColumnType::Binary),
            column("since", ColumnType::Date),
            column("notes", ColumnType::Json),
        ],
        &["id"],
    );
    suppliers.identity = true;
    let mut schema = schema::schema();
    // Behind what refers to it, as revisions of the owner's come.
    schema.tables.push(suppliers);
    let products = schema
        .tables
        .iter_mut()
        .find(|table| table.name == "products");
    let products = products.unwrap();
    products
        .columns
        .push(column("supplier_id", ColumnType::BigInteger));
    products.foreign_keys.push(mercer_migrator::ForeignKey {
        name: "products_supplier_id_foreign".to_owned(),
        columns: vec!["supplier_id".to_owned()],
        parent: "suppliers".to_owned(),
        parent_columns: vec!["id".to_owned()],
        on_delete: mercer_migrator::Action::SetNull,
        on_update: mercer_migrator::Action::NoAction,
    });
    schema
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owners_tables_and_columns_move_along() {
    let schema = with_suppliers();
    let mut places = mercer_testing::databases().await;
    for place in &places {
        created::create(&place.database, &schema).await.unwrap();
    }
    places[0]
        .execute(
            "INSERT INTO suppliers (name, rank, years, weight, limit_amount, logo, since, notes) \
             VALUES ('Acme', 1, -2, 0.1, 12345678.90, x'00ff', '2026-02-28', \
               '{\"b\": [1, null, 2.5], \"a\": \"ü\"}'), (NULL, NULL, NULL, NULL, NULL, NULL, \
               NULL, NULL)",
        )
        .await;
    places[0]
        .execute(
            "INSERT INTO products (sku, name, search_name, kind, unit, price, currency, active, \
               supplier_id, created_at, updated_at, version) VALUES ('MUG', 'Mug', 'mug', \
               'goods', 'each', 799, 'GBP', TRUE, 2, '2026-01-01 00:00:00.123456', \
               '2026-01-01 00:00:00', 1)",
        )
        .await;
    // From each to the next: SQLite, PostgreSQL, MariaDB, and back to a new file.
    places.push(fresh(mercer_database::Kind::Sqlite).await.unwrap());
    let last = places.last().unwrap();
    created::create(&last.database, &schema).await.unwrap();
    for pair in places.windows(2) {
        let copied = copy(&pair[0], &pair[1], &schema).await;
        let copied = copied.unwrap_or_else(|error| panic!("{}: {error}", pair[1].kind));
        let suppliers = copied.iter().find(|copied| copied.table == "suppliers");
        assert_eq!(suppliers.unwrap().rows, 2);
    }
    let ends = (url(&places[0]), url(last));
    let compared = copies::compare(&ends.0, &ends.1, &schema).await.unwrap();
    assert!(compared.iter().all(Compared::is_same), "{compared:?}");
    let restored = open(&ends.1).await;
    let limit = "SELECT CAST(limit_amount AS TEXT) AS value FROM suppliers WHERE id = 1";
    assert_eq!(texts(&restored, limit).await, ["12345678.9"]);
}
