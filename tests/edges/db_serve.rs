//! Serving a store whose tables are older or newer than the program.

use std::time::{Duration, Instant};

use mercer_database::Kind;
use mercer_testing::TestDatabase;

use crate::folder::{Folder, SUPPLIERS};
use crate::mercer::{command, ran};
use crate::server::Server;
use crate::shop::runtime;

/// Serving ends by itself when it is refused; a server that does not is stopped and told.
fn refused(folder: &Folder, arguments: &[&str]) -> String {
    let mut child = command(folder.path(), arguments)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("mercer starts");
    let began = Instant::now();
    while child.try_wait().expect("it can be asked").is_none() {
        if began.elapsed() > Duration::from_mins(1) {
            child.kill().expect("it can be stopped");
            panic!("mercer {} was not refused", arguments.join(" "));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let ran = ran(&child.wait_with_output().expect("it has ended"));
    assert_eq!(ran.code, Some(1), "{}{}", ran.stdout, ran.stderr);
    ran.stderr
}

#[test]
fn an_older_sqlite_store_is_copied_and_upgraded_when_it_is_served() {
    let folder = Folder::with_revisions();
    drop(Server::start(folder.shop()));
    assert_eq!(folder.backups().len(), 0, "a new file needs no copy");
    drop(Server::start(folder.shop()));
    assert_eq!(folder.backups().len(), 0, "nothing was to be done");

    folder.add_revision("s1", "Suppliers", SUPPLIERS);
    let behind = folder.ends_with(1, &["orders", "list"]);
    assert_eq!(
        behind.stderr,
        "Error: sqlite:mercer.db is behind this program and its revisions: it lacks s1\n\
         Hint: `mercer db upgrade` brings it up to date\n"
    );
    let server = Server::start(folder.shop());
    assert_eq!(server.get("/v1/products").status, 200);
    drop(server);
    folder.good(&["db", "current", "--check-heads"]);
    let backups = folder.backups();
    assert_eq!(backups.len(), 1, "{backups:?}");
    assert!(!folder.tables(&backups[0]).contains(&"suppliers".to_owned()));
    assert!(
        folder
            .tables(&folder.shop().file())
            .contains(&"suppliers".to_owned())
    );
}

#[test]
fn a_store_that_is_ahead_is_refused() {
    let folder = Folder::with_suppliers();
    folder.good(&["db", "upgrade"]);
    std::fs::remove_dir_all(folder.path().join("migrations")).expect("it is there");
    let before = folder.shop().dump();
    let told = "Error: the database is ahead: it has applied `s1`, which this program and its \
                revisions folder do not know\n\
                Hint: use the program and the folder that applied them\n";
    assert_eq!(refused(&folder, &["serve", "--port", "0"]), told);
    for arguments in [
        &["orders", "list"][..],
        &["db", "upgrade"],
        &["db", "downgrade", "base"],
        &["db", "check"],
        &["db", "current"],
    ] {
        assert_eq!(folder.ends_with(1, arguments).stderr, told);
    }
    folder.shop().assert_unchanged_since(&before, "refused");
}

#[test]
fn a_file_with_tables_of_another_program_is_left_alone() {
    let folder = Folder::empty();
    folder.sqlite(
        "mercer.db",
        "CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT)",
    );
    let told = refused(&folder, &["serve", "--port", "0"]);
    assert!(told.contains("already has the table products"), "{told}");
    assert_eq!(folder.tables(&folder.shop().file()), ["products"]);
}

#[test]
fn a_postgres_store_is_upgraded_by_the_command_only() {
    on(Kind::Postgres, upgraded_by_command);
}

#[test]
fn a_mysql_store_is_upgraded_by_the_command_only() {
    on(Kind::MySql, upgraded_by_command);
}

#[test]
fn the_revisions_are_verified_on_postgres() {
    on(Kind::Postgres, verified);
}

#[test]
fn the_revisions_are_verified_on_mysql() {
    on(Kind::MySql, verified);
}

fn on(kind: Kind, test: fn(&str, Kind)) {
    let runtime = runtime();
    let Some(place) = runtime.block_on(TestDatabase::fresh(kind)) else {
        return;
    };
    test(&place.url, kind);
    let _inside = runtime.enter();
    drop(place);
}

/// All the way up, back and up again, with nothing left behind.
fn verified(url: &str, kind: Kind) {
    let folder = Folder::with_suppliers();
    let verified = folder.good_json(&["db", "verify", "--json", "--url", url]);
    assert_eq!(verified["good"], true, "{kind}: {verified}");
    let revisions = mercer_store::revisions::revisions().len() + 1;
    assert_eq!(verified["revisions"], revisions, "{kind}: {verified}");
    assert_eq!(
        verified["notes"],
        serde_json::json!([]),
        "{kind}: {verified}"
    );
    let left = folder.good_json(&["db", "schema", "export", "--json", "--url", url]);
    assert_eq!(left["tables"], serde_json::json!([]), "{kind}");
}

fn upgraded_by_command(url: &str, kind: Kind) {
    let folder = Folder::with_revisions();
    std::fs::write(folder.path().join(".env"), format!("DATABASE_URL={url}\n"))
        .expect("it can be written");
    let serve = ["serve", "--port", "0"];
    let told = refused(&folder, &serve);
    assert!(told.contains("is not a store yet\n"), "{kind}: {told}");
    assert!(
        told.ends_with("Hint: `mercer db upgrade` brings it up to date\n"),
        "{kind}: {told}"
    );

    folder.good(&["db", "upgrade"]);
    let server = Server::start(folder.shop());
    assert_eq!(server.get("/v1/products").status, 200, "{kind}");
    drop(server);

    folder.add_revision("s1", "Suppliers", SUPPLIERS);
    let told = refused(&folder, &serve);
    assert!(
        told.contains("behind this program and its revisions: it lacks s1\n"),
        "{kind}: {told}"
    );
    assert!(
        told.ends_with("Hint: `mercer db upgrade` brings it up to date\n"),
        "{kind}: {told}"
    );
    folder.good(&["db", "upgrade"]);
    drop(Server::start(folder.shop()));
    assert_eq!(
        folder.ends_with(0, &["db", "check"]).stdout,
        "The database is as it should be.\n"
    );

    folder.good(&["db", "downgrade", "site@base"]);
    let current = folder.good_json(&["db", "current", "--json"]);
    assert_eq!(current["pending"], serde_json::json!(["s1"]), "{kind}");
}
