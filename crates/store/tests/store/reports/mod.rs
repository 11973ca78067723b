//! Facts about reports: right to the cent against plain SQL, on every database that can be reached.
#![allow(clippy::unwrap_used)]

mod books;
mod margins;

use chrono::{DateTime, Days, NaiveDate, TimeZone, Utc};
use mercer_store::reports::{self, Period, ReportError, Step};
use mercer_store::{Currency, Quantity};

use crate::empty_shop::shops;
use books::{PLACED, between, busy_shops, sum, tax};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn period(from: &str, to: &str) -> Period {
    Period::new(day(from), day(to)).unwrap()
}

/// A year that ends on the day on which the clock of the shops stands.
fn year() -> Period {
    period("2024-06-15", "2025-06-15")
}

#[tokio::test(flavor = "multi_thread")]
async fn sales_are_right_to_the_cent_step_by_step() {
    for shop in busy_shops().await {
        for step in [Step::Day, Step::Week, Step::Month] {
            let report = reports::sales(&shop.store, year(), step, None)
                .await
                .unwrap();
            assert_eq!(report.in_other_currencies, 1);
            let begins: Vec<NaiveDate> = report.rows.iter().map(|row| row.begin).collect();
            for (place, row) in report.rows.iter().enumerate() {
                let end = day("2025-06-16");
                let from = row.begin.max(day("2024-06-15"));
                let until = begins.get(place + 1).copied().unwrap_or(end).min(end);
                let when = between(from, until);
                if step == Step::Day && place % 7 != 0 {
                    continue;
                }
                let sales = format!("kind = 'sale' AND {when}");
                assert_eq!(row.orders, sum(&shop, "1", &sales).await, "{from}");
                assert_eq!(row.sold, sum(&shop, "total", &sales).await, "{from}");
                assert_eq!(row.credited, sum(&shop, "credited", &sales).await);
                let returns = format!("kind = 'return' AND {when}");
                assert_eq!(
                    row.taken_back,
                    sum(&shop, "total - credited", &returns).await
                );
                assert_eq!(row.revenue, row.sold - row.credited - row.taken_back);
                assert_eq!(
                    row.tax,
                    tax(&shop, "", &when).await,
                    "{}: {from}",
                    shop.kind()
                );
            }
            let whole = between(day("2024-06-15"), day("2025-06-16"));
            let total = report.total;
            assert_eq!(
                total.revenue,
                report.rows.iter().map(|row| row.revenue).sum::<i64>()
            );
            assert_eq!(total.tax, tax(&shop, "", &whole).await);
            assert_eq!(total.net(), total.revenue - total.tax);
            let average = (total.sold * 2 + total.orders) / (total.orders * 2);
            assert_eq!(total.average_basket(), average);
            assert!(
                total.credited > 0 && total.taken_back > 0 && total.tax > 0,
                "{total:?}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tax_is_right_to_the_cent_per_rate_and_adds_up_to_the_sales() {
    for shop in busy_shops().await {
        let report = reports::tax(&shop.store, year(), Step::Month, None)
            .await
            .unwrap();
        let whole = between(day("2024-06-15"), day("2025-06-16"));
        assert_eq!(report.totals.len(), 3, "zero, reduced and standard");
        for total in &report.totals {
            let ppm = total.rate.ppm();
            let rate = format!(" AND i.tax_rate_ppm = {ppm}");
            assert_eq!(
                total.tax,
                tax(&shop, &rate, &whole).await,
                "{}: {ppm}",
                shop.kind()
            );
            let of_rate = || report.rows.iter().filter(|row| row.rate == total.rate);
            assert_eq!(total.tax, of_rate().map(|row| row.tax).sum::<i64>());
            assert_eq!(total.net, of_rate().map(|row| row.net).sum::<i64>());
        }
        let sales = reports::sales(&shop.store, year(), Step::Month, None)
            .await
            .unwrap();
        let gross: i64 = report.totals.iter().map(reports::TaxRow::gross).sum();
        assert_eq!(
            gross + report.delivery,
            sales.total.revenue,
            "{}",
            shop.kind()
        );
        assert_eq!(
            report.totals.iter().map(|row| row.tax).sum::<i64>(),
            sales.total.tax
        );
        assert!(report.delivery > 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn products_are_told_with_what_is_left_of_their_lines() {
    for shop in busy_shops().await {
        let report = reports::products(&shop.store, year(), 1_000, None)
            .await
            .unwrap();
        assert!(report.best.len() > 40);
        let signed = "(CASE WHEN kind = 'sale' THEN 1 ELSE -1 END)";
        let big = if shop.kind() == mercer_database::Kind::MySql {
            "SIGNED"
        } else {
            "BIGINT"
        };
        for row in report.best.iter().step_by(3) {
            let lines = |what: &str| {
                format!(
                    "SELECT CAST(COALESCE(SUM({what}), 0) AS {big}) AS n FROM orders \
                     JOIN order_items i ON i.order_id = orders.id \
                     WHERE {PLACED} AND i.product_id = {}",
                    row.id
                )
            };
            let revenue = lines(&format!("{signed} * (i.total - i.refunded)"));
            assert_eq!(row.revenue, shop.number(&revenue).await, "{}", row.sku);
            let quantity = lines(
                "CASE WHEN kind = 'sale' THEN i.quantity - i.returned ELSE 0 - i.quantity END",
            );
            assert_eq!(row.quantity.thousandths(), shop.number(&quantity).await);
        }
        assert!(report.best.is_sorted_by_key(|row| -row.revenue));
        assert!(report.slow.is_sorted_by_key(|row| row.revenue));
        let sales = reports::sales(&shop.store, year(), Step::Month, None)
            .await
            .unwrap();
        let tax = reports::tax(&shop.store, year(), Step::Month, None)
            .await
            .unwrap();
        assert_eq!(
            report.revenue + tax.delivery,
            sales.total.revenue,
            "{}",
            shop.kind()
        );
        let few = reports::products(&shop.store, year(), 4, None)
            .await
            .unwrap();
        assert_eq!(few.best[..], report.best[..4]);
        assert_eq!(few.slow[..], report.slow[..4]);
        assert_eq!(few.revenue, report.revenue);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stock_is_told_with_its_value_and_cover() {
    for shop in busy_shops().await {
        let month = period("2025-05-17", "2025-06-15");
        let report = reports::stock(&shop.store, month, 1_000, None)
            .await
            .unwrap();
        assert_eq!(report.in_other_currencies, 1);
        assert_eq!(
            report.value,
            report.rows.iter().map(|row| row.value).sum::<i64>()
        );
        let sold = reports::products(&shop.store, month, 1_000, None)
            .await
            .unwrap();
        let mut covered = 0;
        for row in &report.rows {
            let level = format!(
                "SELECT on_hand AS n FROM stock_levels WHERE product_id = {} ORDER BY location_id LIMIT 1",
                row.id
            );
            let price = shop
                .number(&format!(
                    "SELECT price AS n FROM products WHERE id = {}",
                    row.id
                ))
                .await;
            if row.sku != "PASTA-500" {
                assert_eq!(
                    row.on_hand.thousandths(),
                    shop.number(&level).await,
                    "{}",
                    row.sku
                );
            }
            let exact = i128::from(price) * i128::from(row.on_hand.thousandths());
            assert_eq!(i128::from(row.value), (exact + 500) / 1_000);
            // What only came back is among the slowest.
            let mut told = sold.best.iter().chain(&sold.slow);
            let sale = told.find(|sale| sale.id == row.id);
            assert_eq!(row.sold, sale.map_or(Quantity::ZERO, |sale| sale.quantity));
            if let Some(days) = row.days_of_cover {
                covered += 1;
                let available = row.on_hand.thousandths() - row.reserved.thousandths();
                assert_eq!(days, available * 30 / row.sold.thousandths());
            } else {
                assert!(row.sold <= Quantity::ZERO);
            }
        }
        assert!(covered > 20);
        let covers: Vec<_> = report
            .rows
            .iter()
            .filter_map(|row| row.days_of_cover)
            .collect();
        assert!(covers.is_sorted());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn customers_are_counted_as_new_repeat_and_by_cohort() {
    for shop in busy_shops().await {
        let spring = period("2025-03-01", "2025-05-31");
        let report = reports::customers(&shop.store, spring, 5, None)
            .await
            .unwrap();
        let when = between(day("2025-03-01"), day("2025-06-01"));
        let buying = format!(
            "SELECT COUNT(DISTINCT customer_id) AS n FROM orders WHERE {PLACED} AND kind = 'sale' AND {when}"
        );
        assert_eq!(report.customers.buying, shop.number(&buying).await);
        let earlier = between(day("2000-01-01"), day("2025-03-01"));
        let old = format!(
            "{buying} AND customer_id IN (SELECT customer_id FROM orders WHERE {PLACED} AND kind = 'sale' AND {earlier})"
        );
        assert_eq!(
            report.customers.buying - report.customers.new,
            shop.number(&old).await
        );
        assert!(report.customers.new > 0 && report.customers.repeat > 0);
        assert_eq!(
            report.customers.orders,
            sum(&shop, "1", &format!("kind = 'sale' AND {when}")).await
        );
        assert_eq!(
            report.customers.revenue,
            sum(&shop, "total - credited", &when).await
        );
        assert_eq!(report.top.len(), 5);
        for top in &report.top {
            let theirs = format!("customer_id = {} AND {when}", top.id);
            assert_eq!(top.revenue, sum(&shop, "total - credited", &theirs).await);
        }
        assert_eq!(
            report
                .cohorts
                .iter()
                .map(|cohort| cohort.customers)
                .sum::<i64>(),
            report.customers.new
        );
        let march = &report.cohorts[0];
        assert_eq!((march.month, march.buying.len()), (day("2025-03-01"), 3));
        assert_eq!(march.buying[0], march.customers);
        let (may, june) = (day("2025-05-01"), day("2025-06-01"));
        let begun = between(day("2025-03-01"), day("2025-04-01"));
        let stayed = format!(
            "SELECT COUNT(DISTINCT customer_id) AS n FROM orders WHERE {PLACED} AND kind = 'sale' \
             AND {} AND customer_id IN (SELECT customer_id FROM orders WHERE {PLACED} \
               AND kind = 'sale' AND {begun}) \
             AND customer_id NOT IN (SELECT customer_id FROM orders WHERE {PLACED} \
               AND kind = 'sale' AND {earlier})",
            between(may, june)
        );
        assert_eq!(march.buying[2], shop.number(&stayed).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_belongs_to_its_day_in_utc() {
    for shop in shops().await {
        let (customer, goods) = (shop.customer("ada").await, shop.goods("TEA", 9).await);
        let at = |second, micro| -> DateTime<Utc> {
            Utc.with_ymd_and_hms(2025, 12, 31, 23, 59, second).unwrap()
                + chrono::TimeDelta::microseconds(micro)
        };
        shop.clock.set(at(59, 999_999));
        shop.order(&customer, &goods, 1).await;
        shop.clock.set(at(59, 1_000_000));
        shop.order(&customer, &goods, 2).await;
        for step in [Step::Day, Step::Month] {
            let days = period("2025-12-31", "2026-01-01");
            let report = reports::sales(&shop.store, days, step, None).await.unwrap();
            let rows: Vec<_> = report
                .rows
                .iter()
                .map(|row| (row.begin, row.sold))
                .collect();
            let begin = if step == Step::Day {
                "2025-12-31"
            } else {
                "2025-12-01"
            };
            assert_eq!(
                rows,
                [(day(begin), 255), (day("2026-01-01"), 510)],
                "{}",
                shop.kind()
            );
        }
        let week = reports::sales(
            &shop.store,
            period("2025-12-31", "2026-01-05"),
            Step::Week,
            None,
        );
        let rows = week.await.unwrap().rows;
        let rows: Vec<_> = rows.iter().map(|row| (row.begin, row.sold)).collect();
        assert_eq!(rows, [(day("2025-12-29"), 765), (day("2026-01-05"), 0)]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_store_has_empty_reports() {
    for shop in shops().await {
        let sales = reports::sales(&shop.store, year(), Step::Month, None)
            .await
            .unwrap();
        assert_eq!(
            (
                sales.rows.len(),
                sales.total.revenue,
                sales.total.average_basket()
            ),
            (13, 0, 0)
        );
        let customers = reports::customers(&shop.store, year(), 5, None)
            .await
            .unwrap();
        assert_eq!(
            (customers.customers.buying, customers.cohorts.len()),
            (0, 0)
        );
        let euro: Currency = "EUR".parse().unwrap();
        let tax = reports::tax(&shop.store, year(), Step::Day, Some(euro))
            .await
            .unwrap();
        assert_eq!((tax.rows.len(), tax.delivery, tax.currency), (0, 0, euro));
        let stock = reports::stock(&shop.store, year(), 5, None).await.unwrap();
        assert_eq!((stock.rows.len(), stock.value), (0, 0));
        let products = reports::products(&shop.store, year(), 5, None)
            .await
            .unwrap();
        assert_eq!(
            (products.best.len(), products.slow.len(), products.sold),
            (0, 0, 0)
        );
    }
}

#[test]
fn a_period_is_of_whole_days_in_order_and_at_most_ten_years() {
    let first = day("2026-01-01");
    assert_eq!(Period::new(first, first).unwrap().days(), 1);
    let ten_years = first + Days::new(3_652);
    assert!(Period::new(first, ten_years).is_ok());
    for wrong in [first - Days::new(1), ten_years + Days::new(1)] {
        let refused = Period::new(first, wrong).unwrap_err();
        assert_eq!(
            refused.field,
            "to",
            "{}",
            ReportError::from(refused.clone())
        );
    }
}
