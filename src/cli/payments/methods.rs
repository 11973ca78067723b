//! `mercer payments methods`.

use clap::Args;
use mercer_store::Store;
use mercer_store::payments::PaymentKind;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::table::{Align, Table};

/// List by which means orders can be paid here, and who moves the money.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer payments methods")]
pub(in crate::cli) struct Methods {}

impl Methods {
    /// Prints them.
    #[allow(clippy::unused_self, reason = "every command is run so")]
    pub(super) fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let kinds = PaymentKind::WORDS
            .iter()
            .filter_map(|word| word.parse().ok());
        let kinds: Vec<(PaymentKind, Vec<&str>)> = kinds
            .map(|kind| (kind, store.gateways().providers(kind)))
            .collect();
        let methods: Vec<_> = kinds
            .iter()
            .map(|(kind, providers)| serde_json::json!({"kind": kind, "providers": providers}))
            .collect();
        let listed = serde_json::json!({ "items": methods, "next": null });
        output.show(&listed, |_| {
            let mut table = Table::new(&[("BY", Align::Left), ("PROVIDERS", Align::Left)]);
            for (kind, providers) in &kinds {
                table.row(vec![kind.to_string(), providers.join(", ")]);
            }
            table.render()
        })
    }
}
