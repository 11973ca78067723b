//! One walk through each noun at the command line: add, list, show, edit, remove, and what is
//! refused on the way.

use crate::mercer::{session, words};
use crate::shop::Shop;
use crate::snapshot;

/// Runs commands that are written as people type them; '..' holds words together.
fn walk(name: &str, commands: &[&str]) {
    let shop = Shop::new();
    let commands: Vec<Vec<String>> = commands.iter().map(|line| words(line)).collect();
    let commands: Vec<Vec<&str>> = commands
        .iter()
        .map(|words| words.iter().map(String::as_str).collect())
        .collect();
    let commands: Vec<&[&str]> = commands.iter().map(Vec::as_slice).collect();
    let told = session(shop.folder(), &commands);
    snapshot::check(&format!("cli/{name}"), &told);
}

#[test]
fn customers() {
    walk(
        "customers",
        &[
            "customers add Jane.Smith --first-name Jane --last-name Smith --email jane@example.com \
             --line1 '456 Elm Street' --city 'Los Angeles' --state CA --zip-code 90001 --country US",
            "customers add jane.smith --first-name J --last-name S --line1 x --city y --country US",
            "customers add bert --first-name Bert --last-name Brown --line1 '2 Low Street' \
             --city York --country XX",
            "customers add bert --first-name Bert --last-name Brown",
            "customers list",
            "customers list --q smi",
            "customers list --sort -username --limit 1",
            "customers list --sort nme",
            "customers list --created-from 2000-01-01 --created-until 2000-01-02T12:00:00Z",
            "customers list --created-from yesterday",
            "customers show jane@example.com",
            "customers show id:2 --json",
            "customers show jane.smiht",
            "customers show id:77",
            "customers edit jane.smith --last-name Smith-Jones --phone '+1 555 0100' --email ''",
            "customers addresses jane.smith",
            "customers reset-password jane.smith --none",
            "orders place --customer anna --line MUG-BLUE=1",
            "customers erase anna --yes",
            "customers remove anna",
            "customers remove anna --yes",
            "customers remove anna --with-orders --yes",
            "customers remove jane.smith --yes --quiet",
            "customers erase jane.smith --yes",
            "customers list --json",
        ],
    );
}

#[test]
fn addresses() {
    walk(
        "addresses",
        &[
            "addresses add --customer anna --line1 '2 High Street' --city London \
             --zip-code 'N1 1AB' --country gb --label work --default-shipping",
            "addresses list --customer anna",
            "addresses list --country FR",
            "addresses list --all --json",
            "addresses show 2",
            "addresses edit 2 --line2 'Flat 3' --phone-number '020 7946 0000'",
            "addresses edit 2 --line2 '' --country ZZ",
            "customers addresses anna",
            "addresses assign 1 anna --default-shipping --label home",
            "addresses remove 2",
            "addresses remove 2 --customer anna --yes",
            "addresses remove 1 --yes",
            "addresses show 2",
        ],
    );
}

#[test]
fn payment_methods() {
    walk(
        "payment_methods",
        &[
            "payment-methods add anna cash --label 'at the till'",
            "payment-methods add anna card",
            "payment-methods add anna card --provider stripe --token pm_1 --last4 4242 \
             --expiry 2099-04 --brand Visa --default",
            "payment-methods add anna card --provider stripe --token 4242424242424242 --last4 4242 \
             --expiry 2099-04",
            "payment-methods add anna card --provider stripe --token pm_2 --last4 4242 \
             --expiry April",
            "payment-methods list anna",
            "payment-methods show 2",
            "payment-methods edit 2 --expiry 2099-12 --label ''",
            "payment-methods default 1",
            "payment-methods remove 2",
            "payment-methods remove 2 --yes",
            "payment-methods list anna --json",
        ],
    );
}

#[test]
fn categories() {
    walk(
        "categories",
        &[
            "categories list",
            "categories add Fruit",
            "categories add Apples --parent fruit --description 'By the kilogram'",
            "categories add Fruit",
            "categories add Pears --parent Friut",
            "categories list --sort -name",
            "categories list --parent Fruit",
            "categories show apples",
            "categories edit Apples --name 'Apples and pears' --parent ''",
            "categories edit Fruit --parent Fruit",
            "products edit MUG-BLUE --category Fruit",
            "categories remove Fruit --yes",
            "categories remove Fruit --with-products --yes",
            "categories remove 'Apples and pears'",
            "categories remove 'Apples and pears' --yes",
            "categories list --json",
        ],
    );
}

#[test]
fn products() {
    walk(
        "products",
        &[
            "categories add Kitchen",
            "tax-classes add standard --name 'Standard rate' --rate 20",
            "products add KETTLE --name 'Steel kettle' --price 24.90 --barcode 4006381333931 \
             --category Kitchen --tax-class standard --type steel --description 'Holds 1.7 l'",
            "products add KETTLE --name 'Another' --price 1",
            "products add POT --name Pot --price 1.999",
            "products add POT --name Pot --price 10 --unit pound",
            "products list --words 'steel 1.7'",
            "products list --category Kitchen --sort -price",
            "products list --price-from 10 --price-to 30 --all",
            "products list --sort -price --limit 2",
            "products show 4006381333931",
            "products show KETTEL",
            "products edit KETTLE --price 22.90 --barcode '' --active false",
            "products edit KETTLE --currency EUR",
            "products edit KETTLE --category Kitchn",
            "products prices KETTLE",
            "products lowest-price KETTLE",
            "products archive KETTLE",
            "products list --archived",
            "products unarchive KETTLE",
            "products edit KETTLE --active true",
            "products remove MUG-BLUE --yes",
            "products remove KETTLE",
            "products remove KETTLE --yes",
            "products list --q Kett --json",
        ],
    );
}

