//! `mercer db revision --autogenerate`: databases made to look alike, and questions about renames.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use mercer_database::Kind;
use mercer_testing::TestDatabase;

use crate::folder::Folder;
use crate::mercer::session;
use crate::shop::runtime;
use crate::snapshot;

/// Tables that are none of the store's. All three databases understand it.
const FOREIGN: &[&str] = &[
    "CREATE TABLE authors (id BIGINT NOT NULL PRIMARY KEY, name VARCHAR(80) NOT NULL, \
     born DATE, CONSTRAINT authors_name_unique UNIQUE (name))",
    "CREATE TABLE books (id BIGINT NOT NULL PRIMARY KEY, author_id BIGINT NOT NULL, \
     title VARCHAR(200) NOT NULL DEFAULT 'untitled', price DECIMAL(12,2) NOT NULL, \
     CONSTRAINT books_price_check CHECK (price >= 0), \
     CONSTRAINT books_author_foreign FOREIGN KEY (author_id) REFERENCES authors (id) \
     ON DELETE CASCADE)",
    "CREATE INDEX books_title_index ON books (title)",
    "CREATE INDEX books_author_price_index ON books (author_id, price)",
];

fn autogenerate<'a>(url: &'a str, target: &'a str, id: &'a str) -> Vec<&'a str> {
    vec![
        "db",
        "revision",
        "--autogenerate",
        "-m",
        "As there",
        "--rev-id",
        id,
        "--json",
        "--database-url",
        url,
        "--target-url",
        target,
    ]
}

/// An empty database takes the shape of a foreign one, and loses it again.
fn adopts(folder: &Folder, url: &str, target: &str, kind: Kind) {
    let written = folder.good_json(&autogenerate(url, target, "s1"));
    let operations = written["operations"].as_array().expect("a list");
    assert!(
        operations.iter().any(|one| one == "create_table books"),
        "{kind}: {written}"
    );
    folder.good(&["db", "upgrade", "site@head", "--database-url", url]);
    let second = folder.good_json(&autogenerate(url, target, "s2"));
    assert_eq!(
        second["revision"],
        serde_json::Value::Null,
        "{kind}: {second}"
    );
    let export =
        |url: &str| folder.good(&["db", "schema", "export", "--format", "json", "--url", url]);
    assert_eq!(export(url), export(target), "{kind}");
    folder.good(&["db", "downgrade", "site@base", "--database-url", url]);
    let empty = folder.good_json(&["db", "schema", "export", "--json", "--url", url]);
    assert_eq!(empty["tables"], serde_json::json!([]), "{kind}");
}

#[test]
fn a_foreign_database_is_adopted_on_every_database() {
    for kind in mercer_testing::KINDS {
        let runtime = runtime();
        let place = |runtime: &tokio::runtime::Runtime| runtime.block_on(TestDatabase::fresh(kind));
        let (Some(here), Some(there)) = (place(&runtime), place(&runtime)) else {
            continue;
        };
        for sql in FOREIGN {
            runtime.block_on(there.execute(sql));
        }
        let folder = Folder::with_revisions();
        adopts(&folder, &here.url, &there.url, kind);
        let _inside = runtime.enter();
        drop((here, there));
    }
}

#[test]
fn a_store_is_made_to_look_like_its_staging_copy() {
    let folder = Folder::with_revisions();
    folder.good(&["db", "upgrade"]);
    folder.good(&["db", "upgrade", "--database-url", "sqlite:staging.db"]);
    folder.sqlite(
        "staging.db",
        "CREATE TABLE suppliers (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(80) NOT NULL);
         ALTER TABLE products ADD COLUMN shelf VARCHAR(20);
         CREATE INDEX products_shelf_index ON products (shelf);",
    );
    let compare = [
        "db",
        "revision",
        "--autogenerate",
        "-m",
        "As in staging",
        "--target-url",
        "sqlite:staging.db",
        "--rev-id",
    ];
    let first = [&compare[..], &["s1"]].concat();
    let second = [&compare[..], &["s2"]].concat();
    let from_history = [&compare[..], &["s2", "--from-history"]].concat();
    let commands: &[&[&str]] = &[
        &first,
        &["db", "show", "s1"],
        &second,
        &["db", "upgrade"],
        &second,
        &from_history,
        &["db", "check"],
        &["db", "revision", "--autogenerate", "--rev-id", "s2"],
        &["db", "downgrade", "site@-1"],
    ];
    snapshot::check("db_staging", &session(folder.path(), commands));
}

