//! `mercer locations edit`.

use clap::Args;
use mercer_store::Store;
use mercer_store::locations::{self, UpdateLocation};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;

/// Change a location and print it; what is not given stays.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer locations edit 'Shop in Camden' --name 'Shop in Kentish Town'
  mercer locations edit 'Returns desk' --open true")]
pub(in crate::cli) struct Edit {
    /// Its name; a number that is no name is taken for an id (id:7 is always an id).
    #[arg(value_name = "NAME|ID")]
    location: Reference,

    /// Another name, unique.
    #[arg(long)]
    name: Option<String>,

    /// Whether goods may be sold from here. One location always is open.
    #[arg(long)]
    open: Option<bool>,
}

impl Edit {
    /// Changes the location.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let id = super::resolve(store, &self.location).await?.id;
        let input = UpdateLocation {
            expected_version: None,
            name: self.name,
            active: self.open,
        };
        super::show(locations::update(store, id, input).await?, output)
    }
}