#[test]
fn tax_classes() {
    walk(
        "tax_classes",
        &[
            "tax-classes add standard --name 'Standard rate' --rate 20",
            "tax-classes add reduced --name 'Reduced rate' --rate 8.875",
            "tax-classes add luxury --name Luxury --rate 101",
            "tax-classes list",
            "tax-classes show STANDARD",
            "tax-classes show standrad",
            "tax-classes edit reduced --rate 5",
            "products edit MUG-BLUE --tax-class standard",
            "tax-classes remove standard --yes",
            "tax-classes remove reduced --yes",
            "tax-classes list --json",
        ],
    );
}

#[test]
fn locations() {
    walk(
        "locations",
        &[
            "locations list",
            "locations add 'Shop in Camden'",
            "locations add 'Returns desk' --closed",
            "locations show 'shop in camden'",
            "locations edit 'Returns desk' --open true",
            "locations edit 'Returns desk' --open maybe",
            "locations remove 1 --yes",
            "locations remove 'Returns desk' --yes",
            "locations list --json",
        ],
    );
}

#[test]
fn stock() {
    walk(
        "stock",
        &[
            "locations add Shop",
            "stock list --limit 3",
            "stock receive MUG-BLUE 24 --location Shop --reason 'delivery 4711'",
            "stock receive MUG-BLUE 0.5",
            "stock receive POSTAGE 1",
            "stock adjust MUG-BLUE -2 --location Shop --reason broken",
            "stock adjust MUG-BLUE -1000 --reason broken",
            "stock count MUG-BLUE 20 --location Shop",
            "stock reorder-point MUG-BLUE 25 --location Shop",
            "stock low",
            "stock low --json",
            "stock reorder-point MUG-BLUE --none --location Shop",
            "stock reorder-point MUG-BLUE",
            "stock transfer MUG-BLUE 5 --from Shop --to 1",
            "stock show MUG-BLUE",
            "stock list --product MUG-BLUE --sort -on_hand --json",
            "stock movements --product MUG-BLUE --sort -id",
            "stock movements --kind adjusted --location Shop",
            "stock movements --kind sold",
        ],
    );
}

#[test]
fn transfers() {
    walk(
        "transfers",
        &[
            "locations add Shop",
            "transfers send --from 1 --to Shop --line MUG-BLUE=4 --line COFFEE=1.5 --note van",
            "transfers send --from 1 --to Shop --line MUG-BLUE=0.5",
            "transfers send --from 1 --to Shop --line MUG-BLUE=5000",
            "transfers list",
            "transfers receive 1 --line MUG-BLUE=3",
            "transfers receive 1 --line COFFEE=1.5 --missing 'one was broken'",
            "transfers cancel 1",
            "transfers show 1 --json",
            "transfers show 7",
        ],
    );
}

#[test]
fn counts() {
    walk(
        "counts",
        &[
            "counts open --product MUG-BLUE --product COFFEE --note 'top shelf'",
            "counts open",
            "counts record 1 --line MUG-BLUE=9",
            "counts record 1 --line MUG-BLUE=0.5",
            "counts lines 1",
            "counts close 1 --reason 'November count'",
            "counts close 1 --reason 'November count' --leave-uncounted",
            "counts show 1",
            "counts cancel 1",
            "counts list --json",
            "stock show MUG-BLUE",
        ],
    );
}

#[test]
fn settings() {
    walk(
        "settings",
        &[
            "settings list",
            "settings set store.name 'The Corner Shop'",
            "settings set store.support_email nonsense",
            "settings set store.nmae x",
            "settings show store.name --json",
            "settings reset store.name",
            "settings show store.name",
        ],
    );
}

#[test]
fn audit() {
    walk(
        "audit",
        &[
            "categories add Fruit",
            "categories edit Fruit --name Vegetables",
            "audit list --limit 1",
            "audit list --action categories.update",
            "audit list --subject 'category 1' --sort id",
            "audit list --from 2000-01-01 --until 2000-01-02",
            "audit show 999",
        ],
    );
}

#[test]
fn errors_are_json_for_programs_and_messages_are_left_out_on_request() {
    walk(
        "errors",
        &[
            "products show KETTLE --json",
            "products add MUG-BLUE --name Mug --price 1 --json",
            "products remove MUG-BLUE --json",
            "stock receive MUG-BLUE 0.5 --json",
            "products list --limit 1 --quiet",
            "categories list --quiet",
            "categories list --json",
            "products list --limit 2 --after x",
            "product list",
        ],
    );
}
