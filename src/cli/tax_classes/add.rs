//! `mercer tax-classes add`.

use clap::Args;
use mercer_store::Store;
use mercer_store::amounts::TaxRate;
use mercer_store::taxes::{self, CreateTaxClass};

use crate::cli::Failure;
use crate::cli::output::Output;

/// Add a tax class and print it.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer tax-classes add standard --name 'Standard rate' --rate 20
  mercer tax-classes add reduced --name 'Reduced rate' --rate 8.875")]
pub(in crate::cli) struct Add {
    /// Its short name for programs: letters, digits, - and _, unique.
    code: String,

    /// Its name for people.
    #[arg(long)]
    name: String,

    /// Its rate in percent, such as 20 or 8.875.
    #[arg(long, value_name = "PERCENT")]
    rate: TaxRate,
}

impl Add {
    /// Adds the tax class.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let input = CreateTaxClass {
            code: self.code,
            name: self.name,
            rate: self.rate,
        };
        super::show(taxes::create(store, input).await?, output)
    }
}
