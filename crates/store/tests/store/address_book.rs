//! Facts about the entries of a customer's address book.
#![allow(clippy::unwrap_used)]

use crate::empty_shop::{Shop, house, refused, shops};
use mercer_store::addresses::{
    self, AddAddress, AddressError, AddressOfCustomer, EditLink, UnlessLinked, UpdateAddress,
};
use mercer_store::audit::{self, ListEntries};
use mercer_store::patch::Patch;

/// An edit that changes nothing.
fn edit(customer_id: i64, address_id: i64) -> EditLink {
    EditLink {
        customer_id,
        address_id,
        expected_state: None,
        label: Patch::Keep,
        default_shipping: None,
        default_billing: None,
        unless_linked: UnlessLinked::Refuse,
    }
}

async fn added(shop: &Shop, customer_id: i64) -> AddressOfCustomer {
    let work = AddAddress {
        customer_id,
        address: house("2 Side Street"),
        label: Some(" work ".to_owned()),
        default_shipping: false,
        default_billing: true,
    };
    addresses::add(&shop.store, work).await.unwrap()
}

async fn entry(shop: &Shop, customer_id: i64, address_id: i64) -> AddressOfCustomer {
    let entry = addresses::get_of(&shop.store, customer_id, address_id).await;
    entry.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_added_read_and_its_link_changed() {
    for shop in shops().await {
        let store = &shop.store;
        let ada = shop.customer("ada").await.id;
        let home = shop.first_address(ada).await;
        let work = added(&shop, ada).await;
        assert_eq!(work.label.as_deref(), Some("work"));
        assert!(work.default_billing && !work.default_shipping);
        assert_eq!(entry(&shop, ada, work.address.id).await, work);
        assert!(!entry(&shop, ada, home).await.default_billing);

        let change = EditLink {
            label: Patch::Clear,
            default_shipping: Some(true),
            ..edit(ada, work.address.id)
        };
        let changed = addresses::edit_link(store, change).await.unwrap();
        assert_eq!(changed.label, None);
        assert!(changed.default_shipping && changed.default_billing);
        assert_eq!(entry(&shop, ada, work.address.id).await, changed);
        assert!(!entry(&shop, ada, home).await.default_shipping);
        let told = audit::list(store, ListEntries::default()).await.unwrap();
        assert_eq!(told.items[0].action, "addresses.link");
        shop.assert_address_rules_hold().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_default_is_handed_on_and_never_given_up() {
    for shop in shops().await {
        let ada = shop.customer("ada").await.id;
        let work = added(&shop, ada).await.address.id;
        let none = EditLink {
            default_billing: Some(false),
            ..edit(ada, work)
        };
        let before = shop.fingerprint().await;
        refused!(shop, addresses::edit_link(&shop.store, none),
            AddressError::DefaultNeeded { customer_id } if customer_id == ada);
        assert_eq!(shop.fingerprint().await, before);
        // What it is not, it may be said not to be.
        let same = EditLink {
            default_shipping: Some(false),
            default_billing: Some(true),
            ..edit(ada, work)
        };
        addresses::edit_link(&shop.store, same).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_of_somebody_else_is_linked_only_when_asked_for() {
    for shop in shops().await {
        let store = &shop.store;
        let (ada, bob) = (shop.customer("ada").await.id, shop.customer("bob").await.id);
        let bobs = shop.first_address(bob).await;
        refused!(
            shop,
            addresses::edit_link(store, edit(ada, bobs)),
            AddressError::NotLinked { .. }
        );
        refused!(
            shop,
            addresses::get_of(store, ada, bobs),
            AddressError::NotLinked { .. }
        );
        let link = |customer_id, address_id| EditLink {
            label: Patch::Set("shared".to_owned()),
            unless_linked: UnlessLinked::Link,
            ..edit(customer_id, address_id)
        };
        let linked = addresses::edit_link(store, link(ada, bobs)).await.unwrap();
        assert_eq!(linked.label.as_deref(), Some("shared"));
        assert!(!linked.default_shipping && !linked.default_billing);
        refused!(
            shop,
            addresses::edit_link(store, link(999, bobs)),
            AddressError::UnknownCustomer(999)
        );
        let nobodys = EditLink {
            default_shipping: Some(false),
            ..link(999, bobs)
        };
        refused!(
            shop,
            addresses::edit_link(store, nobodys),
            AddressError::UnknownCustomer(999)
        );
        refused!(
            shop,
            addresses::edit_link(store, link(ada, 999)),
            AddressError::NotFound(999)
        );
        shop.assert_address_rules_hold().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_that_was_changed_meanwhile_is_neither_edited_nor_taken_out() {
    for shop in shops().await {
        let store = &shop.store;
        let ada = shop.customer("ada").await.id;
        let home = shop.first_address(ada).await;
        let work = added(&shop, ada).await.address.id;
        let read = entry(&shop, ada, home).await.state();
        assert!(read > 0);
        assert_eq!(entry(&shop, ada, home).await.state(), read);

        // By a default that moved away from it,
        let take = EditLink {
            default_shipping: Some(true),
            ..edit(ada, work)
        };
        addresses::edit_link(store, take).await.unwrap();
        let label = |state| EditLink {
            expected_state: Some(state),
            label: Patch::Set("mine".to_owned()),
            ..edit(ada, home)
        };
        refused!(
            shop,
            addresses::edit_link(store, label(read)),
            AddressError::VersionConflict(_)
        );
        refused!(
            shop,
            addresses::unlink(store, ada, home, Some(read)),
            AddressError::VersionConflict(_)
        );
        // and by a change of the address.
        let read = entry(&shop, ada, home).await.state();
        let move_away = UpdateAddress {
            city: Some("Leeds".to_owned()),
            ..UpdateAddress::default()
        };
        addresses::update(store, home, move_away).await.unwrap();
        refused!(
            shop,
            addresses::edit_link(store, label(read)),
            AddressError::VersionConflict(_)
        );
        let read = entry(&shop, ada, home).await.state();
        let edited = addresses::edit_link(store, label(read)).await.unwrap();
        addresses::unlink(store, ada, home, Some(edited.state()))
            .await
            .unwrap();
        shop.assert_address_rules_hold().await;
    }
}
