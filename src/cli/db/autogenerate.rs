//! What `mercer db revision --autogenerate` compares, asks and warns of.

use std::io::Write;

use mercer_database::{DatabaseUrl, Error, Kind, Session};
use mercer_migrator::{Operation, Rename, Schema, inspect_connection, loses_data};

use super::Place;
use super::revision::described;
use crate::cli::Failure;

/// The schema of the database that `--target-url` names.
pub(super) async fn target(place: &Place<'_>, url: &str, kind: Kind) -> Result<Schema, Failure> {
    let other = DatabaseUrl::parse(url)?.kind();
    if other != kind {
        return Err(Failure::wrong_call(format!(
            "--target-url is {other}, but the database is {kind}"
        ))
        .hint("they have to be of the same kind to look alike"));
    }
    live(place.session_at("--target-url", url).await?).await
}

async fn live(session: Session) -> Result<Schema, Failure> {
    let schema = inspect_connection(&session, session.kind()).await;
    session.close().await;
    Ok(schema?)
}

/// The schema of the database; an embedded file that is not there yet has no tables.
pub(super) async fn live_or_empty(url: &DatabaseUrl) -> Result<Schema, Failure> {
    match Session::open(url).await {
        Err(Error::FileMissing { .. }) => Ok(Schema::default()),
        Err(error) => Err(error.into()),
        Ok(session) => live(session).await,
    }
}

/// Asks a person at the terminal.
pub(super) fn confirm(rename: &Rename) -> Result<bool, Failure> {
    let question = match rename {
        Rename::Table { from, to } => format!("Was the table {from} renamed to {to}"),
        Rename::Column { table, from, to } => {
            format!("Was the column {from} of {table} renamed to {to}")
        }
    };
    loop {
        eprint!("{question}? [y/n] ");
        std::io::stderr().flush()?;
        let mut answer = String::new();
        if std::io::stdin().read_line(&mut answer)? == 0 {
            return Err(Failure::refused("the question was not answered")
                .hint(format!("--rename {rename} says yes without a question")));
        }
        match answer.trim().to_lowercase().as_str() {
            "y" | "yes" => return Ok(true),
            "n" | "no" => return Ok(false),
            _ => {}
        }
    }
}

/// What the upgrade will ask about.
pub(super) fn losses(operations: &[Operation]) -> Vec<String> {
    let numbers = loses_data(operations);
    let lossy = operations.iter().enumerate();
    lossy
        .filter(|(place, _)| numbers.contains(&(place + 1)))
        .map(|(_, operation)| {
            format!(
                "{} loses data: the upgrade will want --allow-destructive, or `destructive = \
                 \"why\"` at the head of the file",
                described(operation)
            )
        })
        .collect()
}
