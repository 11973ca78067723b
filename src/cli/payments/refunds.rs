//! `mercer payments refunds`.

use clap::Args;
use mercer_store::{Store, payments};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::table::{Align, Table, facts};
use crate::cli::time;
use crate::json;

/// List what went back of a payment, those refunds that failed included, oldest first.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer payments refunds 3")]
pub(in crate::cli) struct Refunds {
    /// The payment's id.
    payment: i64,
}

impl Refunds {
    /// Prints them.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let payment = payments::get(store, self.payment).await?;
        let mut items = Vec::new();
        for refund in payments::refunds(store, payment.id).await? {
            let lines = payments::refund_lines(store, refund.id).await?;
            items.push(json::Refund::of(refund, lines, &payment.currency));
        }
        if items.is_empty() {
            output.message("Nothing of it went back.");
        }
        output.show(&json::Page { items, next: None }, table)
    }
}

fn table(refunds: &json::Page<json::Refund>) -> String {
    let mut table = Table::new(&[
        ("ID", Align::Right),
        ("AMOUNT", Align::Right),
        ("STATUS", Align::Left),
        ("REASON", Align::Left),
        ("TIME", Align::Left),
    ]);
    for refund in &refunds.items {
        table.row(vec![
            refund.id.to_string(),
            refund.amount.to_string(),
            refund.status.to_string(),
            refund.reason.clone(),
            time(refund.created_at),
        ]);
    }
    table.render()
}

/// One refund for people.
pub(super) fn text(refund: &json::Refund) -> String {
    let mut rows = vec![
        (
            "Refund",
            format!("{} of payment {}", refund.id, refund.payment_id),
        ),
        ("Amount", refund.amount.to_string()),
        ("Status", refund.status.to_string()),
        ("Reason", refund.reason.clone()),
    ];
    for line in &refund.lines {
        let of = match line.line {
            0 => "for the delivery".to_owned(),
            line => format!("for line {line}"),
        };
        rows.push(("Credited", format!("{} {of}", line.amount)));
    }
    facts(&rows)
}
