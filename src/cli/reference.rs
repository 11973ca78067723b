//! How a person names a product, a customer or an order: by its code, or by its id.

use std::convert::Infallible;
use std::str::FromStr;

use mercer_store::page::MAX_LIMIT;
use mercer_store::patch::Patch;
use mercer_store::{Page, PageRequest};

use super::Failure;
use crate::nearest::nearest;

/// How many rows are looked through for a name.
const MOST_ROWS: usize = 5_000;

/// A code (SKU, barcode, username, order number, name) or an id.
///
/// `id:7` is the id 7 and nothing else. Anything else is a code; a number that is nobody's code is
/// taken for an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// The id and nothing else.
    Id(i64),
    /// The code, or else the id that it may be.
    Code(String),
}

impl Reference {
    /// What the text names.
    pub(super) fn of(text: &str) -> Self {
        let id = text.strip_prefix("id:").and_then(|id| id.parse().ok());
        id.map_or_else(|| Reference::Code(text.to_owned()), Reference::Id)
    }

    /// The id that the code may be.
    pub(super) fn as_id(&self) -> Option<i64> {
        match self {
            Reference::Id(id) => Some(*id),
            Reference::Code(text) => text.parse().ok(),
        }
    }

    /// The one of a few things that has this name, capitals aside, or else this id.
    ///
    /// `noun` is what one of them is called, `code` what the name is called, `list` the command that
    /// shows them.
    pub(super) fn among<T>(
        &self,
        (noun, code, list): (&str, &str, &str),
        rows: Vec<T>,
        name: impl Fn(&T) -> &str,
        id: impl Fn(&T) -> i64,
    ) -> Result<T, Failure> {
        let has_name = |row: &T| match self {
            Reference::Id(_) => false,
            Reference::Code(text) => name(row).to_lowercase() == text.to_lowercase(),
        };
        let has_id = |row: &T| self.as_id() == Some(id(row));
        let place = rows.iter().position(has_name);
        let Some(place) = place.or_else(|| rows.iter().position(has_id)) else {
            let names = rows.iter().map(&name);
            return Err(self.unknown((noun, code, list), names));
        };
        let mut rows = rows;
        Ok(rows.swap_remove(place))
    }

    /// Nothing has this name; `names` are those that it may have been. The words as for `among`.
    pub(super) fn unknown<'a>(
        &self,
        (noun, code, list): (&str, &str, &str),
        names: impl IntoIterator<Item = &'a str>,
    ) -> Failure {
        let hint = format!("`mercer {list}` shows what there is");
        match self {
            Reference::Id(id) => {
                Failure::not_found(format!("there is no {noun} with id {id}")).hint(hint)
            }
            Reference::Code(text) => {
                let message = format!("no {noun} has the {code} or the id {text:?}");
                let failure = Failure::not_found(message);
                failure.did_you_mean(nearest(text, names)).then(&hint)
            }
        }
    }
}

impl FromStr for Reference {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Reference::of(text))
    }
}

/// What is meant by an option, where it is given.
pub(super) async fn maybe<T>(
    given: Option<&Reference>,
    resolve: impl AsyncFnOnce(&Reference) -> Result<T, Failure>,
) -> Result<Option<T>, Failure> {
    match given {
        Some(reference) => resolve(reference).await.map(Some),
        None => Ok(None),
    }
}

/// What is to become of a field that may be empty: an empty option (`--category ''`) clears it.
pub(super) async fn patched(
    given: Option<&Reference>,
    resolve: impl AsyncFnOnce(&Reference) -> Result<i64, Failure>,
) -> Result<Patch<i64>, Failure> {
    match given {
        None => Ok(Patch::Keep),
        Some(Reference::Code(text)) if text.is_empty() => Ok(Patch::Clear),
        Some(reference) => resolve(reference).await.map(Patch::Set),
    }
}

/// The same for a text.
pub(super) fn patched_text(given: Option<String>) -> Patch<String> {
    match given {
        None => Patch::Keep,
        Some(text) if text.is_empty() => Patch::Clear,
        Some(text) => Patch::Set(text),
    }
}

/// The rows of a list, of a long one the first few thousand: to look through for a name.
pub(super) async fn rows<T>(
    read: impl AsyncFn(PageRequest) -> Result<Page<T>, Failure>,
) -> Result<Vec<T>, Failure> {
    let mut rows = Vec::new();
    let mut request = PageRequest::first(MAX_LIMIT);
    loop {
        let page = read(request).await?;
        rows.extend(page.items);
        match page.next {
            Some(next) if rows.len() < MOST_ROWS => {
                request = PageRequest::new(Some(next), Some(MAX_LIMIT))?;
            }
            _ => return Ok(rows),
        }
    }
}
