//! Files that nobody should have written: an import of one ends in a summary or a refusal, never in
//! a panic, and a dry run keeps nothing of it.
#![allow(clippy::unwrap_used)]

use std::ops::ControlFlow;

use crate::filled_shop::{assert_books_are_right, empty};
use mercer_store::exports::Subject;
use mercer_store::imports::{TableImport, import_table, look};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// How many files are made for each database.
const FILES: usize = 24;

fn cells() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[-+]?[0-9]{0,25}[.,]?[0-9]{0,5}",
        "[A-Z]{2,4}-[0-9]{1,3}",
        Just("\"".to_owned()),
        Just("\"\"\r\n\"".to_owned()),
        Just(String::new()),
        Just("true".to_owned()),
    ]
}

/// Tables with the right headings and any cells, tables of nothing known, and plain bytes.
fn files() -> impl Strategy<Value = Vec<u8>> {
    let row = prop::collection::vec(cells(), 0..7);
    let rows = prop::collection::vec(row, 0..8);
    let headings = prop_oneof![
        Just("sku,name,price,unit,barcode,category".to_owned()),
        Just("username,email,first_name,last_name,line1,city,country".to_owned()),
        Just("sku;quantity;location".to_owned()),
        Just("Handle,Title,Variant SKU,Variant Price".to_owned()),
        any::<String>(),
    ];
    let tables = (headings, rows).prop_map(|(headings, rows)| {
        let rows: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
        format!("{headings}\n{}\n", rows.join("\n")).into_bytes()
    });
    prop_oneof![4 => tables, 1 => prop::collection::vec(any::<u8>(), 0..400)]
}

#[tokio::test]
async fn any_file_is_taken_in_or_refused_and_a_dry_run_keeps_nothing() {
    for database in mercer_testing::databases().await {
        let store = empty(&database).await;
        let folder = tempfile::tempdir().unwrap();
        let mut runner = TestRunner::deterministic();
        let mut read = 0;
        for number in 0..FILES {
            let content = files().new_tree(&mut runner).unwrap().current();
            let path = folder.path().join(format!("{number}.csv"));
            std::fs::write(&path, &content).unwrap();
            for subject in [Subject::Products, Subject::Customers] {
                let import = TableImport {
                    subject,
                    refused: path.with_extension("refused.csv"),
                    path: path.clone(),
                    mapping: Vec::new(),
                    decimal_comma: None,
                    dry_run: true,
                };
                let on = |_| ControlFlow::Continue(());
                let is_read = look(&import).await.is_ok();
                let done = import_table(&store, &import, on).await;
                read += usize::from(is_read && done.is_ok());
            }
        }
        // Files that are all refused at the door would prove little.
        assert!(read > FILES / 4, "{read}");
        assert_books_are_right(&store).await;
    }
}
