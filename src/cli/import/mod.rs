//! `mercer import`.

mod online_retail;

use std::fs::File;

use clap::Subcommand;
use mercer_store::Store;

use super::Failure;
use super::output::Output;

/// Systems that data can come from.
#[derive(Debug, Subcommand)]
pub(super) enum ImportCommand {
    OnlineRetail(online_retail::OnlineRetail),
}

impl ImportCommand {
    /// Opens what is to be read, before a store is opened or created for it.
    pub(super) fn source(&self) -> Result<File, Failure> {
        match self {
            ImportCommand::OnlineRetail(import) => import.source(),
        }
    }

    /// Does it.
    pub(super) async fn run(
        self,
        source: File,
        store: &Store,
        output: &Output,
    ) -> Result<(), Failure> {
        match self {
            ImportCommand::OnlineRetail(import) => import.run(source, store, output).await,
        }
    }
}
