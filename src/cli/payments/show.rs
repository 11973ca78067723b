//! `mercer payments show`.

use clap::Args;
use mercer_store::{Store, payments};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::table::{Align, Table, facts};
use crate::cli::time;
use crate::json;

/// Show one payment with what happened to it.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer payments show 3")]
pub(in crate::cli) struct Show {
    /// The payment's id; `mercer payments list --order 1000` tells those of an order.
    payment: i64,
}

impl Show {
    /// Prints it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let payment = payments::get(store, self.payment).await?;
        let events = payments::events(store, payment.id).await?.into_iter();
        let events = events.map(|event| json::PaymentEvent::of(event, &payment.currency));
        let found = json::PaymentWithEvents {
            events: events.collect(),
            payment: payment.into(),
        };
        output.show(&found, |found| {
            format!("{}\n{}", text(&found.payment), history(&found.events))
        })
    }
}

/// The payment for people.
pub(super) fn text(payment: &json::Payment) -> String {
    let mut means = format!("{} by {}", payment.kind, payment.provider);
    let card = [payment.brand.as_deref(), payment.last4.as_deref()];
    let card: Vec<&str> = card.into_iter().flatten().collect();
    if !card.is_empty() {
        means = format!("{means} ({})", card.join(" "));
    }
    let mut rows = vec![
        (
            "Payment",
            format!("{} for order id {}", payment.id, payment.order_id),
        ),
        ("Means", means),
        ("Status", payment.status.to_string()),
        ("Amount", payment.amount.to_string()),
    ];
    let parts = [
        ("Taken", &payment.captured),
        ("Given back", &payment.refunded),
        ("Given up", &payment.voided),
    ];
    let parts = parts.into_iter().filter(|(_, money)| money.amount != 0);
    rows.extend(parts.map(|(name, money)| (name, money.to_string())));
    rows.extend(payment.failure_reason.clone().map(|why| ("Failed", why)));
    rows.extend(payment.action.clone().map(|what| ("To be done", what)));
    facts(&rows)
}

fn history(events: &[json::PaymentEvent]) -> String {
    let mut table = Table::new(&[
        ("TIME", Align::Left),
        ("WHAT", Align::Left),
        ("AMOUNT", Align::Right),
    ]);
    for event in events {
        table.row(vec![
            time(event.created_at),
            event.kind.to_string(),
            event.amount.to_string(),
        ]);
    }
    table.render()
}
