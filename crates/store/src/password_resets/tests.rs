//! Facts about forgotten passwords, on every database.
#![allow(clippy::unwrap_used)]

use chrono::TimeDelta;
use futures_util::future::join_all;

use super::{PasswordResetError, redeem, request, sweep};
use crate::email::Email;
use crate::password::Password;
use crate::sessions::{self, StartSession, Subject, SubjectKind};
use crate::tests::reception::{PASSWORD, Reception, hired, password, receptions, registered};
use crate::{Principal, customers, staff};

const NEW: &str = "a new password";

fn address(text: &str) -> Email {
    text.parse().unwrap()
}

async fn asked(shop: &Reception, kind: SubjectKind, email: &str) -> String {
    let reset = request(&shop.store, kind, address(email)).await;
    let reset = reset.unwrap().unwrap();
    reset.token.reveal().to_owned()
}

async fn ada_signs_in_with(shop: &Reception, text: &str) -> bool {
    let input = customers::SignIn {
        name: "ada".to_owned(),
        password: Password::claimed(text).unwrap(),
    };
    customers::sign_in(&shop.store, input).await.is_ok()
}

async fn is_wrong(shop: &Reception, token: &str) -> bool {
    let refused = redeem(&shop.store, token, password(NEW)).await;
    matches!(refused, Err(PasswordResetError::WrongToken))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_sets_another_password_once_and_ends_every_session() {
    for shop in receptions().await {
        let ada = Subject::Customer(shop.ada.id);
        let session = sessions::start(&shop.store, StartSession::of(ada))
            .await
            .unwrap();
        let reset = request(
            &shop.store,
            SubjectKind::Customer,
            address(" ADA@example.org"),
        );
        let reset = reset.await.unwrap().unwrap();
        assert_eq!(
            (reset.subject, reset.email.as_str()),
            (ada, "ada@example.org")
        );
        let token = reset.token.reveal();
        assert!(!shop.every_text_of("password_resets").await.contains(token));
        let done = redeem(&shop.store, token, password(NEW)).await.unwrap();
        assert_eq!(done, ada, "{}", shop.kind());
        assert!(ada_signs_in_with(&shop, NEW).await);
        assert!(!ada_signs_in_with(&shop, PASSWORD).await);
        let public_id = &session.session.public_id;
        let who = sessions::authenticate(&shop.store, public_id).await;
        assert_eq!(who.unwrap(), Principal::Anonymous);
        assert!(is_wrong(&shop, token).await);
        let told = shop.told("customers.reset_password").await;
        assert_eq!((told.len(), &told[0].0), (1, &ada.to_string()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_staff_and_customers_without_a_password_get_one_too() {
    for shop in receptions().await {
        let token = asked(&shop, SubjectKind::User, "vera@example.org").await;
        redeem(&shop.store, &token, password(NEW)).await.unwrap();
        let input = staff::SignIn {
            name: "vera".to_owned(),
            password: password(NEW),
        };
        staff::sign_in(&shop.store, input).await.unwrap();
        let told = shop.told("staff.reset_password").await;
        assert_eq!((told.len(), told[0].0.as_str()), (1, "vera"));
        let tom = registered(&shop.store, "tom", false).await;
        let token = asked(&shop, SubjectKind::Customer, "tom@example.org").await;
        redeem(&shop.store, &token, password(NEW)).await.unwrap();
        let tom = customers::get(&shop.store, tom.id).await.unwrap();
        assert!(tom.password_hash.is_some(), "{}", shop.kind());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_nobody_has_is_answered_alike_after_the_same_writes() {
    for shop in receptions().await {
        let customer = SubjectKind::Customer;
        for nobody in ["nobody@example.org", "vera@example.org"] {
            let reset = request(&shop.store, customer, address(nobody)).await;
            let reset = reset.unwrap();
            assert!(reset.is_none(), "{nobody}");
        }
        let rows = "SELECT COUNT(*) AS n FROM password_resets";
        assert_eq!(shop.number(rows).await, 2, "{}", shop.kind());
        asked(&shop, customer, "ada@example.org").await;
        assert_eq!(shop.number(rows).await, 3);
        let bob = hired(&shop.store, "bob", staff::Role::Clerk).await;
        let token = asked(&shop, SubjectKind::User, "bob@example.org").await;
        staff::deactivate(&shop.store, bob.id, None).await.unwrap();
        assert!(is_wrong(&shop, &token).await);
        let reset = request(&shop.store, SubjectKind::User, address("bob@example.org")).await;
        assert!(reset.unwrap().is_none());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_newest_token_is_good_and_only_for_an_hour() {
    for shop in receptions().await {
        let customer = SubjectKind::Customer;
        registered(&shop.store, "tom", false).await;
        let toms = asked(&shop, customer, "tom@example.org").await;
        let old = asked(&shop, customer, "ada@example.org").await;
        let new = asked(&shop, customer, "ada@example.org").await;
        assert!(is_wrong(&shop, &old).await);
        assert!(is_wrong(&shop, "").await);
        shop.later(TimeDelta::minutes(60) - TimeDelta::seconds(1));
        redeem(&shop.store, &toms, password(NEW)).await.unwrap();
        assert_eq!(sweep(&shop.store).await.unwrap(), 0);
        shop.later(TimeDelta::seconds(1));
        assert!(is_wrong(&shop, &new).await, "{}", shop.kind());
        assert!(ada_signs_in_with(&shop, PASSWORD).await);
        assert_eq!(sweep(&shop.store).await.unwrap(), 3);
        let token = asked(&shop, customer, "ada@example.org").await;
        customers::erase(&shop.store, shop.ada.id, None)
            .await
            .unwrap();
        assert!(is_wrong(&shop, &token).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_redeem_at_the_same_moment_one_sets_the_password() {
    for shop in receptions().await {
        let token = asked(&shop, SubjectKind::Customer, "ada@example.org").await;
        let all = (0..4).map(|_| redeem(&shop.store, &token, password(NEW)));
        let all = join_all(all).await;
        let done = all.iter().filter(|one| one.is_ok()).count();
        assert_eq!(done, 1, "{}: {all:?}", shop.kind());
    }
}
