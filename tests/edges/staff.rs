//! The staff at the command line: who they are, what they may do, and what they did.

use crate::mercer::{command, ran, run, run_with_input, session, told};
use crate::shop::Shop;
use crate::snapshot;

const PASSWORD: &str = "correct horse battery\n";

/// Adds a user, and tells what was printed.
fn create(shop: &Shop, username: &str, role: &str, password: &str) -> String {
    let arguments = [
        "users",
        "add",
        username,
        "--role",
        role,
        "--first-name",
        "Some",
        "--last-name",
        "Body",
        "--password-stdin",
    ];
    told(
        &arguments,
        &run_with_input(shop.folder(), &arguments, password),
    )
}

/// A shop with an owner, a manager, a clerk and a viewer.
fn staffed() -> Shop {
    let shop = Shop::new();
    for (username, role) in [
        ("olga", "owner"),
        ("mia", "manager"),
        ("kim", "clerk"),
        ("vera", "viewer"),
    ] {
        let created = create(&shop, username, role, PASSWORD);
        assert!(created.contains("[exit code 0]"), "{created}");
    }
    shop
}

fn place<'a>(username: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let order = [
        "orders",
        "place",
        "--customer",
        "anna",
        "--line",
        "MUG-BLUE=1",
    ];
    [&["--as", username], &order[..], more].concat()
}

#[test]
fn the_staff_from_the_first_owner_on() {
    let shop = Shop::new();
    let mut told = session(shop.folder(), &[&["users", "list"]]);
    told += &create(&shop, "Olga", "owner", PASSWORD);
    told += &create(&shop, "kim", "clerk", PASSWORD);
    told += &create(&shop, "KIM", "clerk", PASSWORD);
    told += &create(&shop, "eve", "boss", PASSWORD);
    told += &create(&shop, "eve", "viewer", "short\n");
    told += &create(&shop, "eve", "viewer", &"x".repeat(1_025));
    let commands: &[&[&str]] = &[
        &["users", "list"],
        &["users", "role", "olga", "manager"],
        &["users", "disable", "olga"],
        &["users", "remove", "olga", "--yes"],
        &["users", "role", "kim", "owner"],
        &["users", "role", "id:1", "manager", "--json"],
        &["users", "disable", "OLGA"],
        &["users", "enable", "olga"],
        &["users", "reset-password", "olga"],
        &["users", "remove", "olga", "--yes"],
        &["users", "remove", "olga", "--yes"],
        &["users", "remove", "id:77", "--yes"],
        &["users", "remove", "kmi", "--yes"],
        &["users", "remove", "kim"],
        &[
            "users",
            "edit",
            "kim",
            "--last-name",
            "Kay",
            "--email",
            "kim@example.com",
        ],
        &["users", "show", "kim"],
        &["users", "list", "--role", "clerk"],
        &["users", "list", "--json"],
    ];
    told += &session(shop.folder(), commands);
    assert!(!told.contains("argon2"), "{told}");
    snapshot::check("users", &told);
}

#[test]
fn a_password_is_set_from_the_standard_input_and_told_nobody() {
    let shop = staffed();
    let hashes = "SELECT count(DISTINCT password_hash) FROM users WHERE username = 'kim' \
                  AND version = 2";
    let arguments = ["users", "reset-password", "kim", "--password-stdin"];
    let changed = run_with_input(shop.folder(), &arguments, "another horse\r\n");
    assert_eq!(changed.code, Some(0), "{}", changed.stderr);
    assert_eq!(shop.count(hashes), 1);
    let log = run(
        shop.folder(),
        &["audit", "list", "--subject", "user 3", "--json"],
    );
    assert!(log.stdout.contains("staff.set_password"), "{}", log.stdout);
    for secret in ["horse", "argon2"] {
        assert!(!log.stdout.contains(secret), "{}", log.stdout);
    }
}

