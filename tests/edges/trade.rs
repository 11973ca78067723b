//! Orders at the command line, from the first line to the last document.

use crate::mercer::{run, run_with_input, session, words};
use crate::shop::Shop;
use crate::snapshot;

fn told(shop: &Shop, lines: &[&str]) -> String {
    let ran = lines.iter().map(|line| {
        let words = words(line);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        session(shop.folder(), &[&words])
    });
    ran.collect()
}

#[test]
fn the_life_of_an_order() {
    let shop = Shop::new();
    let taken = told(
        &shop,
        &[
            "orders draft --customer anna@example.com --line MUG-BLUE=2",
            "orders edit 1000 --add COFFEE=0.350 --set 1=3 --shipping 4.95",
            "orders edit 1000 --discount 10% --discount-reason 'A regular'",
            "orders list --status draft",
            "orders place-draft 1000",
            "orders edit 1000 --line-discount 2=0.40 --discount-reason 'Torn bag' --reason Phoned",
            "orders edit 1000 --ship-to 'line1=2 Low Road; city=Leeds; zip_code=LS1 1AA; country=GB'",
            "orders note 1000 'Leave it with the neighbour'",
            "orders changes 1000",
            "invoices issue 1000",
            "invoices list --json",
        ],
    );
    let paid = told(
        &shop,
        &[
            "payments methods",
            "payments pay 1000 --by card --token sim_decline",
            "payments pay 1000 --by cash --amount 20 --received 50",
            "payments pay 1000 --by card --token sim_approve --brand Visa --last4 4242 --authorise-only",
            "payments capture 3 --amount 10",
            "payments capture 3",
            "payments list --order 1000",
            "payments show 3",
        ],
    );
    let sent = told(
        &shop,
        &[
            "shipments add 1000 --line 1=2 --carrier 'Royal Mail'",
            "shipments edit 1 --tracking 1Z-999",
            "shipments pick-list",
            "shipments dispatch 1Z-999",
            "shipments transit 1Z-999",
            "shipments deliver 1Z-999",
            "shipments add id:1",
            "shipments cancel 2",
            "shipments add 1000 --json",
            "shipments dispatch id:3",
            "shipments return 3 --reason 'Nobody at home' --credited",
            "shipments list --order 1000",
        ],
    );
    let back = told(
        &shop,
        &[
            "returns add 1000 --line 1=1 --write-off 1 --reason Broken",
            "returns list --customer anna",
            "returns show 2 --json",
            "payments refund 2 --line 0=4.95 --reason 'Came late'",
            "payments refund 3 --amount 5 --reason 'Goods came back'",
            "payments refunds 3",
            "orders credit 1000 --amount 1 --reason Goodwill",
            "invoices credit 1000 --reason 'Goods came back'",
            "invoices show CN-000001",
            "orders show 1000",
            "orders timeline 1000",
            "payments reconcile",
            "doctor",
        ],
    );
    snapshot::check("cli/trade", &format!("{taken}{paid}{sent}{back}"));
}

#[test]
fn lists_are_narrowed_and_sorted() {
    let shop = Shop::new();
    let lines = ["MUG-BLUE=1", "COFFEE=1", "MUG-BLUE=2"];
    for line in lines {
        let placed = run(
            shop.folder(),
            &["orders", "place", "--customer", "anna", "--line", line],
        );
        assert_eq!(placed.code, Some(0), "{}", placed.stderr);
    }
    let numbers = |narrowed: &str| {
        let words = words(&format!("orders list --json {narrowed}"));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let listed = run(shop.folder(), &words);
        let page: serde_json::Value = serde_json::from_str(&listed.stdout).expect("JSON");
        let orders = page["items"].as_array().expect("a list").iter();
        let numbers: Vec<&str> = orders
            .filter_map(|order| order["number"].as_str())
            .collect();
        numbers.join(" ")
    };
    assert_eq!(numbers("--sort -id"), "1002 1001 1000");
    assert_eq!(numbers("--sort total"), "1000 1001 1002");
    assert_eq!(numbers("--product COFFEE"), "1001");
    assert_eq!(numbers("--at-least 20 --at-most 24"), "1001");
    assert_eq!(numbers("--until 2020-01-01"), "");
    assert_eq!(
        numbers("--from 2020-01-01 --payment unpaid --all"),
        "1000 1001 1002"
    );
    assert_eq!(numbers("--goods fulfilled"), "");
    assert_eq!(numbers("--q 1002 --customer anna"), "1002");
}

#[test]
fn refusals_about_orders_change_nothing() {
    let shop = Shop::new();
    let password = "correct horse battery\n";
    let kim = "users add kim --role clerk --first-name Kim --last-name Kay --password-stdin";
    let kim: Vec<&str> = kim.split(' ').collect();
    let added = run_with_input(shop.folder(), &kim, password);
    assert_eq!(added.code, Some(0), "{}", added.stderr);
    let begun = told(
        &shop,
        &[
            "orders place --customer anna --line MUG-BLUE=2",
            "payments pay 1000 --by cash",
            "orders draft --customer anna --line COFFEE=1",
        ],
    );
    assert!(!begun.contains("[stderr]"), "{begun}");
    let before = shop.dump();
    let refused = told(
        &shop,
        &[
            "orders place --customer anna --line MUG-BLUE=1 --discount 200% --discount-reason No",
            "orders place --customer anna --line MUG-BLUE=1 --line-discount 2=1 --discount-reason No",
            "orders place --customer anna --line MUG-BLUE=1 --shipping 1.005",
            "orders draft --customer anna --line MUG-BLUE=0.5",
            "orders edit 1000 --set 7=1",
            "orders edit 1000 --set 1=100",
            "orders edit 1000 --drop 1",
            "orders edit 1000",
            "orders edit 1000 --ship-to 'city=Leeds; country=GB'",
            "orders edit 1001 --discount 1",
            "orders place-draft 1000",
            "orders cancel 1000",
            "orders credit 1000 --line 1=100 --reason No",
            "orders remove 1000",
            "orders remove 1000 --yes",
            "payments pay 1000 --by cash",
            "payments pay 1000 --by card",
            "payments pay 1000",
            "payments pay 1000 --by cash --amount 5 --received 1",
            "payments refund 1 --amount 30 --reason No",
            "payments refund 1 --reason No",
            "payments void 1",
            "payments show 77",
            "shipments add 1000 --line 1=3",
            "shipments add 1001",
            "shipments dispatch 1Z-999",
            "returns add 1000 --line 1=1 --reason No",
            "returns add 1000 --line 1=1 --write-off 2 --reason No",
            "invoices show INV-000077",
            "invoices credit 1000 --reason No",
            "--as kim orders edit 1001 --discount 1 --discount-reason No",
            "--as kim payments refund 1 --amount 1 --reason No",
            "--as kim invoices issue 1000",
            "--as kim orders remove 1001 --yes",
        ],
    );
    snapshot::check("cli/trade_refusals", &refused);
    shop.assert_unchanged_since(&before, "refused");
}
