//! Facts about resetting passwords.
#![allow(clippy::unwrap_used)]

use std::time::Duration;

use axum::http::StatusCode;
use mercer_store::password::Password;
use mercer_store::staff::{self, CreateUser, Role};
use serde_json::{Value, json};

use crate::api::testing::TestApi;

async fn shop() -> TestApi {
    let mut api = TestApi::new().await;
    let olga = CreateUser {
        username: "olga".to_owned(),
        email: Some("olga@example.org".to_owned()),
        password: Password::parse("forgotten horse").unwrap(),
        first_name: "Olga".to_owned(),
        last_name: "Orlova".to_owned(),
        role: Role::Owner,
    };
    staff::create(&api.store, olga).await.unwrap();
    api.act_by_credentials();
    api
}

fn asked(email: &str) -> Value {
    json!({ "kind": "staff", "email": email })
}

/// The mails that were sent, once there are as many.
async fn mails(api: &TestApi, expected: usize) -> Vec<String> {
    for _ in 0..100 {
        let files = std::fs::read_dir(api.mail_folder());
        let mails: Vec<_> = files
            .into_iter()
            .flatten()
            .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
            .collect();
        if mails.len() >= expected && mails.iter().all(|mail| mail.contains("leave this mail")) {
            return mails;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Vec::new()
}

fn token(mail: &str) -> String {
    // Long lines are broken by a = at their end, and = itself is written =3D.
    let mail = mail.replace("=\r\n", "").replace("=3D", "=");
    let link = mail.split("https://shop.test/password-reset?token=").nth(1);
    link.unwrap().split_whitespace().next().unwrap().to_owned()
}

async fn sign_in(api: &TestApi, password: &str) -> StatusCode {
    let body = json!({ "kind": "staff", "username": "olga", "password": password });
    api.ask("POST /v1/sessions", body).await.status
}

#[tokio::test]
async fn a_mail_holds_a_link_of_the_configured_address_that_sets_another_password_once() {
    let api = shop().await;
    let host = [("host", "evil.test")];
    let answered = api
        .send(
            "POST /v1/password-resets",
            &host,
            &asked("Olga@example.org"),
        )
        .await;
    assert_eq!(answered.status, StatusCode::ACCEPTED, "{answered:?}");
    let mails = mails(&api, 1).await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].contains("To: olga@example.org"), "{}", mails[0]);
    assert!(!mails[0].contains("evil"));
    let token = token(&mails[0]);
    let short = json!({ "token": token, "password": "short" });
    let refused = api.ask("POST /v1/password-resets/redemption", short).await;
    assert_eq!(refused.body["errors"][0]["pointer"], "/password");
    let body = json!({ "token": token, "password": "remembered horse" });
    let set = api
        .ask("POST /v1/password-resets/redemption", body.clone())
        .await;
    assert_eq!(set.status, StatusCode::NO_CONTENT, "{set:?}");
    assert_eq!(
        sign_in(&api, "forgotten horse").await,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(sign_in(&api, "remembered horse").await, StatusCode::CREATED);
    let again = api.ask("POST /v1/password-resets/redemption", body).await;
    assert_eq!(again.body["code"], "wrong_token", "{again:?}");
}

#[tokio::test]
async fn who_asks_learns_nothing_and_asks_only_so_often() {
    let api = shop().await;
    for email in ["nobody@example.org", "olga@example.org"] {
        let answered = api.ask("POST /v1/password-resets", asked(email)).await;
        assert_eq!(answered.status, StatusCode::ACCEPTED);
        assert_eq!(answered.body, Value::Null);
    }
    assert_eq!(mails(&api, 1).await.len(), 1);
    let refused = api.ask("POST /v1/password-resets", asked("no address"));
    assert_eq!(refused.await.body["errors"][0]["pointer"], "/email");
    for email in ["nobody@example.org", "olga@example.org"] {
        for _ in 0..2 {
            api.ask("POST /v1/password-resets", asked(email)).await;
        }
        let refused = api.ask("POST /v1/password-resets", asked(email)).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(refused.header("retry-after"), "3600");
    }
}

#[tokio::test]
async fn the_page_of_the_link_sets_a_password_too() {
    let api = shop().await;
    api.ask("POST /v1/password-resets", asked("olga@example.org"))
        .await;
    let token = token(&mails(&api, 1).await[0]);
    let shown = api
        .send_form(&format!("GET /password-reset?token={token}"), &[], "")
        .await;
    assert!(shown.body.as_str().unwrap().contains(&token));
    let shown = api
        .send_form("GET /password-reset?token=%22%3E%3Cscript%3E", &[], "")
        .await;
    assert!(!shown.body.as_str().unwrap().contains("<script>"));
    let form = format!("token={token}&password=short");
    let refused = api.send_form("POST /password-reset", &[], &form).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.body.as_str().unwrap().contains(&token));
    let form = format!("token={token}&password=remembered+horse");
    let set = api.send_form("POST /password-reset", &[], &form).await;
    assert_eq!(set.status, StatusCode::OK, "{set:?}");
    let again = api.send_form("POST /password-reset", &[], &form).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST);
    assert_eq!(sign_in(&api, "remembered horse").await, StatusCode::CREATED);
}

/// What takes time in a reset is what the database does: it does as much for everybody.
#[tokio::test]
async fn a_reset_takes_as_much_work_for_an_address_that_nobody_has() {
    let api = shop().await;
    let mut counts = Vec::new();
    for email in ["olga@example.org", "nobody@example.org"] {
        let before = api.store.database().statements().unwrap();
        let answered = api.ask("POST /v1/password-resets", asked(email)).await;
        assert_eq!(answered.status, StatusCode::ACCEPTED);
        counts.push(api.store.database().statements().unwrap() - before);
    }
    assert_eq!(counts[0], counts[1]);
}
