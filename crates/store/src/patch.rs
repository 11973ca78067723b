//! Partial edits: what is to happen to a field that may be empty.

use sea_orm::{ActiveValue, Value};

use crate::{Invalid, text};

/// What an edit does to a field that may be empty. (A field that is always there needs only an
/// `Option`: `None` keeps it.)
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// The field stays as it is.
    #[default]
    Keep,
    /// The field becomes empty.
    Clear,
    /// The field becomes this.
    Set(T),
}

impl<T> Patch<T> {
    /// The same edit with its new value checked.
    pub(crate) fn try_map<U, E>(
        self,
        check: impl FnOnce(T) -> Result<U, E>,
    ) -> Result<Patch<U>, E> {
        Ok(match self {
            Patch::Keep => Patch::Keep,
            Patch::Clear => Patch::Clear,
            Patch::Set(value) => Patch::Set(check(value)?),
        })
    }

    /// The same edit with its new value in another form.
    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Patch::Keep => Patch::Keep,
            Patch::Clear => Patch::Clear,
            Patch::Set(value) => Patch::Set(change(value)),
        }
    }
}

impl<T> From<Option<T>> for Patch<T> {
    /// What the field is to be as a whole: without a value it becomes empty.
    fn from(value: Option<T>) -> Self {
        value.map_or(Patch::Clear, Patch::Set)
    }
}

impl Patch<String> {
    /// Checks a text; a blank one clears the field.
    pub(crate) fn text(self, field: &str, max_characters: usize) -> Result<Self, Invalid> {
        Ok(match self {
            Patch::Set(text) => match text::optional(field, Some(&text), max_characters)? {
                Some(text) => Patch::Set(text),
                None => Patch::Clear,
            },
            other => other,
        })
    }
}

impl<T> From<Patch<T>> for ActiveValue<Option<T>>
where
    Option<T>: Into<Value>,
{
    fn from(patch: Patch<T>) -> Self {
        match patch {
            Patch::Keep => ActiveValue::NotSet,
            Patch::Clear => ActiveValue::Set(None),
            Patch::Set(value) => ActiveValue::Set(Some(value)),
        }
    }
}

/// The column's new value, where there is one.
pub(crate) fn set<V: Into<Value>>(value: Option<V>) -> ActiveValue<V> {
    value.map_or(ActiveValue::NotSet, ActiveValue::Set)
}
