//! `mercer orders note`.

use clap::Args;
use mercer_store::{Store, orders};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::time;
use crate::json;

/// Note something about an order.
///
/// A note is never changed; another one corrects it. `mercer orders timeline` shows them.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer orders note 1000 \"Leave it with the neighbour\"")]
pub(in crate::cli) struct Note {
    /// The order's number or id.
    #[arg(value_name = "ORDER")]
    order: Reference,

    /// What is to be remembered.
    #[arg(value_name = "TEXT")]
    note: String,
}

impl Note {
    /// Notes it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let id = super::resolve(store, &self.order).await?.order.id;
        let note = orders::add_note(store, id, &self.note, None).await?;
        output.show(&json::OrderNote::from(note), |note| {
            let text = note.note.as_deref().unwrap_or_default();
            format!("{}  {}: {text}\n", time(note.created_at), note.actor)
        })
    }
}
