//! Taking goods back, and giving the money for them.

use mercer_store::orders::{OrderItem, OrderWithItems, PaymentStatus};
use mercer_store::{Quantity, orders, payments};

use super::ask::{self, Answer};
use super::desk::Desk;
use super::find;
use crate::json;

/// Takes goods of one order back.
pub(super) async fn run(desk: &Desk<'_>) -> Answer<()> {
    ask::heading("Take goods back");
    let order = find::order(desk).await?;
    let mut lines: Vec<String> = Vec::new();
    let mut written_off: Vec<String> = Vec::new();
    loop {
        let left = left(&order, &lines);
        if left.is_empty() {
            break;
        }
        let mut rows: Vec<Option<OrderItem>> = left.into_iter().map(Some).collect();
        if !lines.is_empty() {
            rows.insert(0, None);
        }
        let question = if lines.is_empty() {
            "What came back?"
        } else {
            "What else?"
        };
        let Some(item) = ask::pick(question, rows, |item| told(item.as_ref()))? else {
            break;
        };
        let most = Quantity::from_thousandths(item.shipped - item.returned).to_string();
        let quantity = ask::suggested("How much of it", &most, "such as 1, or 0.350")?;
        lines.push(format!("{}={quantity}", item.line));
        if ask::confirm(
            "Are the goods sold again?",
            "They are",
            "They are written off",
        )? {
            written_off.push(item.line.to_string());
        }
    }
    if lines.is_empty() {
        ask::say("Nothing of this order has left, so nothing can come back.");
        return Ok(());
    }
    let reason = ask::text("Why", "such as: the wrong size")?;
    let number = order.order.number.clone();
    let mut words = vec!["returns", "add", &number, "--reason", &reason];
    for line in &lines {
        words.extend(["--line", line]);
    }
    for line in &written_off {
        words.extend(["--write-off", line]);
    }
    desk.run(&words).await?;
    refund(desk, order.order.id, &reason).await
}

/// What left and has not come back, without the lines that were named already.
fn left(order: &OrderWithItems, lines: &[String]) -> Vec<OrderItem> {
    let is_named = |item: &OrderItem| {
        let begin = format!("{}=", item.line);
        lines.iter().any(|line| line.starts_with(&begin))
    };
    let items = order.items.iter();
    let left = items.filter(|item| item.stocked && item.shipped > item.returned);
    left.filter(|item| !is_named(item)).cloned().collect()
}

fn told(item: Option<&OrderItem>) -> String {
    match item {
        None => "Nothing else".to_owned(),
        Some(item) => {
            let out = Quantity::from_thousandths(item.shipped - item.returned);
            format!(
                "{}  {}  {out} {} with the customer",
                item.line, item.name, item.unit
            )
        }
    }
}

/// Offers to give back what was paid and is no longer owed, by the ways that it came.
pub(super) async fn refund(desk: &Desk<'_>, order_id: i64, reason: &str) -> Answer<()> {
    let order = orders::get(desk.store, order_id).await?.order;
    if order.payment_status != PaymentStatus::RefundDue {
        ask::say("No money is to be given back.");
        return Ok(());
    }
    let mut open = order.overpaid();
    let total = json::Money::new(open, &order.currency);
    let question = format!("{total} is to be given back.");
    if ask::confirm(&question, "Give it back now", "Later")? {
        return Ok(());
    }
    let reason = ask::suggested("Why", reason, "for the books")?;
    for payment in payments::of_orders(desk.store, &[order_id]).await? {
        let part = open.min(payment.refundable());
        if part <= 0 {
            continue;
        }
        let id = payment.id.to_string();
        let amount = decimal(part, &order.currency);
        desk.run(&[
            "payments", "refund", &id, "--amount", &amount, "--reason", &reason,
        ])
        .await?;
        open -= part;
    }
    Ok(())
}

/// An amount as a command takes it: without its currency.
pub(super) fn decimal(amount: i64, currency: &str) -> String {
    let text = json::Money::new(amount, currency).to_string();
    text.split(' ').next().unwrap_or_default().to_owned()
}
