//! Who edits what somebody else changed meanwhile is refused, on every database; and what else an
//! edge needs of orders.
#![allow(clippy::unwrap_used)]

use crate::paying;

use crate::parcels::{back, ordered, packed};
use crate::paying::{again, order, part, promise, refund};
use crate::shop::{POSTAGE, pieces, shops};
use mercer_store::edit::VersionConflict;
use mercer_store::orders::{
    self, Cascade, Credit, CreditOrder, LineChange, ModifyOrder, OrderError, OrderLine,
};
use mercer_store::patch::Patch;
use mercer_store::payments::{self, Capture, PaymentError, PaymentState, RefundInput};
use mercer_store::shipments::{self, ReturnToSender, ShipmentError, ShipmentStatus};

const OLD: Option<i64> = Some(99);

macro_rules! stale {
    ($error:ident: $($verb:expr),* $(,)?) => {$(
        let refused = $verb.await;
        let expected = VersionConflict { expected: 99, current: CURRENT };
        match refused {
            Err($error::Stale(conflict)) => assert_eq!(conflict, expected, stringify!($verb)),
            other => panic!("{}: {other:?}", stringify!($verb)),
        }
    )*};
}

#[tokio::test]
async fn orders_shipments_and_payments_are_edited_as_they_were_read() {
    const CURRENT: i64 = 1;
    for shop in shops().await {
        let store = &shop.store;
        let order_id = order(&shop).await.id;
        let credit = CreditOrder {
            order_id,
            expected_version: OLD,
            credit: Credit::Whole(1),
            reason: "goodwill".to_owned(),
        };
        stale!(OrderError:
            orders::cancel(store, order_id, OLD),
            orders::delete(store, order_id, Cascade::Refuse, OLD),
            orders::credit(store, credit),
            orders::add_note(store, order_id, "x", OLD),
        );
        orders::add_note(store, order_id, "x", Some(1))
            .await
            .unwrap();
        orders::cancel(store, order_id, Some(1)).await.unwrap();
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn shipments_are_stepped_as_they_were_read() {
    const CURRENT: i64 = 1;
    for shop in shops().await {
        let store = &shop.store;
        let order = ordered(&shop).await;
        let parcel = packed(&shop, order, &[(1, 1_000)]).await;
        let sender = ReturnToSender {
            expected_version: OLD,
            ..back(parcel)
        };
        stale!(ShipmentError:
            shipments::ship(store, parcel, OLD),
            shipments::mark_in_transit(store, parcel, OLD),
            shipments::deliver(store, parcel, OLD),
            shipments::cancel(store, parcel, OLD),
            shipments::return_to_sender(store, sender),
        );
        let sent = shipments::ship(store, parcel, Some(1)).await.unwrap();
        assert_eq!(sent.shipment.status, ShipmentStatus::Shipped);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn payments_are_stepped_as_they_were_read() {
    for shop in shops().await {
        let (store, _) = paying::simulated(&shop);
        let order = order(&shop).await;
        let paid = payments::pay(&store, promise(&order, "sim_approve"))
            .await
            .unwrap();
        let (id, version) = (paid.id, paid.version);
        let capture = Capture {
            expected_version: OLD,
            ..part(&paid, 1)
        };
        let refund = RefundInput {
            expected_version: OLD,
            ..refund(&paid, 1)
        };
        let refused = [
            payments::capture(&store, capture).await.map(drop),
            payments::refund(&store, refund).await.map(drop),
            payments::void(&store, id, OLD).await.map(drop),
            payments::confirm(&store, id, OLD).await.map(drop),
        ];
        for refused in refused {
            let Err(PaymentError::Stale(conflict)) = refused else {
                panic!("{refused:?}");
            };
            assert_eq!(conflict.current, version);
        }
        let voided = payments::void(&store, id, Some(version)).await.unwrap();
        assert_eq!(voided.status, PaymentState::Voided);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn an_edit_that_names_all_lines_removes_the_others() {
    for shop in shops().await {
        let store = &shop.store;
        let id = ordered(&shop).await;
        let whole = |change: Vec<LineChange>, add| ModifyOrder {
            order_id: id,
            change,
            add,
            removes_others: true,
            ..ModifyOrder::default()
        };
        let tea = LineChange {
            line: 2,
            quantity: None,
            discount: Patch::Keep,
        };
        let add = vec![OrderLine::of(POSTAGE, pieces(2))];
        let edited = orders::modify(store, whole(vec![tea.clone()], add)).await;
        let items = edited.unwrap().order.items;
        let lines: Vec<i64> = items.iter().map(|item| item.line).collect();
        assert_eq!(lines, [2, 4]);
        packed(&shop, id, &[(2, 100)]).await;
        let refused = orders::modify(
            store,
            whole(vec![], vec![OrderLine::of(POSTAGE, pieces(1))]),
        );
        match refused.await {
            Err(OrderError::Invalid(invalid)) => assert_eq!(invalid.field, "change"),
            other => panic!("{other:?}"),
        }
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn notes_and_currencies_are_read() {
    for shop in shops().await {
        let store = &shop.store;
        let order = order(&shop).await;
        let clerk = store.acting_as("maria");
        orders::add_note(&clerk, order.id, "Rings twice.", None)
            .await
            .unwrap();
        let notes = orders::notes(store, order.id).await.unwrap();
        let told: Vec<_> = notes
            .iter()
            .map(|note| (note.note.as_deref(), &*note.actor))
            .collect();
        assert_eq!(told, [(Some("Rings twice."), "maria")]);
        let currencies = orders::currencies(store, &[order.id, 999]).await.unwrap();
        let told: Vec<_> = currencies.into_iter().collect();
        assert_eq!(told, [(order.id, "GBP".to_owned())]);
        assert_eq!(again(store, &order).await.order.version, order.version);
        let unknown = orders::notes(store, 999).await;
        assert!(matches!(unknown, Err(OrderError::NotFound(_))));
    }
}
