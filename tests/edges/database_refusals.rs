//! Databases that cannot be used: one clear line, one hint, the right exit code.

use std::fs::{self, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use crate::mercer::{command, ran, run, session};
use crate::shop::Shop;
use crate::snapshot;

#[test]
fn addresses_and_files_that_are_wrong() {
    let shop = Shop::without_a_store();
    fs::write(shop.folder().join("notes.txt"), "x".repeat(5_000)).expect("a file is written");
    fs::create_dir(shop.folder().join("folder")).expect("a folder is made");
    let list = |url| ["products", "list", "--database-url", url];
    let commands = [
        list("nonsense"),
        list("oracle://db/shop"),
        list("sqlite:"),
        list("sqlite::memory:"),
        list("postgres:shop"),
        list("postgres://user:secret@db.example"),
        list("mysql://user:secret@db.example:port/shop"),
        list("sqlite:missing.db"),
        list("sqlite:missing/mercer.db"),
        list("sqlite:notes.txt"),
        list("sqlite:folder"),
    ];
    let mut commands: Vec<&[&str]> = commands.iter().map(|words| &words[..]).collect();
    commands.push(&["serve", "--database-url", "sqlite:missing/mercer.db"]);
    commands.push(&["serve", "--database-url", "sqlite:notes.txt"]);
    commands.push(&["import", "online-retail", "missing.csv"]);
    commands.push(&["import", "online-retail", "folder"]);
    snapshot::check("database_refusals", &session(shop.folder(), &commands));
    let mut left: Vec<_> = fs::read_dir(shop.folder())
        .expect("the folder is readable")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    left.sort();
    assert_eq!(left, ["folder", "notes.txt"], "no database was made");
}

#[test]
fn an_environment_that_is_wrong_is_named() {
    let shop = Shop::without_a_store();
    for (variable, value) in [("DATABASE_URL", "nonsense"), ("PORT", "abc")] {
        let output = command(shop.folder(), &["products", "list"])
            .env(variable, value)
            .output()
            .expect("mercer starts");
        let refused = ran(&output);
        assert_eq!(refused.code, Some(2), "{}", refused.stderr);
        let start = format!("Error: {variable} in the environment: ");
        assert!(refused.stderr.starts_with(&start), "{}", refused.stderr);
    }
}

#[test]
fn a_server_that_is_not_there() {
    let shop = Shop::without_a_store();
    for url in [
        "postgres://shop:secret@127.0.0.1:1/shop",
        "mysql://shop:secret@127.0.0.1:1/shop",
    ] {
        let refused = run(shop.folder(), &["doctor", "--database-url", url]);
        assert_eq!(refused.code, Some(1), "{}", refused.stderr);
        let start = format!(
            "Error: cannot connect to {}: ",
            url.replace("secret", "***")
        );
        assert!(refused.stderr.starts_with(&start), "{}", refused.stderr);
        assert!(
            refused.stderr.contains("\nHint: is the server running"),
            "{}",
            refused.stderr
        );
        assert!(!refused.stderr.contains("secret"), "{}", refused.stderr);
    }
}

#[test]
fn a_port_that_is_taken() {
    let shop = Shop::without_a_store();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = taken
        .local_addr()
        .expect("it has an address")
        .port()
        .to_string();
    let refused = run(shop.folder(), &["serve", "--port", &port]);
    assert_eq!(refused.code, Some(1), "{}", refused.stderr);
    let start = format!("cannot listen on 127.0.0.1:{port}: ");
    assert!(refused.stderr.contains(&start), "{}", refused.stderr);
    assert!(
        refused
            .stderr
            .contains("\nHint: another program listens there"),
        "{}",
        refused.stderr
    );
}

#[test]
fn a_file_that_cannot_be_written() {
    let shop = Shop::new();
    let before = shop.dump();
    // Nothing is read-only to the superuser, so then an ordinary user runs a copy of the binary.
    let superuser = is_superuser();
    let binary = shop.folder().join("mercer-copy");
    fs::copy(env!("CARGO_BIN_EXE_mercer"), &binary).expect("the binary can be copied");
    for (path, mode) in [(shop.file(), 0o444), (shop.folder().to_owned(), 0o555)] {
        fs::set_permissions(path, Permissions::from_mode(mode)).expect("modes can be set");
    }
    let mut command = Command::new(&binary);
    command
        .args([
            "orders",
            "place",
            "--customer",
            "anna",
            "--line",
            "MUG-BLUE=1",
        ])
        .current_dir(shop.folder())
        .env_clear();
    if superuser {
        command.uid(65_534).gid(65_534);
    }
    let refused = ran(&output_of_copy(&mut command));
    make_writable(shop.folder(), &shop.file());
    assert_eq!(refused.code, Some(1), "{}", refused.stderr);
    assert_eq!(
        refused.stderr,
        "Error: mercer.db cannot be written to\n\
         Hint: make the file and its folder writable by this user\n"
    );
    shop.assert_unchanged_since(&before, "refused");
}

/// Another test may have started a process while the copy was being written; as long as that one
/// holds it open the system refuses to run it.
fn output_of_copy(command: &mut Command) -> Output {
    for _ in 0..200 {
        match command.output() {
            Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => {
                std::thread::sleep(Duration::from_millis(50));
            }
            output => return output.expect("the copy starts"),
        }
    }
    panic!("the copy is busy for ten seconds");
}

fn is_superuser() -> bool {
    let id = Command::new("id").arg("-u").output().expect("id is there");
    id.stdout == b"0\n"
}

fn make_writable(folder: &Path, file: &Path) {
    for (path, mode) in [(folder, 0o755), (file, 0o644)] {
        fs::set_permissions(path, Permissions::from_mode(mode)).expect("modes can be set");
    }
}
