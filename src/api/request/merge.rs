//! Fields of a JSON merge patch (RFC 7396): what is left out stays, `null` empties.

use std::borrow::Cow;

use mercer_store::patch::Patch;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer};

/// A field that may be empty: left out it stays, `null` empties it. To be marked
/// `#[serde(default)]`.
#[derive(Clone, Debug)]
pub(in crate::api) struct Merge<T>(pub(in crate::api) Patch<T>);

impl<T> Default for Merge<T> {
    fn default() -> Self {
        Merge(Patch::Keep)
    }
}

impl<T> Merge<T> {
    /// The same edit of another type.
    pub(in crate::api) fn map<U>(self, change: impl FnOnce(T) -> U) -> Patch<U> {
        match self.0 {
            Patch::Keep => Patch::Keep,
            Patch::Clear => Patch::Clear,
            Patch::Set(value) => Patch::Set(change(value)),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Merge<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Option::deserialize(deserializer)?;
        Ok(Merge(value.map_or(Patch::Clear, Patch::Set)))
    }
}

impl<T: JsonSchema> JsonSchema for Merge<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Option::<T>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Option::<T>::json_schema(generator)
    }
}

/// A field of a replacement: left out or `null`, it becomes empty.
pub(in crate::api) fn replaced<T>(field: Option<T>) -> Patch<T> {
    field.map_or(Patch::Clear, Patch::Set)
}

/// A field that is never empty: left out it stays, `null` is refused. To be marked
/// `#[serde(default)]`.
#[derive(Clone, Debug)]
pub(in crate::api) struct Given<T>(pub(in crate::api) Option<T>);

impl<T> Default for Given<T> {
    fn default() -> Self {
        Given(None)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Given<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(|value| Given(Some(value)))
    }
}

impl<T: JsonSchema> JsonSchema for Given<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}
