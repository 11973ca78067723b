//! A shop in which one customer and another have one of everything.

use mercer_store::identities::{self, Claims};
use mercer_store::sessions::{self, StartSession, Subject};
use serde_json::{Value, json};

use crate::api::customers::testing::register;
use crate::api::orders::tests as orders;
use crate::api::testing::TestApi;

/// The id of somebody else, and of everything that is theirs.
pub(super) const THEIRS: i64 = 70_001;
/// The id of the customer who asks, and of everything that is theirs.
pub(super) const MINE: i64 = 70_002;
/// The id of nothing.
pub(super) const NOTHING: i64 = 79_999;

/// What is everybody's (products) has small ids.
pub(super) async fn shop() -> TestApi {
    let api = TestApi::new().await;
    orders::stock(&api).await;
    api.next_ids(THEIRS);
    for id in [THEIRS, MINE] {
        everything(&api, id).await;
    }
    api
}

/// One of everything, each with this id.
async fn everything(api: &TestApi, id: i64) {
    register(api, &format!("customer{id}")).await;
    let requests = [
        (
            format!("customers/{id}/payment-methods"),
            json!({ "kind": "card", "provider": "simulator", "token": format!("sim_approve_{id}"),
                "last4": "4242", "expiry_month": 12, "expiry_year": 2030 }),
        ),
        (
            "orders".to_owned(),
            json!({ "customer_id": id, "lines": [{ "product_id": 1, "quantity": 3 }] }),
        ),
        // Not all that is due, so that more can be paid.
        (
            format!("orders/{id}/payments"),
            json!({ "amount": orders::pounds(2_598), "kind": "card", "provider": "simulator",
                "token": "sim_approve" }),
        ),
        (
            format!("orders/{id}/shipments"),
            json!({ "lines": [{ "line": 1, "quantity": 2 }] }),
        ),
        (format!("shipments/{id}/dispatch"), Value::Null),
        (
            format!("orders/{id}/returns"),
            json!({ "reason": "Chipped", "lines": [{ "line": 1, "quantity": 1 }] }),
        ),
        (format!("orders/{id}/invoices"), json!({})),
        (
            format!("payments/{id}/refunds"),
            json!({ "amount": orders::pounds(100), "reason": "Chipped" }),
        ),
    ];
    for (path, body) in requests {
        let done = api.ask(&format!("POST /v1/{path}"), body).await;
        assert!(done.status.is_success(), "{path}: {done:?}");
    }
    let subject = Subject::Customer(id);
    let started = sessions::start(&api.store, StartSession::of(subject)).await;
    assert_eq!(started.expect("it starts").session.id, id);
    let claims = Claims {
        issuer: "https://accounts.example".to_owned(),
        subject: id.to_string(),
        email: None,
        email_verified: false,
        given_name: None,
        family_name: None,
    };
    let linked = identities::link(&api.store, subject, claims).await;
    assert_eq!(linked.expect("it is linked").id, id);
}
