//! `mercer copy`.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use mercer_database::DatabaseUrl;
use mercer_store::copies::{self, Compared, Copied, CopyError};

use super::Failure;
use super::db::{Place, bring_to_head, expected};
use super::open::{self, Missing};
use super::output::Output;
use super::table::{Align, Table};
use crate::config::Config;

/// Move the whole store to another database: SQLite, PostgreSQL or MySQL/MariaDB.
///
/// Every table is copied, your own ones too, in one snapshot of the store and one transaction of
/// the target, then read back there and compared by count and checksum; if anything differs,
/// nothing stays. The target gets its tables first and has to be empty. The store itself is not
/// changed: close the shop meanwhile, for what is written during the copy stays behind, and set
/// `database_url` afterwards.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer copy --to postgres://shop:secret@localhost/shop
  mercer copy --to sqlite:shop.db --database-url mysql://shop@localhost/shop
  mercer copy --to sqlite:shop.db --check       # compare the two, copy nothing")]
pub(super) struct Copy {
    /// Where to.
    #[arg(long, value_name = "URL")]
    to: String,

    /// Compare every table of the two by count and checksum, and change nothing. The exit code is 1
    /// if they differ.
    #[arg(long)]
    check: bool,
}

impl Copy {
    /// Copies, or compares, and prints each table.
    pub(super) async fn run(self, config: &Config, output: &Output) -> Result<ExitCode, Failure> {
        let target = DatabaseUrl::parse(&self.to)?;
        // Refuses a store that is behind the program.
        let store = open::open(config, Missing::Refuse, output).await?;
        store.database().close().await;
        let source = &config.database.url.value;
        let place = Place::new(config);
        let schema = expected(&place.history()?)?;
        if self.check {
            let compared = copies::compare(source, &target, &schema).await?;
            output.show(&compared, |compared| compared_text(compared))?;
            let same = compared.iter().all(Compared::is_same);
            return Ok(ExitCode::from(u8::from(!same)));
        }
        if *source == target {
            return Err(CopyError::Itself(target.to_string()).into());
        }
        bring_to_head(&place, &target, output).await?;
        let bar = if io::stderr().is_terminal() && !output.is_json() {
            let style = ProgressStyle::with_template("{human_pos} rows, {per_sec}  {msg}");
            ProgressBar::new_spinner()
                .with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
        } else {
            ProgressBar::hidden()
        };
        let copied = copies::copy(source, &target, &schema, |progress| {
            bar.set_position(progress.rows);
            bar.set_message(progress.table.to_owned());
        })
        .await;
        bar.finish_and_clear();
        let copied = copied?;
        output.show(&copied, |copied| copied_text(copied))?;
        output.message(&format!(
            "The store is in {target} as well, every table compared; set database_url to use it."
        ));
        Ok(ExitCode::SUCCESS)
    }
}

fn copied_text(copied: &[Copied]) -> String {
    let mut table = Table::new(&[
        ("TABLE", Align::Left),
        ("ROWS", Align::Right),
        ("CHECKSUM", Align::Left),
    ]);
    for copied in copied {
        table.row(vec![
            copied.table.clone(),
            copied.rows.to_string(),
            copied.checksum[..16].to_owned(),
        ]);
    }
    table.render()
}

fn compared_text(compared: &[Compared]) -> String {
    let mut table = Table::new(&[
        ("", Align::Left),
        ("TABLE", Align::Left),
        ("ROWS", Align::Right),
        ("THERE", Align::Right),
    ]);
    for compared in compared {
        let verdict = if compared.is_same() { "ok" } else { "BAD" };
        table.row(vec![
            verdict.to_owned(),
            compared.table.clone(),
            compared.rows.to_string(),
            compared.other_rows.to_string(),
        ]);
    }
    table.render()
}

impl From<CopyError> for Failure {
    fn from(error: CopyError) -> Self {
        match error {
            CopyError::Database(error) => error.into(),
            other => Failure::with_advice(&other.to_string()),
        }
    }
}
