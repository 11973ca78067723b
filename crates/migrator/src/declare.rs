//! Declaring tables beside their entities.

use sea_orm::sea_query::{ColumnType as SeaColumnType, StringLen};
use sea_orm::{
    ColumnTrait, EntityTrait, IdenStatic, Iterable, PrimaryKeyToColumn, PrimaryKeyTrait,
};

use crate::{
    Action, Check, Column, ColumnType, ForeignKey, Index, IndexPart, OnDelete, Table, Unique,
};

impl Table {
    /// A table without an entity: a name, columns and the names of the key's columns.
    pub fn with_columns(name: &str, columns: Vec<Column>, primary_key: &[&str]) -> Self {
        Table {
            name: name.to_owned(),
            columns,
            primary_key: primary_key
                .iter()
                .map(|&column| column.to_owned())
                .collect(),
            identity: false,
            clustered: false,
            uniques: Vec::new(),
            checks: Vec::new(),
            indexes: Vec::new(),
            foreign_keys: Vec::new(),
            comment: None,
            renamed_from: None,
            triggers: Vec::new(),
            unmodelled: Vec::new(),
        }
    }

    /// Reads the columns and the primary key from a SeaORM entity.
    ///
    /// # Panics
    /// On a column type that the store does not use: the declaration is wrong.
    pub fn of<E: EntityTrait>(entity: E) -> Self {
        let columns = E::Column::iter()
            .map(|column| {
                let definition = column.def();
                Column {
                    name: column.as_str().to_owned(),
                    column_type: ColumnType::of(definition.get_column_type()),
                    nullable: definition.is_null(),
                    default: None,
                    comment: None,
                    renamed_from: None,
                }
            })
            .collect();
        let key: Vec<_> = E::PrimaryKey::iter()
            .map(|key| key.into_column().as_str())
            .collect();
        Table {
            identity: E::PrimaryKey::auto_increment(),
            ..Table::with_columns(entity.table_name(), columns, &key)
        }
    }

    /// Stores the rows in key order where the database offers a choice.
    #[must_use]
    pub fn clustered(mut self) -> Self {
        self.clustered = true;
        self
    }

    /// Tells that the table was called otherwise before, so that its rows are kept. May be taken
    /// out once every database has the new name.
    #[must_use]
    pub fn renamed_from(mut self, name: &str) -> Self {
        self.renamed_from = Some(name.to_owned());
        self
    }

    /// Tells that a column was called otherwise before, so that its values are kept.
    #[must_use]
    pub fn column_renamed_from(mut self, column: &str, name: &str) -> Self {
        let column = self.known(&[column]).remove(0);
        let mut columns = self.columns.iter_mut();
        if let Some(found) = columns.find(|found| found.name == column) {
            found.renamed_from = Some(name.to_owned());
        }
        self
    }

    /// Adds a unique constraint.
    #[must_use]
    pub fn unique(mut self, columns: &[&str]) -> Self {
        let columns = self.known(columns);
        let name = format!("{}_{}_unique", self.name, columns.join("_"));
        self.uniques.push(Unique { name, columns });
        self
    }

    /// Adds a CHECK constraint.
    #[must_use]
    pub fn check(mut self, rule: &str, expression: &str) -> Self {
        let name = format!("{}_{rule}_check", self.name);
        self.checks.push(Check {
            name,
            expression: expression.to_owned(),
        });
        self
    }

    /// Adds a CHECK that a column holds one of a list of words.
    #[must_use]
    pub fn one_of(self, column: &str, words: &[&str]) -> Self {
        let list = words
            .iter()
            .map(|word| format!("'{word}'"))
            .collect::<Vec<_>>()
            .join(", ");
        self.check(column, &format!("{column} IN ({list})"))
    }

    /// Adds an index.
    #[must_use]
    pub fn index(mut self, columns: &[&str]) -> Self {
        let columns = self.known(columns);
        let name = format!("{}_{}_index", self.name, columns.join("_"));
        self.indexes.push(Index {
            name,
            parts: columns
                .iter()
                .map(|column| IndexPart::column(column))
                .collect(),
            unique: false,
            predicate: None,
            method: None,
        });
        self
    }

    /// Adds a foreign key to another table's `id`.
    #[must_use]
    pub fn foreign_key(mut self, column: &str, parent: &str, on_delete: OnDelete) -> Self {
        let column = self.known(&[column]).remove(0);
        let name = format!("{}_{column}_foreign", self.name);
        self.foreign_keys.push(ForeignKey {
            name,
            columns: vec![column],
            parent: parent.to_owned(),
            parent_columns: vec!["id".to_owned()],
            on_delete: on_delete.into(),
            on_update: Action::NoAction,
        });
        self
    }

    fn known(&self, columns: &[&str]) -> Vec<String> {
        for column in columns {
            assert!(
                self.columns.iter().any(|known| known.name == *column),
                "{} declares no column {column}",
                self.name
            );
        }
        columns.iter().map(|&column| column.to_owned()).collect()
    }
}

impl ColumnType {
    fn of(declared: &SeaColumnType) -> Self {
        match declared {
            SeaColumnType::SmallInteger => ColumnType::SmallInteger,
            SeaColumnType::Integer => ColumnType::Integer,
            SeaColumnType::BigInteger => ColumnType::BigInteger,
            SeaColumnType::Double => ColumnType::Double,
            SeaColumnType::Boolean => ColumnType::Boolean,
            SeaColumnType::String(StringLen::N(length)) => ColumnType::Text(*length),
            SeaColumnType::String(_) => ColumnType::Text(255),
            SeaColumnType::Text => ColumnType::LongText,
            SeaColumnType::TimestampWithTimeZone | SeaColumnType::Timestamp => {
                ColumnType::Timestamp
            }
            SeaColumnType::Date => ColumnType::Date,
            SeaColumnType::Json | SeaColumnType::JsonBinary => ColumnType::Json,
            other => panic!("columns like {other:?} are not part of the schema model"),
        }
    }
}
