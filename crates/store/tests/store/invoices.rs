//! Invoices and credit notes: what they bill, in which words, and what outlives what.
#![allow(clippy::unwrap_used)]

use crate::shop::{CUSTOMER, MUG, POSTAGE, Shop, TEA, gbp, pieces, sale, shops};
use mercer_database::Json;
use mercer_store::customers::{self, Cascade};
use mercer_store::invoices::{
    self, InvoiceError, InvoiceKind, InvoiceLine, InvoiceWithLines, ListInvoices,
};
use mercer_store::orders::{
    self, Credit, CreditOrder, Fulfilment, LineChange, ModifyOrder, OrderKind, OrderWithItems,
    PlaceOrder,
};
use mercer_store::patch::Patch;
use mercer_store::payments::{self, Means, Record};
use mercer_store::{Cursor, Money, PageRequest, Quantity};

/// A mug at 7.99 twice, tea at 19.99, 20 % tax, and 3.50 for the delivery, prices with tax or
/// without.
async fn taxed_order(shop: &Shop, includes_tax: bool) -> OrderWithItems {
    shop.receive(MUG, pieces(20)).await;
    shop.receive(TEA, pieces(20)).await;
    let placed = orders::place(&shop.store, sale(&[(MUG, pieces(2)), (TEA, pieces(1))]))
        .await
        .unwrap();
    let id = placed.order.id;
    shop.database
        .execute(&format!(
            "UPDATE order_items SET tax_rate_ppm = 200000 WHERE order_id = {id}"
        ))
        .await;
    shop.database
        .execute(&format!(
            "UPDATE orders SET prices_include_tax = {includes_tax} WHERE id = {id}"
        ))
        .await;
    let change = ModifyOrder {
        order_id: id,
        shipping: Some(350),
        ..ModifyOrder::default()
    };
    orders::modify(&shop.store, change).await.unwrap().order
}

async fn change_quantity(shop: &Shop, order_id: i64, line: i64, quantity: Quantity) {
    let change = LineChange {
        line,
        quantity: Some(quantity),
        discount: Patch::Keep,
    };
    let input = ModifyOrder {
        order_id,
        change: vec![change],
        ..ModifyOrder::default()
    };
    orders::modify(&shop.store, input).await.unwrap();
}

async fn give_credit(shop: &Shop, order_id: i64, credit: Credit) {
    let input = CreditOrder {
        order_id,
        credit,
        reason: "chipped".to_owned(),
        expected_version: None,
    };
    orders::credit(&shop.store, input).await.unwrap();
}

/// (line, quantity, discount, net, tax, total)
fn amounts(document: &InvoiceWithLines) -> Vec<(i64, i64, i64, i64, i64, i64)> {
    let of = |l: &InvoiceLine| (l.line, l.quantity, l.discount, l.net, l.tax, l.total);
    document.lines.iter().map(of).collect()
}

