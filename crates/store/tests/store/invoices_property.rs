//! Whatever becomes of an order between its documents, they add up to what is owed for each line,
//! tax included.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use crate::shop::{CUSTOMER, MUG, POSTAGE, Shop, TEA, pieces, shops};
use mercer_store::amounts::{Discount, DiscountAmount};
use mercer_store::invoices::{self, InvoiceError, InvoiceKind, ListInvoices};
use mercer_store::orders::{
    self, Credit, CreditOrder, LineChange, ModifyOrder, OrderError, OrderLine, OrderStatus,
    OrderWithItems, PlaceOrder,
};
use mercer_store::patch::Patch;
use mercer_store::{PageRequest, Quantity};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

const ORDERS: u64 = 20;
const STEPS: usize = 25;
const RATES: [i64; 6] = [0, 50_000, 88_750, 190_000, 200_000, 1_000_000];

/// What the documents of a line carry: (tax, total), minor units.
type Sums = BTreeMap<i64, (i64, i64)>;

#[tokio::test]
async fn the_documents_of_each_line_add_up_to_what_is_owed_and_to_its_tax() {
    for shop in shops().await {
        shop.receive(MUG, pieces(100_000)).await;
        shop.receive(TEA, pieces(100_000)).await;
        let mut documents = 0;
        for seed in 0..ORDERS {
            documents += one_order(&shop, seed).await;
        }
        assert!(documents > ORDERS * 3, "{documents} documents prove little");
        shop.assert_books_are_right().await;
    }
}

async fn one_order(shop: &Shop, seed: u64) -> u64 {
    let mut rng = StdRng::seed_from_u64(seed);
    let placed = orders::place(&shop.store, random_order(&mut rng)).await;
    let id = placed.unwrap().order.id;
    set_rates(shop, &mut rng, id).await;
    let mut documents = 0;
    for step in 0..STEPS {
        let told = format!("{}, seed {seed}, step {step}", shop.database.kind);
        if rng.random_ratio(1, 3) {
            documents += document(shop, id, &told).await;
        } else {
            change(shop, &mut rng, id, step).await;
        }
    }
    documents
}

fn random_order(rng: &mut StdRng) -> PlaceOrder {
    let lines = (0..rng.random_range(1..=5)).map(|_| random_line(rng));
    let lines = lines.collect();
    PlaceOrder {
        shipping: rng.random_range(0..=500),
        discount: random_discount(rng),
        ..PlaceOrder::sale(CUSTOMER, lines)
    }
}

fn random_line(rng: &mut StdRng) -> OrderLine {
    let mut line = match rng.random_range(0..3) {
        0 => OrderLine::of(MUG, pieces(rng.random_range(1..=9))),
        1 => OrderLine::of(TEA, grams(rng)),
        _ => OrderLine::of(POSTAGE, pieces(1)),
    };
    line.discount = random_discount(rng);
    line
}

fn grams(rng: &mut StdRng) -> Quantity {
    Quantity::from_thousandths(rng.random_range(1..=3_000))
}

fn random_discount(rng: &mut StdRng) -> Option<Discount> {
    let amount = DiscountAmount::Rate(rng.random_range(0..=400_000));
    let reason = "a friend".to_owned();
    rng.random_ratio(1, 3)
        .then_some(Discount { amount, reason })
}

/// Gives the lines tax rates, and has the order's amounts counted anew.
async fn set_rates(shop: &Shop, rng: &mut StdRng, id: i64) {
    let includes_tax: bool = rng.random();
    let sql = format!("UPDATE orders SET prices_include_tax = {includes_tax} WHERE id = {id}");
    shop.database.execute(&sql).await;
    let order = orders::get(&shop.store, id).await.unwrap();
    for item in &order.items {
        let rate = RATES[rng.random_range(0..RATES.len())];
        let sql = format!(
            "UPDATE order_items SET tax_rate_ppm = {rate} WHERE order_id = {id} AND line = {}",
            item.line
        );
        shop.database.execute(&sql).await;
    }
    let input = ModifyOrder {
        order_id: id,
        shipping: Some(order.order.shipping),
        ..ModifyOrder::default()
    };
    orders::modify(&shop.store, input).await.unwrap();
}

