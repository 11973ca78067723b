//! Invoices and credit notes.

use chrono::{DateTime, Utc};
use mercer_store::amounts::TaxRate;
use mercer_store::invoices::{self, InvoiceKind};
use mercer_store::{Quantity, Unit};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Money, address};

/// A document as it was issued. Its amounts are never below zero: the kind tells which way they
/// count.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Invoice {
    pub(crate) id: i64,
    pub(crate) number: String,
    pub(crate) kind: InvoiceKind,
    /// Null once the order was deleted, which a document outlives.
    pub(crate) order_id: Option<i64>,
    pub(crate) order_number: String,
    pub(crate) customer_name: String,
    #[schemars(schema_with = "address::as_it_was")]
    pub(crate) billing_address: Option<serde_json::Value>,
    /// Whether the lines' prices and discounts hold their tax.
    pub(crate) prices_include_tax: bool,
    /// Without tax.
    pub(crate) net: Money,
    pub(crate) tax: Money,
    pub(crate) total: Money,
    /// The numbers of the invoices that a credit note takes back from.
    pub(crate) corrects: Option<serde_json::Value>,
    /// Why a credit note was issued.
    pub(crate) reason: Option<String>,
    pub(crate) issued_at: DateTime<Utc>,
}

impl From<invoices::Invoice> for Invoice {
    fn from(invoice: invoices::Invoice) -> Self {
        let money = |amount| Money::new(amount, &invoice.currency);
        Invoice {
            id: invoice.id,
            kind: invoice.kind,
            order_id: invoice.order_id,
            net: money(invoice.net),
            tax: money(invoice.tax),
            total: money(invoice.total),
            number: invoice.number,
            order_number: invoice.order_number,
            customer_name: invoice.customer_name,
            billing_address: invoice.billing_address.map(|address| address.0),
            prices_include_tax: invoice.prices_include_tax,
            corrects: invoice.corrects.map(|numbers| numbers.0),
            reason: invoice.reason,
            issued_at: invoice.issued_at,
        }
    }
}

/// A document with its lines, the delivery last.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct InvoiceWithLines {
    #[serde(flatten)]
    pub(crate) invoice: Invoice,
    pub(crate) lines: Vec<InvoiceLine>,
}

/// What a document bills or credits of one line of its order.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct InvoiceLine {
    /// The line of the order; 0 is the delivery.
    pub(crate) line: i64,
    pub(crate) sku: Option<String>,
    pub(crate) name: String,
    pub(crate) unit: Unit,
    /// 0 where only the amount differs from what was billed before.
    pub(crate) quantity: Quantity,
    pub(crate) unit_price: Money,
    /// How far the amount lies below the price of the quantity.
    pub(crate) discount: Money,
    pub(crate) tax_rate_percent: Option<TaxRate>,
    pub(crate) net: Money,
    pub(crate) tax: Money,
    pub(crate) total: Money,
}

impl From<invoices::InvoiceWithLines> for InvoiceWithLines {
    fn from(found: invoices::InvoiceWithLines) -> Self {
        let currency = found.invoice.currency.clone();
        let money = |amount| Money::new(amount, &currency);
        let line = |line: invoices::InvoiceLine| InvoiceLine {
            line: line.line,
            sku: line.sku,
            name: line.name,
            unit: line.unit,
            quantity: Quantity::from_thousandths(line.quantity),
            unit_price: money(line.unit_price),
            discount: money(line.discount),
            // Whatever rate was ever billed is one.
            tax_rate_percent: TaxRate::from_ppm(line.tax_rate_ppm).ok(),
            net: money(line.net),
            tax: money(line.tax),
            total: money(line.total),
        };
        InvoiceWithLines {
            lines: found.lines.into_iter().map(line).collect(),
            invoice: found.invoice.into(),
        }
    }
}
