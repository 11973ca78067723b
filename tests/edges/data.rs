//! Backups, export and import, and the copy into another database, at the command line.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::folder::Folder;
use crate::mercer::session;
use crate::server::{PATIENCE, Server};
use crate::shop::Shop;
use crate::snapshot;

#[test]
fn a_store_is_exported_and_imported_into_a_new_one() {
    let shop = Shop::new();
    let wrong = "SKU,Name,Price,Colour\nNEW,New mug,\"12,50\",blue\nMUG-BLUE,,free,\n";
    fs::write(shop.folder().join("wrong.csv"), wrong).expect("the file is written");
    let other = "sqlite:other.db";
    let import = |subject: &'static str| -> Vec<&'static str> {
        let file = match subject {
            "tax-classes" => "out/tax-classes.csv",
            "categories" => "out/categories.csv",
            "locations" => "out/locations.csv",
            "products" => "out/products.csv",
            "customers" => "out/customers.csv",
            "stock" => "out/stock.csv",
            _ => "out/orders.csv",
        };
        vec!["import", subject, file, "--database-url", other]
    };
    let mut commands = vec![
        vec!["export", "products"],
        vec!["export", "customers", "--format", "jsonl"],
        vec!["export", "all", "--out", "out"],
        vec!["import", "products", "wrong.csv", "--dry-run"],
        vec![
            "import",
            "products",
            "wrong.csv",
            "--map",
            "Colour=description",
        ],
        vec!["import", "products", "wrong.csv", "--map", "Size=name"],
        vec!["import", "products", "missing.csv"],
        vec![
            "import",
            "stock",
            "wrong.csv",
            "--database-url",
            "sqlite:none.db",
            "--dry-run",
        ],
    ];
    for subject in ["locations", "products", "customers", "stock"] {
        commands.push(import(subject));
    }
    commands.push(vec!["stock", "show", "MUG-BLUE", "--database-url", other]);
    commands.push(vec!["doctor", "--database-url", other]);
    let commands: Vec<&[&str]> = commands.iter().map(Vec::as_slice).collect();
    let printed = session(shop.folder(), &commands);
    snapshot::check("data", &printed);
    let refused = fs::read_to_string(shop.folder().join("wrong.csv.refused.csv"));
    let refused = refused.expect("the refused rows are there");
    let header = "SKU,Name,Price,Colour,refused_line,refused_column,refused_reason\n";
    assert!(refused.starts_with(header), "{refused}");
}

#[test]
fn a_backup_is_made_verified_and_restored() {
    let folder = Folder::with_revisions();
    let shop = Shop::new();
    let file = shop.folder().join("mercer.db");
    fs::copy(file, folder.path().join("mercer.db")).expect("the store is copied");
    let made = folder.good_json(&["backup", "create", "--json"]);
    let name = made["name"].as_str().expect("it has a name").to_owned();
    assert_eq!(made["rows"]["customers"], 1);
    assert_eq!(made["database"], "sqlite:mercer.db");
    assert!(folder.path().join("mercer-backups").is_dir());
    let listed = folder.good_json(&["backup", "list", "--json"]);
    assert_eq!(listed, serde_json::json!([made]));
    assert!(folder.good(&["backup", "list"]).contains(&name));
    assert_eq!(folder.good(&["backup", "verify"]), format!("ok   {name}\n"));

    let refused = folder.ends_with(1, &["backup", "restore", &name]);
    assert!(refused.stderr.contains("--overwrite"), "{}", refused.stderr);
    let to = ["--database-url", "sqlite:restored.db"];
    let restored = folder.good(&[
        "backup",
        "restore",
        "latest",
        "--folder",
        "mercer-backups",
        to[0],
        to[1],
    ]);
    assert!(restored.contains("Books     right"), "{restored}");
    folder.good(&["doctor", to[0], to[1]]);
    let replaced = folder.good(&["backup", "restore", &name, "--overwrite"]);
    assert!(replaced.contains("The store before"), "{replaced}");

    let packed = folder
        .path()
        .join("mercer-backups")
        .join(made["file"].as_str().expect("a file"));
    fs::write(packed, "nothing").expect("the file is written");
    let damaged = folder.ends_with(1, &["backup", "verify", &name]);
    assert!(
        damaged.stdout.contains(&format!("BAD  {name}")),
        "{}",
        damaged.stdout
    );
    let missing = folder.ends_with(1, &["backup", "verify", "mercer-none"]);
    assert!(
        missing.stderr.contains("mercer backup list"),
        "{}",
        missing.stderr
    );
}

#[test]
fn a_server_makes_backups_by_schedule_and_keeps_the_newest() {
    let shop = Shop::new();
    let settings = "[backup]\nevery = \"1s\"\nkeep = 2\nfolder = \"kept\"\n";
    fs::write(shop.folder().join("mercer.toml"), settings).expect("the file is written");
    let _server = Server::start(&shop);
    let begun = Instant::now();
    let names = || {
        let entries = fs::read_dir(shop.folder().join("kept"))
            .into_iter()
            .flatten();
        let names = entries.flatten().map(|entry| entry.file_name());
        let names = names.filter_map(|name| name.into_string().ok());
        let mut names: Vec<String> = names
            .filter(|name| {
                Path::new(name)
                    .extension()
                    .is_some_and(|kind| kind == "json")
            })
            .collect();
        names.sort_unstable();
        names
    };
    let mut seen = std::collections::BTreeSet::new();
    while seen.len() < 4 {
        assert!(begun.elapsed() < PATIENCE, "backups were not made in time");
        seen.extend(names());
        std::thread::sleep(Duration::from_millis(20));
    }
    while names().len() > 2 {
        assert!(begun.elapsed() < PATIENCE, "old backups were not removed");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(!names().contains(seen.first().expect("some were made")));
}

#[test]
fn a_store_is_copied_with_the_owners_tables_and_compared() {
    let folder = Folder::with_suppliers();
    folder.good(&["db", "upgrade"]);
    folder.sqlite("mercer.db", "INSERT INTO suppliers (name) VALUES ('Acme')");
    let copy = ["copy", "--to", "sqlite:copy.db"];
    let copied = folder.good(&copy);
    let suppliers = copied.lines().find(|line| line.starts_with("suppliers"));
    assert!(
        suppliers.is_some_and(|line| line.contains("  1  ")),
        "{copied}"
    );
    let check = ["copy", "--to", "sqlite:copy.db", "--check"];
    folder.ends_with(0, &check);
    let refused = folder.ends_with(1, &copy);
    assert!(
        refused.stderr.contains("is not empty"),
        "{}",
        refused.stderr
    );
    folder.sqlite("copy.db", "UPDATE suppliers SET name = 'Other'");
    let differing = folder.ends_with(1, &check).stdout;
    let wrong: Vec<&str> = differing
        .lines()
        .filter(|line| line.starts_with("BAD"))
        .collect();
    assert_eq!(wrong.len(), 1, "{differing}");
    assert!(wrong[0].contains("suppliers"), "{differing}");
    let itself = folder.ends_with(1, &["copy", "--to", "sqlite:mercer.db"]);
    assert!(
        itself.stderr.contains("the store itself"),
        "{}",
        itself.stderr
    );
}
