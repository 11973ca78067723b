//! Taking money for an order.

use mercer_store::orders::{self, Order, PaymentStatus};

use super::ask::{self, Answer, Stop, choose, settle};
use super::desk::Desk;
use crate::json;

#[derive(Clone, Copy)]
enum By {
    Cash,
    Card,
    Saved,
    Bank,
    Later,
}

const MEANS: &[(&str, By)] = &[
    ("Cash", By::Cash),
    ("Card", By::Card),
    ("The customer's saved method", By::Saved),
    ("Bank transfer, when it arrives", By::Bank),
    ("Later", By::Later),
];

/// Asks by which means until nothing is due or the money is taken later.
pub(super) async fn take(desk: &Desk<'_>, mut order: Order) -> Answer<()> {
    loop {
        let due = json::Money::new(order.due(), &order.currency);
        if due.amount == 0 {
            let is_paid = order.payment_status == PaymentStatus::Paid;
            let told = if is_paid {
                "is paid"
            } else {
                "has nothing due"
            };
            ask::say(&format!("Order {} {told}.", order.number));
            return Ok(());
        }
        let question = format!("{due} is due. How is it paid?");
        let by = match choose(&question, MEANS) {
            Ok(By::Later) | Err(Stop::Back) => {
                ask::say(&format!(
                    "Order {} is placed and still to be paid.",
                    order.number
                ));
                return Ok(());
            }
            by => by?,
        };
        settle(pay(desk, &order, by).await)?;
        order = orders::get(desk.store, order.id).await?.order;
    }
}

async fn pay(desk: &Desk<'_>, order: &Order, by: By) -> Answer<()> {
    let mut words = vec!["payments", "pay", &order.number];
    let answer;
    match by {
        By::Cash => {
            words.extend(["--by", "cash"]);
            let help = "what the customer gives, for the change · Enter alone: exactly that";
            if let Some(received) = ask::optional("Received", help)? {
                answer = received;
                words.extend(["--received", &answer]);
            }
        }
        By::Card => {
            let help = "what the card terminal gave";
            answer = ask::suggested("Token of the card payment", "sim_approve", help)?;
            words.extend(["--by", "card", "--token", &answer]);
        }
        By::Bank => words.extend(["--by", "bank_transfer"]),
        By::Saved | By::Later => {}
    }
    desk.run(&words).await
}
