//! The screens of the menu beside the till, driven at a real terminal.

use crate::mercer::run;
use crate::shop::Shop;
use crate::terminal::{DOWN, ESCAPE, Terminal, printed, run_printed};

// Terminals are read byte by byte: the lines of a heading are none of what can be waited for.
const HOME: &str = "Mercer: sqlite:";

/// A shop in which Anna carried three mugs home and paid for them in cash.
fn sold() -> Shop {
    let shop = Shop::new();
    for line in [
        "orders place --customer anna --line MUG-BLUE=3 --handed-over",
        "payments pay 1000 --by cash --received 40",
    ] {
        run_printed(&shop, line);
    }
    shop
}

fn told(shop: &Shop, words: &[&str]) -> String {
    run(shop.folder(), words).stdout
}

#[test]
fn goods_are_taken_back_and_their_money_is_given_back() {
    let shop = sold();
    let mut terminal = Terminal::open(&shop, "menu");
    terminal.sees(HOME).sees("What is to be done?");
    terminal.enters("Take goods back");
    terminal.sees("Order:").enters("9999");
    terminal.sees("There is no order 9999.");
    terminal.sees("Order:").enters("1000");
    terminal.sees("What came back?").enters("");
    terminal.sees("How much of it:").enters("1");
    terminal.sees("Are the goods sold again?").enters("");
    terminal.sees("Why:").enters("the wrong colour");
    terminal.sees("$ mercer returns add");
    terminal.sees("12.50 GBP is to be given back.").enters("");
    terminal.sees("Enter alone: the wrong colour").enters("");
    terminal.sees("$ mercer payments refund");
    terminal
        .sees(HOME)
        .sees("What is to be done?")
        .types(ESCAPE);
    terminal.sees("Goodbye.");
    let shown = terminal.ends();
    let commands = printed(&shown);
    assert_eq!(
        commands,
        [
            "returns add 1000 --reason 'the wrong colour' --line 1=1",
            "payments refund 1 --amount 12.50 --reason 'the wrong colour'",
        ],
        "{shown}"
    );
    let other = sold();
    for command in &commands {
        run_printed(&other, command);
    }
    for shop in [&shop, &other] {
        let order = told(shop, &["orders", "show", "1000"]);
        assert!(order.contains("partially_refunded"), "{order}");
        let sql = "SELECT returned FROM order_items WHERE order_id = 1";
        assert_eq!(shop.count(sql), 1_000);
        let sql = "SELECT refunded FROM payments WHERE id = 1";
        assert_eq!(shop.count(sql), 1_250);
        let sql = "SELECT on_hand FROM stock_levels WHERE product_id = 1";
        assert_eq!(shop.count(sql), 8_000);
    }
}

#[test]
fn a_customer_is_added_changed_and_removed() {
    let shop = Shop::new();
    let mut terminal = Terminal::open(&shop, "menu");
    terminal.sees(HOME).sees("What is to be done?");
    terminal.enters("Customers");
    terminal.sees("Customers: what is to be done?");
    terminal.enters("Add a customer");
    for (question, answer) in [
        ("User name:", "anna"),
        ("Given name:", "Jane"),
        ("Family name:", "Smith"),
        ("E-mail:", ""),
        ("Phone:", ""),
        ("Street and number:", "2 High Street"),
        ("Flat, floor, company:", ""),
        ("Town:", "London"),
        ("State or county:", ""),
        ("Postal code:", ""),
        ("Country:", "GB"),
    ] {
        terminal.sees(question).enters(answer);
    }
    // What was typed stands there when the store refused it.
    terminal.sees("Once more, with what you typed:");
    terminal.sees("User name:").enters(".jane");
    for question in [
        "Given name:",
        "Family name:",
        "E-mail:",
        "Phone:",
        "Street and number:",
        "Flat, floor, company:",
        "Town:",
        "State or county:",
        "Postal code:",
        "Country:",
    ] {
        terminal.sees(question).enters("");
    }
    terminal.sees("$ mercer customers add anna.jane");
    terminal.sees("Customers: what is to be done?");
    terminal.enters("Look somebody up");
    terminal.sees("Customer:").enters("smith");
    terminal.sees("Customers: Jane Smith").sees("with them?");
    terminal.enters("Their addresses");
    terminal.sees("2 High Street");
    terminal.sees("Customers: Jane Smith").sees("with them?");
    terminal.enters("Remove them");
    // Nothing is removed by Enter alone.
    terminal.sees("Remove Jane Smith?").enters("");
    terminal.sees("Customers: Jane Smith").sees("with them?");
    terminal.enters("Change names");
    terminal.sees("User name:").enters("");
    terminal.sees("Given name:").enters("t");
    for question in ["Family name:", "E-mail:", "Phone:"] {
        terminal.sees(question).enters("");
    }
    terminal.sees("$ mercer customers edit id:2 --first-name Janet");
    terminal.sees("Customers: what is to be done?");
    terminal.enters("Look somebody up");
    terminal.sees("Customer:").enters("anna.jane");
    terminal.sees("Customers: Janet Smith").sees("with them?");
    terminal.enters("Remove them");
    terminal.sees("Remove Janet Smith?").types(DOWN).enters("");
    terminal.sees("$ mercer customers remove anna.jane --yes");
    terminal.interrupts();
    let shown = terminal.ends();
    assert_eq!(shop.count("SELECT count(*) FROM customers"), 1, "{shown}");
    assert_eq!(shop.count("SELECT count(*) FROM addresses"), 1);
}

