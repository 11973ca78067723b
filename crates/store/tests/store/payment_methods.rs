//! Facts about saved payment methods, on every database.
#![allow(clippy::unwrap_used)]

use crate::empty_shop::{Shop, refused, shops};
use chrono::{TimeZone, Utc};
use futures_util::future::join_all;
use mercer_store::customers::{self, Cascade};
use mercer_store::patch::Patch;
use mercer_store::payment_methods::{
    self, AddPaymentMethod, Expiry, NewMeans, PaymentKind, PaymentMethod, PaymentMethodError,
    UpdatePaymentMethod,
};

/// The shop's clock stands in June 2025.
fn card(customer_id: i64, token: &str) -> AddPaymentMethod {
    let means = NewMeans::Card {
        provider: "simulator".to_owned(),
        token: token.to_owned(),
        brand: Some("Visa".to_owned()),
        last4: "4242".to_owned(),
        expiry_month: 6,
        expiry_year: 2025,
    };
    by(customer_id, means)
}

fn by(customer_id: i64, means: NewMeans) -> AddPaymentMethod {
    AddPaymentMethod {
        customer_id,
        means,
        label: Some("everyday".to_owned()),
        is_default: false,
    }
}

fn paypal(customer_id: i64, email: &str) -> AddPaymentMethod {
    let means = NewMeans::Paypal {
        provider: "simulator".to_owned(),
        token: "sim_approve".to_owned(),
        email: email.to_owned(),
    };
    by(customer_id, means)
}

async fn saved(shop: &Shop, input: AddPaymentMethod) -> PaymentMethod {
    payment_methods::add(&shop.store, input).await.unwrap()
}

