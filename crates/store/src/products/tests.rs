//! Facts about how databases answer searches of the catalogue, and what an order is told of it.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use mercer_database::{Error, Kind};
use mercer_testing::TestDatabase;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement, Value};

use super::entity::Column;
use super::list::listing;
use super::{ListProducts, OrderedProduct, ordered_in};
use crate::{PageRequest, bulk};

/// A catalogue large enough for an index to be worth it: one name in a hundred begins with `red`.
async fn fill(place: &TestDatabase) {
    crate::created::create(&place.database, &crate::schema::schema())
        .await
        .unwrap();
    let now = chrono::DateTime::from_timestamp(1_750_000_000, 0).unwrap();
    let values: Vec<Value> = (0..3_000)
        .flat_map(|number| {
            let group = if number % 100 == 0 { "red" } else { "blue" };
            let name = format!("{group} thing {number}");
            let sku = format!("SKU-{number}");
            [Value::from(sku), name.clone().into(), name.into()]
                .into_iter()
                .chain([Value::from(now), Value::from(now)])
        })
        .collect();
    let values = Arc::new(values);
    let written: Result<(), Error> = place
        .database
        .write(move |transaction| {
            let values = Arc::clone(&values);
            async move {
                let bound = [
                    Column::Sku,
                    Column::Name,
                    Column::SearchName,
                    Column::CreatedAt,
                    Column::UpdatedAt,
                ];
                let fixed = [
                    (Column::Kind, "'goods'"),
                    (Column::Unit, "'each'"),
                    (Column::Price, "1"),
                    (Column::Currency, "'GBP'"),
                    (Column::Active, "TRUE"),
                    (Column::Version, "1"),
                ];
                let table = super::entity::Entity;
                bulk::insert_rows(&transaction, table, &bound, &fixed, values.to_vec()).await?;
                Ok(())
            }
        })
        .await;
    written.unwrap();
    if place.kind != Kind::Sqlite {
        let table = if place.kind == Kind::MySql {
            "TABLE "
        } else {
            ""
        };
        place.execute(&format!("ANALYZE {table}products")).await;
    }
}

/// How the database would read what this input asks for.
async fn plan(place: &TestDatabase, input: ListProducts) -> String {
    let plan: Result<Vec<String>, Error> = place
        .database
        .read(move |transaction| {
            let input = input.clone();
            async move {
                let backend = transaction.get_database_backend();
                let (explain, column) = match backend {
                    DbBackend::Sqlite => ("EXPLAIN QUERY PLAN", "detail"),
                    DbBackend::MySql => ("EXPLAIN", "key"),
                    _ => ("EXPLAIN", "QUERY PLAN"),
                };
                let statement = listing(input).unwrap().statement(backend);
                let sql = format!("{explain} {}", statement.sql);
                let values = statement.values.unwrap().0;
                let statement = Statement::from_sql_and_values(backend, sql, values);
                let rows = transaction.query_all_raw(statement).await?;
                let lines: Result<Vec<Option<String>>, DbErr> =
                    rows.iter().map(|row| row.try_get("", column)).collect();
                Ok(lines?.into_iter().flatten().collect())
            }
        })
        .await;
    plan.unwrap().join("\n")
}

#[tokio::test]
async fn a_search_by_the_beginning_of_a_name_reads_the_index_of_names() {
    for place in mercer_testing::databases().await {
        fill(&place).await;
        for page in [PageRequest::default(), PageRequest::after_id(1_000, 20)] {
            let input = ListProducts {
                page,
                name_prefix: Some("RED".to_owned()),
                ..ListProducts::default()
            };
            let plan = plan(&place, input).await;
            assert!(
                plan.contains("products_search_name_index"),
                "{}: {plan}",
                place.kind
            );
        }
        // The control: without the search the same page is read in the order of the ids.
        let plan = plan(&place, ListProducts::default()).await;
        assert!(!plan.contains("search_name"), "{}: {plan}", place.kind);
    }
}

#[tokio::test]
async fn an_ordered_product_comes_with_the_rate_of_its_tax_class_or_none() {
    for place in mercer_testing::databases().await {
        fill(&place).await;
        place
            .execute(
                "INSERT INTO tax_classes (id, code, name, rate_ppm, created_at, updated_at, version) \
                 VALUES (7, 'reduced', 'Reduced', 88750, '2026-01-01 00:00:00', \
                 '2026-01-01 00:00:00', 1)",
            )
            .await;
        place
            .execute("UPDATE products SET tax_class_id = 7 WHERE sku IN ('SKU-0', 'SKU-2')")
            .await;
        // Twice: the statement's text is built the first time and known the second.
        for _ in 0..2 {
            let products: Result<Vec<OrderedProduct>, Error> = place
                .database
                .read(|transaction| async move {
                    let products = ordered_in(&transaction, [1, 2, 3, 999_999].into_iter());
                    Ok(products.await?.into_values().collect())
                })
                .await;
            let mut rates: Vec<(i64, String, i64)> = products
                .unwrap()
                .into_iter()
                .map(|product| (product.id, product.sku, product.tax_rate.ppm()))
                .collect();
            rates.sort();
            let expected = [(1, "SKU-0", 88_750), (2, "SKU-1", 0), (3, "SKU-2", 88_750)];
            let expected = expected.map(|(id, sku, ppm)| (id, sku.to_owned(), ppm));
            assert_eq!(rates, expected, "{}", place.kind);
        }
    }
}
