//! Facts about what the import of the Online Retail data makes of its rows, on every database
//! that can be reached.
#![allow(clippy::unwrap_used)]

use crate::sheet;
use mercer_database::Kind;
use mercer_store::Money;
use mercer_store::imports::{ImportError, ImportOptions};

use crate::empty_shop::{pounds, refused, shops};
use crate::sheet::{HEADER, STRICT, books, bring_in, run, sheet};

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
