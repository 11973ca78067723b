//! Facts about addresses and whose they are.
#![allow(clippy::unwrap_used)]

use crate::empty_shop::{Shop, belonging_to, entry, house, newcomer, refused, shops};
use mercer_store::PageRequest;
use mercer_store::addresses::{
    self, Address, AddressError, CreateAddress, LinkAddress, ListAddresses, NewAddress,
    UpdateAddress,
};
use mercer_store::customers::{self, AddressChoice, CreateCustomer, Customer};
use mercer_store::patch::Patch;

/// (first line, default shipping, default billing) of a customer's addresses.
async fn book(shop: &Shop, customer: &Customer) -> Vec<(String, bool, bool)> {
    let page = addresses::list_of(&shop.store, customer.id, PageRequest::default())
        .await
        .unwrap();
    let line = |entry: addresses::AddressOfCustomer| {
        let flags = (entry.default_shipping, entry.default_billing);
        (entry.address.line1, flags.0, flags.1)
    };
    page.items.into_iter().map(line).collect()
}

fn line(line1: &str, shipping: bool, billing: bool) -> (String, bool, bool) {
    (line1.to_owned(), shipping, billing)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_recorded_for_several_customers_read_changed_and_removed() {
    for shop in shops().await {
        let store = &shop.store;
        let (ada, bob) = (shop.customer("ada").await, shop.customer("bob").await);
        let new = NewAddress {
            line2: Some(" Flat 2 ".to_owned()),
            zip_code: Some("N1 9GU".to_owned()),
            city: "Łódź 🏙".to_owned(),
            ..house("2 Side Street")
        };
        let shared = CreateAddress {
            default_billing: true,
            ..belonging_to(new, &[bob.id, ada.id, bob.id])
        };
        let shared = addresses::create(store, shared).await.unwrap();
        assert_eq!(addresses::get(store, shared.id).await.unwrap(), shared);
        assert_eq!(shared.line2.as_deref(), Some("Flat 2"));
        for customer in [&ada, &bob] {
            let expected = [
                line("1 High Street", true, false),
                line("2 Side Street", false, true),
            ];
            assert_eq!(book(&shop, customer).await, expected);
        }

        shop.a_minute_later();
        let change = UpdateAddress {
            expected_version: Some(1),
            line2: Patch::Clear,
            country: Some("PL".to_owned()),
            ..UpdateAddress::default()
        };
        let changed = addresses::update(store, shared.id, change).await.unwrap();
        let expected = Address {
            line2: None,
            country: "PL".to_owned(),
            version: 2,
            updated_at: store.now(),
            ..shared
        };
        assert_eq!(changed, expected);

        addresses::delete(store, changed.id, None).await.unwrap();
        refused!(
            shop,
            addresses::get(store, changed.id),
            AddressError::NotFound(_)
        );
        let all = addresses::list(store, ListAddresses::default())
            .await
            .unwrap();
        assert_eq!(all.items.len(), 2);
        shop.assert_address_rules_hold().await;
    }
}

/// Addresses with the field that each of them gets wrong.
fn impossible() -> Vec<(&'static str, NewAddress)> {
    let long = |length| Some("x".repeat(length));
    let with = |country: &str| NewAddress {
        country: country.to_owned(),
        ..house("1")
    };
    vec![
        ("line1", house(" ")),
        ("line1", house("a\0b")),
        ("line1", house(&"x".repeat(201))),
        (
            "line2",
            NewAddress {
                line2: long(201),
                ..house("1")
            },
        ),
        (
            "city",
            NewAddress {
                city: String::new(),
                ..house("1")
            },
        ),
        (
            "state",
            NewAddress {
                state: long(101),
                ..house("1")
            },
        ),
        ("country", with("")),
        ("country", with("gb")),
        ("country", with("UK")),
        ("country", with("ZZ")),
        ("country", with("GBR")),
        (
            "zip_code",
            NewAddress {
                zip_code: long(21),
                ..house("1")
            },
        ),
        (
            "phone_number",
            NewAddress {
                phone_number: long(33),
                ..house("1")
            },
        ),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_cannot_be_is_refused_and_nothing_changes() {
    for shop in shops().await {
        let store = &shop.store;
        let ada = shop.customer("ada").await;
        for (field, address) in impossible() {
            refused!(shop, addresses::create(store, belonging_to(address, &[ada.id])),
                AddressError::Invalid(invalid) if invalid.field == field);
        }
        refused!(shop, addresses::create(store, belonging_to(house("1"), &[])),
            AddressError::Invalid(invalid) if invalid.field == "customer_ids");
        refused!(
            shop,
            addresses::create(store, belonging_to(house("1"), &[ada.id, 999])),
            AddressError::UnknownCustomer(999)
        );
        let labelled = CreateAddress {
            label: Some("x".repeat(51)),
            ..belonging_to(house("1"), &[ada.id])
        };
        refused!(shop, addresses::create(store, labelled),
            AddressError::Invalid(invalid) if invalid.field == "label");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_and_a_customer_that_are_linked_have_to_exist() {
    for shop in shops().await {
        let store = &shop.store;
        let ada = shop.customer("ada").await;
        let home = shop.first_address(ada.id).await;
        let link = |customer_id, address_id| LinkAddress {
            customer_id,
            address_id,
            label: None,
            default_shipping: false,
            default_billing: false,
        };
        refused!(
            shop,
            addresses::link(store, link(ada.id, 999)),
            AddressError::NotFound(999)
        );
        refused!(
            shop,
            addresses::link(store, link(999, home)),
            AddressError::UnknownCustomer(999)
        );
        refused!(
            shop,
            addresses::unlink(store, ada.id, 999, None),
            AddressError::NotFound(999)
        );
        refused!(
            shop,
            addresses::unlink(store, 999, home, None),
            AddressError::NotLinked { .. }
        );
        refused!(
            shop,
            addresses::delete(store, 999, None),
            AddressError::NotFound(999)
        );
        refused!(
            shop,
            addresses::update(store, 999, UpdateAddress::default()),
            AddressError::NotFound(999)
        );
        let stale = UpdateAddress {
            expected_version: Some(3),
            ..UpdateAddress::default()
        };
        refused!(
            shop,
            addresses::update(store, home, stale),
            AddressError::VersionConflict(_)
        );
        refused!(
            shop,
            addresses::list_of(store, 999, PageRequest::default()),
            AddressError::UnknownCustomer(999)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_address_of_a_customer_stays() {
    for shop in shops().await {
        let store = &shop.store;
        let ada = shop.customer("ada").await;
        let home = shop.first_address(ada.id).await;
        refused!(
            shop,
            addresses::unlink(store, ada.id, home, None),
            AddressError::LastAddress { .. }
        );
        refused!(
            shop,
            addresses::delete(store, home, None),
            AddressError::LastAddress { .. }
        );

        // Bob has another one, Ada has not: nobody loses it.
        let bob = CreateCustomer {
            addresses: vec![
                entry(AddressChoice::Existing(home)),
                entry(AddressChoice::New(house("2 Side Street"))),
            ],
            ..newcomer("bob")
        };
        customers::create(store, bob).await.unwrap();
        refused!(shop, addresses::delete(store, home, None),
            AddressError::LastAddress { customer_id } if customer_id == ada.id);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_goes_with_its_last_customer_and_another_inherits_the_defaults() {
    for shop in shops().await {
        let store = &shop.store;
        let (ada, bob) = (shop.customer("ada").await, shop.customer("bob").await);
        let home = shop.first_address(ada.id).await;
        shop.address("2 Side Street", &ada).await;
        let shared = LinkAddress {
            customer_id: bob.id,
            address_id: home,
            label: Some("mother".to_owned()),
            default_shipping: true,
            default_billing: false,
        };
        let shared = addresses::link(store, shared).await.unwrap();
        assert!(shared.default_shipping && !shared.default_billing);

        addresses::unlink(store, ada.id, home, None).await.unwrap();
        assert_eq!(book(&shop, &ada).await, [line("2 Side Street", true, true)]);
        assert_eq!(
            addresses::get(store, home).await.unwrap().id,
            home,
            "Bob still has it"
        );
        addresses::unlink(store, bob.id, home, None).await.unwrap();
        assert_eq!(book(&shop, &bob).await, [line("1 High Street", true, true)]);
        refused!(shop, addresses::get(store, home), AddressError::NotFound(_));
        shop.assert_address_rules_hold().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn linking_again_changes_label_and_defaults_only() {
    for shop in shops().await {
        let store = &shop.store;
        let ada = shop.customer("ada").await;
        let work = shop.address("2 Side Street", &ada).await;
        let link = |label: Option<&str>, default| LinkAddress {
            customer_id: ada.id,
            address_id: work.id,
            label: label.map(str::to_owned),
            default_shipping: default,
            default_billing: default,
        };
        addresses::link(store, link(Some("work"), true))
            .await
            .unwrap();
        let kept = addresses::link(store, link(None, false)).await.unwrap();
        assert_eq!(kept.label.as_deref(), Some("work"));
        assert!(kept.default_shipping && kept.default_billing);
        let expected = [
            line("1 High Street", false, false),
            line("2 Side Street", true, true),
        ];
        assert_eq!(book(&shop, &ada).await, expected);
    }
}
