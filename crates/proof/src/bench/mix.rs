//! What clients ask for.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::json;

use crate::http::{Client, Request};
use crate::load;
use crate::shop::Shop;

/// One kind of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Mix {
    /// Place an order with one to three lines, and pay it: two requests, counted as one.
    PlaceAndPay,
    /// Read an order that is there.
    OrderById,
    /// List the newest orders.
    OrderList,
    /// List customers.
    CustomerList,
    /// List products.
    ProductList,
    /// List products as somebody without a name.
    Visit,
    /// Look products up by a part of their name.
    Search,
    /// Correct what is on hand.
    Adjust,
    /// Report the sales of the last thirty days.
    SalesReport,
    /// What a shop does all day: of ten requests two orders, three lists of products, two orders read, a list
    /// of orders, a search and a correction of stock.
    Day,
}

impl Mix {
    /// In the order in which they are measured: orders have to be there to be read.
    pub(super) const ALL: &[Mix] = &[
        Mix::PlaceAndPay,
        Mix::OrderById,
        Mix::OrderList,
        Mix::ProductList,
        Mix::Search,
        Mix::Adjust,
    ];

    /// As it is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Mix::PlaceAndPay => "place-and-pay",
            Mix::OrderById => "order-by-id",
            Mix::OrderList => "order-list",
            Mix::CustomerList => "customer-list",
            Mix::ProductList => "product-list",
            Mix::Search => "search",
            Mix::Adjust => "adjust",
            Mix::SalesReport => "sales-report",
            Mix::Visit => "visit",
            Mix::Day => "day",
        }
    }

    /// Whether its clients have no name.
    pub(super) fn is_of_visitors(self) -> bool {
        self == Mix::Visit
    }

    /// Does it once; whether it was done.
    pub(super) fn once(self, shop: &Shop, client: &mut Client, random: &mut StdRng) -> bool {
        let mut is_done = |request: &Request| {
            let answer = client.send(request);
            answer.is_ok_and(|answer| answer.is_success())
        };
        match self {
            Mix::PlaceAndPay => place_and_pay(shop, client, random),
            Mix::OrderById => {
                let id = shop.an_order(random);
                is_done(&Request::get(format!("/v1/orders/{id}")))
            }
            Mix::OrderList => is_done(&Request::get("/v1/orders?limit=20")),
            Mix::CustomerList => is_done(&Request::get("/v1/customers?limit=20")),
            Mix::SalesReport => is_done(&Request::get("/v1/reports/sales")),
            Mix::Day => {
                let one = DAY[random.random_range(0..DAY.len())];
                one.once(shop, client, random)
            }
            Mix::ProductList | Mix::Visit => {
                is_done(&Request::get("/v1/products?limit=20&sort=name"))
            }
            Mix::Search => {
                let number = random.random_range(1..=shop.products.len());
                is_done(&Request::get(format!("/v1/products?q=Proof%20{number}")))
            }
            Mix::Adjust => {
                let product = shop.products[random.random_range(0..shop.products.len())].id;
                let body = json!({"product_id": product, "quantity": 1, "reason": "found"});
                is_done(&Request::post("/v1/stock/adjustments", body))
            }
        }
    }
}

/// Ten requests of a day.
const DAY: [Mix; 10] = [
    Mix::PlaceAndPay,
    Mix::PlaceAndPay,
    Mix::ProductList,
    Mix::ProductList,
    Mix::ProductList,
    Mix::OrderById,
    Mix::OrderById,
    Mix::OrderList,
    Mix::Search,
    Mix::Adjust,
];

/// How many orders there are to be read before anything is measured.
const ORDERS: usize = 200;

/// Places the orders that are read.
pub(super) fn prepare(shop: &Shop, address: &str) {
    let mut client = Client::new(address, &shop.key);
    let mut random = StdRng::seed_from_u64(1);
    for _ in 0..ORDERS {
        place_and_pay(shop, &mut client, &mut random);
    }
}

fn place_and_pay(shop: &Shop, client: &mut Client, random: &mut StdRng) -> bool {
    let mut checkout = load::draw(shop, random);
    checkout.token = "sim_approve";
    let Ok(placed) = client.send(&checkout.order_request()) else {
        return false;
    };
    let Some(order) = placed.body["id"].as_i64() else {
        return false;
    };
    shop.was_placed(order);
    let paid = client.send(&checkout.payment_request(order));
    paid.is_ok_and(|answer| answer.body["status"] == "captured")
}
