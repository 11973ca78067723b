//! Facts about customers who sign in and change their password.
#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use crate::empty_shop::{Shop, newcomer, refused, shops};
use mercer_store::customers::{
    self, ChangePassword, CreateCustomer, Customer, CustomerError, SignIn,
};
use mercer_store::password::Password;

fn secret(text: &str) -> Password {
    Password::claimed(text).unwrap()
}

async fn with_password(shop: &Shop, username: &str, password: &str) -> Customer {
    let input = CreateCustomer {
        password: Some(Password::parse(password).unwrap()),
        ..newcomer(username)
    };
    customers::create(&shop.store, input).await.unwrap()
}

async fn sign_in(shop: &Shop, name: &str, password: &str) -> Result<Customer, CustomerError> {
    let input = SignIn {
        name: name.to_owned(),
        password: secret(password),
    };
    customers::sign_in(&shop.store, input).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_signs_in_by_user_name_or_e_mail_address_in_any_case() {
    for shop in shops().await {
        let ada = with_password(&shop, "ada", "correct horse").await;
        for name in ["ada", " ADA ", "Ada@Example.org"] {
            assert_eq!(sign_in(&shop, name, "correct horse").await.unwrap(), ada);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_sign_in_does_not_tell_whether_the_name_or_the_password_was_wrong() {
    for shop in shops().await {
        with_password(&shop, "ada", "correct horse").await;
        shop.customer("bob").await;
        let refusals = [
            sign_in(&shop, "ada", "Correct horse").await,
            sign_in(&shop, "ada", "").await,
            sign_in(&shop, "bob", "correct horse").await,
            sign_in(&shop, "eve", "correct horse").await,
            sign_in(&shop, "eve@example.org", "correct horse").await,
            sign_in(&shop, "no name at all", "correct horse").await,
        ];
        for refusal in refusals {
            assert!(
                matches!(refusal, Err(CustomerError::WrongSignIn)),
                "{}: {refusal:?}",
                shop.kind()
            );
        }
    }
}

/// The quickest of a few sign-ins: whatever else the machine does only makes them slower.
async fn quickest(shop: &Shop, name: &str) -> Duration {
    let mut quickest = Duration::MAX;
    for _ in 0..3 {
        let begin = Instant::now();
        assert!(sign_in(shop, name, "battery staple").await.is_err());
        quickest = quickest.min(begin.elapsed());
    }
    quickest
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_takes_no_less_when_nobody_has_the_name_or_there_is_no_password() {
    for shop in shops().await {
        with_password(&shop, "ada", "correct horse").await;
        shop.customer("bob").await;
        // Without the work for nothing it would be a hundredth.
        for name in ["eve", "bob", "no name at all"] {
            let (mut known, mut unknown) = (Duration::MAX, Duration::ZERO);
            for _ in 0..5 {
                // Both anew: how busy the machine is changes from one try to the next.
                known = quickest(&shop, "ada").await;
                unknown = quickest(&shop, name).await;
                if unknown * 2 > known {
                    break;
                }
            }
            let kind = shop.kind();
            assert!(
                unknown * 2 > known,
                "{kind}: {name}: {unknown:?}, {known:?}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_changed_on_the_word_of_the_current_one() {
    for shop in shops().await {
        let store = &shop.store;
        let ada = with_password(&shop, "ada", "correct horse").await;
        let change = |current: &str| ChangePassword {
            current: secret(current),
            new: Password::parse("battery staple").unwrap(),
        };
        refused!(
            shop,
            customers::change_password(store, ada.id, change("wrong horse")),
            CustomerError::WrongPassword
        );
        refused!(
            shop,
            customers::change_password(store, 999, change("correct horse")),
            CustomerError::NotFound(_)
        );
        let bob = shop.customer("bob").await;
        refused!(
            shop,
            customers::change_password(store, bob.id, change("")),
            CustomerError::WrongPassword
        );

        shop.a_minute_later();
        let changed = customers::change_password(store, ada.id, change("correct horse"))
            .await
            .unwrap();
        assert_eq!((changed.version, changed.updated_at), (2, store.now()));
        let hash = changed.password_hash.as_deref().unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(sign_in(&shop, "ada", "correct horse").await.is_err());
        assert_eq!(
            sign_in(&shop, "ada", "battery staple").await.unwrap(),
            changed
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_change_the_same_password_at_once_one_succeeds() {
    for shop in shops().await {
        let ada = with_password(&shop, "ada", "correct horse").await;
        let change = |new: &str| {
            let input = ChangePassword {
                current: secret("correct horse"),
                new: Password::parse(new).unwrap(),
            };
            customers::change_password(&shop.store, ada.id, input)
        };
        let (first, second) = tokio::join!(change("battery staple"), change("paper clip"));
        let winner = match (first, second) {
            (Ok(_), Err(CustomerError::WrongPassword)) => "battery staple",
            (Err(CustomerError::WrongPassword), Ok(_)) => "paper clip",
            other => panic!("{}: {other:?}", shop.kind()),
        };
        assert_eq!(sign_in(&shop, "ada", winner).await.unwrap().version, 2);
    }
}
