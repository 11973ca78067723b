//! `mercer orders draft`.

use clap::Args;
use mercer_store::Store;
use mercer_store::orders::{self, Fulfilment, OrderKind, OrderWithItems};

use super::content::Content;
use crate::cli::Failure;
use crate::cli::output::Output;

/// Write an order down without placing it, and print it.
///
/// A draft holds no stock and is changed by `mercer orders edit` until `mercer orders place-draft`
/// places it at the prices of that day, or `mercer orders remove` throws it away.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer orders draft --customer anna --line MUG-BLUE=2")]
pub(in crate::cli) struct Draft {
    #[command(flatten)]
    content: Content,
}

impl Draft {
    /// Writes the draft and prints it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        super::print(self.make(store).await?, output)
    }

    /// Writes the draft.
    pub(super) async fn make(self, store: &Store) -> Result<OrderWithItems, Failure> {
        let (kind, fulfilment) = (OrderKind::Sale, Fulfilment::Reserve);
        let order = self.content.order(store, kind, fulfilment).await?;
        let draft = orders::draft(store, order).await;
        draft.map_err(|error| self.content.refused(error))
    }
}
