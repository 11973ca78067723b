//! Facts about imports of the Online Retail data that are repeated, stopped, or not alone, on
//! every database that can be reached.
#![allow(clippy::unwrap_used)]

use crate::empty_shop;
use crate::sheet;

use std::ops::ControlFlow;

use mercer_store::imports::{self, ImportError, ImportOptions, Progress};

use crate::empty_shop::{item, shops};
use crate::sheet::{books, bring_in, run, sheet};

#[tokio::test(flavor = "multi_thread")]
async fn a_second_run_changes_nothing_and_tells_the_same() {
    for shop in shops().await {
        let first = bring_in(&shop, &sheet::a_week()).await;
        let before = (shop.fingerprint().await, books(&shop).await);
        shop.a_minute_later();
        // Compressed in two members, it is the same source.
        let text = sheet::a_week();
        let (start, end) = text.split_at(100);
        let source = [sheet::gzipped(start), sheet::gzipped(end)].concat();
        let mut second = run(&shop, source, ImportOptions::default()).await.unwrap();
        assert!(second.already_imported);
        second.already_imported = false;
        second.seconds = first.seconds;
        assert_eq!(second, first, "{}", shop.kind());
        assert_eq!((shop.fingerprint().await, books(&shop).await), before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_was_stopped_goes_on_where_it_stopped() {
    for shop in shops().await {
        let whole = sheet::a_week();
        let small = ImportOptions {
            rows_per_batch: 2,
            ..ImportOptions::default()
        };
        // Each run is stopped after its first batch, whichever step that was.
        let mut runs = 0;
        let summary = loop {
            runs += 1;
            let source = std::io::Cursor::new(whole.clone());
            let stop = |_: Progress| ControlFlow::Break(());
            match imports::online_retail(&shop.store, source, small, stop).await {
                Err(ImportError::Stopped) => shop.assert_books_are_right().await,
                ended => break ended.unwrap(),
            }
        };
        assert!(runs > 6, "{}: {runs} runs", shop.kind());
        assert_eq!(
            (summary.sales, summary.returns, summary.write_offs),
            (4, 3, 2)
        );
        assert_eq!((summary.lines, summary.skipped), (13, 0));
        assert_eq!(summary.net.amount, 10_250);
        assert_eq!(books(&shop).await.len(), 7);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_whose_caller_went_away_goes_on_where_it_stopped() {
    for shop in shops().await {
        let small = ImportOptions {
            rows_per_batch: 1,
            ..ImportOptions::default()
        };
        let store = shop.store.clone();
        let died = tokio::spawn(async move {
            let source = std::io::Cursor::new(sheet::a_week());
            let fall = |told: Progress| {
                assert!(told.done < 4, "the test ends this run here");
                ControlFlow::Continue(())
            };
            imports::online_retail(&store, source, small, fall).await
        });
        assert!(died.await.unwrap_err().is_panic());
        let summary = bring_in(&shop, &sheet::a_week()).await;
        assert_eq!((summary.sales, summary.lines, summary.skipped), (4, 13, 0));
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_runs_at_once_do_nothing_twice() {
    for shop in shops().await {
        let small = ImportOptions {
            rows_per_batch: 1,
            ..ImportOptions::default()
        };
        let (one, other) = tokio::join!(
            run(&shop, sheet::a_week(), small),
            run(&shop, sheet::a_week(), small)
        );
        for summary in [one.unwrap(), other.unwrap()] {
            assert_eq!((summary.sales, summary.lines, summary.skipped), (4, 13, 0));
        }
        assert_eq!(books(&shop).await.len(), 7, "{}", shop.kind());
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_file_brings_only_what_is_new() {
    for shop in shops().await {
        bring_in(&shop, &sheet::a_week()).await;
        let before = shop.fingerprint().await;
        let rows = |table: &str| before.iter().find(|row| row.0 == table).unwrap().1;
        let more =
            sheet::a_week() + "600000,85123A,HEART HOLDER,1,2011-12-12 12:00:00,2.55,,Malta\n";
        let summary = bring_in(&shop, &more).await;
        assert_eq!(
            (summary.sales, summary.returns, summary.write_offs),
            (1, 0, 0)
        );
        assert_eq!(
            (summary.lines, summary.skipped, summary.net.amount),
            (1, 9, 255)
        );
        let after = shop.fingerprint().await;
        for (table, more) in [
            ("orders", 1),
            ("order_items", 1),
            ("products", 0),
            ("customers", 0),
            ("addresses", 0),
            // One piece received, for none was left, and sold.
            ("stock_movements", 2),
            ("imported_write_offs", 0),
        ] {
            let count = after.iter().find(|row| row.0 == table).unwrap().1;
            assert_eq!(count, rows(table) + more, "{}: {table}", shop.kind());
        }
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_store_has_already_stays_as_it_is() {
    for shop in shops().await {
        let mug = shop.goods("MUG", 5).await;
        let customer = shop.customer("customer-7").await;
        shop.order(&customer, &mug, 4).await;
        let rows = ["1,mug,Another name,3,2011-01-01 10:00:00,9.0,7.0,France"];
        bring_in(&shop, &sheet(&rows)).await;
        // One of five was free; two more were received, and the promise stands.
        assert_eq!(shop.reserved(&mug).await, 4_000, "{}", shop.kind());
        let level = "SELECT on_hand AS n FROM stock_levels";
        assert_eq!(shop.number(level).await, 4_000);
        let name = format!(
            "SELECT COUNT(*) AS n FROM products WHERE name = '{}'",
            item("MUG").name
        );
        assert_eq!(shop.number(&name).await, 1);
        let sold = format!(
            "SELECT COUNT(*) AS n FROM orders WHERE number = '1' AND customer_id = {}",
            customer.id
        );
        assert_eq!(shop.number(&sold).await, 1);
        shop.assert_books_are_right().await;
        shop.assert_address_rules_hold().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_sold_while_an_import_runs_do_not_stop_it() {
    for shop in shops().await {
        let rows = [
            "1,A1,One,1,2011-01-01 10:00:00,1.0,,France",
            "2,A1,One,2,2011-01-02 10:00:00,1.0,,France",
        ];
        let small = ImportOptions {
            rows_per_batch: 1,
            ..ImportOptions::default()
        };
        let source = || std::io::Cursor::new(sheet(&rows));
        let after_first = |told: Progress| match told.done {
            1 => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        };
        let stopped = imports::online_retail(&shop.store, source(), small, after_first).await;
        assert!(matches!(stopped, Err(ImportError::Stopped)), "{stopped:?}");
        let product = shop.number("SELECT id AS n FROM products").await;
        let customer = shop.customer("ada").await;
        let taken = empty_shop::purchase(customer.id, product, 1);
        mercer_store::orders::place(&shop.store, taken)
            .await
            .unwrap();
        bring_in(&shop, &sheet(&rows)).await;
        let corrected = "SELECT quantity AS n FROM stock_movements WHERE kind = 'adjusted'";
        assert_eq!(shop.number(corrected).await, 1_000, "{}", shop.kind());
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn new_orders_are_numbered_from_above_the_imported_ones() {
    for shop in shops().await {
        let rows = [
            "5000,A1,One,1,2011-01-01 10:00:00,1.0,,France",
            "C9000,A1,One,-1,2011-01-02 10:00:00,1.0,,France",
        ];
        bring_in(&shop, &sheet(&rows)).await;
        let product = shop.number("SELECT id AS n FROM products").await;
        let customer = shop.customer("ada").await;
        let taken = empty_shop::purchase(customer.id, product, 1);
        let placed = mercer_store::orders::place(&shop.store, taken).await;
        assert_eq!(placed.unwrap().order.number, "5001", "{}", shop.kind());
    }
}
