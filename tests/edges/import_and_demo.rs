//! The two commands that bring a store to life.

use std::fs;

use serde_json::json;

use crate::mercer::session;
use crate::server::Server;
use crate::shop::Shop;
use crate::snapshot;

/// Two sales (one by a customer without an id), a return, a write-off, postage, a bad row.
const ROWS: &str = "\
InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123a,WHITE HANGING HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom
536365,POST,POSTAGE,1,2010-12-01 08:26:00,18.00,17850,United Kingdom
536366,85123A,WHITE HANGING HEART,2,2010-12-01 08:28:00,2.55,,United Kingdom
C536379,85123A,WHITE HANGING HEART,-1,2010-12-01 09:41:00,2.55,17850,United Kingdom
536589,21777,damaged,-10,2010-12-01 16:50:00,0,,United Kingdom
536590,21777,BOX,many,2010-12-01 16:51:00,1.00,,United Kingdom
";

#[test]
fn importing_twice_imports_once() {
    let shop = Shop::without_a_store();
    fs::write(shop.folder().join("rows.csv"), ROWS).expect("the file is written");
    fs::write(shop.folder().join("other.csv"), "a,b\n1,2\n").expect("the file is written");
    let import = |more: &[&'static str]| {
        let mut words = vec!["import", "online-retail", "rows.csv"];
        words.extend(more);
        words
    };
    let commands = [
        import(&["--strict"]),
        import(&[]),
        import(&["--quiet"]),
        vec!["import", "online-retail", "other.csv"],
        vec!["orders", "list"],
        vec!["stock", "show", "85123A"],
        vec!["doctor"],
    ];
    let commands: Vec<&[&str]> = commands.iter().map(Vec::as_slice).collect();
    let printed = session(shop.folder(), &commands);
    snapshot::check("import", &without_seconds(&printed));

    let before = shop.dump();
    let again = crate::mercer::run(shop.folder(), &import(&["--json"]));
    assert_eq!(again.code, Some(0), "{}", again.stderr);
    let summary: serde_json::Value =
        serde_json::from_str(&again.stdout).expect("the summary is JSON");
    assert_eq!(
        [
            &summary["sales"],
            &summary["returns"],
            &summary["write_offs"],
            &summary["lines"]
        ],
        [2, 1, 1, 5]
    );
    assert_eq!(summary["net"], json!({"amount": 3585, "currency": "GBP"}));
    assert_eq!(summary["already_imported"], true);
    assert!(summary["seconds"].is_number());
    shop.assert_unchanged_since(&before, "refused");
}

fn without_seconds(text: &str) -> String {
    let plain = |line| match line {
        line if str::starts_with(line, "Seconds") => "Seconds  <seconds>",
        line => line,
    };
    let lines: Vec<&str> = text.lines().map(plain).collect();
    lines.join("\n") + "\n"
}

#[test]
fn the_demonstration_serves_and_is_kept() {
    let shop = Shop::without_a_store();
    let server = Server::started_by(&shop, &["demo", "--port", "0"]);
    let told = server.announcement.replace(&server.address, "<address>");
    snapshot::check("demo", &told);
    assert!(shop.folder().join("mercer-demo.db").exists());

    // The examples that it prints work as they stand.
    let bodies: Vec<&str> = server
        .announcement
        .split("-d '")
        .skip(1)
        .filter_map(|rest| rest.split('\'').next())
        .collect();
    let signed_in = server.post("/v1/sessions", bodies[0]);
    assert_eq!(signed_in.status, 201, "{}", signed_in.body);
    let tokens = signed_in.json();
    let token = tokens["access_token"].as_str().expect("a token");
    let headers = format!("Authorization: Bearer {token}\r\nContent-Type: application/json\r\n");
    let placed = server.request("POST /v1/orders", &headers, bodies[1].as_bytes());
    assert_eq!(placed.status, 201, "{}", placed.body);
    let order = placed.header("location").to_owned();
    drop(server);

    let again = Server::started_by(&shop, &["demo", "--port", "0"]);
    assert_eq!(again.get(&order).status, 200);
    let told = again.announcement.replace(&again.address, "<address>");
    snapshot::check("demo_again", &told);
}

#[test]
fn the_demonstration_never_fills_another_store() {
    let shop = Shop::without_a_store();
    let demo = ["demo", "--database-url", "postgres://shop@db.example/shop"];
    snapshot::check("demo_refused", &session(shop.folder(), &[&demo]));
}
