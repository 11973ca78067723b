//! Facts about removals and acts that expect a version, of people and what belongs to them.
#![allow(clippy::unwrap_used)]

use crate::empty_shop;

use crate::empty_shop::{house, newcomer, purchase, refused, shops};
use crate::staff_room::{hired, password};
use mercer_store::addresses::{self, AddressError, UpdateAddress};
use mercer_store::audit::{self, AuditError};
use mercer_store::customers::{
    self, AddressChoice, Cascade, CreateCustomer, CustomerError, UpdateCustomer,
};
use mercer_store::orders;
use mercer_store::payment_methods::{self, AddPaymentMethod, NewMeans, PaymentMethodError};
use mercer_store::staff::{self, Role, StaffError};

const OLD: Option<i64> = Some(1);
const NOW: Option<i64> = Some(2);

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_who_was_changed_meanwhile_is_neither_erased_nor_deleted() {
    for shop in shops().await {
        let store = &shop.store;
        let ada = shop.customer("ada").await.id;
        let phone = UpdateCustomer {
            first_name: Some("Augusta".to_owned()),
            ..UpdateCustomer::default()
        };
        customers::update(store, ada, phone).await.unwrap();
        let before = shop.fingerprint().await;
        refused!(
            shop,
            customers::erase(store, ada, OLD),
            CustomerError::VersionConflict(_)
        );
        refused!(
            shop,
            customers::delete(store, ada, Cascade::WithOrders, OLD),
            CustomerError::VersionConflict(_)
        );
        assert_eq!(shop.fingerprint().await, before, "{}", shop.kind());
        customers::erase(store, ada, NOW).await.unwrap();
        customers::delete(store, ada, Cascade::Refuse, Some(3))
            .await
            .unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_was_changed_meanwhile_is_not_deleted() {
    for shop in shops().await {
        let store = &shop.store;
        let ada = shop.customer("ada").await;
        let work = shop.address("2 Side Street", &ada).await.id;
        let change = UpdateAddress {
            city: Some("Leeds".to_owned()),
            ..UpdateAddress::default()
        };
        addresses::update(store, work, change).await.unwrap();
        refused!(
            shop,
            addresses::delete(store, work, OLD),
            AddressError::VersionConflict(_)
        );
        addresses::delete(store, work, NOW).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_method_that_was_changed_meanwhile_is_no_default_and_stays() {
    for shop in shops().await {
        let store = &shop.store;
        let ada = shop.customer("ada").await.id;
        let cash = AddPaymentMethod {
            customer_id: ada,
            means: NewMeans::Cash,
            label: None,
            is_default: false,
        };
        let cash = payment_methods::add(store, cash).await.unwrap().id;
        refused!(
            shop,
            payment_methods::set_default(store, cash, NOW),
            PaymentMethodError::VersionConflict(_)
        );
        payment_methods::set_default(store, cash, OLD)
            .await
            .unwrap();
        refused!(
            shop,
            payment_methods::remove(store, cash, OLD),
            PaymentMethodError::VersionConflict(_)
        );
        payment_methods::remove(store, cash, NOW).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_who_was_changed_meanwhile_gets_no_password_and_stays() {
    for shop in shops().await {
        let store = &shop.store;
        hired(&shop, "ann", Role::Owner).await;
        let bob = hired(&shop, "bob", Role::Clerk).await.id;
        let new = || password("staple battery");
        staff::set_password(store, bob, new(), OLD).await.unwrap();
        refused!(
            shop,
            staff::set_password(store, bob, new(), OLD),
            StaffError::VersionConflict(_)
        );
        refused!(
            shop,
            staff::delete(store, bob, OLD),
            StaffError::VersionConflict(_)
        );
        staff::delete(store, bob, NOW).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_registers_brings_an_e_mail_address_a_password_and_no_address_of_others() {
    for shop in shops().await {
        let store = &shop.store;
        let ada = shop.customer("ada").await.id;
        let adas = shop.first_address(ada).await;
        let eve = || CreateCustomer {
            password: Some(password("correct horse")),
            ..newcomer("eve")
        };
        let with_address = |id| CreateCustomer {
            addresses: vec![empty_shop::entry(AddressChoice::Existing(id))],
            ..eve()
        };
        for id in [adas, 999] {
            refused!(shop, customers::register(store, with_address(id)),
                CustomerError::Address(AddressError::NotFound(named)) if named == id);
        }
        refused!(shop, customers::register(store, newcomer("eve")),
            CustomerError::Invalid(invalid) if invalid.field == "password");
        let unreachable = CreateCustomer {
            email: None,
            ..eve()
        };
        refused!(shop, customers::register(store, unreachable),
            CustomerError::Invalid(invalid) if invalid.field == "email");
        let registered = customers::register(store, eve()).await.unwrap();
        assert!(registered.password_hash.is_some());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_latest_orders_of_many_customers_come_at_once() {
    for shop in shops().await {
        let store = &shop.store;
        let (ada, bob) = (shop.customer("ada").await.id, shop.customer("bob").await.id);
        let carl = shop.customer("carl").await.id;
        let mug = shop.goods("MUG", 0).await.id;
        let mut of_ada = Vec::new();
        for _ in 0..=orders::LATEST {
            let order = orders::draft(store, purchase(ada, mug, 1)).await.unwrap();
            of_ada.push((ada, order.order.id));
        }
        let order = orders::draft(store, purchase(bob, mug, 1)).await.unwrap();
        let found = orders::of_customers(store, &[bob, carl, ada])
            .await
            .unwrap();
        let found: Vec<_> = found.iter().map(|o| (o.customer_id, o.id)).collect();
        let mut expected: Vec<_> = of_ada.into_iter().skip(1).rev().collect();
        expected.push((bob, order.order.id));
        assert_eq!(found, expected, "{}", shop.kind());
        assert_eq!(orders::of_customers(store, &[]).await.unwrap(), []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_of_the_log_is_looked_at() {
    for shop in shops().await {
        shop.customer("ada").await;
        let entry = audit::get(&shop.store, 1).await.unwrap();
        assert_eq!((entry.id, &*entry.actor), (1, &*shop.store.actor()));
        refused!(
            shop,
            audit::get(&shop.store, 999),
            AuditError::NotFound(999)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_address_that_is_wrong_is_named_where_it_stands() {
    for shop in shops().await {
        let nowhere = CreateCustomer {
            addresses: vec![
                empty_shop::entry(AddressChoice::New(house("1 High Street"))),
                empty_shop::entry(AddressChoice::New(house(" "))),
            ],
            ..newcomer("eve")
        };
        refused!(shop, customers::create(&shop.store, nowhere),
            CustomerError::Invalid(invalid) if invalid.field == "addresses/1/address/line1");
    }
}
