//! Orders and drafts.

use super::{BELL, NOBODY, Scene, off};
use crate::shop::{EURO_PRODUCT, MUG, sale, shops};
use mercer_store::Quantity;
use mercer_store::amounts::DiscountAmount;
use mercer_store::orders::{self, PlaceOrder};

#[tokio::test]
async fn orders_that_make_no_sense() {
    for shop in shops().await {
        let mut scene = Scene::set(shop).await;
        let store = scene.shop.store.clone();
        let of = |product, thousandths| {
            let quantity = Quantity::from_thousandths(thousandths);
            sale(&[(product, quantity)])
        };
        let one = || of(MUG, 1_000);
        let discounted = |discount| {
            let mut input = one();
            input.lines[0].discount = Some(discount);
            input
        };
        let fixed = DiscountAmount::Fixed;
        let cases: Vec<(&str, PlaceOrder)> = vec![
            ("lines: ", sale(&[])),
            ("lines/0/quantity: ", of(MUG, 0)),
            ("lines/0/quantity: ", of(MUG, -1_000)),
            ("lines/0/quantity: ", of(MUG, i64::MAX)),
            ("lines/0/quantity: ", of(MUG, i64::MIN)),
            ("lines/0/quantity: ", of(MUG, 1_500)),
            ("lines/0/product_id: ", of(NOBODY, 1_000)),
            ("lines/0/product_id: ", of(EURO_PRODUCT, 1_000)),
            ("out of stock", of(MUG, 9_000)),
            ("lines/0/discount", discounted(off(fixed(-1), "x"))),
            ("lines/0/discount", discounted(off(fixed(800), "x"))),
            ("lines/0/discount", discounted(off(fixed(i64::MAX), "x"))),
            (
                "lines/0/discount",
                discounted(off(DiscountAmount::Rate(1_000_001), "x")),
            ),
            ("lines/0/discount/reason: ", discounted(off(fixed(1), ""))),
            ("lines/0/discount/reason: ", discounted(off(fixed(1), BELL))),
            (
                "shipping: ",
                PlaceOrder {
                    shipping: -1,
                    ..one()
                },
            ),
            (
                "too large",
                PlaceOrder {
                    shipping: i64::MAX,
                    ..one()
                },
            ),
            (
                "no customer with id 987654",
                PlaceOrder {
                    customer_id: NOBODY,
                    ..one()
                },
            ),
            (
                "no location with id 987654",
                PlaceOrder {
                    location_id: Some(NOBODY),
                    ..one()
                },
            ),
            (
                "lines/0/product_id: ",
                PlaceOrder {
                    currency: Some("EUR".parse().unwrap()),
                    ..one()
                },
            ),
        ];
        for (words, input) in cases {
            scene
                .refused(words, orders::place(&store, input.clone()))
                .await;
            if words != "out of stock" {
                scene.refused(words, orders::draft(&store, input)).await;
            }
        }
        scene.assert_all_refused();
    }
}
