//! Changing orders after they were drafted or placed.
#![allow(clippy::unwrap_used)]

use crate::edited::{change, of, off, pay, two_mugs_and_tea};
use crate::shop::{MUG, POSTAGE, TEA, gbp, pieces, sale, shops};
use mercer_store::Money;
use mercer_store::addresses::NewAddress;
use mercer_store::amounts::{Discount, DiscountAmount};
use mercer_store::orders::{self, ModifyOrder, OrderError, OrderLine, PaymentStatus};
use mercer_store::patch::Patch;
use mercer_store::payments::{self, RefundInput};

#[tokio::test]
async fn lines_are_added_changed_and_removed_and_the_reservations_follow() {
    for shop in shops().await {
        let placed = two_mugs_and_tea(&shop).await;
        let edit = ModifyOrder {
            add: vec![
                OrderLine::of(POSTAGE, pieces(1)),
                OrderLine::of(MUG, pieces(1)),
            ],
            change: vec![change(1, pieces(5))],
            remove: vec![2],
            reason: Some("called by phone".to_owned()),
            ..of(&placed)
        };
        let modified = orders::modify(&shop.store, edit).await.unwrap();
        let items = &modified.order.items;
        let lines: Vec<_> = items
            .iter()
            .map(|item| (item.line, item.quantity))
            .collect();
        assert_eq!(lines, [(1, 5_000), (3, 1_000), (4, 1_000)]);
        let order = &modified.order.order;
        assert_eq!(order.total, 5 * 799 + 350 + 799);
        assert_eq!(order.version, placed.order.version + 1);
        assert_eq!(
            shop.stock(MUG).await,
            (10_000, 6_000),
            "{}",
            shop.database.kind
        );
        assert_eq!(shop.stock(TEA).await, (10_000, 0), "{}", shop.database.kind);

        let recorded = orders::modifications(&shop.store, order.id).await.unwrap();
        assert_eq!(Some(&recorded[0]), modified.modification.as_ref());
        assert_eq!(recorded[0].total_before, 2 * 799 + 700);
        assert_eq!(recorded[0].total_after, order.total);
        assert_eq!(recorded[0].reason.as_deref(), Some("called by phone"));
        assert_eq!(recorded[0].actor, "test");
        assert_eq!(
            orders::get(&shop.store, order.id).await.unwrap(),
            modified.order
        );
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn the_number_of_a_removed_line_is_not_used_again() {
    for shop in shops().await {
        let placed = two_mugs_and_tea(&shop).await;
        let removal = ModifyOrder {
            remove: vec![2],
            ..of(&placed)
        };
        orders::modify(&shop.store, removal).await.unwrap();
        let addition = ModifyOrder {
            add: vec![OrderLine::of(TEA, pieces(1))],
            ..of(&placed)
        };
        let modified = orders::modify(&shop.store, addition).await.unwrap();
        assert_eq!(modified.order.items[1].line, 3);
    }
}

#[tokio::test]
async fn what_a_paid_order_comes_to_cost_more_is_due_and_what_less_is_given_back() {
    for shop in shops().await {
        let placed = two_mugs_and_tea(&shop).await;
        let payment = pay(&shop, &placed, placed.order.total).await;
        let more = ModifyOrder {
            change: vec![change(1, pieces(3))],
            ..of(&placed)
        };
        let more = orders::modify(&shop.store, more).await.unwrap().order;
        assert_eq!(more.order.payment_status, PaymentStatus::PartiallyPaid);
        assert_eq!(more.order.due(), 799);
        pay(&shop, &more, 799).await;

        let less = ModifyOrder {
            change: vec![change(1, pieces(1))],
            ..of(&placed)
        };
        let less = orders::modify(&shop.store, less).await.unwrap().order;
        assert_eq!(less.order.payment_status, PaymentStatus::RefundDue);
        assert_eq!(less.order.overpaid(), 2 * 799);
        let back = RefundInput {
            payment_id: payment,
            amount: Money::new(2 * 799, gbp()),
            reason: "two mugs fewer".to_owned(),
            lines: Vec::new(),
            expected_version: None,
        };
        payments::refund(&shop.store, back).await.unwrap();
        let settled = orders::get(&shop.store, placed.order.id)
            .await
            .unwrap()
            .order;
        assert_eq!(
            settled.payment_status,
            PaymentStatus::Paid,
            "{}",
            shop.database.kind
        );
        assert_eq!(
            (settled.credited, settled.due(), settled.overpaid()),
            (0, 0, 0)
        );
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn a_discount_lies_on_the_lines_to_the_last_penny() {
    for shop in shops().await {
        shop.receive(MUG, pieces(10)).await;
        shop.receive(TEA, pieces(10)).await;
        let mut order = sale(&[(MUG, pieces(1)), (TEA, pieces(1)), (POSTAGE, pieces(1))]);
        order.discount = Some(off(100));
        order.lines[1].discount = Some(Discount {
            amount: DiscountAmount::Rate(100_000),
            reason: "short date".to_owned(),
        });
        order.shipping = 499;
        let placed = orders::place(&shop.store, order).await.unwrap();
        let shares: Vec<_> = placed
            .items
            .iter()
            .map(|item| item.order_discount)
            .collect();
        // 100 over 799, 1799 and 350.
        assert_eq!(shares, [27, 61, 12]);
        assert_eq!(placed.items[1].discount, 200);
        assert_eq!(placed.order.discount, 300);
        assert_eq!(placed.order.total, 799 + 1999 + 350 - 300 + 499);

        // The order's discount stays the same amount when a line goes, over those that stay.
        let edit = ModifyOrder {
            remove: vec![2],
            ..of(&placed)
        };
        let modified = orders::modify(&shop.store, edit).await.unwrap().order;
        let shares: Vec<_> = modified
            .items
            .iter()
            .map(|item| item.order_discount)
            .collect();
        assert_eq!(shares, [70, 30]);
        let edit = ModifyOrder {
            discount: Patch::Clear,
            shipping: Some(0),
            ..of(&placed)
        };
        let modified = orders::modify(&shop.store, edit).await.unwrap().order;
        assert_eq!(modified.order.total, 799 + 350);
        assert_eq!(modified.order.discount_reason, None);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn addresses_change_while_goods_are_still_to_be_sent() {
    for shop in shops().await {
        let placed = two_mugs_and_tea(&shop).await;
        let edit = ModifyOrder {
            shipping_address: Some(NewAddress {
                line1: "2 Low Street".to_owned(),
                city: "Wells".to_owned(),
                country: "GB".to_owned(),
                ..NewAddress::default()
            }),
            ..of(&placed)
        };
        let modified = orders::modify(&shop.store, edit).await.unwrap().order.order;
        assert_eq!(modified.shipping_address.unwrap().0["city"], "Wells");
        assert_eq!(modified.billing_address, placed.order.billing_address);
        let leaks = "SELECT COUNT(*) AS n FROM audit_log WHERE \
            CAST(state_after AS CHAR(2000)) LIKE '%Wells%'";
        assert_eq!(shop.number(leaks).await, 0, "{}", shop.database.kind);
    }
}

#[tokio::test]
async fn the_timeline_tells_everything_that_happened_and_by_whom() {
    for shop in shops().await {
        let placed = two_mugs_and_tea(&shop).await;
        let id = placed.order.id;
        let clerk = shop.store.acting_as("maria");
        orders::add_note(&clerk, id, "Rings twice.", None)
            .await
            .unwrap();
        let edit = ModifyOrder {
            remove: vec![2],
            ..of(&placed)
        };
        orders::modify(&clerk, edit).await.unwrap();
        orders::cancel(&shop.store, id, None).await.unwrap();
        let timeline = orders::timeline(&shop.store, id).await.unwrap();
        let told: Vec<_> = timeline
            .iter()
            .map(|entry| (entry.actor.as_str(), entry.action.as_str()))
            .collect();
        let expected = [
            ("test", "orders.place"),
            ("maria", "orders.add_note"),
            ("maria", "orders.modify"),
            ("test", "orders.cancel"),
        ];
        assert_eq!(told, expected, "{}", shop.database.kind);
        let note = timeline[1].state_after.as_ref().unwrap();
        assert_eq!(note.0["note"], "Rings twice.");
        let unknown = orders::add_note(&clerk, 999, "Who?", None).await;
        assert!(
            matches!(unknown, Err(OrderError::NotFound(_))),
            "{unknown:?}"
        );
        let blank = orders::add_note(&clerk, id, "  ", None).await;
        assert!(matches!(blank, Err(OrderError::Invalid(_))), "{blank:?}");
    }
}
