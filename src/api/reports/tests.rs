//! Facts about `/v1/reports`.

use axum::http::StatusCode;
use mercer_store::staff::{Permission, Role};
use serde_json::{Value, json};

use crate::api::principal::Principal;
use crate::api::testing::{TestApi, customer, machine, staff};

const REPORTS: [&str; 5] = ["sales", "products", "customers", "stock", "tax"];

/// A shop with an order of three mugs, whose cost is known, and of a cup, whose is not.
async fn shop() -> TestApi {
    let api = TestApi::new().await;
    let made = |answered: &crate::api::testing::Answered| {
        assert!(answered.status.is_success(), "{answered:?}");
    };
    made(&api.ask("POST /v1/locations", json!({"name": "Shop"})).await);
    let vat = json!({"code": "vat", "name": "VAT", "rate_percent": 20});
    made(&api.ask("POST /v1/tax-classes", vat).await);
    let pounds = |amount: i64| json!({"amount": amount, "currency": "GBP"});
    let mug = json!({"sku": "MUG", "name": "Mug", "price": pounds(800), "cost": pounds(310),
        "tax_class_id": 1});
    made(&api.ask("POST /v1/products", mug).await);
    let cup = json!({"sku": "CUP", "name": "Cup", "price": pounds(500)});
    made(&api.ask("POST /v1/products", cup).await);
    for product_id in [1, 2] {
        let receipt = json!({"product_id": product_id, "quantity": 10});
        made(&api.ask("POST /v1/stock/receipts", receipt).await);
    }
    let ada = json!({"username": "ada", "first_name": "Ada", "last_name": "Lovelace",
        "addresses": [{"address": {"line1": "1 High Street", "city": "London",
            "country": "GB"}}]});
    made(&api.ask("POST /v1/customers", ada).await);
    let order = json!({"customer_id": 1, "shipping": pounds(395), "lines": [
        {"product_id": 1, "quantity": 3}, {"product_id": 2, "quantity": 1}]});
    made(&api.ask("POST /v1/orders", order).await);
    api
}

#[tokio::test]
async fn what_the_books_tell_of_a_time() {
    let mut api = shop().await;
    let week = "from=2026-02-23&to=2026-03-01";
    for report in [
        "sales?by=week&",
        "products?limit=1&",
        "customers?",
        "stock?",
        "tax?by=month&",
    ] {
        let request = format!("GET /v1/reports/{report}{week}");
        api.tell(&request, &[], Value::Null).await;
    }
    let wrong = "GET /v1/reports/sales?from=2026-03-02&to=2026-03-01";
    api.tell(wrong, &[], Value::Null).await;
    api.check("reports");
}

#[tokio::test]
async fn without_days_a_report_is_of_the_thirty_up_to_today() {
    let api = shop().await;
    for report in REPORTS {
        let path = format!("GET /v1/reports/{report}");
        let found = api.ask(&path, Value::Null).await;
        assert_eq!(found.status, StatusCode::OK, "{found:?}");
        let expected = json!({"from": "2026-01-31", "to": "2026-03-01"});
        assert_eq!(found.body["period"], expected, "{report}");
        let until = api.ask(&format!("{path}?to=2026-02-10"), Value::Null).await;
        assert_eq!(until.body["period"]["from"], "2026-01-12", "{report}");
    }
    let sales = api.ask("GET /v1/reports/sales", Value::Null).await;
    assert_eq!(sales.body["by"], "day");
    assert_eq!(
        sales.body["total"]["margin"]["profit"]["amount"],
        3 * (800 - 310)
    );
    let unknown = &sales.body["total"]["margin"]["net_without_cost"];
    assert_eq!(unknown["amount"], 500);
    let euros = api
        .ask("GET /v1/reports/sales?currency=EUR", Value::Null)
        .await;
    assert_eq!(euros.body["total"]["orders"], 0);
    assert_eq!(euros.body["in_other_currencies"], 1);
}

#[tokio::test]
async fn reports_are_for_those_who_may_read_the_books() {
    let mut api = shop().await;
    for (principal, status) in [
        (staff(Role::Owner), StatusCode::OK),
        (staff(Role::Viewer), StatusCode::OK),
        (machine(&[Permission::BooksRead]), StatusCode::OK),
        (machine(&[Permission::OrdersRead]), StatusCode::FORBIDDEN),
        (staff(Role::Clerk), StatusCode::FORBIDDEN),
        (customer(1), StatusCode::FORBIDDEN),
        (Principal::Anonymous, StatusCode::UNAUTHORIZED),
    ] {
        api.act_as(principal);
        for report in REPORTS {
            let asked = api
                .ask(&format!("GET /v1/reports/{report}"), Value::Null)
                .await;
            assert_eq!(asked.status, status, "{report}");
        }
    }
}

#[tokio::test]
async fn a_parameter_that_is_wrong_is_refused_by_name() {
    let api = shop().await;
    for (query, parameter) in [
        ("sales?from=yesterday", "from"),
        ("sales?to=2026-02-30", "to"),
        ("sales?from=2026-03-02", "to"),
        ("sales?from=2000-01-01", "to"),
        ("sales?to=-262143-01-01", "to"),
        ("sales?by=year", "by"),
        ("sales?currency=pounds", "currency"),
        ("sales?limit=3", "limit"),
        ("products?limit=0", "limit"),
        ("customers?limit=201", "limit"),
        ("stock?limit=many", "limit"),
        ("tax?colour=red", "colour"),
    ] {
        let refused = api
            .ask(&format!("GET /v1/reports/{query}"), Value::Null)
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert_eq!(refused.body["errors"][0]["parameter"], parameter, "{query}");
    }
}
