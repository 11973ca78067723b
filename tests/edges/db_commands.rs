//! `mercer db`: whole sessions on an SQLite file.

use crate::folder::{Folder, TWICE};
use crate::mercer::session;
use crate::snapshot;
#[test]
fn help_of_every_db_command() {
    let folder = Folder::empty();
    let verbs = [
        "init",
        "revision",
        "upgrade",
        "downgrade",
        "current",
        "history",
        "heads",
        "branches",
        "merge",
        "stamp",
        "show",
        "edit",
        "check",
        "ensure-version",
        "lint",
        "verify",
    ];
    let mut commands: Vec<Vec<&str>> = vec![vec!["db", "--help"]];
    commands.extend(verbs.map(|verb| vec!["db", verb, "--help"]));
    commands.push(vec!["db", "schema", "--help"]);
    commands.push(vec!["db", "schema", "export", "--help"]);
    let commands: Vec<&[&str]> = commands.iter().map(Vec::as_slice).collect();
    snapshot::check("db_help", &session(folder.path(), &commands));
}

#[test]
fn a_store_without_revisions_of_its_own() {
    let folder = Folder::empty();
    let commands: &[&[&str]] = &[
        &["db", "current"],
        &["db", "check"],
        &["db", "lint"],
        &["db", "revision", "-m", "Suppliers"],
        &["db", "edit"],
        &["db", "upgrade", "--rehearse"],
        &["db", "downgrade", "base"],
        &["db", "upgrade"],
        &["db", "upgrade"],
        &["db", "current"],
        &["db", "check"],
        &["db", "verify"],
        &["db", "downgrade", "base"],
        &["db", "current", "--check-heads"],
    ];
    snapshot::check("db_store", &session(folder.path(), commands));
}

#[test]
fn a_revision_goes_up_and_comes_back() {
    let folder = Folder::with_suppliers();
    folder.good(&["db", "upgrade", "core@head"]);
    let commands: &[&[&str]] = &[
        &["db", "init"],
        &["db", "heads"],
        &["db", "heads", "--verbose"],
        &["db", "current"],
        &["db", "current", "--check-heads"],
        &["db", "current", "--verbose"],
        &["db", "history", "--indicate-current"],
        &["db", "history", "--range", "s1:", "--verbose"],
        &["db", "branches"],
        &["db", "show", "s1"],
        &["db", "show", "s1", "--sql"],
        &["db", "lint"],
        &["db", "lint", "--range", "base:heads"],
        &["db", "check"],
        &["db", "upgrade", "site@+1", "--verbose"],
        &["db", "check"],
        &["db", "current", "--check-heads"],
        &["db", "downgrade", "-1"],
        &["db", "downgrade", "site@-1"],
        &["db", "current"],
        &["db", "stamp", "heads"],
        &["db", "check"],
        &["db", "stamp", "core@head", "--purge"],
        &["db", "ensure-version"],
        &["db", "upgrade", "--no-backup"],
        &["db", "check"],
        &["db", "verify"],
    ];
    snapshot::check("db_session", &session(folder.path(), commands));
    assert_eq!(folder.backups().len(), 2);
}

#[test]
fn everything_is_printed_as_json_too() {
    let folder = Folder::with_suppliers();
    folder.good(&["db", "upgrade", "core@head"]);
    let commands: &[&[&str]] = &[
        &["db", "init"],
        &["db", "heads"],
        &["db", "current"],
        &["db", "history", "-i"],
        &["db", "branches"],
        &["db", "show", "site@head", "--sql", "--dialect", "postgres"],
        &["db", "lint"],
        &["db", "check"],
        &["db", "upgrade", "--rehearse"],
        &["db", "upgrade"],
        &["db", "check"],
        &["db", "downgrade", "site@base"],
        &["db", "stamp", "heads"],
        &["db", "ensure-version"],
        &["db", "verify"],
        &["db", "revision", "--rev-id", "s2", "-m", "More"],
        &["db", "merge", "--rev-id", "m1"],
    ];
    let commands: Vec<Vec<&str>> = commands
        .iter()
        .map(|one| [one, &["--json"][..]].concat())
        .collect();
    for arguments in &commands {
        let ran = folder.run(arguments);
        let parsed: Result<serde_json::Value, _> = serde_json::from_str(&ran.stdout);
        assert!(
            parsed.is_ok(),
            "mercer {}: {}",
            arguments.join(" "),
            ran.stdout
        );
        assert_eq!(ran.stderr, "", "mercer {}", arguments.join(" "));
    }
    let folder = Folder::with_suppliers();
    folder.good(&["db", "upgrade", "core@head"]);
    let shown: Vec<&[&str]> = commands.iter().map(Vec::as_slice).collect();
    snapshot::check(
        "db_json",
        &without_milliseconds(&session(folder.path(), &shown)),
    );
}

fn without_milliseconds(text: &str) -> String {
    let plain = |line: &str| match line.split_once("milliseconds\": ") {
        Some((before, after)) => {
            let comma = if after.ends_with(',') { "," } else { "" };
            format!("{before}milliseconds\": <milliseconds>{comma}\n")
        }
        None => format!("{line}\n"),
    };
    text.lines().map(plain).collect()
}

