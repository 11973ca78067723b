//! Facts about customers who go, and what goes with them.
#![allow(clippy::unwrap_used)]

use crate::empty_shop::{item, purchase, refused, shops};
use mercer_store::Money;
use mercer_store::customers::{self, Cascade, CustomerError};
use mercer_store::orders::{self, OrderError};
use mercer_store::payments::{self, Means};
use mercer_store::products::{self, CreateProduct, Kind};

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_with_placed_orders_goes_only_with_them_and_only_when_asked() {
    for shop in shops().await {
        let store = &shop.store;
        let (ada, bob) = (shop.customer("ada").await, shop.customer("bob").await);
        let mug = shop.goods("MUG", 10).await;
        let cup = shop.goods("CUP", 10).await;
        let paid = shop.order(&ada, &mug, 2).await.order;
        shop.order(&ada, &cup, 3).await;
        let called_off = shop.order(&ada, &mug, 1).await.order;
        orders::cancel(store, called_off.id, None).await.unwrap();
        shop.order(&bob, &mug, 4).await;
        let cash = payments::Record {
            order_id: paid.id,
            amount: Money::new(paid.total, store.currency()),
            means: Means::Cash,
        };
        payments::record(store, cash).await.unwrap();
        assert_eq!(
            (shop.reserved(&mug).await, shop.reserved(&cup).await),
            (6_000, 3_000)
        );

        refused!(
            shop,
            customers::delete(store, ada.id, Cascade::Refuse, None),
            CustomerError::HasOrders { orders: 3 }
        );
        assert_eq!(
            (shop.reserved(&mug).await, shop.reserved(&cup).await),
            (6_000, 3_000)
        );

        let removed = customers::delete(store, ada.id, Cascade::WithOrders, None)
            .await
            .unwrap();
        assert_eq!(
            (removed.orders, removed.payments, removed.addresses),
            (3, 1, 1)
        );
        assert_eq!(
            (shop.reserved(&mug).await, shop.reserved(&cup).await),
            (4_000, 0)
        );
        for (table, left) in [
            ("orders", 1),
            ("order_items", 1),
            ("payments", 0),
            ("payment_events", 0),
            ("customers", 1),
            ("addresses", 1),
        ] {
            let count = format!("SELECT COUNT(*) AS n FROM {table}");
            assert_eq!(shop.number(&count).await, left, "{}: {table}", shop.kind());
        }
        let audited = format!(
            "SELECT COUNT(*) AS n FROM audit_log \
             WHERE action = 'customers.delete' AND subject = 'customer {}'",
            ada.id
        );
        assert_eq!(shop.number(&audited).await, 1);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_go_with_the_customer() {
    for shop in shops().await {
        let ada = shop.customer("ada").await;
        let postage = CreateProduct {
            kind: Kind::Service,
            ..item("POST")
        };
        let postage = products::create(&shop.store, postage).await.unwrap();
        shop.order(&ada, &postage, 1).await;
        // No verb writes drafts yet.
        shop.place
            .execute("UPDATE orders SET status = 'draft', placed_at = NULL")
            .await;
        let removed = customers::delete(&shop.store, ada.id, Cascade::Refuse, None)
            .await
            .unwrap();
        assert_eq!((removed.orders, removed.drafts), (0, 1));
        assert_eq!(
            shop.number("SELECT COUNT(*) AS n FROM order_items").await,
            0
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_comes_while_its_customer_goes_is_refused_or_keeps_the_customer() {
    for shop in shops().await {
        let mug = shop.goods("MUG", 100).await;
        for round in 0..10 {
            let ada = shop.customer(&format!("ada-{round}")).await;
            let (gone, placed) = tokio::join!(
                customers::delete(&shop.store, ada.id, Cascade::Refuse, None),
                orders::place(&shop.store, purchase(ada.id, mug.id, 1)),
            );
            match (gone, placed) {
                (Ok(_), Err(OrderError::UnknownCustomer(_)))
                | (Err(CustomerError::HasOrders { orders: 1 }), Ok(_)) => {}
                other => panic!("{}: {other:?}", shop.kind()),
            }
        }
        shop.assert_books_are_right().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cascade_that_meets_orders_cancellations_and_payments_leaves_right_books() {
    for shop in shops().await {
        let store = &shop.store;
        let mug = shop.goods("MUG", 100).await;
        for round in 0..10 {
            let ada = shop.customer(&format!("ada-{round}")).await;
            let (one, two) = (
                shop.order(&ada, &mug, 1).await,
                shop.order(&ada, &mug, 2).await,
            );
            let cash = payments::Record {
                order_id: two.order.id,
                amount: Money::new(two.order.total, store.currency()),
                means: Means::Cash,
            };
            let (gone, _, _, placed) = tokio::join!(
                customers::delete(store, ada.id, Cascade::WithOrders, None),
                orders::cancel(store, one.order.id, None),
                payments::record(store, cash),
                orders::place(store, purchase(ada.id, mug.id, 1)),
            );
            gone.unwrap_or_else(|error| panic!("{}: {error:?}", shop.kind()));
            assert!(
                matches!(placed, Ok(_) | Err(OrderError::UnknownCustomer(_))),
                "{}: {placed:?}",
                shop.kind()
            );
        }
        assert_eq!(shop.number("SELECT COUNT(*) AS n FROM orders").await, 0);
        assert_eq!(shop.reserved(&mug).await, 0, "{}", shop.kind());
        shop.assert_books_are_right().await;
    }
}
