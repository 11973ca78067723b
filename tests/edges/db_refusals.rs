//! `mercer db`: what it refuses, and what it tells by its exit code.

use std::fmt::Write;

use crate::folder::{DROP_PHONE, Folder, SUPPLIERS, TWICE, UNIQUE};
use crate::mercer::session;
use crate::snapshot;

#[test]
fn what_makes_no_sense_is_refused_with_advice() {
    let folder = Folder::with_suppliers();
    folder.good(&["db", "upgrade"]);
    let commands: &[&[&str]] = &[
        &["db", "upgrade", "nothing"],
        &["db", "upgrade", "head"],
        &["db", "upgrade", "site@+5"],
        &["db", "upgrade", "site@-1"],
        &["db", "upgrade", "s1:heads"],
        &["db", "downgrade"],
        &["db", "downgrade", "nothing"],
        &["db", "downgrade", "site@+1"],
        &["db", "downgrade", "--sql", "base"],
        &["db", "upgrade", "--dialect", "mysql"],
        &["db", "upgrade", "--sql", "--dialect", "oracle"],
        &["db", "show", "nothing"],
        &["db", "show", "base"],
        &["db", "edit", "0001"],
        &["db", "edit", "nothing"],
        &["db", "stamp"],
        &["db", "stamp", "nothing"],
        &["db", "history", "-r", "s1"],
        &["db", "revision", "--rev-id", "s1"],
        &["db", "revision", "--rev-id", "no good"],
        &["db", "revision", "--branch-label", "no good"],
        &["db", "revision", "--depends-on", "nothing"],
        &["db", "revision", "--rename", "a=b"],
        &["db", "revision", "--autogenerate", "--rename", "a"],
        &["db", "revision", "--target-url", "sqlite:other.db"],
        &[
            "db",
            "revision",
            "--autogenerate",
            "--target-url",
            "sqlite:other.db",
        ],
        &[
            "db",
            "revision",
            "--autogenerate",
            "--target-url",
            "postgres://localhost/other",
        ],
        &["db", "schema", "export", "--url", "sqlite:other.db"],
        &["db", "verify", "--url", "sqlite:mercer.db"],
        &["db", "merge", "s1"],
    ];
    let before = folder.shop().dump();
    snapshot::check("db_refusals", &session(folder.path(), commands));
    folder.shop().assert_unchanged_since(&before, "refused");
}

#[test]
fn check_tells_by_its_exit_code() {
    let folder = Folder::with_suppliers();
    let check: &[&str] = &["db", "check"];
    let mut printed = String::new();
    let mut see = |heading: &str| {
        let _ = write!(printed, "# {heading}\n{}", session(folder.path(), &[check]));
    };
    see("no database yet");
    folder.good(&["db", "upgrade"]);
    see("in step");
    folder.sqlite(
        "mercer.db",
        "CREATE TABLE my_notes (id INTEGER PRIMARY KEY, note TEXT);
         ALTER TABLE customers ADD COLUMN my_number TEXT;
         CREATE INDEX my_index ON products (name);",
    );
    see("with tables, columns and indexes of the owner's");
    folder.sqlite(
        "mercer.db",
        "DROP INDEX my_index; DROP TABLE refunds; ALTER TABLE suppliers DROP COLUMN phone;",
    );
    see("with a table and a column gone");
    let file = folder.path().join("migrations/s1_suppliers.toml");
    let text = std::fs::read_to_string(&file).expect("it is there");
    std::fs::write(&file, text.replace("text(40)", "text(50)")).expect("it can be written");
    see("with a changed file");
    std::fs::write(&file, "# a remark\n".to_owned() + &text).expect("it can be written");
    see("with a remark in the file");
    snapshot::check("db_check", &printed);
}

#[test]
fn tables_without_a_record_are_compared_before_they_are_recorded() {
    let folder = Folder::with_suppliers();
    let declared = folder.good(&["db", "schema", "export"]);
    folder.sqlite("mercer.db", &declared);
    let check: &[&[&str]] = &[&["db", "check"]];
    let commands: &[&[&str]] = &[
        &["db", "upgrade"],
        &["db", "check"],
        &["db", "stamp", "heads"],
        &["db", "check"],
        &["db", "upgrade"],
    ];
    let told = session(folder.path(), commands);
    folder.good(&["db", "stamp", "base"]);
    folder.sqlite("mercer.db", "ALTER TABLE suppliers DROP COLUMN phone");
    snapshot::check("db_unrecorded", &(told + &session(folder.path(), check)));
}

