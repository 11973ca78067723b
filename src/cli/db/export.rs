//! `mercer db schema export`.

use clap::{Args, Subcommand, ValueEnum};
use mercer_database::Session;
use mercer_migrator::{BOOKKEEPING_TABLES, Schema, inspect_connection, schema_json, schema_sql};

use super::Place;
use super::declared::expected;
use super::dialect::Dialect;
use crate::cli::Failure;
use crate::cli::output::{Output, to_stdout};

/// Verbs of the schema itself.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum SchemaCommand {
    Export(Export),
}

/// Print the schema: what the program and your revisions declare, or that of a live database.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer db schema export --format sql --dialect postgres
  mercer db schema export --url sqlite:mercer.db --format json")]
pub(in crate::cli) struct Export {
    /// As what.
    #[arg(long, value_name = "FORMAT", default_value = "sql")]
    format: Format,

    /// Read it from this database.
    #[arg(long, value_name = "URL")]
    url: Option<String>,

    /// The words of which database SQL is in; by default that of the database it is read from.
    #[arg(long, value_name = "NAME")]
    dialect: Option<Dialect>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Json,
    Sql,
}

impl SchemaCommand {
    /// Does it.
    pub(super) async fn run(self, place: &Place<'_>, output: &Output) -> Result<(), Failure> {
        let SchemaCommand::Export(export) = self;
        let (schema, url) = match &export.url {
            Some(url) => {
                let session = place.session_at("--url", url).await?;
                let schema = live(&session).await;
                let url = session.url().clone();
                session.close().await;
                (schema?, url)
            }
            None => (expected(&place.history()?)?, place.url().clone()),
        };
        if export.format == Format::Json || output.is_json() {
            return to_stdout(&schema_json(&schema));
        }
        let kind = Dialect::or_of(export.dialect, &url);
        to_stdout(&schema_sql(&schema, kind)?)
    }
}

async fn live(session: &Session) -> Result<Schema, Failure> {
    let mut schema = inspect_connection(session, session.kind()).await?;
    schema
        .tables
        .retain(|table| !BOOKKEEPING_TABLES.contains(&table.name.as_str()));
    Ok(schema)
}
