//! The hash follows the meaning and nothing else.

use std::collections::HashMap;

use chrono::DateTime;
use mercer_migrator::{Operation, Revision};
use toml::Value;

use crate::every_operation::{empty, full, operations};

const PLAIN: &str = "\
revision = \"0003\"
down_revision = [\"0002\"]
message = \"Add a nickname\"
created = 2026-11-21T08:00:00Z

[[op]]
do = \"add_column\"
table = \"customers\"
column = { name = \"nickname\", type = \"text(40)\", null = true, default = \"''\" }

[[op]]
do = \"sql\"
up.sqlite = \"\"\"
SELECT 1;
SELECT 2;
\"\"\"
up.postgres = \"SELECT 'a'\"
up.mysql = \"\"
";

/// The same with comments, in another layout and order.
const LAID_OUT: &str = "\
# A nickname, as asked for.
created = '2026-11-21T09:00:00+01:00'
message = '''Add a nickname'''
down_revision = [
    \"0002\", # the one before
]
'revision' = \"0003\"
op = [
    { table = \"customers\", do = \"add_column\", column.type = \"text(40)\", column.name = \"nickname\", \
column.default = \"\\u0027'\", column.null = true },
    { do = \"sql\", up = { mysql = \"\", sqlite = \"SELECT 1;\\nSELECT 2;\\n\", postgres = \"SELECT 'a'\" } },
]
";

fn read(text: &str) -> Revision {
    let revision = Revision::parse(text, "hashed.toml");
    revision.unwrap_or_else(|error| panic!("{error}\n{text}"))
}

#[test]
fn comments_and_layout_do_not_change_the_hash() {
    let plain = read(PLAIN);
    assert_eq!(plain.print(), PLAIN);
    for text in [
        LAID_OUT.to_owned(),
        PLAIN.replace('\n', "\r\n"),
        format!("\u{FEFF}{PLAIN}"),
        PLAIN.replace("\n[[op]]", "\n\n  # then\n  [[op]]"),
    ] {
        let other = read(&text);
        assert_eq!(other, plain, "{text}");
        assert_eq!(other.hash(), plain.hash(), "{text}");
        assert_eq!(other.print(), PLAIN);
    }
}

#[test]
fn hashes_stay_as_they_are_because_databases_hold_them() {
    assert_eq!(
        empty().hash(),
        "ea1c00e9809d7eba63296d8f6c92c7022139d27bb39b3a9832d938c04813732d"
    );
    assert_eq!(
        full().hash(),
        "6815abf615280ee379b8052bf69c8e3b7f8373f6a1f215fe551779ad6b315c7b"
    );
}

#[test]
fn prose_does_not_change_the_hash() {
    let revision = full();
    for other in [
        Revision {
            message: String::new(),
            ..revision.clone()
        },
        Revision {
            created: DateTime::UNIX_EPOCH,
            ..revision.clone()
        },
        Revision {
            destructive: None,
            ..revision.clone()
        },
    ] {
        assert_eq!(other.hash(), revision.hash());
    }
    let irreversible = |reason: Option<&str>| Revision {
        irreversible: reason.map(str::to_owned),
        ..empty()
    };
    let given = irreversible(Some("the rows are gone"));
    assert_eq!(given.hash(), irreversible(Some("a typing error")).hash());
    assert_ne!(given.hash(), irreversible(None).hash());
}

/// Every revision that differs in one value from the one given, with what was changed.
fn mutations(value: &Value, path: &str) -> Vec<(String, Value)> {
    match value {
        // A longer name, another type, another action.
        Value::String(text) => [&format!("{text}x"), "json", "restrict"]
            .into_iter()
            .filter(|other| other != text)
            .map(|other| (format!("{path} = {other}"), Value::String(other.to_owned())))
            .collect(),
        Value::Integer(number) => vec![(path.to_owned(), Value::Integer(number ^ 1))],
        Value::Boolean(flag) => vec![(path.to_owned(), Value::Boolean(!flag))],
        Value::Array(items) => {
            let mut mutated = Vec::new();
            for (index, item) in items.iter().enumerate() {
                for (what, other) in mutations(item, &format!("{path}[{index}]")) {
                    let mut items = items.clone();
                    items[index] = other;
                    mutated.push((what, Value::Array(items)));
                }
                let mut fewer = items.clone();
                fewer.remove(index);
                mutated.push((format!("{path}[{index}] removed"), Value::Array(fewer)));
                let mut swapped = items.clone();
                swapped.swap(index, (index + 1) % items.len());
                if swapped != *items && index + 1 < items.len() {
                    mutated.push((format!("{path}[{index}] swapped"), Value::Array(swapped)));
                }
            }
            mutated
        }
        Value::Table(table) => {
            let mut mutated = Vec::new();
            for (key, item) in table {
                for (what, other) in mutations(item, &format!("{path}.{key}")) {
                    let mut table = table.clone();
                    table.insert(key.clone(), other);
                    mutated.push((what, Value::Table(table)));
                }
                let mut fewer = table.clone();
                fewer.remove(key);
                mutated.push((format!("{path}.{key} removed"), Value::Table(fewer)));
            }
            mutated
        }
        Value::Datetime(_) | Value::Float(_) => Vec::new(),
    }
}

/// Checks all mutations of a file that can be read, and returns how many those are.
fn assert_mutations_differ(revision: &Revision) -> usize {
    let file: Value = revision
        .print()
        .parse::<toml::Table>()
        .expect("TOML")
        .into();
    let prose = |what: &str| what.starts_with(".message") || what.starts_with(".destructive");
    let mut seen = HashMap::from([(
        revision.hash(),
        (String::from("the original"), revision.clone()),
    )]);
    let mut read = 0;
    for (what, mutated) in mutations(&file, "") {
        let text = toml::to_string(&mutated).expect("TOML");
        let Ok(mutated) = Revision::parse(&text, "mutated.toml") else {
            continue;
        };
        if prose(&what) {
            continue;
        }
        read += 1;
        let (before, same) = seen
            .entry(mutated.hash())
            .or_insert_with(|| (what.clone(), mutated.clone()));
        assert_eq!(*same, mutated, "{before} and {what} have one hash");
        assert_ne!(before, "the original", "{what} changes nothing");
    }
    read
}

#[test]
fn any_change_of_meaning_changes_the_hash() {
    let mut changes = assert_mutations_differ(&Revision {
        operations: operations().split_off(20),
        down_operations: Some(operations().split_off(23)),
        ..full()
    });
    for operation in operations() {
        let kind = operation.kind();
        let here = assert_mutations_differ(&Revision {
            operations: vec![operation],
            ..empty()
        });
        assert!(here >= 5, "{kind}: {here}");
        changes += here;
    }
    assert!(changes > 500, "only {changes} changes could be read");
}

#[test]
fn up_and_down_are_not_the_same() {
    let sql = operations().split_off(20);
    let up = Revision {
        operations: sql.clone(),
        ..empty()
    };
    let down = Revision {
        down_operations: Some(sql),
        ..empty()
    };
    let nothing = Revision {
        down_operations: Some(Vec::new()),
        ..empty()
    };
    let hashes = [up.hash(), down.hash(), nothing.hash(), empty().hash()];
    for (index, hash) in hashes.iter().enumerate() {
        assert!(!hashes[..index].contains(hash));
        assert_eq!(hash.len(), 64);
    }
}

#[test]
fn one_operation_and_its_reverse_are_not_the_same() {
    for operation in operations() {
        let reversed = operation.reverse();
        let one = |operation: &Operation| Revision {
            operations: vec![operation.clone()],
            ..empty()
        };
        for reversed in reversed.into_iter().flatten() {
            assert_ne!(one(&operation).hash(), one(&reversed).hash());
        }
    }
}