async fn defaults(shop: &Shop, customer_id: i64) -> Vec<i64> {
    let methods = payment_methods::list(&shop.store, customer_id).await;
    let methods = methods.unwrap().into_iter();
    methods.filter(|m| m.is_default).map(|m| m.id).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_keeps_methods_of_every_kind() {
    for shop in shops().await {
        let (ada, bob) = (shop.customer("ada").await, shop.customer("bob").await);
        let card = saved(&shop, card(ada.id, "sim_approve")).await;
        let account = saved(&shop, paypal(ada.id, " Ada@Example.com ")).await;
        let cash = saved(&shop, by(ada.id, NewMeans::Cash)).await;
        let transfer = saved(&shop, by(ada.id, NewMeans::BankTransfer)).await;
        saved(&shop, paypal(bob.id, "bob@example.com")).await;
        assert_eq!(card.last4.as_deref(), Some("4242"));
        assert_eq!(account.paypal_email.as_deref(), Some("ada@example.com"));
        assert_eq!((cash.kind, &*cash.provider), (PaymentKind::Cash, "till"));
        assert_eq!(&*transfer.provider, "bank");
        let listed = payment_methods::list(&shop.store, ada.id).await.unwrap();
        assert_eq!(listed, [card.clone(), account, cash, transfer]);
        let got = payment_methods::get(&shop.store, card.id).await.unwrap();
        assert_eq!(got, card);
        payment_methods::remove(&shop.store, card.id, None)
            .await
            .unwrap();
        refused!(
            shop,
            payment_methods::get(&shop.store, card.id),
            PaymentMethodError::NotFound(_)
        );
        let audited = "SELECT COUNT(*) AS n FROM audit_log WHERE subject = 'payment_method 1'";
        assert_eq!(shop.number(audited).await, 2, "{}", shop.kind());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_is_expired_after_its_last_month() {
    for shop in shops().await {
        let ada = shop.customer("ada").await;
        let card = saved(&shop, card(ada.id, "sim_approve")).await;
        let (last, over) = (
            Utc.with_ymd_and_hms(2025, 6, 30, 23, 59, 59).unwrap(),
            Utc.with_ymd_and_hms(2025, 7, 1, 0, 0, 0).unwrap(),
        );
        assert!(!card.is_expired(last));
        assert!(card.is_expired(over));
        let account = saved(&shop, paypal(ada.id, "ada@example.com")).await;
        assert!(!account.is_expired(over));
        shop.clock.set(over);
        let refused = payment_methods::add(&shop.store, self::card(ada.id, "sim_action")).await;
        let Err(PaymentMethodError::Invalid(invalid)) = refused else {
            panic!("{}: {refused:?}", shop.kind());
        };
        assert_eq!(
            invalid.to_string(),
            "expiry_year: the card expired in 06/2025"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_token_is_saved_once_for_a_customer() {
    for shop in shops().await {
        let (ada, bob) = (shop.customer("ada").await, shop.customer("bob").await);
        saved(&shop, card(ada.id, "sim_approve")).await;
        refused!(
            shop,
            payment_methods::add(&shop.store, card(ada.id, "sim_approve")),
            PaymentMethodError::AlreadySaved
        );
        saved(&shop, card(bob.id, "sim_approve")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn at_most_one_method_of_a_customer_is_the_default_however_many_are_chosen_at_once() {
    for shop in shops().await {
        let (ada, bob) = (shop.customer("ada").await, shop.customer("bob").await);
        let theirs = AddPaymentMethod {
            is_default: true,
            ..card(bob.id, "bobs")
        };
        let theirs = saved(&shop, theirs).await;
        let mut methods = Vec::new();
        for number in 0..8 {
            methods.push(saved(&shop, card(ada.id, &format!("tok_{number}"))).await);
        }
        assert_eq!(defaults(&shop, ada.id).await, [0; 0]);
        let choices = methods.iter().map(|method| {
            let (store, id) = (shop.store.clone(), method.id);
            tokio::spawn(async move { payment_methods::set_default(&store, id, None).await })
        });
        let additions = (0..8).map(|number| {
            let input = AddPaymentMethod {
                is_default: true,
                ..card(ada.id, &format!("new_{number}"))
            };
            let store = shop.store.clone();
            tokio::spawn(async move { payment_methods::add(&store, input).await })
        });
        for done in join_all(choices.chain(additions)).await {
            done.unwrap().unwrap();
        }
        assert_eq!(defaults(&shop, ada.id).await.len(), 1, "{}", shop.kind());
        assert_eq!(defaults(&shop, bob.id).await, [theirs.id]);
        let last = payment_methods::set_default(&shop.store, methods[3].id, None).await;
        assert!(last.unwrap().is_default);
        assert_eq!(defaults(&shop, ada.id).await, [methods[3].id]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_customer_leaves_no_token_and_no_account_and_saves_none() {
    for shop in shops().await {
        let ada = shop.customer("ada").await;
        saved(&shop, card(ada.id, "tok_secret")).await;
        saved(&shop, paypal(ada.id, "secret@example.com")).await;
        let erased = customers::erase(&shop.store, ada.id, None).await.unwrap();
        assert_eq!(erased.payment_methods, 2);
        let left = payment_methods::list(&shop.store, ada.id).await.unwrap();
        assert_eq!(left, []);
        let told = "SELECT COUNT(*) AS n FROM audit_log WHERE \
             LOWER(CAST(state_after AS CHAR(1000))) LIKE '%secret%'";
        assert_eq!(shop.number(told).await, 0, "{}", shop.kind());
        refused!(
            shop,
            payment_methods::add(&shop.store, card(ada.id, "tok_2")),
            PaymentMethodError::UnknownCustomer(_)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_method_that_comes_while_its_customer_is_erased_is_refused_or_erased() {
    for shop in shops().await {
        for round in 0..10 {
            let ada = shop.customer(&format!("ada-{round}")).await;
            let (erased, added) = tokio::join!(
                customers::erase(&shop.store, ada.id, None),
                payment_methods::add(&shop.store, card(ada.id, "tok_1")),
            );
            match (erased.unwrap().payment_methods, added) {
                (0, Err(PaymentMethodError::UnknownCustomer(_))) | (1, Ok(_)) => {}
                other => panic!("{}: {other:?}", shop.kind()),
            }
            let left = payment_methods::list(&shop.store, ada.id).await.unwrap();
            assert_eq!(left, [], "{}", shop.kind());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_methods_of_a_customer_who_goes_go_too() {
    for shop in shops().await {
        let ada = shop.customer("ada").await;
        saved(&shop, card(ada.id, "tok_1")).await;
        customers::delete(&shop.store, ada.id, Cascade::Refuse, None)
            .await
            .unwrap();
        let left = "SELECT COUNT(*) AS n FROM payment_methods";
        assert_eq!(shop.number(left).await, 0, "{}", shop.kind());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_input_names_its_field_and_changes_nothing() {
    for shop in shops().await {
        let ada = shop.customer("ada").await;
        let with = |change: &dyn Fn(&mut NewMeans)| {
            let mut input = card(ada.id, "tok_1");
            change(&mut input.means);
            input
        };
        let card_of = |change: fn(&mut String, &mut String, &mut i64, &mut i64)| {
            with(&|means| {
                if let NewMeans::Card {
                    provider,
                    last4,
                    expiry_month,
                    expiry_year,
                    ..
                } = means
                {
                    change(provider, last4, expiry_month, expiry_year);
                }
            })
        };
        let labelled = |label: &str| AddPaymentMethod {
            label: Some(label.to_owned()),
            ..card(ada.id, "tok_1")
        };
        let cases = [
            ("token", card(ada.id, "")),
            ("token", card(ada.id, "4111 1111 1111 1111")),
            ("token", card(ada.id, "123")),
            ("token", card(ada.id, &"x".repeat(129))),
            ("provider", card_of(|provider, _, _, _| provider.clear())),
            (
                "provider",
                card_of(|provider, _, _, _| provider.push_str("4111.1111.1111.1111")),
            ),
            ("email", paypal(ada.id, "4111111111111111@example.com")),
            ("last4", card_of(|_, last4, _, _| last4.push('4'))),
            (
                "last4",
                card_of(|_, last4, _, _| *last4 = "42a4".to_owned()),
            ),
            ("expiry_month", card_of(|_, _, month, _| *month = 13)),
            ("expiry_month", card_of(|_, _, month, _| *month = 0)),
            ("expiry_year", card_of(|_, _, _, year| *year = 25)),
            ("expiry_year", card_of(|_, _, _, year| *year = 2024)),
            ("expiry_year", card_of(|_, _, month, _| *month = 5)),
            ("label", labelled("4111111111111111")),
            ("label", labelled("cvv 123")),
            ("label", labelled(&"x".repeat(51))),
            ("email", paypal(ada.id, "ada")),
            ("email", paypal(ada.id, "a b@example.com")),
            ("email", paypal(ada.id, "")),
        ];
        let before = shop.fingerprint().await;
        for (field, input) in cases {
            let refused = payment_methods::add(&shop.store, input.clone()).await;
            let Err(PaymentMethodError::Invalid(invalid)) = refused else {
                panic!("{}: {field}: {input:?}: {refused:?}", shop.kind());
            };
            assert_eq!(invalid.field, field, "{input:?}");
        }
        assert_eq!(shop.fingerprint().await, before, "{}", shop.kind());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_not_changed() {
    for shop in shops().await {
        refused!(
            shop,
            payment_methods::add(&shop.store, card(999, "tok_1")),
            PaymentMethodError::UnknownCustomer(999)
        );
        refused!(
            shop,
            payment_methods::remove(&shop.store, 999, None),
            PaymentMethodError::NotFound(999)
        );
        refused!(
            shop,
            payment_methods::set_default(&shop.store, 999, None),
            PaymentMethodError::NotFound(999)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_label_and_a_cards_expiry_are_changed_and_nothing_else_expires() {
    for shop in shops().await {
        let store = &shop.store;
        let ada = shop.customer("ada").await;
        let visa = saved(&shop, card(ada.id, "tok_1")).await;
        let change = UpdatePaymentMethod {
            expected_version: Some(visa.version),
            label: Patch::Set("travel".to_owned()),
            expiry: Some(Expiry {
                month: 1,
                year: 2029,
            }),
        };
        let changed = payment_methods::update(store, visa.id, change.clone()).await;
        let changed = changed.unwrap();
        assert_eq!(changed.label.as_deref(), Some("travel"));
        let expiry = (changed.expiry_month, changed.expiry_year);
        assert_eq!(expiry, (Some(1), Some(2029)));
        assert_eq!(changed.version, visa.version + 1);
        refused!(
            shop,
            payment_methods::update(store, visa.id, change),
            PaymentMethodError::VersionConflict(_)
        );
        let expired = UpdatePaymentMethod {
            expiry: Some(Expiry {
                month: 5,
                year: 2025,
            }),
            ..UpdatePaymentMethod::default()
        };
        refused!(shop, payment_methods::update(store, visa.id, expired),
            PaymentMethodError::Invalid(invalid) if invalid.field == "expiry_year");
        let paypal = saved(&shop, paypal(ada.id, "ada@example.com")).await;
        let prolonged = UpdatePaymentMethod {
            expiry: Some(Expiry {
                month: 1,
                year: 2029,
            }),
            ..UpdatePaymentMethod::default()
        };
        refused!(shop, payment_methods::update(store, paypal.id, prolonged),
            PaymentMethodError::Invalid(invalid) if invalid.field == "expiry_month");
        let cleared = UpdatePaymentMethod {
            label: Patch::Clear,
            ..UpdatePaymentMethod::default()
        };
        let cleared = payment_methods::update(store, paypal.id, cleared).await;
        assert_eq!(cleared.unwrap().label, None);
        let theirs = payment_methods::of_customers(store, &[ada.id, 999, ada.id]).await;
        let theirs: Vec<i64> = theirs.unwrap().iter().map(|method| method.id).collect();
        assert_eq!(theirs, [visa.id, paypal.id]);
    }
}
