//! Paying, capturing, giving up and giving back over HTTP.

use mercer_store::staff::Role;
use serde_json::{Value, json};

use crate::api::orders::tests::{paid, placed, pounds, shop, two_mugs};
use crate::api::testing::{TestApi, customer, owner, staff};

fn card(token: &str) -> Value {
    json!({"kind": "card", "provider": "simulator", "token": token})
}

async fn payments(api: &TestApi) -> usize {
    let page = api.ask("GET /v1/payments", Value::Null).await;
    page.body["items"].as_array().map_or(0, Vec::len)
}

#[tokio::test]
async fn the_life_of_a_payment() {
    let mut api = shop().await;
    placed(&api, two_mugs()).await;
    let mut promise = card("sim_approve");
    promise["authorise_only"] = json!(true);
    api.tell("POST /v1/orders/1/payments", &[], promise).await;
    let part = json!({"amount": pounds(1_000)});
    let any = [("if-match", "*")];
    api.tell("POST /v1/payments/1/captures", &any, part).await;
    let beyond = json!({"amount": pounds(5_000)});
    api.tell("POST /v1/payments/1/captures", &[], beyond).await;
    api.tell("POST /v1/payments/1/voiding", &[], Value::Null)
        .await;
    let lines = json!({"reason": "Chipped", "lines": [{"line": 1, "amount": pounds(300)}]});
    let refund = api.tell("POST /v1/payments/1/refunds", &[], lines).await;
    let there = format!("GET {}", refund.header("location"));
    api.tell(&there, &[], Value::Null).await;
    api.tell("GET /v1/payments/1/refunds", &[], Value::Null)
        .await;
    api.tell("GET /v1/payments/1", &[], Value::Null).await;
    let operations = "GET /v1/payments/1/operations?fields=kind,amount,status,attempts";
    api.tell(operations, &[], Value::Null).await;
    let waiting = card("sim_action");
    api.tell("POST /v1/orders/1/payments", &[], waiting).await;
    api.tell("POST /v1/payments/2/confirmation", &[], Value::Null)
        .await;
    api.tell("POST /v1/orders/1/payments", &[], card("sim_decline"))
        .await;
    placed(&api, two_mugs()).await;
    let declined = card("sim_decline");
    api.tell("POST /v1/orders/2/payments", &[], declined).await;
    let cash = json!({"order_id": 2, "amount": pounds(598), "kind": "cash"});
    api.tell("POST /v1/payments/records", &[], cash).await;
    let transfer = json!({
        "order_id": 2, "amount": pounds(1_000), "kind": "bank_transfer", "reference": "T-1",
    });
    api.tell("POST /v1/payments/records", &[], transfer.clone())
        .await;
    api.tell("POST /v1/payments/records", &[], transfer).await;
    let terminal = json!({
        "order_id": 2, "amount": pounds(1_000), "kind": "card",
        "provider": "terminal", "token": "T7", "last4": "1111",
    });
    api.tell("POST /v1/payments/records", &[], terminal).await;
    api.tell("GET /v1/payments?kind=cash&sort=-amount", &[], Value::Null)
        .await;
    api.check("payments");
}

#[tokio::test]
async fn the_same_key_pays_once_and_another_request_with_it_is_refused() {
    let api = shop().await;
    placed(&api, two_mugs()).await;
    placed(&api, two_mugs()).await;
    let keyed = [("idempotency-key", "k1")];
    let first = api
        .send("POST /v1/orders/1/payments", &keyed, &card("sim_approve"))
        .await;
    assert_eq!(first.status, 201, "{first:?}");
    let again = api
        .send("POST /v1/orders/1/payments", &keyed, &card("sim_approve"))
        .await;
    assert_eq!(again.status, 201, "{again:?}");
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(again.body, first.body);
    assert_eq!(again.header("location"), first.header("location"));
    assert_eq!(payments(&api).await, 1);
    for (request, body) in [
        ("POST /v1/orders/1/payments", card("sim_decline")),
        ("POST /v1/orders/2/payments", card("sim_approve")),
    ] {
        let other = api.send(request, &keyed, &body).await;
        assert_eq!(other.status, 422, "{other:?}");
        assert_eq!(other.body["code"], "idempotency_key_reused");
    }
    assert_eq!(payments(&api).await, 1);
    let mut too_much = card("sim_approve");
    too_much["amount"] = pounds(99_999);
    let keyed = [("idempotency-key", "k2")];
    let refused = api
        .send("POST /v1/orders/2/payments", &keyed, &too_much)
        .await;
    assert_eq!(refused.body["code"], "exceeds_due", "{refused:?}");
    let freed = api
        .send("POST /v1/orders/2/payments", &keyed, &card("sim_approve"))
        .await;
    assert_eq!(
        freed.status, 201,
        "a refused request frees its key: {freed:?}"
    );
    assert_eq!(freed.header("idempotent-replayed"), "");
}

#[tokio::test]
async fn captures_refunds_and_voids_of_one_key_happen_once() {
    let api = shop().await;
    placed(&api, two_mugs()).await;
    let mut promise = card("sim_approve");
    promise["authorise_only"] = json!(true);
    api.ask("POST /v1/orders/1/payments", promise).await;
    let refund = json!({"amount": pounds(100), "reason": "Chipped"});
    for (request, body) in [
        (
            "POST /v1/payments/1/captures",
            json!({"amount": pounds(500)}),
        ),
        ("POST /v1/payments/1/voiding", Value::Null),
        ("POST /v1/payments/1/refunds", refund),
    ] {
        let keyed = [("idempotency-key", "k")];
        let first = api.send(request, &keyed, &body).await;
        assert!(first.status.is_success(), "{request}: {first:?}");
        let again = api.send(request, &keyed, &body).await;
        assert_eq!(again.header("idempotent-replayed"), "true", "{request}");
        assert_eq!(again.body, first.body, "{request}");
    }
    let payment = api.ask("GET /v1/payments/1", Value::Null).await;
    assert_eq!(payment.body["captured"], pounds(500));
    assert_eq!(payment.body["refunded"], pounds(100));
    assert_eq!(payment.body["voided"], pounds(2_098));
}

