//! `mercer import products` and the others of one subject.

use std::fs::File;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use mercer_store::Store;
use mercer_store::exports::Subject;
use mercer_store::imports::{self, Layout, TableImport, TableSummary};
use serde::Serialize;
use serde_json::json;

use crate::cli::Failure;
use crate::cli::long_work::LongWork;
use crate::cli::output::Output;
use crate::cli::table::facts;

// No doc comment: the help of each subject stands at its command.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer import products products.csv --dry-run
  mercer import products shopify.csv --map 'Variant Compare At Price=price'
  mercer import stock counted.csv --decimal comma
  mercer import products products.csv.refused.csv        # after correcting it

FILE is CSV (divided by commas, semicolons or tabs) or JSON lines, plain or compressed by gzip, in
UTF-8, UTF-16 or Windows-1252. Its columns are those of `mercer export`, in any order, or those of a
product export of Shopify, WooCommerce or Square. Rows that are refused are written to a file of
their own, with line, column and reason, to be corrected and imported. Stopped half-way, the same
command goes on; run again, it changes nothing. Exit code 1 when rows were refused.")]
pub(in crate::cli) struct Table {
    /// The file.
    file: PathBuf,

    /// Take a column of the file for one of these: THEIRS=OURS. Repeat it for more.
    #[arg(long, value_name = "THEIRS=OURS", value_parser = mapping)]
    map: Vec<(String, String)>,

    /// What stands before the decimals; seen by the numbers when it is not said.
    #[arg(long, value_enum)]
    decimal: Option<Mark>,

    /// Check every row and change nothing.
    #[arg(long)]
    dry_run: bool,

    /// Write refused rows here instead of beside the file.
    #[arg(long, value_name = "FILE")]
    refused: Option<PathBuf>,

    /// Print nothing but errors (and, with --json, the summary).
    #[arg(long)]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Mark {
    Comma,
    Point,
}

fn mapping(text: &str) -> Result<(String, String), String> {
    match text.rsplit_once('=') {
        Some((theirs, ours)) if !theirs.is_empty() && !ours.is_empty() => {
            Ok((theirs.trim().to_owned(), ours.trim().to_owned()))
        }
        _ => Err("write their column, =, and ours: 'Variant Compare At Price=price'".to_owned()),
    }
}

/// A column of the file, for programs.
#[derive(Serialize)]
struct ColumnLine<'a> {
    theirs: &'a str,
    ours: Option<&'static str>,
}

impl Table {
    /// Whether nothing is to be changed.
    pub(super) fn dry_run(&self) -> bool {
        self.dry_run
    }

    pub(super) fn source(&self) -> Result<File, Failure> {
        super::source(
            &self.file,
            "FILE is CSV or JSON lines, plain or compressed by gzip",
        )
    }

    /// Imports and prints what was done.
    pub(super) async fn run(
        self,
        subject: Subject,
        store: &Store,
        output: &Output,
    ) -> Result<ExitCode, Failure> {
        let import = TableImport {
            subject,
            path: self.file.clone(),
            mapping: self.map,
            decimal_comma: self.decimal.map(|mark| mark == Mark::Comma),
            dry_run: self.dry_run,
            refused: self.refused.unwrap_or_else(|| beside(&self.file)),
        };
        let layout = imports::look(&import).await?;
        let silent = self.quiet && !output.is_json();
        if !silent {
            output.message(&told(&layout));
        }
        let work = LongWork::begin("{human_pos} rows, {per_sec}", self.quiet);
        let summary = imports::import_table(store, &import, work.progress()).await;
        work.end();
        let summary = summary?;
        let code = ExitCode::from(u8::from(summary.refused > 0));
        if silent {
            return Ok(code);
        }
        for rejection in &summary.rejections {
            output.message(&format!("Refused: {rejection}"));
        }
        let columns: Vec<ColumnLine<'_>> = layout
            .columns
            .iter()
            .map(|column| ColumnLine {
                theirs: &column.theirs,
                ours: column.ours,
            })
            .collect();
        let printed = json!({
            "shape": layout.shape,
            "encoding": layout.encoding,
            "columns": columns,
            "summary": summary,
        });
        output.show(&printed, |_| text(&summary))?;
        Ok(code)
    }
}

/// `products.csv` becomes `products.csv.refused.csv`.
fn beside(file: &std::path::Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let plain = name.strip_suffix(".gz").unwrap_or(&name);
    let ending = plain.rsplit_once('.').map_or("csv", |(_, ending)| ending);
    file.with_file_name(format!("{name}.refused.{ending}"))
}

fn told(layout: &Layout) -> String {
    let mapped = layout.columns.iter().map(|column| match column.ours {
        Some(ours) if ours == column.theirs => ours.to_owned(),
        Some(ours) => format!("{}={ours}", column.theirs),
        None => format!("{} (not read)", column.theirs),
    });
    let mapped: Vec<String> = mapped.collect();
    format!(
        "Reading {} in the shape of {}, {}. Columns: {}.",
        layout.subject,
        layout.shape,
        layout.encoding,
        mapped.join(", ")
    )
}

fn text(summary: &TableSummary) -> String {
    let head = if summary.dry_run {
        "Checked, and nothing was changed:\n"
    } else {
        "Imported:\n"
    };
    let mut rows = vec![
        ("Rows", summary.rows.to_string()),
        ("Added", summary.added.to_string()),
        ("Changed", summary.changed.to_string()),
        ("Unchanged", summary.unchanged.to_string()),
        ("Rows refused", summary.refused.to_string()),
    ];
    if summary.ignored > 0 {
        rows.push(("Rows passed over", summary.ignored.to_string()));
    }
    if summary.done_before > 0 {
        rows.push(("Rows done before", summary.done_before.to_string()));
    }
    if let Some(file) = &summary.refused_file {
        rows.push(("Refused rows in", file.display().to_string()));
    }
    format!("{head}{}", facts(&rows))
}
