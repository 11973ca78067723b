//! Operations in a file.

use toml::de::DeValue;

use super::super::error::{Problem, RevisionError, advice};
use super::definitions::{
    self, CHECK, COLUMN_NAMES, ENUM, FOREIGN_KEY, INDEX, TABLE, UNIQUE, column_in, enum_in,
    index_in, primary_key_in,
};
use super::fields::{Entry, Fields};
use super::{HEAD, HEAD_PLACE_ADVICE};
use crate::{Backfill, InsertRows, Literal, Operation, PerDatabase, Sql};

type Result<T> = std::result::Result<T, RevisionError>;

/// Rows that a backfill updates at once where its `batch_size` is not said.
const BATCH_SIZE: u32 = 1000;

const DO: &[&str] = &["do"];
const AT: &[&str] = &["table"];
const STEP: &[&str] = &["from", "to"];
const ROWS: &[&str] = &["table", "columns", "key", "rows"];

/// All operations, with the keys of each.
const FORMS: &[(&str, &[&[&str]])] = &[
    ("create_table", &[TABLE]),
    ("drop_table", &[TABLE]),
    ("rename_table", &[STEP]),
    ("set_table_comment", &[AT, STEP]),
    ("add_column", &[AT, &["column"]]),
    ("drop_column", &[AT, &["column"]]),
    ("alter_column", &[AT, STEP]),
    ("rename_column", &[AT, STEP]),
    ("alter_primary_key", &[AT, STEP]),
    ("add_unique", &[AT, UNIQUE]),
    ("drop_unique", &[AT, UNIQUE]),
    ("add_check", &[AT, CHECK]),
    ("drop_check", &[AT, CHECK]),
    ("create_index", &[AT, INDEX, &["concurrently"]]),
    ("drop_index", &[AT, INDEX, &["concurrently"]]),
    ("rename_index", &[AT, STEP]),
    ("add_foreign_key", &[AT, FOREIGN_KEY]),
    ("drop_foreign_key", &[AT, FOREIGN_KEY]),
    ("create_enum", &[ENUM]),
    ("drop_enum", &[ENUM]),
    ("alter_enum", &[STEP]),
    ("insert_rows", &[ROWS]),
    ("delete_rows", &[ROWS]),
    ("backfill", &[AT, &["set", "where", "batch_size"]]),
    ("sql", &[&["up", "down"]]),
];

/// Reads one `[[op]]` or `[[down]]`; `list` is which.
pub(super) fn operation(entry: &Entry, list: &str) -> Result<Operation> {
    let place = format!("[[{list}]]");
    let expected = format!("a table headed {place}");
    let table = entry.value().as_table();
    let table = table.ok_or_else(|| entry.wrong(&expected))?;
    let kinds: Vec<&str> = FORMS.iter().map(|(kind, _)| *kind).collect();
    let expected = format!("the name of an operation, one of: {}", kinds.join(", "));
    let every_key: Vec<&str> = table.keys().map(|key| key.get_ref().as_ref()).collect();
    let any = entry.fields_of(&place, &[&every_key], &expected)?;
    let kind = any.text("do", &expected)?;
    let Some((_, keys)) = FORMS.iter().find(|(known, _)| *known == kind) else {
        let problem = Problem::UnknownOperation {
            place,
            advice: advice(&kind, &kinds),
            found: kind,
        };
        return Err(any.required("do", &expected)?.error(problem));
    };
    let place = format!("{place} {kind}");
    // What is written below the last operation belongs to that operation.
    let stray = |key: &&&str| HEAD.contains(key) && !keys.concat().contains(key) && **key != "down";
    if let Some(key) = every_key.iter().find(stray) {
        return Err(any.unknown(&place, key, HEAD_PLACE_ADVICE));
    }
    let keys: Vec<&[&str]> = keys.iter().copied().chain([DO]).collect();
    read(&kind, &entry.fields_of(&place, &keys, &expected)?)
}

fn read(kind: &str, fields: &Fields) -> Result<Operation> {
    Ok(match kind {
        "create_table" => Operation::CreateTable(Box::new(definitions::table(fields)?)),
        "drop_table" => Operation::DropTable(Box::new(definitions::table(fields)?)),
        "create_enum" => Operation::CreateEnum(definitions::enum_type(fields)?),
        "drop_enum" => Operation::DropEnum(definitions::enum_type(fields)?),
        "alter_enum" => {
            let (from, to) = (enum_in(fields, "from")?, enum_in(fields, "to")?);
            same_name(fields, &from.name, &to.name, "")?;
            Operation::AlterEnum { from, to }
        }
        "rename_table" => Operation::RenameTable {
            from: fields.text("from", "the table's name before")?,
            to: fields.text("to", "the table's name afterwards")?,
        },
        "insert_rows" => Operation::InsertRows(rows(fields)?),
        "delete_rows" => Operation::DeleteRows(rows(fields)?),
        "backfill" => Operation::Backfill(backfill(fields)?),
        "sql" => Operation::Sql(Sql {
            up: per_database(&fields.required("up", "the statements")?)?,
            down: fields
                .optional("down")
                .map(|entry| per_database(&entry))
                .transpose()?,
        }),
        kind => in_table(kind, fields, fields.text("table", "the table's name")?)?,
    })
}

