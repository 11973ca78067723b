//! The day's figures.

use chrono::NaiveTime;
use mercer_store::orders::{self, ListOrders, Order, OrderKind, OrderStatus};
use mercer_store::payments::{self, ListPayments, Payment, PaymentKind};

use super::ask::{self, Answer};
use super::desk::Desk;
use crate::cli::reference::rows;
use crate::cli::table::facts;
use crate::json;

/// Shows what was sold and received since midnight UTC, in the store's currency.
pub(super) async fn run(desk: &Desk<'_>) -> Answer<()> {
    let today = desk.store.now().date_naive();
    let midnight = Some(today.and_time(NaiveTime::MIN).and_utc());
    ask::heading(&format!("Today's figures: {today} (UTC)"));
    let day = today.to_string();
    desk.run(&["orders", "list", "--from", &day, "--sort", "-id"])
        .await?;
    let placed = rows(async |page| {
        let wanted = ListOrders {
            page,
            status: Some(OrderStatus::Placed),
            placed_from: midnight,
            ..ListOrders::default()
        };
        Ok(orders::list(desk.store, wanted).await?)
    });
    let mut placed = placed.await?;
    let begun = rows(async |page| {
        let wanted = ListPayments {
            page,
            created_from: midnight,
            ..ListPayments::default()
        };
        Ok(payments::list(desk.store, wanted).await?)
    });
    let mut begun = begun.await?;
    let code = desk.store.currency().code().to_owned();
    placed.retain(|order| order.currency == code);
    begun.retain(|payment| payment.currency == code);
    ask::say(&told(&placed, &begun, &code));
    Ok(())
}

fn told(placed: &[Order], begun: &[Payment], code: &str) -> String {
    let (sales, returns): (Vec<&Order>, Vec<&Order>) = placed
        .iter()
        .partition(|order| order.kind == OrderKind::Sale);
    let total = |orders: &[&Order]| {
        let sum = orders.iter().map(|order| order.total).sum();
        format!("{} for {}", orders.len(), json::Money::new(sum, code))
    };
    let received = |kind: PaymentKind| {
        let of_kind = begun.iter().filter(|payment| payment.kind == kind);
        let kept = of_kind.map(|payment| {
            let kept = payment.captured - payment.refunded;
            // What is recorded for goods that were taken back was paid out.
            let is_out = returns.iter().any(|order| order.id == payment.order_id);
            if is_out { -kept } else { kept }
        });
        json::Money::new(kept.sum(), code).to_string()
    };
    let due = sales.iter().map(|order| order.due()).sum();
    facts(&[
        ("Sales", total(&sales)),
        ("Taken back without their order", total(&returns)),
        ("Kept in cash", received(PaymentKind::Cash)),
        ("By card", received(PaymentKind::Card)),
        ("By PayPal", received(PaymentKind::Paypal)),
        ("By bank", received(PaymentKind::BankTransfer)),
        ("Still due", json::Money::new(due, code).to_string()),
    ])
}
