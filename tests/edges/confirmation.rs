//! What cannot be undone is asked about, at a real terminal.

use crate::mercer::run;
use crate::shop::Shop;
use crate::terminal::Terminal;

const QUESTION: &str = "Remove the product ISLAND, An island? [y/N] ";

#[test]
fn whatever_is_not_a_yes_removes_nothing() {
    let shop = Shop::new();
    let before = shop.dump();
    for answer in ["", "n", "no", "yess", "remove"] {
        let mut terminal = Terminal::open(&shop, "products remove ISLAND");
        terminal.sees(QUESTION).enters(answer);
        terminal.sees("nothing was changed").sees("[exit code 1]");
        terminal.ends();
    }
    let mut terminal = Terminal::open(&shop, "products remove ISLAND");
    terminal.sees(QUESTION).interrupts();
    terminal.ends();
    shop.assert_unchanged_since(&before, "not confirmed");
}

#[test]
fn a_yes_removes_it() {
    for answer in ["y", "Yes"] {
        let shop = Shop::new();
        let mut terminal = Terminal::open(&shop, "products remove ISLAND");
        terminal.sees(QUESTION).enters(answer).sees("[exit code 0]");
        terminal.ends();
        let sql = "SELECT count(*) FROM products WHERE sku = 'ISLAND'";
        assert_eq!(shop.count(sql), 0, "{answer}");
    }
}

#[test]
fn with_yes_nothing_is_asked() {
    let shop = Shop::new();
    let mut terminal = Terminal::open(&shop, "products remove ISLAND --yes");
    terminal.sees("[exit code 0]");
    let shown = terminal.ends();
    assert!(!shown.contains("[y/N]"), "{shown}");
}

#[test]
fn where_nobody_can_be_asked_it_has_to_be_said_beforehand() {
    let shop = Shop::new();
    let before = shop.dump();
    let refused = run(shop.folder(), &["products", "remove", "ISLAND"]);
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
    assert!(refused.stderr.contains("--yes"), "{}", refused.stderr);
    shop.assert_unchanged_since(&before, "nobody to ask");
}
