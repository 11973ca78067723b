//! Small sources for the import of the Online Retail data, and what becomes of them.
//! Every test file is a program of its own and uses its own part of this.
#![allow(dead_code, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use flate2::write::GzEncoder;
use mercer_database::{Error, Json, Transaction};
use mercer_store::imports::{self, ImportError, ImportOptions, Summary};
use sea_orm::{ConnectionTrait, Statement};

use crate::empty_shop::Shop;

pub(crate) const HEADER: &str =
    "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

pub(crate) const STRICT: ImportOptions = ImportOptions {
    strict: true,
    rows_per_batch: 100,
};

/// Rows that are refused, the column at fault, and a part of the reason. The invoice 1 exists as
/// a sale to a walk-in customer.
pub(crate) const REFUSED: &[(&[u8], &str, &str)] = &[
    (
        b",A1,One,1,2011-01-01 10:00:00,1.0,,France",
        "InvoiceNo",
        "missing",
    ),
    (
        b"X9,A1,One,1,2011-01-01 10:00:00,1.0,,France",
        "InvoiceNo",
        "neither digits",
    ),
    (
        b"2, ,One,1,2011-01-01 10:00:00,1.0,,France",
        "StockCode",
        "missing",
    ),
    (
        b"2,A1,One,,2011-01-01 10:00:00,1.0,,France",
        "Quantity",
        "not such a number",
    ),
    (
        b"2,A1,One,1.5,2011-01-01 10:00:00,1.0,,France",
        "Quantity",
        "decimal places",
    ),
    (
        b"2,A1,One,0,2011-01-01 10:00:00,1.0,,France",
        "Quantity",
        "zero",
    ),
    (
        b"2,A1,One,1000000000001,2011-01-01 10:00:00,1.0,,France",
        "Quantity",
        "10^12",
    ),
    (
        b"2,A1,One,99999999999999999999,2011-01-01 10:00:00,1,,France",
        "Quantity",
        "too large",
    ),
    (
        b"2,A1,One,1,2011-02-30 10:00:00,1.0,,France",
        "InvoiceDate",
        "YYYY-MM-DD",
    ),
    (
        b"2,A1,One,1,01/02/2011 10:00,1.0,,France",
        "InvoiceDate",
        "YYYY-MM-DD",
    ),
    (
        b"2,A1,One,1,2011-01-01 10:00:00,free,,France",
        "UnitPrice",
        "not such a number",
    ),
    (
        b"2,A1,One,1,2011-01-01 10:00:00,-1.0,,France",
        "UnitPrice",
        "adjustment",
    ),
    (
        b"2,A1,One,1000000000000,2011-01-01 10:00:00,9000000,,France",
        "UnitPrice",
        "too large",
    ),
    (
        b"2,A1,One,1,2011-01-01 10:00:00,1.0,somebody,France",
        "CustomerID",
        "not such a number",
    ),
    (b"2,A1,One,1,2011-01-01 10:00:00,1.0,", "", "7 fields"),
    (
        b"2,A1,One,1,2011-01-01 10:00:00,1.0,,France,more",
        "",
        "9 fields",
    ),
    (
        b"2,A1,caf\xe9,1,2011-01-01 10:00:00,1.0,,France",
        "Description",
        "UTF-8",
    ),
    (
        b"2,A1,o\0ne,1,2011-01-01 10:00:00,1.0,,France",
        "Description",
        "U+0000",
    ),
    (
        b"2,A1,One,-1,2011-01-01 10:00:00,1.0,,France",
        "Quantity",
        "write-off",
    ),
    (
        b"C2,A1,One,1,2011-01-01 10:00:00,1.0,,France",
        "Quantity",
        "below zero",
    ),
    (
        b"A2,A1,One,-1,2011-01-01 10:00:00,1.0,,France",
        "Quantity",
        "direction",
    ),
    (
        b"2,POST,lost,-1,2011-01-01 10:00:00,0,,France",
        "StockCode",
        "service",
    ),
    (
        b"1,A1,One,-1,2011-01-01 10:00:00,0,,France",
        "Quantity",
        "other way",
    ),
    (
        b"1,A1,One,1,2011-01-01 10:00:00,1.0,7.0,France",
        "CustomerID",
        "another customer",
    ),
];

