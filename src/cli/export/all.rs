//! `mercer export all`.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use mercer_store::Store;
use mercer_store::exports::{Export, Subject};
use serde::Serialize;

use super::table::FormArguments;
use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::table::{Align, Table};

/// Write everything into a folder, a file for each subject, all of one moment.
///
/// `mercer import` takes the files in again, in the order in which they are listed. What they do
/// not hold (passwords, payment methods, payments and shipments one by one, invoices, the ledger,
/// the audit log), a backup or `mercer copy` keeps.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer export all --out exported --format jsonl --gzip")]
pub(in crate::cli) struct All {
    #[command(flatten)]
    form: FormArguments,

    /// The folder; made if it is not there.
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
}

#[derive(Serialize)]
struct Exported {
    subject: &'static str,
    file: String,
    rows: u64,
}

impl All {
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let at = |error| Failure::refused(format!("{}: {error}", self.out.display()));
        fs::create_dir_all(&self.out).map_err(at)?;
        let export = Export::begin(store).await?;
        let mut exported = Vec::new();
        for subject in Subject::ALL {
            let path = self.out.join(self.form.file_name(subject));
            let rows = self.form.write_file(&export, subject, &path).await?;
            exported.push(Exported {
                subject: subject.as_str(),
                file: path.display().to_string(),
                rows,
            });
        }
        export.end().await?;
        output.show(&exported, |exported| {
            let mut table = Table::new(&[
                ("SUBJECT", Align::Left),
                ("ROWS", Align::Right),
                ("FILE", Align::Left),
            ]);
            for file in exported {
                table.row(vec![
                    file.subject.to_owned(),
                    file.rows.to_string(),
                    file.file.clone(),
                ]);
            }
            table.render()
        })
    }
}
