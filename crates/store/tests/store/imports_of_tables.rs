//! Files of others: their shapes, encodings and mistakes; dry runs; imports that were stopped.
#![allow(clippy::unwrap_used)]

use crate::filled_shop;
use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;

use crate::filled_shop::{assert_books_are_right, empty, texts};
use flate2::write::GzEncoder;
use mercer_store::Store;
use mercer_store::exports::Subject;
use mercer_store::imports::{
    ImportError, Progress, Shape, TableImport, TableSummary, import_table, look,
};
use tempfile::TempDir;

const PRODUCTS: &str = "SELECT CONCAT_WS('|', p.sku, COALESCE(p.barcode, '-'), p.name, \
    COALESCE(p.description, '-'), COALESCE(c.name, '-'), p.kind, p.price, COALESCE(p.cost, -1), p.active, \
    p.archived_at IS NOT NULL) AS value FROM products p \
    LEFT JOIN categories c ON c.id = p.category_id ORDER BY p.id";

fn file(folder: &TempDir, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    path
}

fn of(subject: Subject, path: PathBuf) -> TableImport {
    TableImport {
        subject,
        refused: path.with_extension("refused.csv"),
        path,
        mapping: Vec::new(),
        decimal_comma: None,
        dry_run: false,
    }
}

fn on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

async fn import(store: &Store, import: &TableImport) -> TableSummary {
    import_table(store, import, on).await.unwrap()
}

/// What a summary counts, for one comparison.
fn counts(summary: &TableSummary) -> [u64; 6] {
    [
        summary.rows,
        summary.added,
        summary.changed,
        summary.unchanged,
        summary.ignored,
        summary.refused,
    ]
}

async fn rows(store: &Store) -> Vec<String> {
    let tables = [
        "products",
        "categories",
        "stock_movements",
        "stock_levels",
        "audit_log",
    ];
    let mut counts = Vec::new();
    for table in tables {
        let sql = format!("SELECT CONCAT('{table} ', COUNT(*)) AS value FROM {table}");
        counts.extend(texts(store, &sql).await);
    }
    counts
}

const SHOPIFY: &str = "\
Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Variant Requires Shipping,Variant Barcode,Image Src,Cost per item,Status
tee,\"Tea, green\",<p>Fresh &amp; <b>green</b></p>,Acme,drinks,,true,Size,100 g,TEA-100,12,4.50,true,,https://example.com/1.jpg,1.95,active
tee,,,,,,,,200 g,TEA-200,3,8.00,true,,,3.60,
tee,,,,,,,,,,,,,,https://example.com/2.jpg,,
gift,Gift card,,Acme,,,true,Title,Default Title,GIFT,0,10.00,false,,,,draft
old,Old mug,,Acme,,,true,Title,Default Title,MUG,0,1.00,true,,,0,archived
";

const WOOCOMMERCE: &str = "\
ID,Type,SKU,\"GTIN, UPC, EAN, or ISBN\",Name,Published,Short description,Description,Stock,Regular price,Categories,Cost of goods
1,simple,TEA-100,4006381333931,Green tea,1,short,,12,4.50,\"Drinks > Tea, Offers\",2.10
2,variable,TEA,,Tea,1,,,,,Drinks,
3,variation,TEA-200,,Tea - 200 g,-1,,<p>Long</p>,3,8.00,,3.7
4,\"simple, virtual\",GIFT,,Gift card,1,,,,10.00,,
";

const SQUARE: &str = "\
Token,Item Name,Variation Name,SKU,Description,Category,GTIN,Price,Default Unit Cost,Current Quantity Main,Archived
a,Green tea,100 g,TEA-100,Fresh,Drinks,4006381333931,4.50,1.80,12,N
b,Mug,Regular,MUG,,,,7.00,,3,Y
";

