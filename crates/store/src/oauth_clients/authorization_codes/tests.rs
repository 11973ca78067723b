//! Facts about what somebody allows a client, on every database.
#![allow(clippy::unwrap_used)]

use chrono::TimeDelta;
use futures_util::future::join_all;

use super::{IssueCode, RedeemCode, issue, redeem, sweep};
use crate::oauth_clients::{
    self, ClientKind, CreateOauthClient, OauthClient, OauthClientError, UpdateOauthClient,
};
use crate::sessions::{self, Lifetime, Started, Subject};
use crate::staff::{self, Permission};
use crate::tests::reception::{Reception, password, receptions};
use crate::{Principal, secret};

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const BACK: &str = "https://books.example.com/back";

async fn client(shop: &Reception, name: &str) -> OauthClient {
    let input = CreateOauthClient {
        name: name.to_owned(),
        kind: ClientKind::Public,
        redirect_uris: vec![BACK.to_owned(), "http://127.0.0.1:9000/".to_owned()],
        scopes: vec![Permission::OrdersRead, Permission::CatalogueRead],
    };
    let created = oauth_clients::create(&shop.store, input).await.unwrap();
    created.client
}

fn asking(client: &OauthClient, subject: Subject) -> IssueCode {
    IssueCode {
        client: client.clone(),
        subject,
        redirect_uri: BACK.to_owned(),
        scopes: vec![Permission::OrdersRead],
        code_challenge: secret::challenge(VERIFIER),
    }
}

fn presenting(client: &OauthClient, code: &str) -> RedeemCode {
    RedeemCode {
        client: client.clone(),
        code: code.to_owned(),
        redirect_uri: BACK.to_owned(),
        code_verifier: VERIFIER.to_owned(),
        user_agent: None,
        ip_address: None,
        lifetime: Lifetime::default(),
    }
}

async fn code(shop: &Reception, client: &OauthClient) -> String {
    let vera = Subject::User(shop.vera.id);
    let code = issue(&shop.store, asking(client, vera)).await.unwrap();
    code.reveal().to_owned()
}

