//! Facts about paging through lists, with random rows, sorts, limits and changes between pages.
#![allow(clippy::unwrap_used)]

use std::collections::HashSet;
use std::fmt::Write;

use crate::shop::{Shop, shops};
use mercer_store::customers::{self, CustomerSort, ListCustomers};
use mercer_store::orders::{self, ListOrders, Order, OrderError, OrderSort, OrderStatus};
use mercer_store::products::{self, ListProducts, ProductSort};
use mercer_store::{Cursor, PageRequest, Sort, SortKey};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// Times of placing, few enough for many orders to share one.
const TIMES: [Option<&str>; 4] = [
    None,
    Some("2026-03-01 10:00:00.000000"),
    Some("2026-03-01 10:00:00.000001"),
    Some("2026-03-02 00:00:00.000000"),
];

struct Orders<'a> {
    shop: &'a Shop,
    rng: StdRng,
    next: u64,
}

impl Orders<'_> {
    async fn add(&mut self, count: u64) {
        let mut rows = String::new();
        for index in 0..count {
            let comma = if index == 0 { "" } else { "," };
            let number = format!("{}-{}", self.rng.random_range(0..1_000), self.next);
            let placed = TIMES[self.rng.random_range(0..TIMES.len())];
            let (status, placed) = match placed {
                None => ("draft", "NULL".to_owned()),
                Some(time) => ("placed", format!("'{time}'")),
            };
            let total = self.rng.random_range(0..4);
            self.next += 1;
            write!(
                rows,
                "{comma}('{number}', 'sale', 1, 1, 'GBP', '{status}', 'unpaid', 'unfulfilled', \
                 TRUE, {total}, 0, 0, 0, 0, {total}, 0, 0, 0, 0, 0, 0, {placed}, \
                 '2026-03-01 10:00:00.000000', '2026-03-01 10:00:00.000000', 1)"
            )
            .unwrap();
        }
        let insert = format!(
            "INSERT INTO orders (number, kind, customer_id, location_id, currency, status, \
             payment_status, fulfilment_status, prices_include_tax, subtotal, discount, last_line, \
             shipping, tax, total, credited, shipping_refunded, pledged, captured, refunding, \
             refunded, placed_at, created_at, updated_at, version) VALUES {rows}"
        );
        self.shop.database.execute(&insert).await;
    }

    /// Some rows come and some go. The ids of those that went.
    async fn change(&mut self, all: &[Order]) -> Vec<i64> {
        if self.rng.random() {
            let count = self.rng.random_range(1..3);
            self.add(count).await;
        }
        let mut gone = Vec::new();
        if self.rng.random() {
            gone.push(all[self.rng.random_range(0..all.len())].id);
            let delete = format!("DELETE FROM orders WHERE id = {}", gone[0]);
            self.shop.database.execute(&delete).await;
        }
        gone
    }
}

/// The order in which two orders come, as a value that sorts.
fn place_of(order: &Order, sort: Sort<OrderSort>) -> impl Ord + Clone + std::fmt::Debug + use<> {
    let turned = |number: i64| if sort.descending { -number } else { number };
    let (value, text) = match sort.by {
        OrderSort::Id => (0, String::new()),
        OrderSort::Total => (turned(order.total), String::new()),
        OrderSort::PlacedAt => {
            let time = order.placed_at.map(|time| turned(time.timestamp_micros()));
            // Those without one come last in both directions.
            (time.unwrap_or(i64::MAX), String::new())
        }
        OrderSort::Number => (0, order.number.clone()),
    };
    let text: Vec<i32> = text
        .bytes()
        .map(|byte| {
            if sort.descending {
                -i32::from(byte)
            } else {
                i32::from(byte)
            }
        })
        .chain(sort.descending.then_some(i32::MAX))
        .collect();
    (value, text, turned(order.id))
}

async fn page(
    shop: &Shop,
    sort: Sort<OrderSort>,
    page: PageRequest,
) -> (Vec<Order>, Option<Cursor>) {
    let wanted = ListOrders {
        page,
        sort,
        ..ListOrders::default()
    };
    let page = orders::list(&shop.store, wanted).await.unwrap();
    (page.items, page.next)
}