#[tokio::test(flavor = "multi_thread")]
async fn product_exports_of_other_systems_are_taken_in() {
    for place in mercer_testing::databases().await {
        for (shape, content, counted, expected, on_hand) in [
            (
                Shape::Shopify,
                SHOPIFY,
                [5, 4, 0, 0, 1, 0],
                &[
                    "TEA-100|-|Tea, green - 100 g|Fresh & green|-|goods|450|195",
                    "TEA-200|-|Tea, green - 200 g|Fresh & green|-|goods|800|360",
                    "GIFT|-|Gift card|-|-|service|1000|-1",
                    "MUG|-|Old mug|-|-|goods|100|0",
                ][..],
                &["TEA-100 12000", "TEA-200 3000"][..],
            ),
            (
                Shape::WooCommerce,
                WOOCOMMERCE,
                [4, 3, 0, 0, 1, 0],
                &[
                    "TEA-100|4006381333931|Green tea|short|Tea|goods|450|210",
                    "TEA-200|-|Tea - 200 g|Long|-|goods|800|370",
                    "GIFT|-|Gift card|-|-|service|1000|-1",
                ],
                &["TEA-100 12000", "TEA-200 3000"],
            ),
            (
                Shape::Square,
                SQUARE,
                [2, 2, 0, 0, 0, 0],
                &[
                    "TEA-100|4006381333931|Green tea - 100 g|Fresh|Drinks|goods|450|180",
                    "MUG|-|Mug|-|-|goods|700|-1",
                ],
                &["TEA-100 12000", "MUG 3000"],
            ),
        ] {
            let at = format!("{shape} on {}", place.kind);
            let target = filled_shop::fresh(place.kind).await.unwrap();
            let store = empty(&target).await;
            let folder = tempfile::tempdir().unwrap();
            let path = file(&folder, "theirs.csv", content);
            let products = of(Subject::Products, path.clone());
            assert_eq!(look(&products).await.unwrap().shape, shape, "{at}");
            let summary = import(&store, &products).await;
            assert_eq!(counts(&summary), counted, "{at}: {:?}", summary.rejections);
            let mut found = texts(&store, PRODUCTS).await;
            let mut expected: Vec<String> =
                expected.iter().map(|text| (*text).to_owned()).collect();
            // They are taken in beside each other.
            found.sort_unstable();
            expected.sort_unstable();
            for (found, expected) in found.iter().zip(&expected) {
                assert!(
                    found.starts_with(expected),
                    "{at}: {found} is not {expected}"
                );
            }
            assert_eq!(found.len(), expected.len(), "{at}: {found:?}");
            let active = "SELECT sku AS value FROM products WHERE active ORDER BY sku";
            let expected_active: &[&str] = match shape {
                Shape::Shopify => &["TEA-100", "TEA-200"],
                Shape::WooCommerce => &["GIFT", "TEA-100"],
                _ => &["TEA-100"],
            };
            assert_eq!(texts(&store, active).await, expected_active, "{at}");

            let again = import(&store, &products).await;
            assert_eq!([again.added, again.changed], [0, 0], "{at}");
            import(&store, &of(Subject::Stock, path)).await;
            let levels = "SELECT CONCAT_WS(' ', p.sku, l.on_hand) AS value FROM stock_levels l \
                JOIN products p ON p.id = l.product_id WHERE l.on_hand > 0 ORDER BY l.on_hand DESC";
            assert_eq!(texts(&store, levels).await, on_hand, "{at}");
            assert_books_are_right(&store).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_rows_are_named_corrected_and_fed_back() {
    for place in mercer_testing::databases().await {
        let store = empty(&place).await;
        let folder = tempfile::tempdir().unwrap();
        let path = file(
            &folder,
            "products.csv",
            "Code;name;price;unit;barcode\n\
             A;Apple;1,20;kg;\n\
             ;Nameless;1;each;\n\
             B;Bread;free;each;\n\
             C;'=Cake;2;each;12345\n\
             A;Apple again;1,30;kg;\n\
             D;\"Two\nlines\";3;dozen;\n",
        );
        let mut products = of(Subject::Products, path);
        products.mapping = vec![("Code".to_owned(), "sku".to_owned())];
        let summary = import(&store, &products).await;
        let told: Vec<String> = summary.rejections.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "line 3, Code: it is missing or blank",
                "line 4, price: \"free\" is no number such as 2.55 or 1234.5",
                "line 5, barcode: \"12345\" is not a barcode: it has to be 8 digits (EAN-8), 12 \
                 (UPC-A) or 13 (EAN-13), such as 4006381333931, without spaces",
                "line 7, unit: \"dozen\" is not one of each, kg, g, l, ml, m, cm, m2, h",
            ],
            "{}",
            place.kind
        );
        assert_eq!(counts(&summary), [6, 1, 1, 0, 0, 4], "{}", place.kind);
        let refused = summary.refused_file.unwrap();
        let text = fs::read_to_string(&refused).unwrap();
        assert!(text.starts_with(
            "Code;name;price;unit;barcode;refused_line;refused_column;refused_reason\n\
             ;Nameless;1;each;;3;Code;it is missing or blank\n"
        ));
        assert!(text.contains("C;'=Cake;2;each;12345;5;barcode;"), "{text}");

        let corrected = text
            .replace(";Nameless", "N;Nameless")
            .replace("free", "2,40")
            .replace("12345;5", ";5")
            .replace("dozen", "each");
        fs::write(&refused, corrected).unwrap();
        let mut again = of(Subject::Products, refused);
        again.mapping.clone_from(&products.mapping);
        let summary = import(&store, &again).await;
        assert_eq!(
            counts(&summary),
            [4, 4, 0, 0, 0, 0],
            "{:?}",
            summary.rejections
        );
        let names = texts(&store, "SELECT name AS value FROM products ORDER BY sku").await;
        assert_eq!(
            names,
            ["Apple again", "Bread", "=Cake", "Two\nlines", "Nameless"]
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_asks_every_rule_and_changes_nothing() {
    for place in mercer_testing::databases().await {
        let store = empty(&place).await;
        let folder = tempfile::tempdir().unwrap();
        let first = "sku,name,price,category,barcode\nA,Apple,1.20,Food > Fruit,96385074\n";
        import(
            &store,
            &of(Subject::Products, file(&folder, "first.csv", first)),
        )
        .await;
        let before = rows(&store).await;
        let second = "sku,name,price,category,barcode\n\
            A,Apple,1.25,Food > Fruit,96385074\n\
            B,Bread,2.40,Food > Bakery,\n\
            C,Cake,2.40,,96385074\n";
        let mut products = of(Subject::Products, file(&folder, "second.csv", second));
        products.dry_run = true;
        let rehearsed = import(&store, &products).await;
        assert_eq!(rows(&store).await, before, "{}", place.kind);
        // The barcode is refused by the table's own rule, which only a write can ask.
        assert_eq!(counts(&rehearsed), [3, 1, 1, 0, 0, 1], "{}", place.kind);
        assert_eq!(rehearsed.rejections[0].column, "barcode");
        products.dry_run = false;
        let done = import(&store, &products).await;
        assert_eq!(counts(&done), counts(&rehearsed), "{}", place.kind);
        assert_ne!(rows(&store).await, before);

        let counted = file(&folder, "stock.csv", "sku,on_hand\nA,5\nB,0.5\n");
        let mut stock = of(Subject::Stock, counted);
        stock.dry_run = true;
        let before = rows(&store).await;
        let rehearsed = import(&store, &stock).await;
        assert_eq!(rehearsed.rejections[0].column, "on_hand");
        assert_eq!(rows(&store).await, before, "{}", place.kind);
        assert_books_are_right(&store).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_was_stopped_goes_on_where_it_was() {
    for place in mercer_testing::databases().await {
        let store = empty(&place).await;
        let folder = tempfile::tempdir().unwrap();
        let mut content = "sku,name,price\n".to_owned();
        for number in 0..100 {
            let row = format!("P{number},Product {number},1.00\n");
            content.push_str(&row);
        }
        content.push_str("BAD,Bad,none\n");
        let products = of(Subject::Products, file(&folder, "products.csv", content));
        let stopped = import_table(&store, &products, |_| ControlFlow::Break(())).await;
        assert!(matches!(stopped, Err(ImportError::Stopped)), "{stopped:?}");
        let summary = import(&store, &products).await;
        assert!(summary.done_before > 0, "{}", place.kind);
        assert_eq!(summary.done_before + summary.rows, 101, "{}", place.kind);
        assert_eq!(summary.added + summary.done_before, 100, "{}", place.kind);
        assert_eq!(summary.refused, 1);
        let count = "SELECT CONCAT(COUNT(*), '') AS value FROM products";
        assert_eq!(texts(&store, count).await, ["100"]);
        let again = import(&store, &products).await;
        assert_eq!(counts(&again), [101, 0, 0, 100, 0, 1], "{}", place.kind);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn encodings_compression_and_decimal_commas_are_read() {
    let place = filled_shop::fresh(mercer_database::Kind::Sqlite)
        .await
        .unwrap();
    let store = empty(&place).await;
    let folder = tempfile::tempdir().unwrap();
    let western = b"sku;name;price\nW;Caf\xe9 \x80;1.234,50\n".to_vec();
    let wide: Vec<u8> = "\u{feff}sku\tname\tprice\nU\tGröße\t2.5\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut packed = GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed
        .write_all("\u{feff}sku,name,price\nG,Zürich,\"2,50\"\n".as_bytes())
        .unwrap();
    let lines = "{\"sku\":\"J\",\"name\":\"=Jam\",\"price\":3.2,\"active\":false}\n";
    for (name, content) in [
        ("western.csv", western),
        ("wide.csv", wide),
        ("packed", packed.finish().unwrap()),
        ("lines.jsonl", lines.into()),
    ] {
        let summary = import(&store, &of(Subject::Products, file(&folder, name, content))).await;
        assert_eq!(summary.added, 1, "{name}: {:?}", summary.rejections);
    }
    let found = "SELECT CONCAT_WS(' ', sku, name, price) AS value FROM products ORDER BY id";
    let expected = [
        "W Café € 123450",
        "U Größe 250",
        "G Zürich 250",
        "J =Jam 320",
    ];
    assert_eq!(texts(&store, found).await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn customers_and_orders_of_elsewhere_are_taken_in() {
    for place in mercer_testing::databases().await {
        let store = empty(&place).await;
        let folder = tempfile::tempdir().unwrap();
        let customers = "First Name,Last Name,Email,Line1,City,Country\n\
            Ann,Lee,Ann.Lee@Example.com,1 High Street,Bath,gb\n\
            Bob,May,bob@example.com,,,\n";
        let path = file(&folder, "customers.csv", customers);
        let summary = import(&store, &of(Subject::Customers, path)).await;
        assert_eq!(counts(&summary), [2, 1, 0, 0, 0, 1], "{}", place.kind);
        assert_eq!(summary.rejections[0].column, "Line1");
        let products = "sku,name,price,unit\nMUG,Mug,7.99,each\nTEA,Tea,19.99,kg\n";
        import(
            &store,
            &of(Subject::Products, file(&folder, "p.csv", products)),
        )
        .await;
        let stock = "sku,on_hand\nMUG,2\nTEA,1.5\n";
        import(&store, &of(Subject::Stock, file(&folder, "s.csv", stock))).await;

        let orders = "number,customer,placed_at,sku,quantity,shipped,unit_price,captured,total\n\
            900,ann.lee@example.com,2026-01-02T10:00:00Z,MUG,2,2,5.00,10.00,10.00\n\
            901,ann.lee,2026-01-03T10:00:00Z,MUG,1,0,7.99,0,27.98\n\
            901,ann.lee,2026-01-03T10:00:00Z,TEA,1,0.25,19.99,0,27.98\n\
            902,ann.lee,2026-01-04T10:00:00Z,MUG,5,0,7.99,0,39.95\n\
            903,nobody,2026-01-04T10:00:00Z,MUG,1,1,7.99,0,7.99\n\
            904,ann.lee,2026-01-04T10:00:00Z,MUG,1,1,7.99,0,8.00\n\
            905,ann.lee,2026-01-04T10:00:00Z,MUG,1,2,7.99,0,7.99\n";
        let orders = of(Subject::Orders, file(&folder, "orders.csv", orders));
        let summary = import(&store, &orders).await;
        let columns: Vec<_> = summary
            .rejections
            .iter()
            .map(|r| (r.line, &*r.column))
            .collect();
        assert_eq!(
            columns,
            [(5, ""), (6, "customer"), (7, "total"), (8, "shipped")],
            "{}: {:?}",
            place.kind,
            summary.rejections
        );
        assert!(summary.rejections[0].reason.contains("MUG"));
        assert_eq!(counts(&summary), [7, 2, 0, 0, 0, 4], "{}", place.kind);
        let found = "SELECT CONCAT_WS(' ', number, payment_status, fulfilment_status, total) \
            AS value FROM orders ORDER BY number";
        assert_eq!(
            texts(&store, found).await,
            [
                "900 paid fulfilled 1000",
                "901 unpaid partially_fulfilled 2798"
            ]
        );
        // Rows of one file are taken in at once, so ids do not tell which came first.
        let stock = "SELECT CONCAT_WS(' ', sku, on_hand, reserved) AS value FROM stock_levels \
            JOIN products ON products.id = product_id ORDER BY sku";
        assert_eq!(
            texts(&store, stock).await,
            ["MUG 2000 1000", "TEA 1500 750"]
        );
        assert_books_are_right(&store).await;
        let again = import(&store, &orders).await;
        assert_eq!([again.added, again.unchanged], [0, 2], "{}", place.kind);
        assert_books_are_right(&store).await;
    }
}
