//! Facts about people who are forgotten while the books stay.
#![allow(clippy::unwrap_used)]

use crate::empty_shop::{Shop, entry, house, newcomer, purchase, refused, shops};
use mercer_database::Kind;
use mercer_store::addresses::{self, NewAddress};
use mercer_store::customers::{
    self, AddressChoice, CreateCustomer, Customer, CustomerError, Erased, SignIn, UpdateCustomer,
};
use mercer_store::orders::{self, Fulfilment, Order, OrderError, PlaceOrder};
use mercer_store::password::Password;
use mercer_store::payments::{self, Means};
use mercer_store::{Money, PageRequest};
use serde_json::json;

/// A customer with everything that names a person, at a house of theirs and at one of Bob's.
async fn ada(shop: &Shop) -> Customer {
    let bob = shop.customer("bob").await;
    let bobs = shop.first_address(bob.id).await;
    let home = NewAddress {
        phone_number: Some("+44 20 7946 0001".to_owned()),
        country: "FR".to_owned(),
        ..house("7 Rue Secrète")
    };
    let input = CreateCustomer {
        password: Some(Password::parse("correct horse").unwrap()),
        phone: Some("+44 20 7946 0000".to_owned()),
        addresses: vec![
            entry(AddressChoice::New(home)),
            entry(AddressChoice::Existing(bobs)),
        ],
        ..newcomer("ada")
    };
    customers::create(&shop.store, input).await.unwrap()
}

async fn sold(shop: &Shop, customer: &Customer) -> Order {
    let mug = shop.goods("MUG", 5).await;
    let sale = PlaceOrder {
        fulfilment: Fulfilment::HandOver,
        ..purchase(customer.id, mug.id, 1)
    };
    let order = orders::place(&shop.store, sale).await.unwrap().order;
    let cash = payments::Record {
        order_id: order.id,
        amount: Money::new(order.total, shop.store.currency()),
        means: Means::Cash,
    };
    payments::record(&shop.store, cash).await.unwrap();
    orders::get(&shop.store, order.id).await.unwrap().order
}

fn nothing_but(country: &str) -> serde_json::Value {
    json!({ "line1": "erased", "line2": null, "city": "erased", "state": null,
        "country": country, "zip_code": null, "phone_number": null })
}