fn in_table(kind: &str, fields: &Fields, table: String) -> Result<Operation> {
    Ok(match kind {
        "set_table_comment" => Operation::SetTableComment {
            table,
            from: fields.optional_text("from", "the comment before")?,
            to: fields.optional_text("to", "the comment afterwards")?,
        },
        "add_column" => Operation::AddColumn {
            table,
            column: column_in(fields, "column")?,
        },
        "drop_column" => Operation::DropColumn {
            table,
            column: column_in(fields, "column")?,
        },
        "alter_column" => {
            let (from, to) = (column_in(fields, "from")?, column_in(fields, "to")?);
            same_name(
                fields,
                &from.name,
                &to.name,
                "; rename_column gives it another name",
            )?;
            Operation::AlterColumn { table, from, to }
        }
        "rename_column" => Operation::RenameColumn {
            table,
            from: fields.text("from", "the column's name before")?,
            to: fields.text("to", "the column's name afterwards")?,
        },
        "alter_primary_key" => Operation::AlterPrimaryKey {
            table,
            from: primary_key_in(fields, "from")?,
            to: primary_key_in(fields, "to")?,
        },
        "rename_index" => Operation::RenameIndex {
            table,
            from: index_in(fields, "from")?,
            to: fields.text("to", "the index's name afterwards")?,
        },
        kind => constraint(kind, fields, table)?,
    })
}

fn constraint(kind: &str, fields: &Fields, table: String) -> Result<Operation> {
    let concurrently = || fields.flag("concurrently");
    Ok(match kind {
        "add_unique" => Operation::AddUnique {
            table,
            unique: definitions::unique(fields)?,
        },
        "drop_unique" => Operation::DropUnique {
            table,
            unique: definitions::unique(fields)?,
        },
        "add_check" => Operation::AddCheck {
            table,
            check: definitions::check(fields)?,
        },
        "drop_check" => Operation::DropCheck {
            table,
            check: definitions::check(fields)?,
        },
        "create_index" => Operation::AddIndex {
            table,
            index: definitions::index(fields)?,
            concurrently: concurrently()?,
        },
        "drop_index" => Operation::DropIndex {
            table,
            index: definitions::index(fields)?,
            concurrently: concurrently()?,
        },
        "add_foreign_key" => Operation::AddForeignKey {
            table,
            key: definitions::foreign_key(fields)?,
        },
        "drop_foreign_key" => Operation::DropForeignKey {
            table,
            key: definitions::foreign_key(fields)?,
        },
        other => unreachable!("{other} is among the forms, and every form is read"),
    })
}

fn same_name(fields: &Fields, from: &str, to: &str, advice: &str) -> Result<()> {
    if from == to {
        return Ok(());
    }
    let expected = format!("{from:?} as in \"from\"{advice}");
    let entry = fields.required("to", &expected)?;
    Err(entry.wrong_as(&format!("the name {to:?}"), &expected))
}

fn rows(fields: &Fields) -> Result<InsertRows> {
    let columns = fields.texts("columns", COLUMN_NAMES)?;
    let key = fields.texts(
        "key",
        "the names of the columns that tell one row from another",
    )?;
    if key.is_empty() || key.iter().any(|name| !columns.contains(name)) {
        let expected = "the columns, of those listed, that tell one row from another";
        return Err(fields.required("key", expected)?.wrong(expected));
    }
    let expected = "a list of rows, such as [[1, \"Main\"], [2, { null = true }]]";
    let row = |row: &Entry| -> Result<Vec<Literal>> {
        let values = row.list(expected)?;
        if values.len() != columns.len() {
            let expected = format!("{} values, one for each column", columns.len());
            return Err(row.wrong_as(&format!("{} values", values.len()), &expected));
        }
        values.iter().map(literal).collect()
    };
    Ok(InsertRows {
        table: fields.text("table", "the table's name")?,
        rows: fields
            .required("rows", expected)?
            .list(expected)?
            .iter()
            .map(row)
            .collect::<Result<_>>()?,
        columns,
        key,
    })
}

fn literal(entry: &Entry) -> Result<Literal> {
    let expected = "a text, a whole number, true, false or { null = true }; exact numbers, days and \
                    times stand in quotes";
    match entry.value() {
        DeValue::String(text) => Ok(Literal::Text(text.clone().into_owned())),
        DeValue::Boolean(flag) => Ok(Literal::Boolean(*flag)),
        DeValue::Integer(_) => entry
            .integer("a whole number of 64 bits")
            .map(Literal::Integer),
        DeValue::Table(_) if entry.fields(&[&["null"]], expected)?.flag("null")? => {
            Ok(Literal::Null)
        }
        _ => Err(entry.wrong(expected)),
    }
}

fn backfill(fields: &Fields) -> Result<Backfill> {
    let set = fields.required(
        "set",
        "the assignments, such as \"total = price * quantity\"",
    )?;
    let condition = fields.required(
        "where",
        "which rows still need it, such as \"total IS NULL\"",
    )?;
    let expected = "how many rows to update at once, a whole number from 1";
    let batch_size = match fields.optional("batch_size") {
        Some(entry) => u32::try_from(entry.integer(expected)?)
            .ok()
            .filter(|rows| *rows > 0)
            .ok_or_else(|| entry.wrong(expected))?,
        None => BATCH_SIZE,
    };
    Ok(Backfill {
        table: fields.text("table", "the table's name")?,
        set: per_database(&set)?,
        condition: per_database(&condition)?,
        batch_size,
    })
}

/// One text for all databases, or one for each of them.
fn per_database(entry: &Entry) -> Result<PerDatabase> {
    let expected = "SQL for all databases, or { sqlite = \"...\", postgres = \"...\", mysql = \
                    \"...\" }";
    if let DeValue::String(text) = entry.value() {
        return Ok(PerDatabase::same(text));
    }
    let fields = entry.fields(&[&["sqlite", "postgres", "mysql"]], expected)?;
    let dialect = |name: &str| {
        let expected = format!("SQL for this database; {name} = \"\" does nothing there");
        fields.text(name, &expected)
    };
    Ok(PerDatabase {
        sqlite: dialect("sqlite")?,
        postgres: dialect("postgres")?,
        mysql: dialect("mysql")?,
    })
}