#[test]
fn an_applied_revision_whose_file_changed_is_refused_until_it_is_mended() {
    let folder = Folder::with_suppliers();
    folder.good(&["db", "upgrade"]);
    let file = folder.path().join("migrations/s1_suppliers.toml");
    let text = std::fs::read_to_string(&file).expect("it is there");
    std::fs::write(&file, text.replace("set_null", "restrict")).expect("it can be written");
    let commands: &[&[&str]] = &[
        &["db", "upgrade"],
        &["db", "downgrade", "site@-1"],
        &["serve"],
        &["db", "stamp", "heads"],
        &["db", "upgrade"],
        &["db", "check"],
    ];
    snapshot::check("db_tampered", &session(folder.path(), commands));
}

#[test]
fn what_loses_data_wants_consent() {
    let folder = Folder::with_suppliers();
    folder.good(&["db", "upgrade"]);
    folder.sqlite(
        "mercer.db",
        "INSERT INTO suppliers (name, phone) VALUES ('Acme', '123')",
    );
    let file = folder.add_revision("s2", "No more phones", DROP_PHONE);
    let refused = session(folder.path(), &[&["db", "lint"], &["db", "upgrade"]]);
    let text = std::fs::read_to_string(&file).expect("it is there");
    let meant = text.replace(
        "created =",
        "destructive = \"they are in the address book\"\ncreated =",
    );
    std::fs::write(&file, meant).expect("it can be written");
    let acknowledged: &[&[&str]] = &[
        &["db", "lint"],
        &["db", "upgrade"],
        &["db", "downgrade", "site@-1"],
    ];
    let acknowledged = session(folder.path(), acknowledged);
    std::fs::write(&file, text).expect("it can be written");
    let told = session(folder.path(), &[&["db", "upgrade", "--allow-destructive"]]);
    snapshot::check("db_destructive", &(refused + &acknowledged + &told));
}

#[test]
fn a_failing_upgrade_changes_nothing() {
    let folder = Folder::with_suppliers();
    folder.add_revision("s2", "Acme twice", TWICE);
    folder.good(&["db", "upgrade"]);
    folder.add_revision("s3", "Names once", &(DROP_PHONE.to_owned() + UNIQUE));
    let before = folder.shop().dump();
    let commands: &[&[&str]] = &[
        &["db", "lint"],
        &["db", "upgrade", "--allow-destructive", "--rehearse"],
        &["db", "upgrade", "--allow-destructive"],
        &["db", "current"],
    ];
    snapshot::check("db_failing", &session(folder.path(), commands));
    folder.shop().assert_unchanged_since(&before, "rolled back");
}

#[test]
fn mistakes_in_a_file_are_told_with_file_line_and_what_was_expected() {
    let wrong = [
        ("an unknown type", SUPPLIERS.replace("text(40)", "string")),
        (
            "an unknown key",
            SUPPLIERS.replace("null = true", "nullable = true"),
        ),
        (
            "an unknown operation",
            SUPPLIERS.replace("create_table", "make_table"),
        ),
        (
            "a missing key",
            SUPPLIERS.replace("on_delete = \"set_null\"", "on_delete = 1"),
        ),
        (
            "not TOML",
            SUPPLIERS.replace("identity = true", "identity = "),
        ),
        (
            "SQL for one database only",
            "\n[[op]]\ndo = \"sql\"\nup = { sqlite = \"SELECT 1\" }\n".to_owned(),
        ),
        (
            "an operation that does not fit",
            "\n[[op]]\ndo = \"rename_column\"\ntable = \"products\"\nfrom = \"a\"\nto = \"b\"\n"
                .to_owned(),
        ),
    ];
    let mut printed = String::new();
    for (what, operations) in wrong {
        let folder = Folder::with_revisions();
        folder.add_revision("s1", "Suppliers", &operations);
        let _ = writeln!(printed, "# {what}");
        printed.push_str(&session(folder.path(), &[&["db", "upgrade"]]));
        assert!(
            !folder.shop().file().exists()
                || folder.tables(&folder.shop().file()).is_empty()
                || what.ends_with("does not fit")
        );
    }
    snapshot::check("db_mistakes", &printed);
}
