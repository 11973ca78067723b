//! The command line: whole sessions.

use std::io::Read;
use std::process::Stdio;

use crate::mercer::{command, run, session};
use crate::shop::Shop;
use crate::snapshot;

#[test]
fn a_day_in_the_shop() {
    let shop = Shop::new();
    let commands: &[&[&str]] = &[
        &["products", "list", "--limit", "3"],
        &["products", "list", "--q", "Mug"],
        &["products", "list", "--q", "Nothing"],
        &["products", "show", "COFFEE"],
        &["products", "show", "4", "--json"],
        &["orders", "list"],
        &["orders", "list", "--json"],
        &[
            "orders",
            "place",
            "--customer",
            "anna",
            "--line",
            "MUG-BLUE=2",
            "--line",
            "COFFEE=0.350",
        ],
        &[
            "orders",
            "place",
            "--customer",
            "ANNA",
            "--line",
            "MUG-BLUE=8",
            "--handed-over",
            "--json",
        ],
        &[
            "orders",
            "place",
            "--customer",
            "id:1",
            "--line",
            "LAMP=1",
            "--return",
        ],
        &["stock", "show", "MUG-BLUE"],
        &["stock", "show", "COFFEE", "--json"],
        &["stock", "show", "POSTAGE"],
        &["orders", "show", "1000"],
        &["orders", "show", "id:1", "--json"],
        &["orders", "list", "--limit", "2"],
        &["doctor"],
        &["doctor", "--json"],
    ];
    snapshot::check("day", &session(shop.folder(), commands));
}

#[test]
fn refusals_change_nothing() {
    let shop = Shop::new();
    let placed = run(shop.folder(), &place("MUG-BLUE=1"));
    assert_eq!(placed.code, Some(0), "{}", placed.stderr);
    let refused: &[&[&str]] = &[
        &["orders", "show", "7777"],
        &["orders", "show", "id:77"],
        &["orders", "show", "nonsense"],
        &["orders", "list", "--limit", "0"],
        &["orders", "list", "--limit", "201"],
        &["products", "show", "NOTHING"],
        &["products", "show", "id:99"],
        &["stock", "show", "99"],
        &["products", "list", "--q", &"x".repeat(201)],
    ];
    let wrong: &[&[&str]] = &[
        &[],
        &["sell"],
        &["orders"],
        &["orders", "place", "--customer", "anna"],
        &["orders", "place", "--line", "MUG-BLUE=1"],
        &place("MUG-BLUE"),
        &place("=1"),
        &place("MUG-BLUE=two"),
        &place("MUG-BLUE=0.0001"),
        &["orders", "list", "--limit", "many"],
        &["orders", "list", "--after", "x"],
    ];
    let impossible = [
        place("NOTHING=1"),
        place("OLD-MUG=1"),
        place("KNIFE=1"),
        place("MUG-BLUE=0"),
        place("MUG-BLUE=-1"),
        place("MUG-BLUE=0.5"),
        place("MUG-BLUE=1000000000001"),
        place("MUG-BLUE=100"),
        place("ISLAND=1000000000000"),
        [
            "orders",
            "place",
            "--customer",
            "bert",
            "--line",
            "MUG-BLUE=1",
        ],
        [
            "orders",
            "place",
            "--customer",
            "id:99",
            "--line",
            "MUG-BLUE=1",
        ],
    ];
    let impossible: Vec<&[&str]> = impossible.iter().map(|words| &words[..]).collect();
    let before = shop.dump();
    snapshot::check(
        "refusals",
        &session(shop.folder(), &[refused, &impossible[..], wrong].concat()),
    );
    shop.assert_unchanged_since(&before, "refused");
}

fn place(line: &'static str) -> [&'static str; 6] {
    ["orders", "place", "--customer", "anna", "--line", line]
}

#[test]
fn the_doctor_finds_what_is_wrong() {
    let shop = Shop::new();
    run(shop.folder(), &place("MUG-BLUE=1"));
    shop.tamper("UPDATE stock_levels SET on_hand = on_hand + 1000 WHERE product_id = 2");
    shop.tamper("UPDATE stock_levels SET reserved = 0 WHERE product_id = 1");
    snapshot::check(
        "doctor",
        &session(shop.folder(), &[&["doctor"], &["doctor", "--json"]]),
    );
}

#[test]
fn the_doctor_repairs_what_is_derived_and_leaves_the_rest() {
    let shop = Shop::new();
    run(shop.folder(), &place("MUG-BLUE=1"));
    shop.tamper("UPDATE stock_levels SET reserved = 0 WHERE product_id = 1");
    shop.tamper("UPDATE orders SET payment_status = 'paid'");
    let repair: &[&str] = &["doctor", "--repair"];
    let first = session(shop.folder(), &[repair, repair]);
    shop.tamper("UPDATE stock_levels SET on_hand = on_hand + 1000 WHERE product_id = 2");
    shop.tamper("UPDATE stock_levels SET reserved = 0 WHERE product_id = 1");
    let second = session(shop.folder(), &[&["doctor", "--repair", "--json"]]);
    snapshot::check("doctor_repair", &(first + &second));
}

#[test]
fn settings_are_shown_with_their_sources() {
    let shop = Shop::without_a_store();
    let toml = "[server]\nport = 9000\n\n[store]\ncurrency = \"EUR\"\n";
    std::fs::write(shop.folder().join("mercer.toml"), toml).expect("the file is written");
    let url = "postgres://shop:secret@db.example/shop";
    let commands: &[&[&str]] = &[
        &["config", "show"],
        &["config", "show", "--database-url", url],
        &["config", "show", "--json", "--database-url", url],
        &["config", "show", "--config", "other.toml"],
    ];
    let shown = session(shop.folder(), commands);
    let printed = shown.lines().filter(|line| !line.starts_with('$'));
    assert!(
        !printed.collect::<String>().contains("shop:secret"),
        "{shown}"
    );
    snapshot::check("config", &shown);
}

#[test]
fn a_reader_that_stops_reading_is_no_error() {
    let shop = Shop::new();
    let mut child = command(shop.folder(), &["products", "list", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("mercer starts");
    drop(child.stdout.take());
    let mut complaints = String::new();
    child
        .stderr
        .take()
        .expect("stderr is piped")
        .read_to_string(&mut complaints)
        .expect("stderr is text");
    let status = child.wait().expect("it ends");
    assert_eq!((status.code(), complaints.as_str()), (Some(0), ""));
}
