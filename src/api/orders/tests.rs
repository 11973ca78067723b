//! The life of an order over HTTP, and who may do what with whose.

mod facts;
mod own;

use mercer_store::addresses::NewAddress;
use mercer_store::customers::{self, AddressChoice, CreateCustomer, NewCustomerAddress};
use mercer_store::inventory::{self, Receive};
use mercer_store::products::{self, CreateProduct};
use mercer_store::{Quantity, Unit};
use serde_json::{Value, json};

use crate::api::testing::TestApi;

/// A shop with two customers, who are 1 and 2, ten mugs (product 1, 12.99) and 5 kg of tea
/// (product 2, 8.00 a kilogram).
pub(in crate::api) async fn shop() -> TestApi {
    let api = TestApi::new().await;
    for (username, first_name) in [("ada", "Ada"), ("bob", "Bob")] {
        let address = NewAddress {
            line1: "1 High Street".to_owned(),
            line2: None,
            city: "York".to_owned(),
            state: None,
            country: "GB".to_owned(),
            zip_code: Some("YO1 7HU".to_owned()),
            phone_number: None,
        };
        let customer = CreateCustomer {
            username: username.to_owned(),
            email: None,
            password: None,
            first_name: first_name.to_owned(),
            last_name: "Mercer".to_owned(),
            phone: None,
            addresses: vec![NewCustomerAddress {
                address: AddressChoice::New(address),
                label: None,
                default_shipping: true,
                default_billing: true,
            }],
        };
        let created = customers::create(&api.store, customer).await;
        created.expect("the customer is recorded");
    }
    stock(&api).await;
    api
}

/// Ten mugs (product 1) and 5 kg of tea (product 2).
pub(in crate::api) async fn stock(api: &TestApi) {
    add_product(api, "MUG", Unit::Each, 1_299, 10).await;
    add_product(api, "TEA", Unit::Kilogram, 800, 5).await;
}

async fn add_product(api: &TestApi, sku: &str, unit: Unit, price: i64, in_stock: i64) {
    let product = CreateProduct {
        sku: sku.to_owned(),
        name: sku.to_lowercase(),
        unit,
        price,
        ..CreateProduct::default()
    };
    let product = products::create(&api.store, product).await;
    let delivery = Receive {
        product_id: product.expect("the product is added").id,
        location_id: None,
        quantity: Quantity::whole(in_stock).expect("it fits"),
        reason: None,
    };
    let received = inventory::receive(&api.store, delivery).await;
    received.expect("the goods arrive");
}

/// An order of customer 1: two mugs.
pub(in crate::api) fn two_mugs() -> Value {
    json!({"customer_id": 1, "lines": [{"product_id": 1, "quantity": 2}]})
}

pub(in crate::api) fn pounds(amount: i64) -> Value {
    json!({"amount": amount, "currency": "GBP"})
}

/// Pays for an order by card; returns the payment's id.
pub(in crate::api) async fn paid(api: &TestApi, order_id: i64) -> i64 {
    let by = json!({"kind": "card", "provider": "simulator", "token": "sim_approve"});
    let request = format!("POST /v1/orders/{order_id}/payments");
    let paid = api.ask(&request, by).await;
    assert_eq!(paid.body["status"], "captured", "{paid:?}");
    paid.body["id"].as_i64().expect("an id")
}

/// Places an order; returns its id.
pub(in crate::api) async fn placed(api: &TestApi, order: Value) -> i64 {
    let placed = api.ask("POST /v1/orders", order).await;
    assert_eq!(placed.status, 201, "{placed:?}");
    placed.body["id"].as_i64().expect("an id")
}