/// Two stores, the second with a renamed table and a renamed column.
fn renamed() -> Folder {
    let folder = Folder::with_suppliers();
    folder.good(&["db", "upgrade"]);
    folder.good(&["db", "upgrade", "--database-url", "sqlite:staging.db"]);
    folder.sqlite(
        "mercer.db",
        "INSERT INTO suppliers (name, phone) VALUES ('Acme', '123')",
    );
    folder.sqlite(
        "staging.db",
        "ALTER TABLE suppliers RENAME TO vendors;
         ALTER TABLE products RENAME COLUMN supplier_id TO vendor_id;",
    );
    folder
}

const RENAMES: [&str; 10] = [
    "db",
    "revision",
    "--autogenerate",
    "-m",
    "Vendors",
    "--rev-id",
    "s2",
    "--target-url",
    "sqlite:staging.db",
    "--json",
];

#[test]
fn suspected_renames_are_told_and_taken_by_an_option() {
    let folder = renamed();
    let without = &RENAMES[..9];
    let with = [
        without,
        &[
            "--rename",
            "suppliers=vendors",
            "--rename",
            "products.supplier_id=vendor_id",
        ],
    ]
    .concat();
    let fits_nothing = [without, &["--rename", "nothing=something"]].concat();
    let told = session(folder.path(), &[&fits_nothing, without]);
    fs::remove_file(folder.path().join("migrations/s2_vendors.toml")).expect("it was written");
    let commands: &[&[&str]] = &[&with, &["db", "upgrade"], &["db", "check"]];
    snapshot::check("db_renames", &(told + &session(folder.path(), commands)));
    let vendors = rusqlite::Connection::open(folder.shop().file())
        .and_then(|file| file.query_row("SELECT phone FROM vendors", [], |row| row.get(0)));
    assert_eq!(vendors, Ok("123".to_owned()));
}

/// Answers questions as a person at a terminal; `script` makes the terminal.
fn at_a_terminal(folder: &Folder, answers: &str) -> String {
    let words = format!(
        "{} {}",
        env!("CARGO_BIN_EXE_mercer"),
        RENAMES[..9].join(" ")
    );
    let mut child = Command::new("timeout")
        .args([
            "60",
            "script",
            "--quiet",
            "--return",
            "--command",
            &words,
            "/dev/null",
        ])
        .current_dir(folder.path())
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("SHELL", "/bin/sh")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("script is part of every Linux");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    stdin.write_all(answers.as_bytes()).expect("it is read");
    let output = child.wait_with_output().expect("it ends");
    drop(stdin);
    String::from_utf8_lossy(&output.stdout).replace('\r', "")
}

#[test]
fn at_a_terminal_a_person_is_asked_about_renames() {
    let folder = renamed();
    let said = at_a_terminal(&folder, "y\nmaybe\nn\n");
    assert!(
        said.contains("Was the table suppliers renamed to vendors? [y/n]"),
        "{said}"
    );
    let asked = "Was the column supplier_id of products renamed to vendor_id? [y/n]";
    assert_eq!(said.matches(asked).count(), 2, "maybe is no answer: {said}");
    let file = fs::read_to_string(folder.path().join("migrations/s2_vendors.toml"))
        .unwrap_or_else(|error| panic!("{error}: {said}"));
    assert_eq!(
        file.matches("do = \"rename_table\"").count(),
        1,
        "{said}{file}"
    );
    assert_eq!(
        file.matches("do = \"rename_column\"").count(),
        0,
        "{said}{file}"
    );
    assert_eq!(
        file.matches("do = \"drop_column\"").count(),
        1,
        "{said}{file}"
    );
}

#[test]
fn a_database_that_is_behind_is_not_compared() {
    let folder = Folder::with_suppliers();
    folder.good(&["db", "upgrade", "core@head"]);
    let compare = ["db", "revision", "--autogenerate", "--rev-id", "s2"];
    let refused = folder.ends_with(1, &compare);
    assert_eq!(
        refused.stderr,
        "Error: the database does not have these revisions yet: s1\n\
         Hint: apply them first with `mercer db upgrade`, or compare with what the revisions \
         describe: --from-history\n"
    );
    let from_history = [&compare[..], &["--from-history"]].concat();
    assert_eq!(
        folder.good(&from_history),
        "Nothing differs; no revision is written.\n"
    );
}