/// One random verb. It may be refused; nothing is changed then.
async fn change(shop: &Shop, rng: &mut StdRng, id: i64, step: usize) {
    let order = orders::get(&shop.store, id).await.unwrap();
    let line = order.items[rng.random_range(0..order.items.len())].line;
    let mut edit = ModifyOrder {
        order_id: id,
        ..ModifyOrder::default()
    };
    match rng.random_range(0..10) {
        0 => edit.add = vec![random_line(rng)],
        1 if order.items.len() > 1 => edit.remove = vec![line],
        2 => edit.shipping = Some(rng.random_range(0..=500)),
        3 => edit.discount = random_discount(rng).map_or(Patch::Clear, Patch::Set),
        4 if step > STEPS / 2 => return allowed(orders::cancel(&shop.store, id, None).await),
        5..=7 => return credit(shop, rng, &order, line).await,
        _ => {
            let is_tea = order
                .items
                .iter()
                .any(|i| i.line == line && i.product_id == TEA);
            let quantity = if is_tea {
                grams(rng)
            } else {
                pieces(rng.random_range(1..=9))
            };
            edit.change = vec![LineChange {
                line,
                quantity: Some(quantity),
                discount: random_discount(rng).map_or(Patch::Keep, Patch::Set),
            }];
        }
    }
    allowed(orders::modify(&shop.store, edit).await);
}

async fn credit(shop: &Shop, rng: &mut StdRng, order: &OrderWithItems, line: i64) {
    let most = order.order.total - order.order.credited;
    let credit = if rng.random() {
        Credit::Whole(rng.random_range(0..=most / 2))
    } else {
        Credit::Lines(vec![(line, rng.random_range(1..=300))])
    };
    let input = CreditOrder {
        order_id: order.order.id,
        credit,
        reason: "chipped".to_owned(),
        expected_version: None,
    };
    allowed(orders::credit(&shop.store, input).await);
}

fn allowed<T: std::fmt::Debug>(result: Result<T, OrderError>) {
    if let Err(OrderError::Database(error)) = result {
        panic!("{error}");
    }
}

/// Issues what is to be issued; returns how many documents that were.
async fn document(shop: &Shop, id: i64, told: &str) -> u64 {
    let mut issued = 0;
    match invoices::issue(&shop.store, id, None).await {
        Ok(_) => issued += 1,
        Err(InvoiceError::NothingToBill { .. }) => {}
        Err(error) => panic!("{told}: {error}"),
    }
    match invoices::credit(&shop.store, id, "changed", None).await {
        Ok(_) => issued += 1,
        Err(InvoiceError::NothingToCredit { .. }) => {}
        Err(error) => panic!("{told}: {error}"),
    }
    let order = orders::get(&shop.store, id).await.unwrap();
    let mut sums = sums(shop, id).await;
    let owed = |amount: i64| {
        if order.order.status == OrderStatus::Placed {
            amount
        } else {
            0
        }
    };
    let delivery = sums.remove(&0).unwrap_or_default();
    assert_eq!(
        delivery,
        (
            0,
            owed(order.order.shipping - order.order.shipping_refunded)
        ),
        "{told}"
    );
    for item in &order.items {
        let (tax, total) = sums.remove(&item.line).unwrap_or_default();
        assert_eq!(total, owed(item.total - item.refunded), "{told}: {item:?}");
        if total == item.total {
            assert_eq!(tax, item.tax, "{told}: {item:?}");
        }
        // At most half a minor unit off the exact tax inside the amount.
        let rate = i128::from(item.tax_rate.ppm());
        let off = i128::from(tax) * (1_000_000 + rate) - i128::from(total) * rate;
        assert!(
            off.abs() * 2 <= 1_000_000 + rate,
            "{told}: {tax} of {total}: {item:?}"
        );
    }
    assert!(
        sums.values().all(|sum| *sum == (0, 0)),
        "{told}: lines that are gone: {sums:?}"
    );
    issued
}

/// The sums per line, from the documents alone.
async fn sums(shop: &Shop, id: i64) -> Sums {
    let input = ListInvoices {
        page: PageRequest::new(None, Some(200)).unwrap(),
        order_id: Some(id),
        ..ListInvoices::default()
    };
    let mut sums = Sums::new();
    for invoice in invoices::list(&shop.store, input).await.unwrap().items {
        let sign = if invoice.kind == InvoiceKind::Invoice {
            1
        } else {
            -1
        };
        let document = invoices::get(&shop.store, invoice.id).await.unwrap();
        let total: i64 = document.lines.iter().map(|line| line.total).sum();
        assert_eq!(total, invoice.total);
        for line in document.lines {
            assert!(
                line.tax >= 0 && line.tax <= line.total && line.total > 0,
                "{line:?}"
            );
            let sum = sums.entry(line.line).or_default();
            sum.0 += sign * line.tax;
            sum.1 += sign * line.total;
        }
    }
    sums
}