async fn who(shop: &Reception, started: &Started) -> Principal {
    sessions::authenticate(&shop.store, &started.session.public_id)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_gives_a_session_with_what_was_allowed_and_no_more() {
    for shop in receptions().await {
        let books = client(&shop, "books").await;
        let code = code(&shop, &books).await;
        assert!(
            !shop
                .every_text_of("authorization_codes")
                .await
                .contains(&code)
        );
        let started = redeem(&shop.store, presenting(&books, &code))
            .await
            .unwrap();
        let vera = who(&shop, &started).await;
        assert_eq!(vera.actor(), "vera", "{}", shop.kind());
        assert!(vera.may(Permission::OrdersRead));
        assert!(!vera.may(Permission::CatalogueRead) && !vera.may(Permission::StaffManage));
        let token = started.refresh_token.reveal();
        let next = sessions::refresh(&shop.store, token).await.unwrap();
        assert!(!next.principal.may(Permission::StaffManage));
        let ada = asking(&books, Subject::Customer(shop.ada.id));
        let code = issue(&shop.store, ada).await.unwrap();
        let ada = redeem(&shop.store, presenting(&books, code.reveal())).await;
        let actor = who(&shop, &ada.unwrap()).await.actor();
        assert_eq!(actor, format!("customer {}", shop.ada.id));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_redeemed_twice_ends_the_session_that_it_gave() {
    for shop in receptions().await {
        let books = client(&shop, "books").await;
        let code = code(&shop, &books).await;
        let started = redeem(&shop.store, presenting(&books, &code))
            .await
            .unwrap();
        shop.later(TimeDelta::minutes(10));
        let again = redeem(&shop.store, presenting(&books, &code)).await;
        assert!(
            matches!(again, Err(OauthClientError::CodeReused)),
            "{again:?}"
        );
        assert_eq!(who(&shop, &started).await, Principal::Anonymous);
        let token = started.refresh_token.reveal();
        assert!(sessions::refresh(&shop.store, token).await.is_err());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_redeem_at_the_same_moment_one_wins_and_its_session_ends() {
    for shop in receptions().await {
        let books = client(&shop, "books").await;
        let code = code(&shop, &books).await;
        let all = (0..8).map(|_| redeem(&shop.store, presenting(&books, &code)));
        let all = join_all(all).await;
        let won: Vec<_> = all.iter().filter_map(|one| one.as_ref().ok()).collect();
        assert_eq!(won.len(), 1, "{}: {all:?}", shop.kind());
        assert_eq!(who(&shop, won[0]).await, Principal::Anonymous);
        let sessions = shop.number("SELECT COUNT(*) AS n FROM sessions").await;
        assert_eq!(sessions, 1, "{}", shop.kind());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_good_for_its_client_its_place_its_verifier_and_a_minute() {
    for shop in receptions().await {
        let (books, other) = (client(&shop, "books").await, client(&shop, "other").await);
        let code = code(&shop, &books).await;
        let right = || presenting(&books, &code);
        let wrong = [
            presenting(&other, &code),
            presenting(&books, "another"),
            RedeemCode {
                redirect_uri: "http://127.0.0.1:9000/".to_owned(),
                ..right()
            },
            RedeemCode {
                code_verifier: VERIFIER.to_lowercase(),
                ..right()
            },
            RedeemCode {
                code_verifier: secret::challenge(VERIFIER),
                ..right()
            },
            RedeemCode {
                code_verifier: String::new(),
                ..right()
            },
        ];
        for (number, wrong) in wrong.into_iter().enumerate() {
            let refused = redeem(&shop.store, wrong).await;
            let is_wrong = matches!(refused, Err(OauthClientError::WrongCode));
            assert!(is_wrong, "{}: {number}: {refused:?}", shop.kind());
        }
        shop.later(TimeDelta::seconds(60));
        let late = redeem(&shop.store, right()).await;
        assert!(matches!(late, Err(OauthClientError::WrongCode)));
        shop.later(-TimeDelta::seconds(1));
        redeem(&shop.store, right()).await.unwrap();
        assert_eq!(sweep(&shop.store).await.unwrap(), 0);
        shop.later(TimeDelta::days(2));
        assert_eq!(sweep(&shop.store).await.unwrap(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_sent_to_a_place_that_is_not_the_clients_or_with_more_than_it_may() {
    for shop in receptions().await {
        let books = client(&shop, "books").await;
        let ask = || asking(&books, Subject::User(shop.vera.id));
        for place in [
            "https://books.example.com/back/",
            "https://books.example.com/back?x=1",
            "https://BOOKS.example.com/back",
            "http://127.0.0.1:9001/",
            "",
        ] {
            let elsewhere = IssueCode {
                redirect_uri: place.to_owned(),
                ..ask()
            };
            let refused = issue(&shop.store, elsewhere).await;
            assert!(
                matches!(refused, Err(OauthClientError::UnknownRedirectUri)),
                "{place}"
            );
        }
        let more = IssueCode {
            scopes: vec![Permission::StaffManage],
            ..ask()
        };
        let refused = issue(&shop.store, more).await;
        assert!(matches!(refused, Err(OauthClientError::ScopeNotAllowed(_))));
        let plain = IssueCode {
            code_challenge: "plain".to_owned(),
            ..ask()
        };
        let refused = issue(&shop.store, plain).await;
        assert!(
            matches!(refused, Err(OauthClientError::Invalid(i)) if i.field == "code_challenge")
        );
        let codes = shop
            .number("SELECT COUNT(*) AS n FROM authorization_codes")
            .await;
        assert_eq!(codes, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_acts_for_nobody_any_more_once_it_is_switched_off_or_the_password_changed() {
    for shop in receptions().await {
        let books = client(&shop, "books").await;
        let code_before = code(&shop, &books).await;
        let first = code(&shop, &books).await;
        let first = redeem(&shop.store, presenting(&books, &first))
            .await
            .unwrap();
        assert_ne!(who(&shop, &first).await, Principal::Anonymous);
        staff::set_password(&shop.store, shop.vera.id, password("a new password"), None)
            .await
            .unwrap();
        assert_eq!(who(&shop, &first).await, Principal::Anonymous);
        // What was allowed before is not good with the new password either.
        let second = redeem(&shop.store, presenting(&books, &code_before)).await;
        assert_eq!(who(&shop, &second.unwrap()).await, Principal::Anonymous);
        let third = code(&shop, &books).await;
        let third = redeem(&shop.store, presenting(&books, &third))
            .await
            .unwrap();
        assert_ne!(who(&shop, &third).await, Principal::Anonymous);
        let off = UpdateOauthClient {
            active: Some(false),
            ..UpdateOauthClient::default()
        };
        oauth_clients::update(&shop.store, books.id, off)
            .await
            .unwrap();
        assert_eq!(who(&shop, &third).await, Principal::Anonymous);
        oauth_clients::delete(&shop.store, books.id).await.unwrap();
        let left = shop.number("SELECT COUNT(*) AS n FROM sessions").await;
        assert_eq!(left, 0, "{}", shop.kind());
    }
}