#[test]
fn a_product_is_added_with_its_cost_changed_and_removed() {
    let shop = Shop::new();
    let mut terminal = Terminal::open(&shop, "menu");
    terminal.sees(HOME).sees("What is to be done?");
    terminal.enters("Products");
    terminal.sees("Products: what is to be done?");
    terminal.enters("Add a product");
    for (question, answer) in [
        ("SKU:", "SOAP"),
        ("Name:", "Olive soap"),
        ("Price of one:", "3.40"),
        ("What one costs the shop:", "1.30"),
        ("Sold by:", ""),
        ("Barcode:", ""),
        ("Category:", ""),
        ("Tax class:", ""),
    ] {
        terminal.sees(question).enters(answer);
    }
    terminal.sees("$ mercer products add SOAP");
    let sql = "SELECT price * 1000 + cost FROM products WHERE sku = 'SOAP'";
    terminal.sees("Products: what is to be done?");
    assert_eq!(shop.count(sql), 340_130);
    terminal.enters("Look one up");
    terminal.sees("Product:").enters("olive");
    terminal.sees("Products: Olive soap").sees("with it?");
    terminal.enters("What it cost when");
    terminal.sees("$ mercer products prices SOAP");
    terminal.sees("Products: Olive soap").sees("with it?");
    terminal.enters("Change name");
    terminal.sees("Name:").enters("");
    terminal.sees("Price of one:").enters("");
    // Behind the 1.30 that stands there.
    terminal.sees("What one costs the shop:").enters("5");
    terminal.sees("Barcode:").enters("");
    terminal.sees("Category:").enters("");
    terminal.sees("has more than 2 decimal places");
    terminal.sees("Once more");
    terminal.types(ESCAPE);
    terminal.sees("Products: Olive soap").sees("with it?");
    terminal.enters("Remove it");
    terminal.sees("Remove Olive soap?").types(DOWN).enters("");
    terminal.sees("$ mercer products remove SOAP --yes");
    terminal.interrupts();
    let shown = terminal.ends();
    let sql = "SELECT count(*) FROM products WHERE sku = 'SOAP'";
    assert_eq!(shop.count(sql), 0, "{shown}");
}

#[test]
fn the_figures_of_today_are_of_what_was_sold_and_kept_today() {
    let shop = sold();
    run_printed(&shop, "orders place --customer anna --line LAMP=1");
    let mut terminal = Terminal::open(&shop, "menu");
    terminal.sees(HOME).sees("What is to be done?");
    terminal.enters("Today's figures");
    terminal.sees("Today's figures:").sees("Still due");
    terminal.sees(HOME).sees("What is to be done?").interrupts();
    let shown = terminal.ends();
    let figure = |name: &str| {
        let line = shown.lines().find(|line| line.starts_with(name));
        let line = line.unwrap_or_else(|| panic!("{name} is not told:\n{shown}"));
        line[name.len()..].trim().to_owned()
    };
    assert_eq!(figure("Sales"), "2 for 86.50 GBP");
    assert_eq!(figure("Kept in cash"), "37.50 GBP");
    assert_eq!(figure("By card"), "0.00 GBP");
    assert_eq!(figure("Still due"), "49.00 GBP");
}
