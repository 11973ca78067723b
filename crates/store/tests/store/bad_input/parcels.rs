//! Shipments and returns.

use crate::shop::{pieces, shops};
use super::{BELL, NOBODY, Scene, packed};
use mercer_store::Quantity;
use mercer_store::returns::{self, CreateReturn, LineCredit, ReturnLine};
use mercer_store::shipments::{self, CreateShipment, ReturnToSender};

#[tokio::test]
async fn parcels_and_returns_that_make_no_sense() {
    for shop in shops().await {
        let mut scene = Scene::set(shop).await;
        let (store, order_id) = (scene.shop.store.clone(), scene.order);
        let parcel = |lines| CreateShipment {
            lines: Some(lines),
            ..CreateShipment::of(order_id)
        };
        let thousandths = Quantity::from_thousandths;
        for (words, input) in [
            ("lines: ", parcel(vec![])),
            (
                "lines/1/line: ",
                parcel(vec![packed(1, pieces(1)), packed(1, pieces(1))]),
            ),
            ("lines/0/line: ", parcel(vec![packed(NOBODY, pieces(1))])),
            ("lines/0/line: ", parcel(vec![packed(2, pieces(1))])),
            (
                "lines/0/quantity: ",
                parcel(vec![packed(1, Quantity::ZERO)]),
            ),
            (
                "lines/0/quantity: ",
                parcel(vec![packed(1, thousandths(-1_000))]),
            ),
            (
                "lines/0/quantity: ",
                parcel(vec![packed(1, thousandths(i64::MAX))]),
            ),
            ("lines/0/quantity: ", parcel(vec![packed(1, pieces(2))])),
            (
                "carrier: ",
                CreateShipment {
                    carrier: Some(BELL.to_owned()),
                    ..CreateShipment::of(order_id)
                },
            ),
            ("no order 987654", CreateShipment::of(NOBODY)),
        ] {
            scene.refused(words, shipments::create(&store, input)).await;
        }
        let unknown = "no shipment with id 987654";
        scene
            .refused(unknown, shipments::ship(&store, NOBODY, None))
            .await;
        scene
            .refused(unknown, shipments::deliver(&store, NOBODY, None))
            .await;
        scene
            .refused(unknown, shipments::cancel(&store, NOBODY, None))
            .await;
        let sender = |reason: &str| ReturnToSender {
            shipment_id: NOBODY,
            location_id: None,
            reason: reason.to_owned(),
            write_off: Vec::new(),
            is_credited: true,
            expected_version: None,
        };
        scene
            .refused(unknown, shipments::return_to_sender(&store, sender("x")))
            .await;
        scene
            .refused(
                "reason: ",
                shipments::return_to_sender(&store, sender(BELL)),
            )
            .await;
        let back = |lines| CreateReturn {
            order_id,
            location_id: None,
            reason: "broken".to_owned(),
            lines,
        };
        let line = |quantity| ReturnLine::of(1, thousandths(quantity));
        let crediting = |amount| ReturnLine {
            credit: LineCredit::Amount(amount),
            ..line(1_000)
        };
        for (words, input) in [
            ("lines: ", back(vec![])),
            ("lines/1/line: ", back(vec![line(1_000), line(1_000)])),
            (
                "lines/0/line: ",
                back(vec![ReturnLine::of(NOBODY, pieces(1))]),
            ),
            ("lines/0/line: ", back(vec![ReturnLine::of(2, pieces(1))])),
            ("lines/0/quantity: ", back(vec![line(0)])),
            ("lines/0/quantity: ", back(vec![line(-1_000)])),
            ("lines/0/quantity: ", back(vec![line(2_000)])),
            ("lines/0/credit: ", back(vec![crediting(-1)])),
            ("lines/0/credit: ", back(vec![crediting(i64::MAX)])),
            (
                "reason: ",
                CreateReturn {
                    reason: BELL.to_owned(),
                    ..back(vec![line(1_000)])
                },
            ),
            (
                "no order 987654",
                CreateReturn {
                    order_id: NOBODY,
                    ..back(vec![line(1_000)])
                },
            ),
            (
                "no location with id 987654",
                CreateReturn {
                    location_id: Some(NOBODY),
                    ..back(vec![line(1_000)])
                },
            ),
        ] {
            scene.refused(words, returns::create(&store, input)).await;
        }
        scene.assert_all_refused();
    }
}
