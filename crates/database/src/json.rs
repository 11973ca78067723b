//! A JSON column.

use sea_orm::sea_query::{ArrayType, ColumnType, Nullable, Value, ValueType, ValueTypeErr};
use sea_orm::{ColIdx, DbBackend, QueryResult, TryGetError, TryGetable};

/// A JSON document in a column, the same value on all three databases.
///
/// MariaDB stores JSON as text and says so on the wire, so this type accepts both.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Json(pub serde_json::Value);

impl Json {
    /// The document as a parameter of a statement, where it is still needed afterwards: SQLite,
    /// which keeps JSON as text, is given its text, the servers a copy.
    pub fn parameter(&self, backend: DbBackend) -> Value {
        match backend {
            DbBackend::Sqlite => Value::String(Some(self.0.to_string())),
            _ => Value::Json(Some(Box::new(self.0.clone()))),
        }
    }
}

impl From<Json> for Value {
    fn from(json: Json) -> Self {
        Value::Json(Some(Box::new(json.0)))
    }
}

impl TryGetable for Json {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        match serde_json::Value::try_get_by(row, index) {
            Ok(value) => Ok(Json(value)),
            Err(error) => {
                let Ok(text) = String::try_get_by(row, index) else {
                    return Err(error);
                };
                let value = serde_json::from_str(&text)
                    .map_err(|error| sea_orm::DbErr::Json(error.to_string()))?;
                Ok(Json(value))
            }
        }
    }
}

impl ValueType for Json {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        match value {
            Value::Json(Some(json)) => Ok(Json(*json)),
            Value::String(Some(text)) => serde_json::from_str(&text)
                .map(Json)
                .map_err(|_| ValueTypeErr),
            _ => Err(ValueTypeErr),
        }
    }

    fn type_name() -> String {
        "Json".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::Json
    }

    fn column_type() -> ColumnType {
        ColumnType::JsonBinary
    }
}

impl Nullable for Json {
    fn null() -> Value {
        Value::Json(None)
    }
}