#[test]
fn a_command_acts_as_a_member_of_staff_within_their_role() {
    let shop = staffed();
    let folder = shop.folder();
    let mut told = session(
        folder,
        &[&place("kim", &[]), &place("OLGA", &["--return", "--json"])],
    );
    let before = shop.dump();
    let refused: &[&[&str]] = &[
        &place("vera", &[]),
        &place("vera", &["--return"]),
        &place("nobody", &[]),
        &["--as", "kim", "users", "list"],
        &["--as", "mia", "users", "role", "kim", "manager"],
        &["--as", "kim", "doctor"],
        &["--as", "mia", "doctor", "--repair"],
        &["--as", "kim", "audit", "list"],
        &["--as", "kim", "config", "show"],
        &["--as", "mia", "db", "upgrade"],
        &["--as", "mia", "serve", "--port", "0"],
        &["--as", "mia", "import", "online-retail", "nothing.csv"],
        &["--as", "olga", "demo", "--port", "0"],
    ];
    told += &session(folder, refused);
    shop.assert_unchanged_since(&before, "refused");
    let allowed: &[&[&str]] = &[
        &["--as", "vera", "stock", "show", "MUG-BLUE"],
        &["--as", "mia", "users", "list"],
        &["--as", "olga", "users", "disable", "kim"],
        &place("kim", &[]),
        &["--as", "olga", "db", "current"],
    ];
    told += &session(folder, allowed);
    snapshot::check("acting_as", &told);
}

#[test]
fn the_environment_says_who_acts_and_nothing_says_nobody() {
    let shop = staffed();
    let acting = |username: &str| {
        let mut list = command(shop.folder(), &["users", "list"]);
        ran(&list.env("MERCER_AS", username).output().expect("it starts")).code
    };
    assert_eq!(acting("vera"), Some(1));
    assert_eq!(acting("mia"), Some(0));
    assert_eq!(acting(""), Some(0));
}

#[test]
fn every_act_is_in_the_log_under_a_name_and_sealed() {
    let shop = staffed();
    let folder = shop.folder();
    let mut told = session(folder, &[&place("kim", &[]), &place("olga", &[])]);
    let commands: &[&[&str]] = &[
        &["audit", "list", "--limit", "5"],
        &["audit", "list", "--actor", "kim"],
        &["audit", "list", "--order", "1001", "--json"],
        &["audit", "list", "--order", "id:77"],
        &["audit", "list", "--order", "nonsense"],
        &["audit", "list", "--subject", "user 4"],
        &["audit", "verify"],
    ];
    told += &session(folder, commands);
    let head = head(&shop);
    let noted = |hash: &str| run(folder, &["audit", "verify", "--noted", hash]);
    run(folder, &place("kim", &[]));
    assert_eq!(
        noted(&head).code,
        Some(0),
        "the chain goes on from what was noted"
    );
    assert_eq!(noted(&"0".repeat(64)).code, Some(1));
    shop.tamper("UPDATE audit_log SET actor = 'vera' WHERE actor = 'kim'");
    told += &session(
        folder,
        &[&["audit", "verify"], &["audit", "verify", "--json"]],
    );
    snapshot::check("audit", &without_hashes(&told));
}

/// What `mercer audit verify` says is to be noted.
fn head(shop: &Shop) -> String {
    let verified = run(shop.folder(), &["audit", "verify", "--json"]);
    let chain: serde_json::Value = serde_json::from_str(&verified.stdout).expect("JSON");
    let hash = chain["head"]["hash"].as_str().expect("a hash");
    assert_eq!(hash.len(), 64, "{hash}");
    hash.to_owned()
}

/// They are made from random salts.
fn without_hashes(text: &str) -> String {
    let is_hash = |word: &str| word.len() == 64 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let parts = text.split_inclusive(|letter: char| !letter.is_ascii_alphanumeric());
    parts
        .map(|part| match part.get(..64) {
            Some(word) if is_hash(word) => format!("<hash>{}", &part[64..]),
            _ => part.to_owned(),
        })
        .collect()
}

#[test]
fn nobody_acts_as_staff_before_there_is_a_store() {
    let shop = Shop::without_a_store();
    for arguments in [
        ["--as", "olga", "db", "upgrade"],
        ["--as", "olga", "users", "list"],
    ] {
        let refused = run(shop.folder(), &arguments);
        assert_eq!(refused.code, Some(1), "{}", refused.stderr);
        assert!(!shop.file().exists(), "a store was made");
        let is_of_the_schema = arguments[2] == "db";
        let advice = "leave out --as";
        assert_eq!(
            refused.stderr.contains(advice),
            is_of_the_schema,
            "{}",
            refused.stderr
        );
    }
}
