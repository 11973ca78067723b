//! `mercer db show`.

use clap::Args;
use mercer_database::Kind;
use mercer_migrator::Revision;
use serde::Serialize;

use super::Place;
use super::dialect::Dialect;
use super::history::{Line, asks_database, list};
use crate::cli::Failure;
use crate::cli::output::Output;

/// Show a revision: its file, or with --sql its SQL for every database.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer db show site@head
  mercer db show 3f2a --sql --dialect postgres")]
pub(in crate::cli) struct Show {
    /// A revision, the beginning of its id, `site@head`, `core@head`,
    /// `current`.
    #[arg(value_name = "REVISION", allow_negative_numbers = true)]
    target: String,

    /// Print the SQL that takes it up and back.
    #[arg(long)]
    sql: bool,

    /// The words of one database only.
    #[arg(long, value_name = "NAME", requires = "sql")]
    dialect: Option<Dialect>,
}

#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    line: Line,
    text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sql: Vec<Sql>,
}

#[derive(Serialize)]
struct Sql {
    database: &'static str,
    up: String,
    down: String,
}

impl Show {
    /// Prints it.
    pub(super) async fn run(self, place: &Place<'_>, output: &Output) -> Result<(), Failure> {
        let history = place.history()?;
        let applied = if asks_database(&self.target) {
            Some(place.applied().await?)
        } else {
            None
        };
        let state = match &applied {
            Some(applied) => Some(applied.state(&history)?),
            None => None,
        };
        let ids = history.graph().resolve(&self.target, state.as_ref())?;
        if ids.is_empty() {
            return Err(
                Failure::refused(format!("{:?} names no revision", self.target))
                    .hint("`mercer db history` lists them"),
            );
        }
        let mut shown = Vec::new();
        for line in Line::all(place, &history, &ids, None)? {
            let Some(revision) = history.revision(&line.revision) else {
                continue;
            };
            let kinds: Vec<Kind> = match (self.sql, self.dialect) {
                (false, _) => Vec::new(),
                (true, None) => Dialect::ALL.to_vec(),
                (true, one) => vec![Dialect::or_of(one, place.url())],
            };
            let mut sql = Vec::new();
            for kind in kinds {
                sql.push(self::sql(&history, revision, kind)?);
            }
            shown.push(Shown {
                text: revision.print(),
                line,
                sql,
            });
        }
        output.show(&shown, |shown| shown.iter().map(text).collect())
    }
}

fn sql(
    history: &mercer_migrator::History,
    revision: &Revision,
    kind: Kind,
) -> Result<Sql, Failure> {
    let up = mercer_migrator::revision_sql(history, revision, kind)?;
    let down = match mercer_migrator::revision_down_sql(history, revision, kind) {
        Ok(sql) => sql,
        Err(error) => format!("-- {error}\n"),
    };
    Ok(Sql {
        database: kind.name(),
        up,
        down,
    })
}

fn text(shown: &Shown) -> String {
    if shown.sql.is_empty() {
        let head = list(std::slice::from_ref(&shown.line), false);
        return format!("# {head}# {}\n{}", shown.line.origin, shown.text);
    }
    let blocks = shown.sql.iter().map(|sql| {
        format!(
            "-- {}: {} up\n{}\n-- {}: {} down\n{}\n",
            sql.database, shown.line.revision, sql.up, sql.database, shown.line.revision, sql.down
        )
    });
    blocks.collect()
}
