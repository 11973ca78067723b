//! `mercer tax-classes edit`.

use clap::Args;
use mercer_store::Store;
use mercer_store::amounts::TaxRate;
use mercer_store::taxes::{self, UpdateTaxClass};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;

/// Change a tax class and print it; what is not given stays.
///
/// Another rate is for orders from now on: those that were placed keep theirs.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer tax-classes edit standard --rate 21")]
pub(in crate::cli) struct Edit {
    /// Its code; a number that is no code is taken for an id (id:7 is always an id).
    #[arg(value_name = "CODE|ID")]
    class: Reference,

    /// Another code, unique.
    #[arg(long)]
    code: Option<String>,

    /// Another name.
    #[arg(long)]
    name: Option<String>,

    /// Another rate in percent.
    #[arg(long, value_name = "PERCENT")]
    rate: Option<TaxRate>,
}

impl Edit {
    /// Changes the tax class.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let id = super::resolve(store, &self.class).await?.id;
        let input = UpdateTaxClass {
            expected_version: None,
            code: self.code,
            name: self.name,
            rate: self.rate,
        };
        super::show(taxes::update(store, id, input).await?, output)
    }
}