/// What is wrong with a walk: a row twice, a row left out that was there all the time, or two rows
/// out of order.
fn fault(walked: &[Order], sort: Sort<OrderSort>, stayed: &[i64]) -> Option<String> {
    let ids: Vec<i64> = walked.iter().map(|order| order.id).collect();
    let distinct: HashSet<i64> = ids.iter().copied().collect();
    if distinct.len() < ids.len() {
        return Some(format!("a row twice: {ids:?}"));
    }
    if let Some(id) = stayed.iter().find(|id| !distinct.contains(id)) {
        return Some(format!("{id} left out: {ids:?}"));
    }
    let places: Vec<_> = walked.iter().map(|order| place_of(order, sort)).collect();
    let is_sorted = places.is_sorted();
    (!is_sorted).then(|| format!("out of order: {places:?}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_come_and_go_between_pages_make_no_other_row_appear_twice_or_never() {
    for shop in shops().await {
        let mut orders = Orders {
            shop: &shop,
            rng: StdRng::seed_from_u64(7),
            next: 0,
        };
        orders.add(60).await;
        for round in 0..40 {
            let word = OrderSort::WORDS[round % OrderSort::WORDS.len()];
            let sort: Sort<OrderSort> = word.parse().unwrap();
            let limit = orders.rng.random_range(1..=9);
            let (all, next) = page(&shop, sort, PageRequest::first(200)).await;
            assert_eq!(next, None, "one page holds them all");
            let mut stayed: HashSet<i64> = all.iter().map(|order| order.id).collect();
            let (mut walked, mut after) = (Vec::new(), None);
            loop {
                // As text and back, as callers hand it over.
                let cursor = after.map(|cursor: Cursor| cursor.to_string().parse().unwrap());
                let request = PageRequest::new(cursor, Some(limit)).unwrap();
                let (rows, next) = page(&shop, sort, request).await;
                assert!(rows.len() as u64 <= limit);
                walked.extend(rows);
                for gone in orders.change(&all).await {
                    stayed.remove(&gone);
                }
                after = next;
                if after.is_none() {
                    break;
                }
            }
            let stayed: Vec<i64> = stayed.into_iter().collect();
            let fault = fault(&walked, sort, &stayed);
            assert_eq!(fault, None, "{}: {sort}, {limit} rows", shop.database.kind);
            let half = format!("DELETE FROM orders WHERE id % 2 = {}", round % 2);
            shop.database.execute(&half).await;
            orders.add(30).await;
        }
    }
}

/// The control: pages by their number, as this list has none.
#[tokio::test(flavor = "multi_thread")]
async fn pages_by_number_would_repeat_rows_and_leave_rows_out() {
    for shop in shops().await {
        let mut orders = Orders {
            shop: &shop,
            rng: StdRng::seed_from_u64(7),
            next: 0,
        };
        orders.add(20).await;
        let sort = OrderSort::Id.descending();
        let (all, _) = page(&shop, sort, PageRequest::first(200)).await;
        let mut walked = all[..10].to_vec();
        orders.add(1).await;
        let (later, _) = page(&shop, sort, PageRequest::first(200)).await;
        walked.extend_from_slice(&later[10..]);
        assert!(
            fault(&walked, sort, &[])
                .unwrap()
                .starts_with("a row twice")
        );
        let mut walked = all[..10].to_vec();
        let first = format!(
            "DELETE FROM orders WHERE id = {} OR id = {}",
            all[0].id, all[1].id
        );
        shop.database.execute(&first).await;
        let (later, _) = page(&shop, sort, PageRequest::first(200)).await;
        walked.extend_from_slice(&later[10..]);
        let fault = fault(&walked, sort, &[all[10].id]);
        assert!(fault.unwrap().contains("left out"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_and_a_sort_page_together() {
    for shop in shops().await {
        let mut orders = Orders {
            shop: &shop,
            rng: StdRng::seed_from_u64(11),
            next: 0,
        };
        orders.add(80).await;
        let (all, _) = page(&shop, OrderSort::Id.ascending(), PageRequest::first(200)).await;
        for word in OrderSort::WORDS {
            let sort: Sort<OrderSort> = word.parse().unwrap();
            let (mut walked, mut after) = (Vec::new(), None);
            loop {
                let wanted = ListOrders {
                    page: PageRequest::new(after, Some(3)).unwrap(),
                    sort,
                    status: Some(OrderStatus::Placed),
                    total_at_least: Some(1),
                    total_at_most: Some(2),
                    ..ListOrders::default()
                };
                let page = orders::list(&shop.store, wanted).await.unwrap();
                walked.extend(page.items);
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            let expected: Vec<i64> = all
                .iter()
                .filter(|o| o.status == OrderStatus::Placed && (1..=2).contains(&o.total))
                .map(|order| order.id)
                .collect();
            assert!(expected.len() > 10);
            assert_eq!(walked.len(), expected.len());
            let fault = fault(&walked, sort, &expected);
            assert_eq!(fault, None, "{}: {sort}", shop.database.kind);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_sorted_and_paged_alike_in_both_directions() {
    for shop in shops().await {
        let names = [
            "äpfel", "Zwiebel", "apfel", "Apfel", "żur", "100 g", "élan", "e-book",
        ];
        let mut rows = String::new();
        for (index, name) in names.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(
                rows,
                "{comma}({}, 'N{index}', '{name}', '{}', 'goods', 'each', {}, 'GBP', TRUE, \
                 '2026-01-01 00:00:00.000000', '2026-01-01 00:00:00.000000', 1)",
                index + 101,
                name.to_lowercase(),
                index % 3
            )
            .unwrap();
        }
        let insert = format!(
            "INSERT INTO products (id, sku, name, search_name, kind, unit, price, currency, active, \
             created_at, updated_at, version) VALUES {rows}"
        );
        shop.database.execute(&insert).await;
        for key in [
            ProductSort::Id,
            ProductSort::Name,
            ProductSort::Sku,
            ProductSort::Price,
        ] {
            let mut walks = Vec::new();
            for sort in [key.ascending(), key.descending()] {
                let (mut walked, mut after) = (Vec::new(), None);
                loop {
                    let wanted = ListProducts {
                        page: PageRequest::new(after, Some(2)).unwrap(),
                        sort,
                        ..ListProducts::default()
                    };
                    let page = products::list(&shop.store, wanted).await.unwrap();
                    walked.extend(page.items.iter().map(|product| product.id));
                    after = page.next;
                    if after.is_none() {
                        break;
                    }
                }
                walks.push(walked);
            }
            walks[1].reverse();
            assert_eq!(walks[0], walks[1], "{}: {key:?}", shop.database.kind);
            assert_eq!(walks[0].len(), 14);
        }
        let by_name = ListProducts {
            sort: ProductSort::Name.ascending(),
            ..ListProducts::default()
        };
        let page = products::list(&shop.store, by_name).await.unwrap();
        let names: Vec<_> = page.items.iter().map(|p| p.search_name.clone()).collect();
        assert!(names.is_sorted(), "{}: {names:?}", shop.database.kind);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_that_is_nonsense_or_of_another_order_is_refused() {
    for shop in shops().await {
        let kind = shop.database.kind;
        for text in ["", "7", "x", "bm9uc2Vuc2U", "W10", &"A".repeat(10_000)] {
            let refused = text.parse::<Cursor>().unwrap_err();
            assert_eq!(refused.field, "cursor", "{kind}: {text}");
        }
        let customers = customers::list(
            &shop.store,
            ListCustomers {
                page: PageRequest::after_id(0, 1),
                sort: CustomerSort::LastName.into(),
                ..ListCustomers::default()
            },
        );
        let words = customers.await.unwrap_err().to_string();
        assert!(
            words.starts_with("cursor: it is of a list sorted by id"),
            "{words}"
        );
        // Made up: an order's total is no text, a name holds no NUL, and there is no year 12026.
        for (sort, place) in [
            ("total", r#"["total",{"s":"x"},1]"#),
            ("total", r#"["total",null,1]"#),
            ("id", r#"["id",{"n":1},1]"#),
            ("number", r#"["number",{"s":"\u0000"},1]"#),
            (
                "placed_at",
                r#"["placed_at",{"t":"+12026-01-01T00:00:00Z"},1]"#,
            ),
        ] {
            let refused = match url_safe(place).parse::<Cursor>() {
                Err(invalid) => OrderError::from(invalid),
                Ok(cursor) => {
                    let wanted = ListOrders {
                        page: PageRequest::new(Some(cursor), None).unwrap(),
                        sort: sort.parse().unwrap(),
                        ..ListOrders::default()
                    };
                    orders::list(&shop.store, wanted).await.unwrap_err()
                }
            };
            assert!(
                matches!(&refused, OrderError::Invalid(invalid) if invalid.field == "cursor"),
                "{kind}: {place}: {refused:?}"
            );
        }
    }
}

fn url_safe(text: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text)
}

#[test]
fn a_sort_is_one_of_the_declared_words() {
    for word in OrderSort::WORDS {
        let sort: Sort<OrderSort> = word.parse().unwrap();
        assert_eq!(sort.to_string(), *word);
    }
    let refused = "colour".parse::<Sort<OrderSort>>().unwrap_err();
    assert_eq!(refused.field, "sort");
    assert!(refused.reason.contains("-placed_at"), "{refused}");
}