#[allow(clippy::too_many_lines, reason = "one session, a line each")]
#[test]
fn branches_part_and_are_merged() {
    let folder = Folder::with_revisions();
    let commands: &[&[&str]] = &[
        &["db", "revision", "-m", "One", "--rev-id", "s1"],
        &["db", "revision", "-m", "Two", "--rev-id", "s2"],
        &[
            "db",
            "revision",
            "-m",
            "Not a head",
            "--rev-id",
            "s3",
            "--head",
            "s1",
        ],
        &[
            "db",
            "revision",
            "-m",
            "Aside",
            "--rev-id",
            "s3",
            "--head",
            "s1",
            "--splice",
            "--branch-label",
            "aside",
        ],
        &[
            "db",
            "revision",
            "-m",
            "Apart",
            "--rev-id",
            "a1",
            "--head",
            "base",
            "--branch-label",
            "apart",
            "--depends-on",
            "s2",
            "--depends-on",
            "core@head",
        ],
        &["db", "heads"],
        &["db", "branches", "-v"],
        &["db", "history"],
        &["db", "history", "-r", "s1:aside@head"],
        &["db", "history", "-r", "s1:a1"],
        &["db", "revision", "-m", "Which?", "--rev-id", "s4"],
        &[
            "db",
            "revision",
            "--head",
            "aside@head",
            "-m",
            "Further",
            "--rev-id",
            "s4",
        ],
        &["db", "upgrade", "aside@head"],
        &["db", "upgrade", "s1+1"],
        &[
            "db",
            "merge",
            "s2",
            "aside@head",
            "-m",
            "Together",
            "--rev-id",
            "m1",
        ],
        &["db", "merge", "m1"],
        &["db", "merge", "-m", "All", "--rev-id", "m2"],
        &["db", "heads"],
        &["db", "upgrade", "head"],
        &["db", "current"],
        &["db", "downgrade", "s1"],
        &["db", "current"],
        &["db", "downgrade", "base"],
    ];
    snapshot::check("db_branches", &session(folder.path(), commands));
}

#[test]
fn a_revision_is_written_as_sql_for_every_database() {
    let folder = Folder::with_suppliers();
    folder.add_revision("s2", "Two of them, \"Acme\"", TWICE);
    let mut commands: Vec<Vec<&str>> = Vec::new();
    for dialect in ["sqlite", "postgres", "mysql"] {
        commands.push(vec![
            "db",
            "upgrade",
            "0001:site@head",
            "--sql",
            "--dialect",
            dialect,
        ]);
        commands.push(vec![
            "db",
            "downgrade",
            "site@head:site@base",
            "--sql",
            "--dialect",
            dialect,
        ]);
    }
    let commands: Vec<&[&str]> = commands.iter().map(Vec::as_slice).collect();
    snapshot::check("db_sql", &session(folder.path(), &commands));
    assert!(!folder.shop().file().exists(), "no database is asked");
}

#[test]
fn offline_sql_makes_the_same_tables() {
    let folder = Folder::with_suppliers();
    let up = folder.good(&["db", "upgrade", "--sql"]);
    folder.sqlite("mercer.db", &up);
    let checked = folder.good_json(&["db", "check", "--json"]);
    assert_eq!(checked["verdict"], "in_step", "{checked}");
    let down = folder.good(&["db", "downgrade", "--sql", "heads:base"]);
    folder.sqlite("mercer.db", &down);
    assert_eq!(folder.tables(&folder.shop().file()), [""; 0]);
}

#[test]
fn a_rehearsal_tells_times_and_rows_and_changes_nothing() {
    let folder = Folder::with_suppliers();
    folder.good(&["db", "upgrade"]);
    folder.add_revision("s2", "Acme twice", TWICE);
    let before = folder.shop().dump();
    let told = folder.good_json(&["db", "upgrade", "--rehearse", "--json"]);
    folder.shop().assert_unchanged_since(&before, "rehearsed");
    assert_eq!(told["revisions"][0]["revision"], "s2");
    let tables = told["tables"].as_array().expect("tables are listed");
    let suppliers = tables.iter().find(|table| table["table"] == "suppliers");
    let suppliers = suppliers.expect("suppliers are among them");
    assert_eq!(
        (&suppliers["before"], &suppliers["after"]),
        (&0.into(), &2.into())
    );
    assert_eq!(folder.backups(), [""; 0].map(std::path::PathBuf::from));
}

#[test]
fn a_schema_is_exported_from_the_declarations_and_from_a_database() {
    let folder = Folder::with_suppliers();
    let declared = folder.good(&["db", "schema", "export"]);
    folder.sqlite("exported.db", &declared);
    folder.good(&["db", "upgrade"]);
    let live = folder.good(&["db", "schema", "export", "--url", "sqlite:mercer.db"]);
    folder.sqlite("again.db", &live);
    let json = |url: &str| {
        let mut exported = folder.good_json(&["db", "schema", "export", "--json", "--url", url]);
        // What a later revision added stands last in the database.
        for table in exported["tables"].as_array_mut().expect("tables") {
            for part in ["columns", "checks"] {
                if let Some(list) = table[part].as_array_mut() {
                    list.sort_by_key(|one| one["name"].to_string());
                }
            }
        }
        exported
    };
    assert_eq!(json("sqlite:mercer.db"), json("sqlite:exported.db"));
    assert_eq!(json("sqlite:mercer.db"), json("sqlite:again.db"));
    for dialect in ["sqlite", "postgres", "mysql"] {
        let sql = folder.good(&["db", "schema", "export", "--dialect", dialect]);
        assert!(sql.contains("CREATE TABLE"), "{dialect}: {sql}");
        assert!(sql.contains("suppliers"), "{dialect}: {sql}");
    }
    let exported = folder.good_json(&["db", "schema", "export", "--format", "json"]);
    assert!(exported.is_object(), "{exported}");
}
