//! `mercer db edit`, with scripts for editors.

use std::fs;

use crate::folder::{Folder, SUPPLIERS};
use crate::mercer::Ran;

const FILE: &str = "migrations/s1_suppliers.toml";
const DRAFT: &str = "migrations/.draft-s1_suppliers.toml";

fn edit(folder: &Folder, script: &str) -> Ran {
    let editor = folder.path().join("editor");
    fs::write(&editor, format!("#!/bin/sh\n{script}\n")).expect("the script can be written");
    let editor = format!("sh {}", editor.display());
    let variables = [("EDITOR", editor.as_str()), ("PATH", "/usr/bin:/bin")];
    folder.run_with(&variables, &["db", "edit", "s1"])
}

fn text(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).expect("the file is there")
}

#[test]
fn what_is_saved_and_right_is_kept() {
    let folder = Folder::with_revisions();
    folder.add_revision("s1", "Suppliers", "");
    fs::write(folder.path().join("operations"), SUPPLIERS).expect("it can be written");
    let edited = edit(&folder, "cat operations >> \"$1\"");
    assert_eq!(edited.code, Some(0), "{}", edited.stderr);
    assert_eq!(edited.stdout, format!("Saved {FILE}\n"));
    assert!(text(&folder, FILE).ends_with(SUPPLIERS));
    assert!(!folder.path().join(DRAFT).exists());
    folder.good(&["db", "upgrade"]);
}

#[test]
fn what_is_wrong_is_told_and_the_file_stays_and_the_text_is_not_lost() {
    let folder = Folder::with_revisions();
    folder.add_revision("s1", "Suppliers", "");
    let before = text(&folder, FILE);
    let operations = SUPPLIERS.replace("text(40)", "string");
    fs::write(folder.path().join("operations"), operations).expect("it can be written");
    let refused = edit(&folder, "cat operations >> \"$1\"");
    assert_eq!(refused.code, Some(1));
    assert_eq!(
        refused.stderr.lines().next(),
        Some(
            "Error: s1_suppliers.toml:14:30: [[op]] create_table: columns: type: found the text \
             \"string\", expected small_integer, integer, big_integer, double, \
             decimal(DIGITS,AFTER_THE_POINT), boolean, text(CHARACTERS), long_text, binary, \
             timestamp, date, json, or a type in a database's own words after \"native: \""
        ),
        "{}",
        refused.stderr
    );
    assert!(refused.stderr.contains(DRAFT), "{}", refused.stderr);
    assert_eq!(text(&folder, FILE), before);
    // The draft is no revision.
    folder.good(&["db", "history"]);

    let mended = edit(&folder, "sed -i 's/\"string\"/\"text(40)\"/' \"$1\"");
    assert_eq!(mended.code, Some(0), "{}", mended.stderr);
    assert_eq!(
        mended.stderr,
        format!("Going on with the text in {DRAFT}\n")
    );
    assert!(text(&folder, FILE).ends_with(SUPPLIERS));
    assert!(!folder.path().join(DRAFT).exists());
}

#[test]
fn what_does_not_fit_the_history_is_refused() {
    let folder = Folder::with_revisions();
    folder.add_revision("s1", "Suppliers", "");
    let before = text(&folder, FILE);
    for (script, told) in [
        (
            "sed -i 's/\"s1\"/\"s2\"/' \"$1\"",
            "is now called \"s2\" instead of \"s1\"",
        ),
        (
            "sed -i 's/^depends_on.*/depends_on = [\"9999\"]/' \"$1\"",
            "there is no such revision",
        ),
        ("rm \"$1\"", "No such file"),
        ("exit 7", "ended with exit status: 7"),
    ] {
        let refused = edit(&folder, script);
        assert_eq!(refused.code, Some(1), "{script}");
        assert!(
            refused.stderr.contains(told),
            "{script}: {}",
            refused.stderr
        );
        assert_eq!(text(&folder, FILE), before, "{script}");
        let _ = fs::remove_file(folder.path().join(DRAFT));
    }
}

#[test]
fn an_editor_that_changes_nothing_changes_nothing() {
    let folder = Folder::with_suppliers();
    let before = text(&folder, FILE);
    let edited = edit(&folder, "true");
    assert_eq!(edited.code, Some(0), "{}", edited.stderr);
    assert_eq!(edited.stdout, format!("Unchanged: {FILE}\n"));
    assert_eq!(text(&folder, FILE), before);
    assert!(!folder.path().join(DRAFT).exists());
}
