//! `?expand=` and `?fields=`: more of a thing, or less, in any answer that tells of things.
//!
//! Each expansion reads what belongs to all things of a page at once, so the number of statements
//! does not depend on how many there are.

use std::collections::{BTreeMap, BTreeSet};
use std::pin::Pin;

use mercer_store::Store;
use mercer_store::staff::Permission;
use serde::Serialize;
use serde_json::Value;

use crate::api::Answer;
use crate::api::access::{Access, Caller, forbidden};
use crate::api::problem::Problem;
use crate::api::request::refused;

/// What belongs to the things with these ids, by id.
pub(in crate::api) type Expanded =
    Pin<Box<dyn Future<Output = Answer<BTreeMap<i64, Value>>> + Send>>;

/// Something that can be told together with a thing.
pub(in crate::api) struct Expansion {
    /// As `?expand=` names it; the field that it adds.
    pub(in crate::api) name: &'static str,
    /// The field of the thing that holds the id it is looked up by.
    pub(in crate::api) by: &'static str,
    /// What it takes to see it; `None` for what everybody may see. A customer who sees a thing as
    /// their own may see what belongs to it.
    pub(in crate::api) permission: Option<Permission>,
    /// Whether it is a list, empty where nothing is found, instead of one thing or null.
    pub(in crate::api) many: bool,
    /// Reads it for all ids.
    pub(in crate::api) read: fn(Store, Vec<i64>) -> Expanded,
}

/// What was found, as JSON by its id.
pub(in crate::api) fn by_id<R, T: Serialize>(
    found: Vec<R>,
    id: impl Fn(&R) -> i64,
    told: impl Fn(R) -> T,
) -> Answer<BTreeMap<i64, Value>> {
    let told = |row: R| {
        let id = id(&row);
        let value = serde_json::to_value(told(row));
        let value = value.map_err(|error| Problem::internal(&error.to_string()))?;
        Ok((id, value))
    };
    found.into_iter().map(told).collect()
}

/// What a request wants more or less of.
#[derive(Default)]
pub(super) struct Shape {
    expand: Vec<&'static Expansion>,
    fields: Option<BTreeSet<String>>,
}

impl Shape {
    /// Reads the two parameters, each a list with commas.
    pub(super) fn of(
        query: &str,
        expansions: &'static [Expansion],
        fields: &BTreeSet<String>,
    ) -> Answer<Self> {
        let mut shape = Shape::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let words = value.split(',').map(str::trim);
            let mut words = words.filter(|word| !word.is_empty()).peekable();
            let is_of_shape = matches!(name.as_ref(), "expand" | "fields");
            if is_of_shape && words.peek().is_none() {
                return Err(refused(
                    &name,
                    "it names nothing; leave it out, or name something",
                ));
            }
            match name.as_ref() {
                "expand" => {
                    for word in words {
                        shape.expand.push(named(word, expansions)?);
                    }
                }
                "fields" => {
                    let words: BTreeSet<String> = words.map(str::to_owned).collect();
                    known(&words, expansions, fields)?;
                    shape.fields.get_or_insert_default().extend(words);
                }
                _ => {}
            }
        }
        Ok(shape)
    }

    /// Whether the answer stays as it is.
    pub(super) fn is_plain(&self) -> bool {
        self.expand.is_empty() && self.fields.is_none()
    }

    /// Whether the answer tells of more than the thing, whose version then does not tell whether it
    /// changed.
    pub(super) fn expands(&self) -> bool {
        !self.expand.is_empty()
    }

    /// Gives the answer this shape.
    pub(super) async fn give(
        &self,
        caller: &Caller,
        access: Access,
        body: &mut Value,
    ) -> Answer<()> {
        for expansion in &self.expand {
            may_see(caller, access, expansion)?;
            let ids: BTreeSet<i64> = things(body)
                .filter_map(|thing| thing.get(expansion.by).and_then(Value::as_i64))
                .collect();
            let read = (expansion.read)(caller.store().clone(), ids.into_iter().collect());
            let found = read.await?;
            for thing in things(body) {
                let id = thing.get(expansion.by).and_then(Value::as_i64);
                let nothing = || {
                    if expansion.many {
                        Value::Array(Vec::new())
                    } else {
                        Value::Null
                    }
                };
                let value = id
                    .and_then(|id| found.get(&id).cloned())
                    .unwrap_or_else(nothing);
                thing[expansion.name] = value;
            }
        }
        if let Some(fields) = &self.fields {
            for thing in things(body).filter_map(Value::as_object_mut) {
                thing.retain(|name, _| fields.contains(name));
            }
        }
        Ok(())
    }
}

/// The things an answer tells of: those of a page, or the one.
fn things(body: &mut Value) -> impl Iterator<Item = &mut Value> {
    let is_page = body.get("items").is_some() && body.get("next").is_some();
    let (page, one) = if is_page {
        (Some(&mut body["items"]), None)
    } else {
        (None, Some(body))
    };
    let items = page.and_then(Value::as_array_mut).into_iter().flatten();
    items.chain(one)
}

fn named(word: &str, expansions: &'static [Expansion]) -> Answer<&'static Expansion> {
    let found = expansions.iter().find(|expansion| expansion.name == word);
    found.ok_or_else(|| {
        let names: Vec<_> = expansions.iter().map(|expansion| expansion.name).collect();
        let known = if names.is_empty() {
            "nothing".to_owned()
        } else {
            names.join(", ")
        };
        refused(
            "expand",
            &format!("{word:?} cannot be expanded here; what can be is {known}"),
        )
    })
}

fn known(
    words: &BTreeSet<String>,
    expansions: &[Expansion],
    fields: &BTreeSet<String>,
) -> Answer<()> {
    let is_known = |word: &&String| {
        fields.contains(*word) || expansions.iter().any(|expansion| expansion.name == **word)
    };
    match words.iter().find(|word| !is_known(word)) {
        None => Ok(()),
        Some(word) => {
            let known: Vec<_> = fields.iter().map(String::as_str).collect();
            let reason = format!("there is no field {word:?}; known are {}", known.join(", "));
            Err(refused("fields", &reason))
        }
    }
}

fn may_see(caller: &Caller, access: Access, expansion: &Expansion) -> Answer<()> {
    let Some(permission) = expansion.permission else {
        return Ok(());
    };
    let is_their_own = caller.customer_id().is_some() && access.is_of_own();
    if is_their_own || caller.may(permission) {
        return Ok(());
    }
    Err(forbidden(format!(
        "to expand {} takes the permission {permission}",
        expansion.name
    )))
}