#[tokio::test]
async fn steps_of_a_payment_are_of_the_version_that_was_read() {
    let api = shop().await;
    placed(&api, two_mugs()).await;
    let mut promise = card("sim_approve");
    promise["authorise_only"] = json!(true);
    let promised = api.ask("POST /v1/orders/1/payments", promise).await;
    let old = promised.header("etag").to_owned();
    let seen = api.ask("GET /v1/payments/1", Value::Null).await;
    assert_eq!(seen.header("etag"), old);
    let part = json!({"amount": pounds(500)});
    let done = api
        .send("POST /v1/payments/1/captures", &[("if-match", &old)], &part)
        .await;
    assert_eq!(done.status, 200, "{done:?}");
    let refund = json!({"amount": pounds(100), "reason": "Chipped"});
    for (request, body) in [
        ("POST /v1/payments/1/captures", part),
        ("POST /v1/payments/1/refunds", refund),
        ("POST /v1/payments/1/voiding", Value::Null),
        ("POST /v1/payments/1/confirmation", Value::Null),
    ] {
        let stale = api.send(request, &[("if-match", &old)], &body).await;
        assert_eq!(stale.status, 412, "{request}: {stale:?}");
    }
}

#[tokio::test]
async fn customers_pay_by_a_provider_and_say_not_that_money_arrived() {
    let mut api = shop().await;
    placed(&api, two_mugs()).await;
    let transfer = json!({"kind": "bank_transfer"});
    let pending = api
        .ask("POST /v1/orders/1/payments", transfer.clone())
        .await;
    assert_eq!(pending.body["status"], "pending", "{pending:?}");
    api.act_as(customer(1));
    let arrived = api
        .ask("POST /v1/payments/1/confirmation", Value::Null)
        .await;
    assert_eq!(arrived.status, 403, "{arrived:?}");
    for by in [transfer, json!({"kind": "cash"})] {
        let refused = api.ask("POST /v1/orders/1/payments", by).await;
        assert_eq!(refused.status, 403, "{refused:?}");
        assert_eq!(refused.body["errors"][0]["pointer"], "/kind");
    }
    let cash = json!({"order_id": 1, "amount": pounds(1), "kind": "cash"});
    for (request, body) in [
        ("POST /v1/payments/records", cash),
        ("POST /v1/payments/1/voiding", Value::Null),
        ("POST /v1/payments/1/captures", json!({})),
        (
            "POST /v1/payments/1/refunds",
            json!({"amount": pounds(1), "reason": "x"}),
        ),
        ("GET /v1/payments/1/operations", Value::Null),
        ("GET /v1/refunds/1", Value::Null),
    ] {
        let refused = api.ask(request, body).await;
        assert_eq!(refused.status, 403, "{request}: {refused:?}");
    }
    api.act_as(owner());
    api.ask("POST /v1/payments/1/voiding", Value::Null).await;
    api.act_as(customer(1));
    let action = api
        .ask("POST /v1/orders/1/payments", card("sim_action"))
        .await;
    assert_eq!(action.body["status"], "pending", "{action:?}");
    let confirmed = api
        .ask("POST /v1/payments/2/confirmation", Value::Null)
        .await;
    assert_eq!(confirmed.body["status"], "captured", "{confirmed:?}");
}

#[tokio::test]
async fn money_goes_back_by_those_who_may_and_what_is_wrong_is_named() {
    let mut api = shop().await;
    placed(&api, two_mugs()).await;
    paid(&api, 1).await;
    for (body, pointer) in [
        (json!({"reason": "x"}), "/amount"),
        (json!({"amount": pounds(0), "reason": "x"}), "/amount"),
        (json!({"amount": pounds(1), "reason": " "}), "/reason"),
        (
            json!({"amount": {"amount": 1, "currency": "EUR"}, "reason": "x"}),
            "/amount",
        ),
        (
            json!({"amount": pounds(1), "reason": "x", "colour": 1}),
            "/colour",
        ),
    ] {
        let refused = api.ask("POST /v1/payments/1/refunds", body).await;
        assert_eq!(refused.status, 422, "{refused:?}");
        assert_eq!(refused.body["errors"][0]["pointer"], pointer, "{refused:?}");
    }
    for (body, pointer) in [
        (json!({"kind": "card"}), "/provider"),
        (json!({"kind": "cash", "token": "x"}), "/token"),
        (json!({"kind": "card", "payment_method_id": 1}), "/kind"),
        (json!({"payment_method_id": 9}), "/payment_method_id"),
    ] {
        let refused = api.ask("POST /v1/orders/1/payments", body).await;
        assert_eq!(refused.status, 422, "{refused:?}");
        assert_eq!(refused.body["errors"][0]["pointer"], pointer, "{refused:?}");
    }
    let nothing = api
        .ask("POST /v1/orders/9/payments", card("sim_approve"))
        .await;
    assert_eq!(nothing.status, 404, "{nothing:?}");
    api.act_as(staff(Role::Clerk));
    let refund = json!({"amount": pounds(1), "reason": "x"});
    assert_eq!(
        api.ask("POST /v1/payments/1/refunds", refund).await.status,
        403
    );
}