#[tokio::test]
async fn the_life_of_an_order() {
    let mut api = shop().await;
    let draft = json!({
        "customer_id": 1, "draft": true,
        "lines": [{"product_id": 1, "quantity": 3}],
        "shipping": pounds(495),
    });
    api.tell("POST /v1/orders", &[], draft).await;
    let discount = json!({
        "discount": {"percent": 10, "reason": "A regular"}, "reason": "She asked"
    });
    api.tell("PATCH /v1/orders/1", &[], discount.clone()).await;
    let first = [("if-match", "\"1\"")];
    api.tell("PATCH /v1/orders/1", &first, discount).await;
    api.tell("POST /v1/orders/1/placement", &first, Value::Null)
        .await;
    let second = [("if-match", "\"2\"")];
    api.tell("POST /v1/orders/1/placement", &second, Value::Null)
        .await;
    let tea = json!({"product_id": 2, "quantity": 0.35, "reason": "Tea too"});
    let third = [("if-match", "\"3\"")];
    api.tell("POST /v1/orders/1/items", &third, tea).await;
    let more = json!({"quantity": 0.5});
    let fourth = [("if-match", "\"4\"")];
    api.tell("PATCH /v1/orders/1/items/2", &fourth, more).await;
    api.tell("GET /v1/orders/1/items/2", &[], Value::Null).await;
    let note = json!({"note": "Rings twice"});
    api.tell("POST /v1/orders/1/notes", &[], note).await;
    pay_and_send(&mut api).await;
    take_back(&mut api).await;
    let expanded = "GET /v1/orders?customer_id=1&expand=payments,shipments,returns,invoices";
    api.tell(expanded, &[], Value::Null).await;
    api.tell("GET /v1/orders/1/modifications", &[], Value::Null)
        .await;
    api.tell("GET /v1/orders/1/notes", &[], Value::Null).await;
    let short = "GET /v1/orders/1/timeline?fields=action,actor,subject";
    api.tell(short, &[], Value::Null).await;
    let any = [("if-match", "*")];
    api.tell("DELETE /v1/orders/1", &any, Value::Null).await;
    let by_name = "DELETE /v1/orders/1?cascade=payments";
    api.tell(by_name, &any, Value::Null).await;
    api.tell(
        "GET /v1/invoices?fields=number,order_id,total",
        &[],
        Value::Null,
    )
    .await;
    api.check("orders");
}

async fn pay_and_send(api: &mut TestApi) {
    let card = json!({
        "kind": "card", "provider": "simulator", "token": "sim_approve",
        "brand": "Visa", "last4": "4242",
    });
    let keyed = [("idempotency-key", "pay-1")];
    api.tell("POST /v1/orders/1/payments", &keyed, card.clone())
        .await;
    api.tell("POST /v1/orders/1/payments", &keyed, card).await;
    let two = json!({"lines": [{"line": 1, "quantity": 2}], "carrier": "Royal Mail"});
    api.tell("POST /v1/orders/1/shipments", &[], two).await;
    api.tell("GET /v1/pick-list?location_id=1", &[], Value::Null)
        .await;
    let tracked = json!({"tracking_number": "RM1"});
    api.tell("PATCH /v1/shipments/1", &[("if-match", "\"1\"")], tracked)
        .await;
    api.tell("POST /v1/shipments/1/dispatch", &[], Value::Null)
        .await;
    api.tell("POST /v1/shipments/1/transit", &[], Value::Null)
        .await;
    api.tell("POST /v1/shipments/1/delivery", &[], Value::Null)
        .await;
    api.tell("POST /v1/orders/1/shipments", &[], json!({}))
        .await;
    api.tell("POST /v1/shipments/2/dispatch", &[], Value::Null)
        .await;
    api.tell("POST /v1/orders/1/invoices", &[], json!({})).await;
}

async fn take_back(api: &mut TestApi) {
    let one = json!({"reason": "Chipped", "lines": [
        {"line": 1, "quantity": 1, "disposition": "write_off"}
    ]});
    let back = api.tell("POST /v1/orders/1/returns", &[], one).await;
    let credited = back.body["credited"].clone();
    let refund = json!({"amount": credited, "reason": "Chipped"});
    api.tell("POST /v1/payments/1/refunds", &[], refund).await;
    let goodwill = json!({"lines": [{"line": 0, "amount": pounds(200)}], "reason": "It was late"});
    let any = [("if-match", "*")];
    api.tell("POST /v1/orders/1/credits", &any, goodwill).await;
    let refund = json!({"amount": pounds(200), "reason": "It was late"});
    api.tell("POST /v1/payments/1/refunds", &[], refund).await;
    api.tell("GET /v1/payments/1", &[], Value::Null).await;
    let note = json!({"reason": "Chipped, and late"});
    api.tell("POST /v1/orders/1/credit-notes", &[], note).await;
    api.tell("POST /v1/orders/1/invoices", &[], json!({})).await;
}
