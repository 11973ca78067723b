//! Addresses and files that are wrong: refused at the door, in words that say why.
#![allow(clippy::unwrap_used, missing_docs)]

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use mercer_database::{Database, DatabaseUrl, Error, Kind, Options};
use mercer_testing::TestDatabase;

const SECRET: &str = "s3cr3t";

async fn refusal(url: &str) -> Error {
    match Database::connect(url).await {
        Err(error) => error,
        Ok(_) => panic!("{url} was opened"),
    }
}

async fn refused_file(path: &Path) -> Error {
    refusal(&format!("sqlite:{}", path.display())).await
}

#[test]
fn a_malformed_address_is_told_why_and_how_to_write_it() {
    let cases = [
        ("", "no scheme"),
        ("   ", "no scheme"),
        ("store.db", "no scheme"),
        ("sqlite:", "names no file"),
        ("sqlite://", "names no file"),
        ("sqlite::memory:", "would be lost"),
        ("sqlite:store.db?mode=ro", "no parameters"),
        ("sqlite:a\0b", "NUL byte"),
        ("SQLITE:store.db", "\"SQLITE\" is not known"),
        ("mongodb://localhost/store", "\"mongodb\" is not known"),
        ("postgres:store", "'//' is missing"),
        ("postgres://localhost", "names no database"),
        ("postgres://localhost/", "names no database"),
        ("postgres://localhost/?sslmode=disable", "names no database"),
        ("postgres://localhost:port/store", "port"),
        ("postgres://localhost:65536/store", "port"),
        ("postgres://localhost/store?sslmode=perhaps", "perhaps"),
        ("mysql:store", "'//' is missing"),
        ("mysql://localhost", "names no database"),
        ("mysql://localhost:port/store", "port"),
    ];
    for (url, reason) in cases {
        let error = DatabaseUrl::parse(url).unwrap_err();
        assert!(matches!(error, Error::InvalidUrl { .. }), "{url}");
        let told = error.to_string();
        assert!(told.contains(reason), "{url}: {told}");
        assert!(told.contains("write sqlite:PATH"), "{url}: {told}");
    }
}

#[test]
fn a_good_address_is_understood() {
    let cases = [
        ("sqlite:store.db", Kind::Sqlite, "sqlite:store.db"),
        ("sqlite://store.db", Kind::Sqlite, "sqlite:store.db"),
        (
            "sqlite:///var/lib/store.db",
            Kind::Sqlite,
            "sqlite:/var/lib/store.db",
        ),
        (" sqlite:Läden/a b.db ", Kind::Sqlite, "sqlite:Läden/a b.db"),
        (
            "postgres://host/store",
            Kind::Postgres,
            "postgres://host/store",
        ),
        (
            "postgresql://u@h:1/s",
            Kind::Postgres,
            "postgresql://u@h:1/s",
        ),
        ("mysql://u@h:1/s", Kind::MySql, "mysql://u@h:1/s"),
        ("mariadb://u@h:1/s", Kind::MySql, "mysql://u@h:1/s"),
    ];
    for (url, kind, shown) in cases {
        let parsed = DatabaseUrl::parse(url).unwrap();
        assert_eq!(parsed.kind(), kind, "{url}");
        assert_eq!(parsed.to_string(), shown);
    }
}

#[tokio::test]
async fn a_password_is_never_shown() {
    let addresses = [
        format!("postgres://user:{SECRET}@127.0.0.1:1/store"),
        format!("postgres://user:{SECRET}%2F@127.0.0.1:1/store"),
        format!("postgres://user@127.0.0.1:1/store?password={SECRET}"),
        format!("postgres://user:{SECRET}@127.0.0.1:1/"),
        format!("postgres://user:a@{SECRET}@127.0.0.1:port/store"),
        format!("postgres:user:{SECRET}@127.0.0.1/store"),
        format!("mysql://user:{SECRET}@127.0.0.1:1/store"),
        format!("mysql://:{SECRET}@127.0.0.1:1/store"),
        format!("mysql://user:{SECRET}@127.0.0.1:port/store"),
        format!("redis://user:{SECRET}@127.0.0.1/0"),
        format!("user:{SECRET}@127.0.0.1/store"),
    ];
    for address in addresses {
        let error = refusal(&address).await;
        let mut shown = format!("{error} {error:?}");
        if let Ok(url) = DatabaseUrl::parse(&address) {
            shown = format!("{shown} {url} {url:?}");
        }
        assert!(!shown.contains(SECRET), "{shown}");
        assert!(shown.contains("***"), "{shown}");
    }
}

