//! `mercer export products` and the others of one subject.

use std::fs;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use flate2::Compression;
use flate2::write::GzEncoder;
use mercer_store::Store;
use mercer_store::exports::{Export, ExportError, Format, Subject};

use crate::cli::Failure;
use crate::cli::output::Output;

// No doc comment: the help of each subject stands at its command.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer export products > products.csv
  mercer export orders --format jsonl --gzip --out orders.jsonl.gz

What a spreadsheet would take for a formula has an apostrophe in front in CSV; `mercer import` takes
it away again.")]
pub(in crate::cli) struct Table {
    #[command(flatten)]
    pub(super) form: FormArguments,

    /// Write into this file instead of the standard output; one that is there is replaced when all
    /// of it is written.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// How rows are written.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct FormArguments {
    /// CSV for spreadsheets, or a JSON object a line.
    #[arg(long, value_enum, default_value_t = FormatName::Csv)]
    format: FormatName,

    /// Compress it by gzip.
    #[arg(long)]
    gzip: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatName {
    Csv,
    Jsonl,
}

impl FormArguments {
    fn format(self) -> Format {
        match self.format {
            FormatName::Csv => Format::Csv,
            FormatName::Jsonl => Format::JsonLines,
        }
    }

    /// The name of a subject's file: `products.csv.gz`.
    pub(super) fn file_name(self, subject: Subject) -> String {
        let gzip = if self.gzip { ".gz" } else { "" };
        format!("{subject}.{}{gzip}", self.format())
    }

    /// Writes all rows of a subject.
    pub(super) async fn write(
        self,
        export: &Export,
        subject: Subject,
        output: impl Write + Send,
    ) -> Result<u64, ExportError> {
        let mut output = BufWriter::new(output);
        if !self.gzip {
            return export.write(subject, self.format(), &mut output).await;
        }
        let mut packed = GzEncoder::new(output, Compression::default());
        let rows = export.write(subject, self.format(), &mut packed).await?;
        packed.finish()?.flush()?;
        Ok(rows)
    }

    /// Writes all rows of a subject into a file, which is there as a whole or not at all.
    pub(super) async fn write_file(
        self,
        export: &Export,
        subject: Subject,
        path: &Path,
    ) -> Result<u64, Failure> {
        let at = |error: io::Error| Failure::refused(format!("{}: {error}", path.display()));
        let folder = path.parent().filter(|path| !path.as_os_str().is_empty());
        let file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).map_err(at)?;
        let rows = self.write(export, subject, file.as_file()).await?;
        file.persist(path).map_err(|error| at(error.error))?;
        Ok(rows)
    }
}

impl Table {
    pub(super) async fn run(
        self,
        subject: Subject,
        store: &Store,
        output: &Output,
    ) -> Result<(), Failure> {
        let export = Export::begin(store).await?;
        let Some(path) = &self.out else {
            let written = self.form.write(&export, subject, io::stdout()).await;
            export.end().await?;
            return match written {
                // Whoever reads it may stop reading at any time.
                Err(ExportError::Output(error)) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
                other => Ok(other.map(drop)?),
            };
        };
        let rows = self.form.write_file(&export, subject, path).await?;
        export.end().await?;
        let size = fs::metadata(path)?.len();
        output.message(&format!(
            "Wrote {rows} rows ({size} bytes) to {}.",
            path.display()
        ));
        Ok(())
    }
}
