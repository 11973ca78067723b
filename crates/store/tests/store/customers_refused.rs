//! Facts about customers who cannot be recorded.
#![allow(clippy::unwrap_used)]

use crate::empty_shop::{entry, house, newcomer, refused, shops};
use mercer_store::addresses::AddressError;
use mercer_store::customers::{
    self, AddressChoice, Cascade, CreateCustomer, CustomerError, NewCustomerAddress, UpdateCustomer,
};
use mercer_store::password::Password;
use mercer_store::patch::Patch;

#[test]
fn a_password_that_is_too_short_too_long_or_unprintable_is_refused() {
    for text in ["", "1234567", "pass\0word", &"x".repeat(1_025)] {
        assert_eq!(Password::parse(text).unwrap_err().field, "password");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_customers_never_share_a_user_name_or_an_e_mail_address() {
    for shop in shops().await {
        let store = &shop.store;
        shop.customer("ada").await;
        let bob = shop.customer("bob").await;
        let name = CreateCustomer {
            email: None,
            ..newcomer("ADA")
        };
        refused!(
            shop,
            customers::create(store, name),
            CustomerError::UsernameTaken
        );
        let mail = CreateCustomer {
            email: Some("ADA@example.org".to_owned()),
            ..newcomer("eve")
        };
        refused!(
            shop,
            customers::create(store, mail),
            CustomerError::EmailTaken
        );
        let name = UpdateCustomer {
            username: Some("ada".to_owned()),
            ..UpdateCustomer::default()
        };
        refused!(
            shop,
            customers::update(store, bob.id, name),
            CustomerError::UsernameTaken
        );
        let mail = UpdateCustomer {
            email: Patch::Set("ada@example.org".to_owned()),
            ..UpdateCustomer::default()
        };
        refused!(
            shop,
            customers::update(store, bob.id, mail),
            CustomerError::EmailTaken
        );
        // Without an e-mail address there is nothing to share.
        for username in ["walk-in-1", "walk-in-2"] {
            let input = CreateCustomer {
                email: None,
                ..newcomer(username)
            };
            customers::create(store, input).await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_take_the_same_user_name_at_once_one_succeeds() {
    for shop in shops().await {
        let racers: Vec<_> = (0..16)
            .map(|_| {
                let store = shop.store.clone();
                tokio::spawn(async move { customers::create(&store, newcomer("ada")).await })
            })
            .collect();
        let mut recorded = 0;
        for racer in racers {
            match racer.await.unwrap() {
                Ok(_) => recorded += 1,
                Err(CustomerError::UsernameTaken | CustomerError::EmailTaken) => {}
                Err(error) => panic!("{}: {error:?}", shop.kind()),
            }
        }
        assert_eq!(recorded, 1, "{}", shop.kind());
        assert_eq!(shop.number("SELECT COUNT(*) AS n FROM addresses").await, 1);
    }
}

/// Inputs with the field that each of them gets wrong.
fn impossible() -> Vec<(&'static str, CreateCustomer)> {
    let long = "x".repeat(255);
    let mut cases = Vec::new();
    for name in ["", "ab", "a b", "a\0b", "zoë", "a@b", &long] {
        cases.push(("username", newcomer(name)));
    }
    let far = format!("{}@example.org", "x".repeat(65));
    let wide = format!("ada@{}.org", "x".repeat(250));
    let mails = [
        "ada",
        "@example.org",
        "ada@",
        "ada@example",
        "a da@example.org",
        "ada@exam ple.org",
        "ada@@example.org",
        "ada@.org",
        "ada@example..org",
        ".ada@example.org",
        "ada@-x.org",
        "ada\0@example.org",
        "<ada@example.org>",
        &far,
        &wide,
    ];
    for mail in mails {
        let email = Some(mail.to_owned());
        cases.push((
            "email",
            CreateCustomer {
                email,
                ..newcomer("eve")
            },
        ));
    }
    cases.extend(impossible_names());
    cases.extend(impossible_addresses());
    cases
}

fn impossible_names() -> Vec<(&'static str, CreateCustomer)> {
    let long = "x".repeat(101);
    let mut cases = Vec::new();
    let eve = || newcomer("eve");
    for text in ["", "\t", "a\0b", &long] {
        cases.push((
            "first_name",
            CreateCustomer {
                first_name: text.to_owned(),
                ..eve()
            },
        ));
        cases.push((
            "last_name",
            CreateCustomer {
                last_name: text.to_owned(),
                ..eve()
            },
        ));
    }
    cases.push((
        "phone",
        CreateCustomer {
            phone: Some("1".repeat(33)),
            ..eve()
        },
    ));
    cases.push((
        "addresses",
        CreateCustomer {
            addresses: Vec::new(),
            ..eve()
        },
    ));
    cases
}

fn impossible_addresses() -> Vec<(&'static str, CreateCustomer)> {
    let mut cases = Vec::new();
    let eve = || newcomer("eve");
    let with = |entries: Vec<NewCustomerAddress>| CreateCustomer {
        addresses: entries,
        ..eve()
    };
    let new = |line1: &str| entry(AddressChoice::New(house(line1)));
    cases.push(("addresses/1/address/line1", with(vec![new("1"), new("")])));
    let label = Some("x".repeat(51));
    cases.push((
        "addresses/0/label",
        with(vec![NewCustomerAddress { label, ..new("1") }]),
    ));
    let twice = || entry(AddressChoice::Existing(1));
    cases.push(("addresses/1/address_id", with(vec![twice(), twice()])));
    let default = || NewCustomerAddress {
        default_billing: true,
        ..new("1")
    };
    cases.push((
        "addresses/1/default_billing",
        with(vec![default(), default()]),
    ));
    cases
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_that_cannot_be_is_refused_and_nothing_changes() {
    for shop in shops().await {
        let store = &shop.store;
        let ada = shop.customer("ada").await;
        let before = shop.fingerprint().await;
        for (field, input) in impossible() {
            match customers::create(store, input).await {
                Err(CustomerError::Invalid(invalid)) => assert_eq!(invalid.field, field),
                other => panic!("{}: {field}: {other:?}", shop.kind()),
            }
        }
        assert_eq!(shop.fingerprint().await, before);
        let lost = CreateCustomer {
            addresses: vec![
                entry(AddressChoice::New(house("1"))),
                entry(AddressChoice::Existing(999)),
            ],
            ..newcomer("eve")
        };
        refused!(
            shop,
            customers::create(store, lost),
            CustomerError::Address(AddressError::NotFound(999))
        );
        let mail = UpdateCustomer {
            email: Patch::Set("x".to_owned()),
            ..UpdateCustomer::default()
        };
        refused!(shop, customers::update(store, ada.id, mail),
            CustomerError::Invalid(invalid) if invalid.field == "email");
        let stale = UpdateCustomer {
            expected_version: Some(5),
            ..UpdateCustomer::default()
        };
        refused!(shop, customers::update(store, ada.id, stale),
            CustomerError::VersionConflict(conflict) if conflict.current == 1);
        refused!(
            shop,
            customers::update(store, 999, UpdateCustomer::default()),
            CustomerError::NotFound(_)
        );
        refused!(
            shop,
            customers::delete(store, 999, Cascade::WithOrders, None),
            CustomerError::NotFound(_)
        );
        refused!(
            shop,
            customers::find_by_email(store, "eve@example.org"),
            CustomerError::NotFound(_)
        );
    }
}
