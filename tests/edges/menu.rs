//! The menu, driven at a real terminal.

use crate::mercer::{run, run_with_input};
use crate::shop::Shop;
use crate::snapshot::without_times;
use crate::terminal::{DOWN, ESCAPE, Terminal, printed, run_printed};

/// What the shop holds of the first order, and the stock of what it sold.
fn told(shop: &Shop) -> String {
    let commands: [&[&str]; 3] = [
        &["orders", "show", "1000"],
        &["stock", "show", "MUG-BLUE"],
        &["stock", "show", "COFFEE"],
    ];
    let told = commands.map(|words| run(shop.folder(), words).stdout);
    without_times(&told.concat())
}

#[test]
fn an_order_is_taken_from_start_to_end_and_by_the_printed_commands_again() {
    let shop = Shop::new();
    let mut terminal = Terminal::open(&shop, "menu");
    terminal.sees("What is to be done?").enters("Take an order");
    terminal.sees("Customer:").enters("nobody");
    terminal.sees("No customer is called");
    terminal.sees("Customer:").enters("Anna");
    terminal.sees("For Anna");
    terminal.sees("Scan or type:").enters("MUG-BLUE");
    terminal.sees("Total 12.50 GBP");
    terminal.sees("Scan or type:").enters("2 * mug-blue");
    terminal.sees("Total 37.50 GBP");
    terminal.sees("Scan or type:").enters("NOTHING");
    terminal.sees("No product has the code or the words");
    terminal.sees("Scan or type:").enters("beans whole");
    terminal.sees("how many kg:").enters("0.350");
    terminal.sees("Total 45.90 GBP");
    terminal.sees("Scan or type:").enters("KNIFE");
    terminal.sees("Error:").sees("Scan or type:").enters("");
    terminal.sees("How does it go on?").enters("");
    terminal.sees("45.90 GBP is due").enters("Card");
    terminal
        .sees("Token of the card payment:")
        .enters("sim_decline");
    terminal
        .sees("declined")
        .sees("45.90 GBP is due")
        .enters("Cash");
    terminal.sees("Received:").enters("50");
    terminal.sees("Change: 4.10 GBP");
    terminal.sees("Order 1000 is paid.");
    terminal.sees("What is to be done?").types(ESCAPE);
    terminal.sees("Goodbye.");
    let shown = terminal.ends();

    let commands = printed(&shown);
    assert_eq!(
        commands,
        [
            "orders draft --customer anna --line MUG-BLUE=1",
            "orders edit 1000 --set 1=3",
            "orders edit 1000 --add COFFEE=0.35",
            "orders place-draft 1000 --handed-over",
            "payments pay 1000 --by cash --received 50",
        ],
        "{shown}"
    );
    let other = Shop::new();
    for command in &commands {
        run_printed(&other, command);
    }
    assert_eq!(told(&shop), told(&other));
    assert!(
        told(&shop).contains("placed, paid, fulfilled"),
        "{}",
        told(&shop)
    );
    // The declined card is no completed action; it is in the books all the same.
    assert_eq!(shop.count("SELECT count(*) FROM payments"), 2);
}

#[test]
fn an_order_that_is_interrupted_is_a_draft_and_goes_on() {
    let shop = Shop::new();
    let mut terminal = Terminal::open(&shop, "menu");
    terminal.sees("What is to be done?").enters("Take an order");
    terminal.sees("Customer:").enters("anna");
    terminal.sees("Scan or type:").enters("LAMP");
    terminal.sees("Total 49.00 GBP");
    terminal.sees("Scan or type:").types("MUG").interrupts();
    terminal.sees("Order 1000 is kept as a draft");
    terminal.ends();
    assert_eq!(
        shop.count("SELECT count(*) FROM orders WHERE status = 'draft'"),
        1
    );
    assert_eq!(shop.count("SELECT count(*) FROM order_items"), 1);

    let mut terminal = Terminal::open(&shop, "menu");
    terminal.sees("What is to be done?").enters("Take an order");
    terminal
        .sees("A new order, or one that was begun?")
        .types(DOWN)
        .enters("");
    terminal.sees("Total 49.00 GBP");
    terminal.sees("Scan or type:").enters("");
    terminal.sees("How does it go on?").enters("sent later");
    terminal.sees("49.00 GBP is due").types(ESCAPE);
    terminal.sees("Order 1000 is placed and still to be paid.");
    terminal.sees("What is to be done?").interrupts();
    terminal.ends();
    let shown = run(shop.folder(), &["orders", "show", "1000"]).stdout;
    assert!(shown.contains("placed, unpaid, unfulfilled"), "{shown}");
}

#[test]
fn each_action_asks_what_the_role_may_do_and_a_refusal_does_not_end_the_menu() {
    let shop = Shop::new();
    let vera = [
        "users",
        "add",
        "vera",
        "--role",
        "viewer",
        "--first-name",
        "Vera",
        "--last-name",
        "V",
        "--password-stdin",
    ];
    let added = run_with_input(shop.folder(), &vera, "correct horse battery\n");
    assert_eq!(added.code, Some(0), "{}", added.stderr);
    let before = shop.dump();
    let mut terminal = Terminal::open(&shop, "--as vera menu");
    terminal.sees("vera (viewer)");
    terminal.sees("What is to be done?").enters("Take an order");
    terminal.sees("Customer:").enters("anna");
    terminal.sees("Scan or type:").enters("LAMP");
    terminal.sees("a viewer lacks the permission orders.place");
    terminal.sees("Scan or type:").types(ESCAPE);
    terminal.sees("What is to be done?").enters("Stock");
    terminal
        .sees("What is to be done?")
        .enters("Look something up");
    terminal.sees("Product:").enters("lampe");
    terminal.sees("AVAILABLE");
    terminal
        .sees("$ mercer --as vera stock show LAMP")
        .interrupts();
    terminal.ends();
    shop.assert_unchanged_since(&before, "refused");
}

#[test]
fn without_a_terminal_there_is_no_menu() {
    let shop = Shop::new();
    let refused = run(shop.folder(), &["menu"]);
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
    assert!(
        refused.stderr.contains("needs a terminal"),
        "{}",
        refused.stderr
    );
}