/// Four sales, three returns and two write-offs: thirteen rows, seven products.
pub(crate) fn a_week() -> String {
    sheet(&[
        "536365,85123A,HEART HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
        "536365,71053,WHITE LANTERN,1,2010-12-01 08:26:00,3.39,17850.0,United Kingdom",
        "536365,PADS,PADS TO MATCH,1,2010-12-01 08:26:00,0.001,17850.0,United Kingdom",
        "536365,POST,,1,2010-12-01 08:26:00,1.53,17850.0,United Kingdom",
        "C536379,85123a,HEART HOLDER ,-1,2010-12-01 09:41:00,2.55,14527.0,United Kingdom",
        "536380,85123a,\"HEART, WHITE\",2,2010-12-01 10:00:00,2.95,,Hong Kong",
        "536380,10002,,1,2010-12-01 10:00:00,0.0,,Hong Kong",
        "536381,85123A,damaged,-3,2010-12-01 11:00:00,0.0,,United Kingdom",
        "536382,20713,wet,-3,2010-12-01 11:01:00,0.0,,United Kingdom",
        "536383,71053,WHITE LANTERN,1,2010-12-01 12:00:00,33.93,17850.0,United Kingdom",
        "A563185,B,Adjust bad debt,1,2011-08-12 14:50:00,90,,United Kingdom",
        "A563186,B,Adjust bad debt,1,2011-08-12 14:51:00,-25,,United Kingdom",
        "A563187,B,Adjust bad debt,1,2011-08-12 14:52:00,-20,,United Kingdom",
    ])
}

pub(crate) fn sheet(rows: &[&str]) -> String {
    format!("{HEADER}{}\n", rows.join("\n"))
}

pub(crate) fn gzipped(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// Imports a source to its end, all of it.
pub(crate) async fn bring_in(shop: &Shop, source: &str) -> Summary {
    match run(shop, source, ImportOptions::default()).await {
        Ok(summary) => summary,
        Err(error) => panic!("{}: {error}", shop.kind()),
    }
}

pub(crate) async fn run(
    shop: &Shop,
    source: impl Into<Vec<u8>>,
    options: ImportOptions,
) -> Result<Summary, ImportError> {
    let source = Cursor::new(source.into());
    let go_on = |_| ControlFlow::Continue(());
    imports::online_retail(&shop.store, source, options, go_on).await
}

/// By number, each order in words: kind, total, states, time, country.
pub(crate) async fn books(shop: &Shop) -> BTreeMap<String, String> {
    let unit = |transaction: Transaction| async move {
        let backend = transaction.get_database_backend();
        let sql = "SELECT number, kind, total, currency, payment_status, fulfilment_status, \
                   placed_at, shipping_address FROM orders WHERE source = 'online-retail'";
        let rows = transaction
            .query_all_raw(Statement::from_string(backend, sql))
            .await?;
        let mut orders = BTreeMap::new();
        for row in rows {
            let word = |column: &str| row.try_get::<String>("", column);
            let Json(address) = row.try_get("", "shipping_address")?;
            let words = format!(
                "{} {} {} {} {} {} {}",
                word("kind")?,
                row.try_get::<i64>("", "total")?,
                word("currency")?,
                word("payment_status")?,
                word("fulfilment_status")?,
                row.try_get::<DateTime<Utc>>("", "placed_at")?
                    .format("%F %T"),
                address["country"].as_str().unwrap(),
            );
            orders.insert(word("number")?, words);
        }
        Ok::<_, Error>(orders)
    };
    shop.place.database.read(unit).await.unwrap()
}
