//! Stock, transfers and counts.

use super::{NOBODY, Scene};
use crate::shop::{MUG, POSTAGE, pieces, shops};
use mercer_store::Quantity;
use mercer_store::inventory::counts::{self, CloseCount, CountedLine, OpenCount, RecordCount};
use mercer_store::inventory::transfers::{self, ReceiveTransfer, SendTransfer};
use mercer_store::inventory::{self, Adjust, Receive, StockLine, Transfer};

#[tokio::test]
async fn stock_that_makes_no_sense() {
    for shop in shops().await {
        let mut scene = Scene::set(shop).await;
        let (store, count_id) = (scene.shop.store.clone(), scene.count);
        let thousandths = Quantity::from_thousandths;
        let places: [(&str, i64, i64, i64); 7] = [
            ("quantity: ", MUG, 1, 0),
            ("quantity: ", MUG, 1, 1_500),
            ("quantity: ", MUG, 1, i64::MAX),
            ("quantity: ", MUG, 1, i64::MIN),
            ("no product with id 987654", NOBODY, 1, 1_000),
            ("no location with id 987654", MUG, NOBODY, 1_000),
            ("is a service", POSTAGE, 1, 1_000),
        ];
        for (words, product_id, location, quantity) in places {
            let (location_id, quantity) = (Some(location), thousandths(quantity));
            let goods = Receive {
                product_id,
                location_id,
                quantity,
                reason: None,
            };
            scene
                .refused(words, inventory::receive(&store, goods))
                .await;
            let reason = "x".to_owned();
            let goods = Adjust {
                product_id,
                location_id,
                quantity,
                reason,
            };
            scene.refused(words, inventory::adjust(&store, goods)).await;
            let goods = Transfer {
                product_id,
                from_location_id: location,
                to_location_id: 2,
                quantity,
                reason: None,
            };
            scene
                .refused(words, inventory::transfer(&store, goods))
                .await;
        }
        let line = |product_id, quantity| StockLine {
            product_id,
            quantity,
        };
        let sent = |to_location_id, lines| SendTransfer {
            from_location_id: 1,
            to_location_id,
            lines,
            note: None,
        };
        for (words, input) in [
            ("lines: ", sent(2, vec![])),
            ("to_location_id: ", sent(1, vec![line(MUG, pieces(1))])),
            (
                "no location with id 987654",
                sent(NOBODY, vec![line(MUG, pieces(1))]),
            ),
            (
                "lines/1",
                sent(2, vec![line(MUG, pieces(1)), line(MUG, pieces(1))]),
            ),
            (
                "lines/0/quantity: ",
                sent(2, vec![line(MUG, Quantity::ZERO)]),
            ),
            (
                "lines/0/product_id: ",
                sent(2, vec![line(NOBODY, pieces(1))]),
            ),
            ("out of stock", sent(2, vec![line(MUG, pieces(4))])),
        ] {
            scene.refused(words, transfers::send(&store, input)).await;
        }
        let nothing = ReceiveTransfer {
            transfer_id: NOBODY,
            ..ReceiveTransfer::default()
        };
        let unknown = "no stock transfer with id 987654";
        scene
            .refused(unknown, transfers::receive(&store, nothing))
            .await;
        scene
            .refused(unknown, transfers::cancel(&store, NOBODY, None))
            .await;
        let counted = |count_id, counted| RecordCount {
            count_id,
            expected_version: None,
            lines: vec![CountedLine {
                product_id: MUG,
                counted: thousandths(counted),
            }],
            counted_by: None,
        };
        for (words, input) in [
            ("lines/0/counted: ", counted(count_id, -1_000)),
            ("lines/0/counted: ", counted(count_id, i64::MAX)),
            ("lines/0/counted: ", counted(count_id, 500)),
            ("no stock count with id 987654", counted(NOBODY, 1_000)),
            (
                "lines: ",
                RecordCount {
                    lines: vec![],
                    ..counted(count_id, 0)
                },
            ),
        ] {
            scene.refused(words, counts::record(&store, input)).await;
        }
        let closing = |count_id, reason: &str| CloseCount {
            count_id,
            expected_version: None,
            reason: reason.to_owned(),
            leave_uncounted: false,
        };
        scene
            .refused(
                "are not counted",
                counts::close(&store, closing(count_id, "x")),
            )
            .await;
        scene
            .refused("reason: ", counts::close(&store, closing(count_id, "")))
            .await;
        let open = OpenCount::default();
        scene
            .refused("has an open stock count", counts::open(&store, open))
            .await;
        scene.assert_all_refused();
    }
}
