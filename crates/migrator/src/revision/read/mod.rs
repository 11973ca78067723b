//! The text of a file as a revision.

mod definitions;
mod fields;
mod operations;

use chrono::{DateTime, Utc};
use toml::de::{DeTable, DeValue};

use super::error::RevisionError;
use super::{Revision, check_id};
use crate::Operation;
use fields::{Entry, Fields, Source};

/// What may stand above the first operation, and the operations.
const HEAD: &[&str] = &[
    "revision",
    "down_revision",
    "branch_labels",
    "depends_on",
    "message",
    "created",
    "irreversible",
    "destructive",
    "op",
    "down",
];

const HEAD_PLACE_ADVICE: &str = "it belongs at the head of the file, above the first [[op]]";

pub(super) fn revision(text: &str, file: &str) -> Result<Revision, RevisionError> {
    // An editor's line ends and byte order mark are layout.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let text = text.replace("\r\n", "\n");
    let source = Source { file, text: &text };
    let document = DeTable::parse(&text).map_err(|error| source.syntax(&error))?;
    let head = Fields::open(&source, document.get_ref(), 0, "", &[HEAD])?;
    let irreversible = reason(&head, "irreversible")?;
    let down_operations = operations(&head, "down")?;
    if let (Some(_), Some(entry)) = (&down_operations, head.optional("irreversible")) {
        return Err(entry.wrong_as("a reason, and [[down]] as well", "only one of them"));
    }
    Ok(Revision {
        id: id(&head.required("revision", "the revision's id")?)?,
        down: ids(&head, "down_revision", true)?,
        branch_labels: ids(&head, "branch_labels", false)?,
        depends_on: ids(&head, "depends_on", false)?,
        message: head.text("message", "what the revision is for")?,
        created: created(&head)?,
        operations: operations(&head, "op")?.unwrap_or_default(),
        down_operations,
        irreversible,
        destructive: reason(&head, "destructive")?,
    })
}

fn id(entry: &Entry) -> Result<String, RevisionError> {
    let id = entry.text("the revision's id")?;
    match check_id(&id) {
        Ok(()) => Ok(id),
        Err(bad) => Err(entry.wrong(&bad.to_string())),
    }
}

fn ids(head: &Fields, key: &str, required: bool) -> Result<Vec<String>, RevisionError> {
    let expected = match key {
        "down_revision" => "the ids of the revisions before it, such as [\"1f0c7a2b9d34\"], or []",
        "depends_on" => "the ids of revisions, such as [\"1f0c7a2b9d34\"]",
        _ => "the names of a branch, such as [\"site\"]",
    };
    let Some(list) = head.optional(key) else {
        return if required {
            Err(head.missing(key, expected))
        } else {
            Ok(Vec::new())
        };
    };
    list.list(expected)?.iter().map(id).collect()
}

fn reason(head: &Fields, key: &str) -> Result<Option<String>, RevisionError> {
    let Some(entry) = head.optional(key) else {
        return Ok(None);
    };
    let reason = entry.text("the reason")?;
    if reason.trim().is_empty() {
        return Err(entry.wrong("the reason"));
    }
    Ok(Some(reason))
}

fn created(head: &Fields) -> Result<DateTime<Utc>, RevisionError> {
    let expected = "a day and time in UTC, such as 2026-11-21T08:00:00Z";
    let entry = head.required("created", expected)?;
    let text = match entry.value() {
        DeValue::Datetime(moment) => moment.to_string(),
        DeValue::String(text) => text.clone().into_owned(),
        _ => return Err(entry.wrong(expected)),
    };
    match DateTime::parse_from_rfc3339(&text) {
        Ok(moment) => Ok(moment.to_utc()),
        Err(_) => Err(entry.wrong(expected)),
    }
}

/// The tables of a list; nothing when the file has none.
fn operations(head: &Fields, list: &str) -> Result<Option<Vec<Operation>>, RevisionError> {
    let Some(entry) = head.optional(list) else {
        return Ok(None);
    };
    let expected = format!("tables, each headed [[{list}]] in two pairs of brackets");
    let entries = entry.list(&expected)?;
    let operations = entries
        .iter()
        .map(|entry| operations::operation(entry, list));
    operations.collect::<Result<_, _>>().map(Some)
}
