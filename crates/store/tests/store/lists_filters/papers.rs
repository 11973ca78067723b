//! The filters of what hangs on orders.

use super::three_orders;
use crate::shop::{CUSTOMER, shops};
use mercer_store::Clock;
use mercer_store::audit::{self, ListEntries};
use mercer_store::invoices::{self, InvoiceKind, ListInvoices};
use mercer_store::payment_methods::PaymentKind;
use mercer_store::payments::{self, ListPayments, PaymentState};
use mercer_store::returns::{self, ListReturns};
use mercer_store::shipments::{self, ListShipments, ShipmentStatus};

#[tokio::test(flavor = "multi_thread")]
async fn filters_of_what_hangs_on_orders_select_what_they_say() {
    for shop in shops().await {
        let store = &shop.store;
        let [first, second, _] = three_orders(&shop).await;
        let later = shop.clock.now();
        let payments = async |input: ListPayments| ids!(payments::list(store, input)).len();
        let all = ListPayments::default;
        assert_eq!(payments(all()).await, 1);
        assert_eq!(
            payments(ListPayments {
                order_id: Some(second),
                ..all()
            })
            .await,
            0
        );
        assert_eq!(
            payments(ListPayments {
                customer_id: Some(CUSTOMER),
                ..all()
            })
            .await,
            1
        );
        assert_eq!(
            payments(ListPayments {
                customer_id: Some(999),
                ..all()
            })
            .await,
            0
        );
        assert_eq!(
            payments(ListPayments {
                status: Some(PaymentState::Captured),
                ..all()
            })
            .await,
            1
        );
        assert_eq!(
            payments(ListPayments {
                status: Some(PaymentState::Failed),
                ..all()
            })
            .await,
            0
        );
        assert_eq!(
            payments(ListPayments {
                kind: Some(PaymentKind::Card),
                ..all()
            })
            .await,
            0
        );
        assert_eq!(
            payments(ListPayments {
                created_from: Some(later),
                ..all()
            })
            .await,
            0
        );
        assert_eq!(
            payments(ListPayments {
                created_until: Some(later),
                ..all()
            })
            .await,
            1
        );

        let shipments = async |input: ListShipments| ids!(shipments::list(store, input)).len();
        let all = ListShipments::default;
        let tracked = |number: &str| Some(number.to_owned());
        assert_eq!(
            shipments(ListShipments {
                tracking_number: tracked("TRACK-1"),
                ..all()
            })
            .await,
            1
        );
        assert_eq!(
            shipments(ListShipments {
                tracking_number: tracked("TRACK"),
                ..all()
            })
            .await,
            0
        );
        assert_eq!(
            shipments(ListShipments {
                status: Some(ShipmentStatus::Shipped),
                ..all()
            })
            .await,
            1
        );
        assert_eq!(
            shipments(ListShipments {
                order_id: Some(second),
                ..all()
            })
            .await,
            0
        );

        let returns = async |input: ListReturns| ids!(returns::list(store, input)).len();
        let all = ListReturns::default;
        assert_eq!(
            returns(ListReturns {
                order_id: Some(first),
                ..all()
            })
            .await,
            1
        );
        assert_eq!(
            returns(ListReturns {
                customer_id: Some(CUSTOMER),
                ..all()
            })
            .await,
            1
        );
        assert_eq!(
            returns(ListReturns {
                customer_id: Some(999),
                ..all()
            })
            .await,
            0
        );
        assert_eq!(
            returns(ListReturns {
                location_id: Some(2),
                ..all()
            })
            .await,
            0
        );

        let invoices = async |input: ListInvoices| ids!(invoices::list(store, input)).len();
        let all = ListInvoices::default;
        assert_eq!(
            invoices(ListInvoices {
                customer_id: Some(CUSTOMER),
                ..all()
            })
            .await,
            1
        );
        assert_eq!(
            invoices(ListInvoices {
                customer_id: Some(999),
                ..all()
            })
            .await,
            0
        );
        assert_eq!(
            invoices(ListInvoices {
                kind: Some(InvoiceKind::CreditNote),
                ..all()
            })
            .await,
            0
        );
        assert_eq!(
            invoices(ListInvoices {
                issued_until: Some(later),
                ..all()
            })
            .await,
            1
        );
        assert_eq!(
            invoices(ListInvoices {
                issued_from: Some(later),
                ..all()
            })
            .await,
            0
        );
        let series = Some("no such".to_owned());
        assert_eq!(invoices(ListInvoices { series, ..all() }).await, 0);

        let log = async |input: ListEntries| audit::list(store, input).await.unwrap().items;
        let all = ListEntries::default;
        let action = |word: &str| Some(word.to_owned());
        assert_eq!(
            log(ListEntries {
                action: action("orders.draft"),
                ..all()
            })
            .await
            .len(),
            1
        );
        assert_eq!(
            log(ListEntries {
                actor: action("nobody"),
                ..all()
            })
            .await,
            []
        );
        let since = log(ListEntries {
            from: Some(later),
            ..all()
        })
        .await;
        let before = log(ListEntries {
            until: Some(later),
            ..all()
        })
        .await;
        let everything = log(all()).await;
        assert_eq!(since.len(), 2);
        assert_eq!(since.len() + before.len(), everything.len());
        assert!(everything.is_sorted_by_key(|row| -row.id), "newest first");
        let newest = audit::get(store, everything[0].id).await.unwrap();
        assert_eq!(newest, everything[0]);
    }
}