#[tokio::test]
async fn the_first_invoice_bills_the_whole_order_with_its_tax() {
    for shop in shops().await {
        let order = taxed_order(&shop, true).await.order;
        let first = invoices::issue(&shop.store, order.id, None).await.unwrap();
        assert_eq!(
            amounts(&first),
            [
                (1, 2_000, 0, 1_332, 266, 1_598),
                (2, 1_000, 0, 1_666, 333, 1_999),
                (0, 1_000, 0, 350, 0, 350),
            ]
        );
        let invoice = &first.invoice;
        assert_eq!(invoice.number, "INV-000001");
        assert_eq!(invoice.kind, InvoiceKind::Invoice);
        assert_eq!(
            (invoice.net, invoice.tax, invoice.total),
            (3_348, 599, 3_947)
        );
        assert_eq!((invoice.tax, invoice.total), (order.tax, order.total));
        assert_eq!(invoice.order_id, Some(order.id));
        assert_eq!(invoice.order_number, order.number);
        assert_eq!(invoice.customer_name, "Jane Smith");
        assert_eq!(invoice.billing_address, order.billing_address);
        assert!(invoice.billing_address.is_some());
        assert_eq!(
            (invoice.actor.as_str(), invoice.issued_at),
            ("test", shop.store.now())
        );
        assert_eq!(first.lines[0].sku.as_deref(), Some("MUG"));
        assert_eq!(first.lines[2].sku, None);
        assert_eq!(invoices::get(&shop.store, invoice.id).await.unwrap(), first);
        let found = invoices::find(&shop.store, "INV-000001").await.unwrap();
        assert_eq!(found, first);

        let again = invoices::issue(&shop.store, order.id, None).await;
        assert!(matches!(again, Err(InvoiceError::NothingToBill { .. })));
        let nothing = invoices::credit(&shop.store, order.id, "why not", None).await;
        assert!(matches!(nothing, Err(InvoiceError::NothingToCredit { .. })));
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn prices_without_tax_get_it_on_top() {
    for shop in shops().await {
        let order = taxed_order(&shop, false).await.order;
        let first = invoices::issue(&shop.store, order.id, None).await.unwrap();
        assert_eq!(
            amounts(&first),
            [
                (1, 2_000, 0, 1_598, 320, 1_918),
                (2, 1_000, 0, 1_999, 400, 2_399),
                (0, 1_000, 0, 350, 0, 350),
            ]
        );
        assert_eq!(first.invoice.total, order.total);
    }
}

#[tokio::test]
async fn a_later_invoice_bills_only_what_was_added() {
    for shop in shops().await {
        let order = taxed_order(&shop, true).await.order;
        invoices::issue(&shop.store, order.id, None).await.unwrap();
        change_quantity(&shop, order.id, 1, pieces(3)).await;
        let second = invoices::issue(&shop.store, order.id, None).await.unwrap();
        assert_eq!(second.invoice.number, "INV-000002");
        // 23.97 hold 4.00 of tax (19.975 without, rounded up), of which 2.66 were billed.
        assert_eq!(amounts(&second), [(1, 1_000, 0, 666, 133, 799)]);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn goodwill_is_credited_without_a_quantity() {
    for shop in shops().await {
        let order = taxed_order(&shop, true).await.order;
        invoices::issue(&shop.store, order.id, None).await.unwrap();
        give_credit(&shop, order.id, Credit::Lines(vec![(1, 100), (0, 50)])).await;
        let note = invoices::credit(&shop.store, order.id, " chipped ", None)
            .await
            .unwrap();
        assert_eq!(note.invoice.number, "CN-000001");
        assert_eq!(note.invoice.kind, InvoiceKind::CreditNote);
        assert_eq!(note.invoice.reason.as_deref(), Some("chipped"));
        let corrected = serde_json::json!(["INV-000001"]);
        assert_eq!(note.invoice.corrects, Some(Json(corrected)));
        // 15.98 hold 2.66 of tax, 14.98 hold 2.50.
        assert_eq!(
            amounts(&note),
            [(1, 0, 0, 84, 16, 100), (0, 0, 0, 50, 0, 50)]
        );
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn a_removed_line_and_a_cancelled_order_are_credited_whole() {
    for shop in shops().await {
        let order = taxed_order(&shop, true).await.order;
        invoices::issue(&shop.store, order.id, None).await.unwrap();
        let input = ModifyOrder {
            order_id: order.id,
            remove: vec![2],
            ..ModifyOrder::default()
        };
        orders::modify(&shop.store, input).await.unwrap();
        let note = invoices::credit(&shop.store, order.id, "not wanted", None)
            .await
            .unwrap();
        assert_eq!(amounts(&note), [(2, 1_000, 0, 1_666, 333, 1_999)]);
        assert_eq!(note.lines[0].name, "Loose tea");

        orders::cancel(&shop.store, order.id, None).await.unwrap();
        let rest = invoices::credit(&shop.store, order.id, "called off", None)
            .await
            .unwrap();
        assert_eq!(
            amounts(&rest),
            [(1, 2_000, 0, 1_332, 266, 1_598), (0, 1_000, 0, 350, 0, 350)]
        );
        let nothing = invoices::issue(&shop.store, order.id, None).await;
        assert!(matches!(nothing, Err(InvoiceError::NothingToBill { .. })));
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn a_line_at_a_new_tax_rate_is_credited_at_the_old_one_and_billed_anew() {
    for shop in shops().await {
        let order = taxed_order(&shop, true).await.order;
        invoices::issue(&shop.store, order.id, None).await.unwrap();
        shop.database
            .execute("UPDATE order_items SET tax_rate_ppm = 50000 WHERE line = 1")
            .await;
        change_quantity(&shop, order.id, 2, pieces(1)).await;
        let note = invoices::credit(&shop.store, order.id, "reduced rate", None)
            .await
            .unwrap();
        assert_eq!(amounts(&note), [(1, 2_000, 0, 1_332, 266, 1_598)]);
        let anew = invoices::issue(&shop.store, order.id, None).await.unwrap();
        assert_eq!(amounts(&anew), [(1, 2_000, 0, 1_522, 76, 1_598)]);
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn drafts_goods_taken_back_and_orders_for_nothing_are_not_billed() {
    for shop in shops().await {
        shop.receive(MUG, pieces(5)).await;
        let draft = orders::draft(&shop.store, sale(&[(MUG, pieces(1))]))
            .await
            .unwrap();
        let taken_back = PlaceOrder {
            kind: OrderKind::Return,
            fulfilment: Fulfilment::HandOver,
            ..sale(&[(MUG, pieces(1))])
        };
        let taken_back = orders::place(&shop.store, taken_back).await.unwrap();
        for id in [draft.order.id, taken_back.order.id] {
            let before = shop.row_counts().await;
            let refused = invoices::issue(&shop.store, id, None).await;
            assert!(
                matches!(refused, Err(InvoiceError::NotBillable { .. })),
                "{refused:?}"
            );
            let refused = invoices::credit(&shop.store, id, "why not", None).await;
            assert!(matches!(refused, Err(InvoiceError::NotBillable { .. })));
            assert_eq!(shop.row_counts().await, before);
        }
        shop.database.execute("UPDATE products SET price = 0").await;
        let gift = orders::place(&shop.store, sale(&[(MUG, pieces(1))]))
            .await
            .unwrap();
        let refused = invoices::issue(&shop.store, gift.order.id, None).await;
        assert!(matches!(refused, Err(InvoiceError::NothingToBill { .. })));
        let unknown = invoices::issue(&shop.store, 99, None).await;
        assert!(matches!(unknown, Err(InvoiceError::UnknownOrder(_))));
    }
}

#[tokio::test]
async fn each_series_has_its_own_numbers_and_its_kind() {
    for shop in shops().await {
        shop.receive(MUG, pieces(9)).await;
        let mut numbers = Vec::new();
        for series in [None, Some("INV-2026"), Some("INV-2026"), None] {
            let order = orders::place(&shop.store, sale(&[(MUG, pieces(1))]))
                .await
                .unwrap()
                .order;
            let issued = invoices::issue(&shop.store, order.id, series).await;
            numbers.push(issued.unwrap().invoice.number);
            orders::cancel(&shop.store, order.id, None).await.unwrap();
        }
        assert_eq!(
            numbers,
            [
                "INV-000001",
                "INV-2026-000001",
                "INV-2026-000002",
                "INV-000002"
            ]
        );
        let before = shop.row_counts().await;
        let wrong = invoices::credit(&shop.store, 1, "called off", Some("INV")).await;
        assert!(matches!(
            wrong,
            Err(InvoiceError::OtherSeries {
                kind: InvoiceKind::Invoice,
                ..
            })
        ));
        for series in [
            "",
            "inv",
            "A B",
            "-A",
            "A-",
            "Ä",
            &"A".repeat(25),
            "A\nB",
            "INV-2026112",
        ] {
            let wrong = invoices::issue(&shop.store, 1, Some(series)).await;
            assert!(
                matches!(&wrong, Err(InvoiceError::Invalid(invalid)) if invalid.field == "series"),
                "{series:?}: {wrong:?}"
            );
        }
        let unreasoned = invoices::credit(&shop.store, 1, " ", None).await;
        assert!(
            matches!(unreasoned, Err(InvoiceError::Invalid(invalid)) if invalid.field == "reason")
        );
        assert_eq!(shop.row_counts().await, before);

        let list = async |order_id, series: Option<&str>, limit| {
            let input = ListInvoices {
                page: PageRequest::new(None, Some(limit)).unwrap(),
                order_id,
                series: series.map(str::to_owned),
                ..ListInvoices::default()
            };
            let page = invoices::list(&shop.store, input).await.unwrap();
            let ids = page.items.iter().map(|invoice| invoice.id);
            (ids.collect::<Vec<_>>(), page.next)
        };
        assert_eq!(
            list(None, None, 3).await,
            (vec![1, 2, 3], Some(Cursor::after_id(3)))
        );
        assert_eq!(list(None, Some("INV-2026"), 9).await, (vec![2, 3], None));
        assert_eq!(list(None, Some("NONE"), 9).await, (vec![], None));
        assert_eq!(list(Some(4), None, 9).await, (vec![4], None));
        let missing = invoices::find(&shop.store, "INV-000009").await;
        assert!(matches!(missing, Err(InvoiceError::NotFound(_))));
    }
}

#[tokio::test]
async fn the_timeline_of_the_order_tells_of_its_documents() {
    for shop in shops().await {
        let order = taxed_order(&shop, true).await.order;
        invoices::issue(&shop.store, order.id, None).await.unwrap();
        orders::cancel(&shop.store, order.id, None).await.unwrap();
        invoices::credit(&shop.store, order.id, "called off", None)
            .await
            .unwrap();
        let timeline = orders::timeline(&shop.store, order.id).await.unwrap();
        let acts: Vec<_> = timeline.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(
            acts[acts.len() - 3..],
            ["invoices.issue", "orders.cancel", "invoices.credit"]
        );
        let after = &timeline.last().unwrap().state_after.as_ref().unwrap().0;
        assert_eq!(after["number"], "CN-000001");
        assert_eq!(after["total"], order.total);
        assert_eq!(after["reason"], "called off");
    }
}

#[tokio::test]
async fn documents_outlive_the_order_and_the_customer_as_they_were_issued() {
    for shop in shops().await {
        shop.receive(MUG, pieces(5)).await;
        let input = PlaceOrder {
            fulfilment: Fulfilment::HandOver,
            ..sale(&[(MUG, pieces(1))])
        };
        let first = orders::place(&shop.store, input.clone()).await.unwrap();
        let second = orders::place(&shop.store, input).await.unwrap();
        let first = invoices::issue(&shop.store, first.order.id, None)
            .await
            .unwrap();
        let second = invoices::issue(&shop.store, second.order.id, None)
            .await
            .unwrap();

        customers::erase(&shop.store, CUSTOMER, None).await.unwrap();
        let kept = invoices::get(&shop.store, first.invoice.id).await.unwrap();
        assert_eq!(kept, first);
        assert_eq!(kept.invoice.customer_name, "Jane Smith");

        let order_id = first.invoice.order_id.unwrap();
        orders::delete(&shop.store, order_id, orders::Cascade::Refuse, None)
            .await
            .unwrap();
        customers::delete(&shop.store, CUSTOMER, Cascade::WithOrders, None)
            .await
            .unwrap();
        for mut document in [first, second] {
            document.invoice.order_id = None;
            let kept = invoices::get(&shop.store, document.invoice.id).await;
            assert_eq!(kept.unwrap(), document, "{}", shop.database.kind);
        }
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn what_is_billed_has_nothing_to_do_with_what_is_paid() {
    for shop in shops().await {
        shop.receive(MUG, pieces(5)).await;
        let order = sale(&[(MUG, pieces(1)), (POSTAGE, pieces(1))]);
        let order = orders::place(&shop.store, order).await.unwrap().order;
        let input = Record {
            order_id: order.id,
            amount: Money::new(1_149, gbp()),
            means: Means::Cash,
        };
        payments::record(&shop.store, input).await.unwrap();
        let issued = invoices::issue(&shop.store, order.id, None).await.unwrap();
        assert_eq!(issued.invoice.total, 1_149);
        shop.assert_books_are_right().await;
    }
}