async fn audited(shop: &Shop, id: i64) -> i64 {
    shop.number(&format!(
        "SELECT COUNT(*) AS n FROM audit_log \
         WHERE action = 'customers.erase' AND subject = 'customer {id}'"
    ))
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_customer_leaves_the_books_and_nothing_of_the_person() {
    for shop in shops().await {
        let store = &shop.store;
        let ada = ada(&shop).await;
        let before = sold(&shop, &ada).await;
        shop.a_minute_later();
        let erased = customers::erase(store, ada.id, None).await.unwrap();
        let expected = Erased {
            person: true,
            orders: 1,
            addresses: 2,
            payment_methods: 0,
        };
        assert_eq!(erased, expected);

        let expected = Customer {
            username: format!("erased:{}", ada.id),
            email: None,
            password_hash: None,
            first_name: "Erased".to_owned(),
            last_name: "customer".to_owned(),
            first_name_key: "erased".to_owned(),
            last_name_key: "customer".to_owned(),
            phone: None,
            erased_at: Some(store.now()),
            updated_at: store.now(),
            version: 2,
            ..ada.clone()
        };
        assert_eq!(customers::get(store, ada.id).await.unwrap(), expected);

        let book = addresses::list_of(store, ada.id, PageRequest::default())
            .await
            .unwrap();
        let [left] = book.items.as_slice() else {
            panic!("{}: {book:?}", shop.kind());
        };
        assert_eq!(
            (left.address.line1.as_str(), left.address.country.as_str()),
            ("erased", "FR")
        );
        let secret = "SELECT COUNT(*) AS n FROM addresses WHERE line1 LIKE '%Secr%'";
        assert_eq!(shop.number(secret).await, 0);
        shop.assert_address_rules_hold().await;

        let after = orders::get(store, before.id).await.unwrap().order;
        assert_eq!(
            after.shipping_address.as_ref().unwrap().0,
            nothing_but("FR")
        );
        assert_eq!(after.billing_address.as_ref().unwrap().0, nothing_but("FR"));
        let expected = Order {
            shipping_address: after.shipping_address.clone(),
            billing_address: after.billing_address.clone(),
            updated_at: store.now(),
            version: before.version + 1,
            ..before
        };
        assert_eq!(after, expected);
        assert_eq!(shop.number("SELECT COUNT(*) AS n FROM payments").await, 1);

        assert_eq!(audited(&shop, ada.id).await, 1);
        let told = "SELECT COUNT(*) AS n FROM audit_log WHERE \
             LOWER(CAST(state_after AS CHAR(1000))) LIKE '%ada@%' OR \
             LOWER(CAST(state_after AS CHAR(1000))) LIKE '%secr%'";
        assert_eq!(shop.number(told).await, 0);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn erasing_again_changes_nothing() {
    for shop in shops().await {
        let ada = ada(&shop).await;
        sold(&shop, &ada).await;
        customers::erase(&shop.store, ada.id, None).await.unwrap();
        let before = shop.fingerprint().await;
        shop.a_minute_later();
        let again = customers::erase(&shop.store, ada.id, None).await.unwrap();
        let nothing = Erased {
            person: false,
            orders: 0,
            addresses: 0,
            payment_methods: 0,
        };
        assert_eq!(again, nothing);
        assert_eq!(shop.fingerprint().await, before, "{}", shop.kind());
        assert_eq!(audited(&shop, ada.id).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_an_erased_customer_any_more() {
    for shop in shops().await {
        let store = &shop.store;
        let ada = ada(&shop).await;
        customers::erase(store, ada.id, None).await.unwrap();
        let back = UpdateCustomer {
            first_name: Some("Ada".to_owned()),
            ..UpdateCustomer::default()
        };
        refused!(
            shop,
            customers::update(store, ada.id, back),
            CustomerError::Erased(_)
        );
        for name in ["ada".to_owned(), format!("erased:{}", ada.id)] {
            let sign_in = SignIn {
                name,
                password: Password::claimed("correct horse").unwrap(),
            };
            refused!(
                shop,
                customers::sign_in(store, sign_in),
                CustomerError::WrongSignIn
            );
        }
        let mug = shop.goods("MUG", 5).await;
        refused!(
            shop,
            orders::place(store, purchase(ada.id, mug.id, 1)),
            OrderError::UnknownCustomer(_)
        );
        refused!(
            shop,
            customers::erase(store, 999, None),
            CustomerError::NotFound(_)
        );
        // The user name and the e-mail address are free again.
        shop.customer("ada").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_who_waits_for_goods_is_erased_only_after_these_orders() {
    for shop in shops().await {
        let store = &shop.store;
        let ada = ada(&shop).await;
        let mug = shop.goods("MUG", 5).await;
        let order = shop.order(&ada, &mug, 1).await.order;
        refused!(
            shop,
            customers::erase(store, ada.id, None),
            CustomerError::OpenOrders { orders: 1 }
        );
        orders::cancel(store, order.id, None).await.unwrap();
        assert!(customers::erase(store, ada.id, None).await.unwrap().person);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_comes_while_its_customer_is_erased_is_refused_or_keeps_the_customer() {
    for shop in shops().await {
        let store = &shop.store;
        let mug = shop.goods("MUG", 100).await;
        for round in 0..10 {
            let ada = shop.customer(&format!("ada-{round}")).await;
            let (erased, placed) = tokio::join!(
                customers::erase(store, ada.id, None),
                orders::place(store, purchase(ada.id, mug.id, 1)),
            );
            match (erased, placed) {
                (Ok(_), Err(OrderError::UnknownCustomer(_)))
                | (Err(CustomerError::OpenOrders { orders: 1 }), Ok(_)) => {}
                // MariaDB had read the address before; the next erasure forgets it.
                (Ok(_), Ok(placed)) if shop.kind() == Kind::MySql => {
                    orders::cancel(store, placed.order.id, None).await.unwrap();
                    customers::erase(store, ada.id, None).await.unwrap();
                    let order = orders::get(store, placed.order.id).await.unwrap().order;
                    assert_eq!(order.shipping_address.unwrap().0, nothing_but("GB"));
                }
                other => panic!("{}: {other:?}", shop.kind()),
            }
        }
        shop.assert_address_rules_hold().await;
        shop.assert_books_are_right().await;
    }
}
