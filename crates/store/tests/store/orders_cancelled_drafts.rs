//! Drafts that are called off.
#![allow(clippy::unwrap_used)]

use crate::shop::{POSTAGE, pieces, sale, shops};
use mercer_store::doctor;
use mercer_store::orders::{self, FulfilmentStatus, PaymentStatus};

#[tokio::test]
async fn a_draft_of_services_that_is_called_off_was_never_fulfilled_or_paid() {
    for shop in shops().await {
        let draft = orders::draft(&shop.store, sale(&[(POSTAGE, pieces(1))]))
            .await
            .unwrap();
        let cancelled = orders::cancel(&shop.store, draft.order.id, None)
            .await
            .unwrap();
        assert_eq!(
            (
                cancelled.order.fulfilment_status,
                cancelled.order.payment_status
            ),
            (FulfilmentStatus::Unfulfilled, PaymentStatus::Unpaid)
        );
        shop.assert_books_are_right().await;
        let repaired = doctor::repair(&shop.store).await.unwrap();
        assert_eq!(
            orders::get(&shop.store, draft.order.id)
                .await
                .unwrap()
                .order
                .version,
            cancelled.order.version,
            "{repaired:?}"
        );
    }
}
