//! Facts about customers.
#![allow(clippy::unwrap_used)]

use crate::empty_shop::{entry, house, newcomer, refused, shops};
use argon2::password_hash::{PasswordHash, PasswordVerifier};
use argon2::{Argon2, Params};
use mercer_store::PageRequest;
use mercer_store::addresses;
use mercer_store::customers::{
    self, AddressChoice, Cascade, CreateCustomer, Customer, CustomerError, ListCustomers,
    NewCustomerAddress, UpdateCustomer,
};
use mercer_store::password::Password;
use mercer_store::patch::Patch;

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_recorded_found_changed_and_removed() {
    for shop in shops().await {
        let store = &shop.store;
        let input = CreateCustomer {
            username: " Ada.L ".to_owned(),
            email: Some("Ada@Example.ORG".to_owned()),
            first_name: "Ada 🧮".to_owned(),
            ..newcomer("x")
        };
        let ada = customers::create(store, input).await.unwrap();
        assert_eq!((ada.username.as_str(), ada.version), ("ada.l", 1));
        assert_eq!(ada.email.as_deref(), Some("ada@example.org"));
        assert_eq!(customers::get(store, ada.id).await.unwrap(), ada);
        assert_eq!(
            customers::find_by_username(store, "ADA.L").await.unwrap(),
            ada
        );
        assert_eq!(
            customers::find_by_email(store, "ada@EXAMPLE.org")
                .await
                .unwrap(),
            ada
        );

        shop.a_minute_later();
        let change = UpdateCustomer {
            expected_version: Some(1),
            email: Patch::Clear,
            last_name: Some("King".to_owned()),
            phone: Patch::Set("+44 20 7946 0000".to_owned()),
            ..UpdateCustomer::default()
        };
        let changed = customers::update(store, ada.id, change).await.unwrap();
        let expected = Customer {
            email: None,
            last_name: "King".to_owned(),
            last_name_key: "king".to_owned(),
            phone: Some("+44 20 7946 0000".to_owned()),
            version: 2,
            updated_at: store.now(),
            ..ada
        };
        assert_eq!(changed, expected);
        assert_eq!(customers::get(store, changed.id).await.unwrap(), expected);

        let removed = customers::delete(store, changed.id, Cascade::Refuse, None)
            .await
            .unwrap();
        assert_eq!((removed.orders, removed.addresses), (0, 1));
        refused!(
            shop,
            customers::get(store, changed.id),
            CustomerError::NotFound(_)
        );
        for table in ["customers", "addresses", "customer_addresses"] {
            let left = format!("SELECT COUNT(*) AS n FROM {table}");
            assert_eq!(shop.number(&left).await, 0, "{}: {table}", shop.kind());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_kept_only_as_an_argon2id_hash() {
    for shop in shops().await {
        let store = &shop.store;
        let secret = "correct horse 🐴";
        let password = Password::parse(secret).unwrap();
        assert!(!format!("{password:?}").contains("horse"));
        let input = CreateCustomer {
            password: Some(password),
            ..newcomer("ada")
        };
        let ada = customers::create(store, input).await.unwrap();
        let hash = ada.password_hash.clone().unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        let parsed = PasswordHash::new(&hash).unwrap();
        assert_eq!(Params::try_from(&parsed).unwrap().m_cost(), 19_456);
        Argon2::default()
            .verify_password(secret.as_bytes(), &parsed)
            .unwrap();

        let other = UpdateCustomer {
            password: Patch::Set(Password::parse("battery staple").unwrap()),
            ..UpdateCustomer::default()
        };
        let changed = customers::update(store, ada.id, other).await.unwrap();
        assert_ne!(changed.password_hash, ada.password_hash);
        let none = UpdateCustomer {
            password: Patch::Clear,
            ..UpdateCustomer::default()
        };
        let changed = customers::update(store, ada.id, none).await.unwrap();
        assert_eq!(changed.password_hash, None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_may_have_new_addresses_and_share_those_of_others() {
    for shop in shops().await {
        let store = &shop.store;
        let ada = shop.customer("ada").await;
        let home = shop.first_address(ada.id).await;
        let bob = CreateCustomer {
            addresses: vec![
                NewCustomerAddress {
                    label: Some("work".to_owned()),
                    default_billing: true,
                    ..entry(AddressChoice::New(house("2 Side Street")))
                },
                NewCustomerAddress {
                    default_shipping: true,
                    ..entry(AddressChoice::Existing(home))
                },
            ],
            ..newcomer("bob")
        };
        let bob = customers::create(store, bob).await.unwrap();
        let book = addresses::list_of(store, bob.id, PageRequest::default())
            .await
            .unwrap();
        let lines: Vec<_> = book
            .items
            .iter()
            .map(|e| {
                (
                    e.address.line1.as_str(),
                    e.default_shipping,
                    e.default_billing,
                )
            })
            .collect();
        let expected = [
            ("1 High Street", true, false),
            ("2 Side Street", false, true),
        ];
        assert_eq!(lines, expected);

        let removed = customers::delete(store, bob.id, Cascade::Refuse, None)
            .await
            .unwrap();
        assert_eq!(removed.addresses, 1, "Ada keeps the shared one");
        assert_eq!(shop.first_address(ada.id).await, home);
    }
}

#[tokio::test(flavor = "multi_thread")]
// One search after another.
#[allow(clippy::too_many_lines)]
async fn customers_are_found_by_first_letters_and_listed_page_by_page() {
    for shop in shops().await {
        let store = &shop.store;
        let named = |username: &str, first: &str, last: &str| CreateCustomer {
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            ..newcomer(username)
        };
        customers::create(store, named("mab", "Anna", "Smith"))
            .await
            .unwrap();
        customers::create(store, named("ann_1", "Bea", "Jones"))
            .await
            .unwrap();
        customers::create(store, named("cid", "Cid", "Ännchen"))
            .await
            .unwrap();
        customers::create(store, named("dan", "Dan", "anno"))
            .await
            .unwrap();
        let found = |prefix: &str| {
            let prefix = Some(prefix.to_owned());
            async move {
                let input = ListCustomers {
                    prefix,
                    ..ListCustomers::default()
                };
                let page = customers::list(store, input).await.unwrap();
                page.items
                    .into_iter()
                    .map(|c| c.username)
                    .collect::<Vec<_>>()
            }
        };
        for prefix in ["Ann", "ann", "aNN"] {
            assert_eq!(found(prefix).await, ["mab", "ann_1", "dan"]);
        }
        assert_eq!(found("Än").await, ["cid"]);
        assert_eq!(found("äNN").await, ["cid"]);
        assert_eq!(found("SMI").await, ["mab"]);
        assert_eq!(found("MAB@").await, ["mab"]);
        assert_eq!(found("_").await, [""; 0]);
        assert_eq!(found("  ").await.len(), 4);

        let page = PageRequest::new(None, Some(2)).unwrap();
        let prefix = Some("aNn".to_owned());
        let first = ListCustomers {
            page,
            prefix,
            ..ListCustomers::default()
        };
        let first = customers::list(store, first).await.unwrap();
        assert_eq!(first.items.len(), 2);
        let page = PageRequest::new(first.next, Some(2)).unwrap();
        let prefix = Some("aNn".to_owned());
        let rest = ListCustomers {
            page,
            prefix,
            ..ListCustomers::default()
        };
        let rest = customers::list(store, rest).await.unwrap();
        assert_eq!((rest.items[0].username.as_str(), rest.next), ("dan", None));

        let page = PageRequest::new(None, Some(3)).unwrap();
        let first = ListCustomers {
            page,
            ..ListCustomers::default()
        };
        let first = customers::list(store, first).await.unwrap();
        let page = PageRequest::new(first.next, Some(3)).unwrap();
        let rest = ListCustomers {
            page,
            ..ListCustomers::default()
        };
        let rest = customers::list(store, rest).await.unwrap();
        assert_eq!(
            (first.items.len(), rest.items.len(), rest.next),
            (3, 1, None)
        );
    }
}
