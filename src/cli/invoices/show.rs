//! `mercer invoices show`.

use clap::Args;
use mercer_store::Store;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::table::{Align, Table, facts};
use crate::cli::time;
use crate::json;

/// Show one invoice or credit note with its lines.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer invoices show INV-000001")]
pub(in crate::cli) struct Show {
    /// The document's number or id.
    #[arg(value_name = "INVOICE")]
    invoice: Reference,
}

impl Show {
    /// Finds the document and prints it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        super::print(super::resolve(store, &self.invoice).await?, output)
    }
}

/// The document for people: its facts, its lines, its sums.
pub(super) fn text(found: &json::InvoiceWithLines) -> String {
    let invoice = &found.invoice;
    let mut head = vec![
        ("Number", format!("{} (id {})", invoice.number, invoice.id)),
        ("Kind", invoice.kind.to_string()),
        ("Order", invoice.order_number.clone()),
        ("Customer", invoice.customer_name.clone()),
        ("Issued", time(invoice.issued_at)),
    ];
    let corrects = invoice
        .corrects
        .as_ref()
        .and_then(|numbers| numbers.as_array());
    let corrects = corrects.map(|numbers| {
        let numbers: Vec<&str> = numbers
            .iter()
            .filter_map(|number| number.as_str())
            .collect();
        numbers.join(", ")
    });
    head.extend(corrects.map(|numbers| ("Corrects", numbers)));
    head.extend(invoice.reason.clone().map(|why| ("Reason", why)));
    let sums = facts(&[
        ("Net", invoice.net.to_string()),
        ("Tax", invoice.tax.to_string()),
        ("Total", invoice.total.to_string()),
    ]);
    format!("{}\n{}\n{sums}", facts(&head), lines(&found.lines))
}

fn lines(lines: &[json::InvoiceLine]) -> String {
    let mut table = Table::new(&[
        ("LINE", Align::Right),
        ("SKU", Align::Left),
        ("NAME", Align::Left),
        ("QUANTITY", Align::Right),
        ("UNIT", Align::Left),
        ("PRICE", Align::Right),
        ("NET", Align::Right),
        ("TAX", Align::Right),
        ("TOTAL", Align::Right),
    ]);
    for line in lines {
        table.row(vec![
            line.line.to_string(),
            line.sku.clone().unwrap_or_default(),
            line.name.clone(),
            line.quantity.to_string(),
            line.unit.to_string(),
            line.unit_price.to_string(),
            line.net.to_string(),
            line.tax.to_string(),
            line.total.to_string(),
        ]);
    }
    table.render()
}
