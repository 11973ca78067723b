//! Facts about the import of the Online Retail data, on every database that can be reached.
#![allow(clippy::unwrap_used)]

mod empty_shop;
mod sheet;

use std::ops::ControlFlow;

use mercer_database::Kind;
use mercer_store::Money;
use mercer_store::imports::{self, ImportError, ImportOptions, Progress};

use empty_shop::{item, pounds, shops};
use sheet::{HEADER, STRICT, books, bring_in, run, sheet};

#[tokio::test(flavor = "multi_thread")]
async fn rows_become_sales_returns_and_write_offs() {
    for shop in shops().await {
        let summary = bring_in(&shop, &sheet::a_week()).await;
        assert_eq!(
            (
                summary.sales,
                summary.returns,
                summary.write_offs,
                summary.lines
            ),
            (4, 3, 2, 13),
            "{}: {summary:?}",
            shop.kind()
        );
        assert_eq!((summary.products, summary.customers), (7, 3));
        assert_eq!(summary.net, Money::new(10_250, pounds()));
        assert_eq!((summary.rejected, summary.skipped), (0, 0));
        assert!(!summary.already_imported);

        let orders = books(&shop).await;
        assert_eq!(
            orders["536365"],
            "sale 2022 GBP unrecorded fulfilled 2010-12-01 08:26:00 GB"
        );
        assert_eq!(
            orders["C536379"],
            "return 255 GBP unrecorded returned 2010-12-01 09:41:00 GB"
        );
        assert_eq!(
            orders["A563185"],
            "sale 9000 GBP unrecorded fulfilled 2011-08-12 14:50:00 GB"
        );
        assert_eq!(
            orders["A563186"],
            "return 2500 GBP unrecorded returned 2011-08-12 14:51:00 GB"
        );
        assert_eq!(orders.len(), 7, "write-offs are no orders");
        shop.assert_books_are_right().await;
        shop.assert_address_rules_hold().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_that_differ_in_case_are_one_product_with_its_most_frequent_name_and_price() {
    for shop in shops().await {
        bring_in(&shop, &sheet::a_week()).await;
        let named = |sku: &str, name: &str, price: i64| {
            format!(
                "SELECT COUNT(*) AS n FROM products \
                 WHERE sku = '{sku}' AND name = '{name}' AND price = {price}"
            )
        };
        for (sku, name, price) in [
            ("85123A", "HEART HOLDER", 255),
            ("71053", "WHITE LANTERN", 339),
            ("PADS", "PADS TO MATCH", 0),
            ("10002", "10002 (no name in source)", 0),
            ("20713", "wet", 0),
        ] {
            assert_eq!(
                shop.number(&named(sku, name, price)).await,
                1,
                "{}: {sku}",
                shop.kind()
            );
        }
        let services = "SELECT COUNT(*) AS n FROM products WHERE kind = 'service'";
        assert_eq!(
            shop.number(services).await,
            2,
            "postage and the adjustment, not the pads"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_total_is_rounded_once_per_line_half_away_from_zero() {
    for shop in shops().await {
        // 0.001 x 5 = 0.005 is a penny; rounded per piece it would be nothing.
        let rows = [
            "1,PADS,Pads,5,2011-01-01 10:00:00,0.001,,Germany",
            "1,PADS,Pads,4,2011-01-01 10:00:00,0.001,,Germany",
            "1,PADS,Pads,3,2011-01-01 10:00:00,1.115,,Germany",
        ];
        let summary = bring_in(&shop, &sheet(&rows)).await;
        assert_eq!(summary.net.amount, 1 + 335);
        let penny = "SELECT COUNT(*) AS n FROM order_items WHERE \
                     (line = 1 AND total = 1 AND unit_price = 0) OR (line = 2 AND total = 0) OR \
                     (line = 3 AND total = 335 AND unit_price = 112)";
        assert_eq!(shop.number(penny).await, 3, "{}", shop.kind());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stock_is_received_before_the_first_sale_and_every_line_of_goods_moves_it() {
    for shop in shops().await {
        bring_in(&shop, &sheet::a_week()).await;
        // MySQL's own word for a 64-bit integer.
        let integer = match shop.kind() {
            Kind::MySql => "SIGNED",
            Kind::Sqlite | Kind::Postgres => "BIGINT",
        };
        let moved = async |sku: &str, kind: &str| {
            let sql = format!(
                "SELECT CAST(COALESCE(SUM(m.quantity), 0) AS {integer}) AS n \
                 FROM stock_movements m JOIN products p ON p.id = m.product_id \
                 WHERE p.sku = '{sku}' AND m.kind = '{kind}'"
            );
            shop.number(&sql).await
        };
        // Sold 6, came back 1, sold 2, damaged 3: at the lowest 10 fewer than at first.
        assert_eq!(moved("85123A", "received").await, 10_000, "{}", shop.kind());
        assert_eq!(moved("85123A", "sold").await, -8_000);
        assert_eq!(moved("85123A", "returned").await, 1_000);
        assert_eq!(moved("85123A", "adjusted").await, -3_000);
        assert_eq!(moved("POST", "sold").await, 0, "a service moves nothing");
        let first = "SELECT COUNT(*) AS n FROM stock_movements a WHERE a.kind <> 'received' \
                     AND a.id < (SELECT MAX(b.id) FROM stock_movements b WHERE b.kind = 'received')";
        assert_eq!(
            shop.number(first).await,
            0,
            "opening stock comes before all else"
        );
        let reasons = "SELECT COUNT(*) AS n FROM stock_movements WHERE kind = 'adjusted' \
                       AND reason IN ('damaged', 'wet')";
        assert_eq!(shop.number(reasons).await, 2);
        let empty = sheet(&["2,20713,,-1,2011-01-01 10:00:00,0.0,,United Kingdom"]);
        bring_in(&shop, &empty).await;
        let reasons = "SELECT COUNT(*) AS n FROM stock_movements \
                       WHERE kind = 'adjusted' AND reason = 'no reason in source'";
        assert_eq!(shop.number(reasons).await, 1);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_of_one_invoice_may_stand_apart_and_the_first_tells_its_time() {
    for shop in shops().await {
        let rows = [
            "1,A1,One,1,2011-01-01 10:00:00,1.0,7.0,EIRE",
            "2,A1,One,1,2011-01-01 10:00:00,1.0,8,RSA",
            "1,A2,Two,1,2011-01-01 10:01:00,1.0,7.0,EIRE",
        ];
        let summary = bring_in(&shop, &sheet(&rows)).await;
        assert_eq!((summary.sales, summary.lines), (2, 3));
        let orders = books(&shop).await;
        assert_eq!(
            orders["1"],
            "sale 200 GBP unrecorded fulfilled 2011-01-01 10:00:00 IE"
        );
        assert_eq!(
            orders["2"],
            "sale 100 GBP unrecorded fulfilled 2011-01-01 10:00:00 ZA"
        );
        let customers = "SELECT COUNT(*) AS n FROM customers WHERE username IN \
                         ('customer-7', 'customer-8') AND first_name = 'Customer'";
        assert_eq!(shop.number(customers).await, 2, "{}", shop.kind());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_cannot_be_taken_are_named_by_line_and_left_out() {
    for shop in shops().await {
        let mut source = sheet(&["1,A1,One,1,2011-01-01 10:00:00,1.0,,France"]).into_bytes();
        for (row, _, _) in sheet::REFUSED {
            source.extend_from_slice(row);
            source.push(b'\n');
        }
        source.extend_from_slice(b"1,A2,\"Two\nlines\",1,2011-01-01 10:00:00,1.0,,France\n");
        source.extend_from_slice(b"1,A3,Three,none,2011-01-01 10:00:00,1.0,,France\n");
        let summary = run(&shop, source, ImportOptions::default()).await.unwrap();
        assert_eq!((summary.sales, summary.lines, summary.products), (1, 2, 2));
        assert_eq!(summary.rejected, sheet::REFUSED.len() as u64 + 1);
        for (index, (row, column, reason)) in sheet::REFUSED.iter().enumerate() {
            let told = &summary.rejections[index];
            let row = String::from_utf8_lossy(row);
            assert_eq!(told.line, index as u64 + 3, "{row}: {told}");
            assert_eq!(told.column, *column, "{row}: {told}");
            assert!(told.reason.contains(reason), "{row}: {told}");
        }
        // The row before it takes two lines of the file.
        let last = summary.rejections.last().unwrap();
        assert_eq!(last.line, sheet::REFUSED.len() as u64 + 5, "{last}");
        assert_eq!(books(&shop).await.len(), 1, "{}", shop.kind());
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_strict_import_stops_at_the_first_such_row_before_anything_is_written() {
    for shop in shops().await {
        let rows = [
            "1,A1,One,1,2011-01-01 10:00:00,1.0,,France",
            "1,A1,One,0,2011-01-01 10:00:00,1.0,,France",
        ];
        refused!(
            shop,
            run(&shop, sheet(&rows), STRICT),
            ImportError::Rejected(row) if row.line == 3 && row.column == "Quantity"
        );
        assert_eq!(
            run(&shop, sheet(&rows[..1]), STRICT).await.unwrap().sales,
            1
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_without_its_columns_or_its_end_is_refused_whole() {
    for shop in shops().await {
        let headless = HEADER
            .replace("UnitPrice", "Price")
            .replace("Country", "Land");
        refused!(
            shop,
            run(&shop, headless, ImportOptions::default()),
            ImportError::MissingColumns { missing, .. } if missing == ["UnitPrice", "Country"]
        );
        refused!(
            shop,
            run(&shop, "", ImportOptions::default()),
            ImportError::MissingColumns { missing, .. } if missing.len() == 8
        );
        let mut cut = sheet::gzipped(&sheet::a_week());
        cut.truncate(cut.len() - 20);
        refused!(
            shop,
            run(&shop, cut, ImportOptions::default()),
            ImportError::Unreadable { .. }
        );
    }
}

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
