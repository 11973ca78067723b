//! Demonstration data of any size, and what the books tell.

use std::fs;

use crate::mercer::{run, session};
use crate::shop::Shop;
use crate::snapshot;

const SMALL: [&str; 9] = [
    "seed",
    "--customers",
    "40",
    "--products",
    "60",
    "--orders",
    "120",
    "--seed",
    "7",
];

#[test]
fn seeding_fills_an_empty_store_and_asks_before_it_clears_one() {
    let shop = Shop::without_a_store();
    let again = |more: &[&'static str]| [&SMALL[..], more].concat();
    let commands = [
        vec!["seed", "--customers", "2"],
        vec!["seed", "--scale", "5000"],
        again(&[]),
        again(&[]),
        again(&["--clear"]),
        again(&["--clear", "--yes"]),
        again(&["--clear", "--yes", "--quiet"]),
        vec!["orders", "list", "--limit", "0"],
    ];
    let commands: Vec<&[&str]> = commands.iter().map(Vec::as_slice).collect();
    let printed = session(shop.folder(), &commands);
    snapshot::check("seed", &without_figures(&printed));

    let doctor = run(shop.folder(), &["doctor"]);
    assert_eq!(doctor.code, Some(0), "{}", doctor.stdout);
    let json = run(shop.folder(), &again(&["--clear", "--yes", "--json"]));
    let seeded: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(
        [
            &seeded["customers"],
            &seeded["products"],
            &seeded["orders"],
            &seeded["seed"]
        ],
        [40, 60, 120, 7]
    );
    assert!(seeded["lines"].as_u64() > Some(114));
}

/// The year ends today, and with it some orders turn out otherwise.
fn without_figures(text: &str) -> String {
    let plain = |line| match line {
        line if str::starts_with(line, "Seconds") => "Seconds    <seconds>",
        line if str::starts_with(line, "Lines") => "Lines      <lines>",
        line => line,
    };
    let lines: Vec<&str> = text.lines().map(plain).collect();
    lines.join("\n") + "\n"
}

/// Two days, two customers, a return, and postage.
const ROWS: &str = "\
InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123A,WHITE HANGING HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom
536365,POST,POSTAGE,1,2010-12-01 08:26:00,18.00,17850,United Kingdom
536366,85123A,WHITE HANGING HEART,2,2010-12-01 23:59:59,2.55,13047,United Kingdom
536367,21777,=RECIPE BOX,40,2010-12-02 00:00:00,7.95,17850,United Kingdom
C536379,85123A,WHITE HANGING HEART,-1,2010-12-02 09:41:00,2.55,17850,United Kingdom
536368,21777,=RECIPE BOX,1,2011-01-03 10:00:00,7.95,13047,United Kingdom
";

#[test]
fn reports_are_tables_csv_or_json() {
    let shop = Shop::without_a_store();
    fs::write(shop.folder().join("rows.csv"), ROWS).expect("the file is written");
    let imported = run(shop.folder(), &["import", "online-retail", "rows.csv"]);
    assert_eq!(imported.code, Some(0), "{}", imported.stderr);
    let days = ["--from", "2010-12-01", "--to", "2010-12-03"];
    let winter = ["--from", "2010-12-01", "--to", "2011-01-31"];
    let report = |noun: &'static str, time: &[&'static str], more: &[&'static str]| {
        [&["report", noun], time, more].concat()
    };
    let commands = [
        report("sales", &days, &[]),
        report("sales", &days, &["--csv"]),
        report("sales", &days, &["--by", "week", "--json"]),
        report("sales", &winter, &["--by", "month"]),
        report("products", &winter, &[]),
        report("products", &winter, &["--limit", "1", "--csv"]),
        report("customers", &winter, &[]),
        report("customers", &winter, &["--csv"]),
        report("stock", &winter, &[]),
        report("tax", &winter, &[]),
        report("tax", &winter, &["--json"]),
        report(
            "sales",
            &["--from", "2010-12-03", "--to", "2010-12-01"],
            &[],
        ),
        report("sales", &["--from", "yesterday"], &[]),
        report("sales", &days, &["--csv", "--json"]),
        report("sales", &days, &["--currency", "EUR"]),
        vec!["report", "margin"],
    ];
    let commands: Vec<&[&str]> = commands.iter().map(Vec::as_slice).collect();
    snapshot::check("report", &session(shop.folder(), &commands));
}

/// A mug whose cost is known, and a cup whose cost is not.
const ORDERS: &str = "\
number,customer,placed_at,sku,quantity,shipped,unit_price,unit_cost
1,ada,2026-01-05T10:00:00Z,MUG,3,3,8.00,3.10
1,ada,2026-01-05T10:00:00Z,CUP,1,1,5.00,
2,ada,2026-02-05T10:00:00Z,MUG,1,1,8.00,9.50
";

#[test]
fn margins_are_told_beside_what_has_no_known_cost() {
    let shop = Shop::without_a_store();
    let folder = shop.folder();
    let write = |name: &str, rows: &str| fs::write(folder.join(name), rows).expect("it is written");
    write(
        "products.csv",
        "sku,name,price\nMUG,Mug,8.00\nCUP,Cup,5.00\n",
    );
    write(
        "customers.csv",
        "username,first_name,last_name,line1,city,country\nada,Ada,Lovelace,1 High Street,London,GB\n",
    );
    write("orders.csv", ORDERS);
    let days = ["--from", "2026-01-01", "--to", "2026-02-28"];
    let report =
        |noun: &'static str, more: &[&'static str]| [&["report", noun], &days[..], more].concat();
    write("locations.csv", "name\nShop\n");
    for subject in ["locations", "products", "customers", "orders"] {
        let file = format!("{subject}.csv");
        let imported = run(folder, &["import", subject, &file]);
        assert_eq!(imported.code, Some(0), "{}", imported.stderr);
    }
    let commands = [
        report("sales", &["--by", "month"]),
        report("sales", &["--by", "month", "--csv"]),
        report("products", &[]),
        report("products", &["--limit", "1", "--csv"]),
        vec!["export", "orders"],
    ];
    let commands: Vec<&[&str]> = commands.iter().map(Vec::as_slice).collect();
    snapshot::check("margin", &session(folder, &commands));
}