#[tokio::test]
async fn an_open_database_does_not_show_its_password() {
    for kind in [Kind::Postgres, Kind::MySql] {
        let Some(store) = TestDatabase::fresh(kind).await else {
            continue;
        };
        // Where the server lets everybody in, it does not look at the password.
        let (scheme, rest) = store.url.split_once("://").unwrap();
        let address = rest.rsplit_once('@').map_or(rest, |(_, address)| address);
        let url = format!("{scheme}://nobody:{SECRET}@{address}");
        let shown = match Database::connect(&url).await {
            Ok(database) => format!("{database:?}"),
            Err(error) => format!("{error} {error:?}"),
        };
        assert!(!shown.contains(SECRET) && shown.contains("***"), "{shown}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_reported_at_once() {
    for url in [
        "postgres://u@127.0.0.1:1/store",
        "mysql://u@127.0.0.1:1/store",
    ] {
        let started = Instant::now();
        let error = refusal(url).await;
        assert!(matches!(error, Error::Unavailable { .. }), "{error:?}");
        assert!(error.to_string().contains("refused"), "{error}");
        assert!(started.elapsed() < Duration::from_secs(2));
    }
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_reported_in_time() {
    // It accepts connections and never says a word.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = silent.local_addr().unwrap().port();
    for scheme in ["postgres", "mysql"] {
        let url = DatabaseUrl::parse(&format!("{scheme}://u@127.0.0.1:{port}/store")).unwrap();
        let options = Options {
            lock_timeout: Duration::from_secs(1),
            ..Options::default()
        };
        let error = Database::connect_with(&url, options).await.unwrap_err();
        assert!(error.to_string().contains("in time"), "{error}");
    }
}

#[tokio::test]
async fn a_servers_database_that_is_not_there_is_reported_by_name() {
    for kind in [Kind::Postgres, Kind::MySql] {
        let Some(store) = TestDatabase::fresh(kind).await else {
            continue;
        };
        let error = refusal(&format!("{}_gone", store.url)).await;
        assert!(matches!(error, Error::Unavailable { .. }), "{error:?}");
        assert!(error.to_string().contains("_gone"), "{error}");
    }
}

#[tokio::test]
async fn a_missing_file_is_created_only_on_request() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let error = refused_file(&path).await;
    assert!(matches!(error, Error::FileMissing { .. }), "{error:?}");
    assert!(!path.exists());
    let url = DatabaseUrl::Sqlite(path.clone());
    let created = Database::connect_with(&url, mercer_testing::options()).await;
    created.unwrap().close().await;
    assert!(path.exists());
    Database::connect(&format!("sqlite:{}", path.display()))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_file_in_a_folder_that_is_not_there_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nowhere").join("store.db");
    assert!(matches!(
        refused_file(&path).await,
        Error::FileMissing { .. }
    ));
    let url = DatabaseUrl::Sqlite(path.clone());
    let error = Database::connect_with(&url, mercer_testing::options())
        .await
        .unwrap_err();
    assert!(error.to_string().contains("nowhere"), "{error}");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = "a shopping list, not a shop. ".repeat(100);
    let short = "short";
    for (name, content) in [("long.txt", text.as_str()), ("short.txt", short)] {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        let error = refused_file(&path).await;
        assert!(matches!(error, Error::NotADatabase { .. }), "{error:?}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), content);
    }
    let error = refused_file(folder.path()).await;
    assert!(matches!(error, Error::NotADatabase { .. }), "{error:?}");
}

#[tokio::test]
async fn a_damaged_header_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let url = DatabaseUrl::Sqlite(path.clone());
    let created = Database::connect_with(&url, mercer_testing::options()).await;
    created.unwrap().close().await;
    let mut file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.write_all(b"XXXXXX").unwrap();
    let error = refused_file(&path).await;
    assert!(matches!(error, Error::NotADatabase { .. }), "{error:?}");
}

/// Where the child process finds the file that it shall open.
const CHILD: &str = "MERCER_TEST_OPEN_AS_NOBODY";

/// Not a test of its own: the child process of the next one, which is not root.
#[tokio::test]
async fn opened_as_nobody() {
    let Ok(path) = std::env::var(CHILD) else {
        return;
    };
    let outcome = match Database::connect(&format!("sqlite:{path}")).await {
        Ok(_) => "opened".to_owned(),
        Err(error @ Error::ReadOnly { .. }) => format!("read-only: {error}"),
        Err(error) => format!("{error:?}"),
    };
    println!("OUTCOME {outcome}");
}

/// Opens the file in a process whose rights are those of an ordinary user: root may write
/// everywhere.
fn outcome_for_an_ordinary_user(program: &Path, file: &Path) -> String {
    let is_root = std::fs::metadata("/proc/self")
        .is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    let mut command = if is_root {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
        command.arg(program);
        command
    } else {
        Command::new(program)
    };
    let output = command
        .args(["--exact", "opened_as_nobody", "--nocapture"])
        .env(CHILD, file)
        .output()
        .expect("setpriv of util-linux is installed");
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().find_map(|line| line.split_once("OUTCOME "));
    line.unwrap_or_else(|| panic!("{output:?}")).1.to_owned()
}

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// A closed database in a folder of its own, under the given rights.
async fn file_with_rights(place: &Path, name: &str, of_folder: u32, of_file: u32) -> PathBuf {
    let folder = place.join(name);
    std::fs::create_dir(&folder).unwrap();
    let path = folder.join("store.db");
    let url = DatabaseUrl::Sqlite(path.clone());
    let created = Database::connect_with(&url, mercer_testing::options()).await;
    created.unwrap().close().await;
    set_mode(&path, of_file);
    set_mode(&folder, of_folder);
    path
}

#[tokio::test]
async fn a_file_that_may_not_be_written_is_refused_as_read_only() {
    let place = tempfile::tempdir().unwrap();
    set_mode(place.path(), 0o755);
    // A copy that anybody may run, wherever the project was built.
    let program = place.path().join("program");
    std::fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    set_mode(&program, 0o755);
    let cases = [
        ("file", 0o777, 0o444),
        ("folder", 0o555, 0o666),
        ("both", 0o555, 0o444),
    ];
    for (name, of_folder, of_file) in cases {
        let path = file_with_rights(place.path(), name, of_folder, of_file).await;
        let before = std::fs::read(&path).unwrap();
        let outcome = outcome_for_an_ordinary_user(&program, &path);
        assert!(outcome.starts_with("read-only"), "{name}: {outcome}");
        assert!(outcome.contains("writable"), "{name}: {outcome}");
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
    // The negative control: with the rights, the same process opens the same file.
    let path = file_with_rights(place.path(), "free", 0o777, 0o666).await;
    assert_eq!(outcome_for_an_ordinary_user(&program, &path), "opened");
    for (name, _, _) in cases {
        set_mode(&place.path().join(name), 0o755);
    }
}
