//! `mercer locations add`.

use clap::Args;
use mercer_store::Store;
use mercer_store::locations::{self, CreateLocation};

use crate::cli::Failure;
use crate::cli::output::Output;

/// Add a location and print it.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer locations add 'Shop in Camden'
  mercer locations add 'Returns desk' --closed")]
pub(in crate::cli) struct Add {
    /// Its name, unique.
    name: String,

    /// Nothing is sold from here yet.
    #[arg(long)]
    closed: bool,
}

impl Add {
    /// Adds the location.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let input = CreateLocation {
            name: self.name,
            active: !self.closed,
        };
        super::show(locations::create(store, input).await?, output)
    }
}
