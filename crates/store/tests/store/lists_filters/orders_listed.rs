//! The filters of orders.

use super::three_orders;
use crate::shop::{CUSTOMER, TEA, shops};
use mercer_store::Clock;
use mercer_store::orders::{
    self, FulfilmentStatus, ListOrders, OrderKind, OrderStatus, PaymentStatus,
};

#[tokio::test(flavor = "multi_thread")]
async fn every_filter_of_orders_selects_what_it_says() {
    for shop in shops().await {
        let [first, second, draft] = three_orders(&shop).await;
        let later = shop.clock.now();
        let all = ListOrders::default;
        let total = orders::get(&shop.store, first).await.unwrap().order.total;
        let number = orders::get(&shop.store, second).await.unwrap().order.number;
        let cases: Vec<(ListOrders, Vec<i64>)> = vec![
            (all(), vec![first, second, draft]),
            (
                ListOrders {
                    status: Some(OrderStatus::Draft),
                    ..all()
                },
                vec![draft],
            ),
            (
                ListOrders {
                    status: Some(OrderStatus::Placed),
                    ..all()
                },
                vec![first, second],
            ),
            (
                ListOrders {
                    payment_status: Some(PaymentStatus::Unpaid),
                    ..all()
                },
                vec![second, draft],
            ),
            (
                ListOrders {
                    fulfilment_status: Some(FulfilmentStatus::Unfulfilled),
                    ..all()
                },
                vec![second, draft],
            ),
            (
                ListOrders {
                    kind: Some(OrderKind::Return),
                    ..all()
                },
                vec![],
            ),
            (
                ListOrders {
                    kind: Some(OrderKind::Sale),
                    ..all()
                },
                vec![first, second, draft],
            ),
            (
                ListOrders {
                    customer_id: Some(CUSTOMER),
                    ..all()
                },
                vec![first, second, draft],
            ),
            (
                ListOrders {
                    customer_id: Some(999),
                    ..all()
                },
                vec![],
            ),
            (
                ListOrders {
                    location_id: Some(2),
                    ..all()
                },
                vec![],
            ),
            (
                ListOrders {
                    product_id: Some(TEA),
                    ..all()
                },
                vec![first, draft],
            ),
            (
                ListOrders {
                    number: Some(number.clone()),
                    ..all()
                },
                vec![second],
            ),
            (
                ListOrders {
                    q: Some(number[..number.len() - 1].to_owned()),
                    status: Some(OrderStatus::Placed),
                    ..all()
                },
                vec![first, second],
            ),
            (
                ListOrders {
                    placed_from: Some(later),
                    ..all()
                },
                vec![second],
            ),
            (
                ListOrders {
                    placed_until: Some(later),
                    ..all()
                },
                vec![first],
            ),
            (
                ListOrders {
                    total_at_least: Some(total),
                    ..all()
                },
                vec![first],
            ),
            (
                ListOrders {
                    total_at_most: Some(total - 1),
                    ..all()
                },
                vec![second, draft],
            ),
            (
                ListOrders {
                    product_id: Some(TEA),
                    status: Some(OrderStatus::Placed),
                    ..all()
                },
                vec![first],
            ),
        ];
        for (wanted, expected) in cases {
            let words = format!("{}: {wanted:?}", shop.database.kind);
            assert_eq!(ids!(orders::list(&shop.store, wanted)), expected, "{words}");
        }
    }
}
