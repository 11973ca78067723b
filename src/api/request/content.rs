//! Values inside bodies.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use mercer_store::{Currency, Invalid, Money};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

/// A `T` written as a JSON object. Without it, serde would also take an array of the fields.
pub(in crate::api) struct Object<T>(pub(in crate::api) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor(PhantomData))
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = Object<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Object<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Object)
    }
}

/// An id in a body. A type of its own so that a refusal speaks of ids, not of integer types.
#[derive(Clone, Copy, Debug)]
pub(in crate::api) struct Id(pub(in crate::api) i64);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_i64(IdVisitor)
    }
}

struct IdVisitor;

impl Visitor<'_> for IdVisitor {
    type Value = Id;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an id, which is a whole number")
    }

    fn visit_i64<E>(self, id: i64) -> Result<Id, E> {
        Ok(Id(id))
    }

    fn visit_u64<E: serde::de::Error>(self, id: u64) -> Result<Id, E> {
        i64::try_from(id)
            .map(Id)
            .map_err(|_| E::custom(format!("no id is as large as {id}")))
    }
}

impl<T: JsonSchema> JsonSchema for Object<T> {
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

impl JsonSchema for Id {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "format": "int64", "examples": [1] })
    }
}

/// An amount of money in a body: `{"amount": 255, "currency": "GBP"}`, in minor units.
#[derive(Clone, Copy, Debug, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "MoneyInput")]
#[schemars(example = serde_json::json!({
    "amount": 1250, "currency": "GBP"
}))]
pub(in crate::api) struct Amount {
    /// Minor units (pence, cents, yen).
    #[schemars(range(min = 0))]
    amount: i64,
    /// ISO 4217.
    currency: Currency,
}

impl Amount {
    /// As the store takes it.
    pub(in crate::api) fn money(self) -> Money {
        Money::new(self.amount, self.currency)
    }

    /// The minor units, if it is in this currency.
    pub(in crate::api) fn in_currency(self, field: &str, currency: &str) -> Result<i64, Invalid> {
        if self.currency.code() == currency {
            return Ok(self.amount);
        }
        let reason = format!("it is in {}, not in {currency}", self.currency.code());
        Err(Invalid::new(format!("{field}/currency"), reason))
    }
}
