//! What is exported and imported into an empty store is the same store, on all three databases.
#![allow(clippy::unwrap_used)]

use std::ops::ControlFlow;
use std::path::Path;

use crate::filled_shop::{assert_books_are_right, empty, filled, fresh, texts};
use mercer_store::addresses::{self, LinkAddress};
use mercer_store::amounts::{Discount, DiscountAmount, TaxRate};
use mercer_store::categories::{self, CreateCategory};
use mercer_store::customers;
use mercer_store::exports::{Export, Format, Subject};
use mercer_store::imports::{TableImport, TableSummary, import_table};
use mercer_store::inventory::{self, SetReorderPoint};
use mercer_store::orders::{self, OrderLine, PlaceOrder};
use mercer_store::patch::Patch;
use mercer_store::products::{self, UpdateProduct};
use mercer_store::taxes::{self, CreateTaxClass};
use mercer_store::{PageRequest, Quantity, Store};

/// For each table that exports cover, what a round trip keeps. What it does not: ids, `version`,
/// `created_at` and `updated_at` (but orders' `created_at`), `archived_at` (but that it is there),
/// password hashes, when a customer was erased, and what is packed and has not left.
const KEPT: [(&str, &str); 10] = [
    ("tax_classes", "CONCAT_WS('|', code, name, rate_ppm)"),
    (
        "categories",
        "CONCAT_WS('|', name, COALESCE(description, '-'), COALESCE((SELECT p.name FROM categories p \
         WHERE p.id = t.parent_id), '-'))",
    ),
    ("locations", "CONCAT_WS('|', name, active)"),
    (
        "products",
        "CONCAT_WS('|', sku, COALESCE(barcode, '-'), name, COALESCE(description, '-'), \
         COALESCE(product_type, '-'), kind, COALESCE((SELECT c.name FROM categories c \
         WHERE c.id = t.category_id), '-'), COALESCE((SELECT x.code FROM tax_classes x \
         WHERE x.id = t.tax_class_id), '-'), unit, price, \
         COALESCE(cost, -1), currency, active, \
         archived_at IS NOT NULL, search_name, COALESCE(search_description, '-'))",
    ),
    (
        "customers",
        "CONCAT_WS('|', username, COALESCE(email, '-'), first_name, last_name, \
         COALESCE(phone, '-'), first_name_key, last_name_key)",
    ),
    (
        "addresses",
        "CONCAT_WS('|', line1, COALESCE(line2, '-'), city, COALESCE(state, '-'), country, \
         COALESCE(zip_code, '-'), COALESCE(phone_number, '-'), (SELECT COUNT(*) \
         FROM customer_addresses l WHERE l.address_id = t.id))",
    ),
    (
        "customer_addresses",
        "CONCAT_WS('|', (SELECT c.username FROM customers c WHERE c.id = t.customer_id), \
         (SELECT a.line1 FROM addresses a WHERE a.id = t.address_id), COALESCE(label, '-'), \
         default_shipping, default_billing)",
    ),
    (
        "stock_levels",
        "CONCAT_WS('|', (SELECT p.sku FROM products p WHERE p.id = t.product_id), \
         (SELECT l.name FROM locations l WHERE l.id = t.location_id), on_hand, reserved, \
         COALESCE(reorder_point, -1))",
    ),
    (
        "orders",
        "CONCAT_WS('|', number, kind, (SELECT c.username FROM customers c \
         WHERE c.id = t.customer_id), (SELECT l.name FROM locations l WHERE l.id = t.location_id), \
         currency, status, payment_status, fulfilment_status, prices_include_tax, subtotal, \
         discount, COALESCE(discount_reason, '-'), last_line, shipping, tax, total, credited, \
         shipping_refunded, pledged, captured, refunding, refunded, \
         COALESCE(shipping_address, '{}'), COALESCE(billing_address, '{}'), \
         COALESCE(source, '-'), COALESCE(placed_at, created_at), \
         COALESCE(cancelled_at, created_at), created_at)",
    ),
    (
        "order_items",
        "CONCAT_WS('|', (SELECT o.number FROM orders o WHERE o.id = t.order_id), line, \
         (SELECT p.sku FROM products p WHERE p.id = t.product_id), sku, name, unit, stocked, \
         unit_price, COALESCE(unit_cost, -1), quantity, subtotal, discount, COALESCE(discount_reason, '-'), \
         order_discount, tax_rate_ppm, tax, total, shipped, delivered, returned, refunded)",
    ),
];

async fn kept(store: &Store) -> Vec<(&'static str, Vec<String>)> {
    let mut tables = Vec::new();
    for (table, columns) in KEPT {
        let mut rows = texts(store, &format!("SELECT {columns} AS value FROM {table} t")).await;
        rows.sort_unstable();
        tables.push((table, rows));
    }
    tables
}

async fn export(store: &Store, folder: &Path, format: Format) {
    let export = Export::begin(store).await.unwrap();
    for subject in Subject::ALL {
        let mut bytes = Vec::new();
        let rows = export.write(subject, format, &mut bytes).await.unwrap();
        assert!(rows > 0, "{subject} has no rows to compare");
        std::fs::write(folder.join(subject.as_str()), bytes).unwrap();
    }
    export.end().await.unwrap();
}

async fn import(store: &Store, folder: &Path) -> Vec<TableSummary> {
    let mut summaries = Vec::new();
    for subject in Subject::ALL {
        let import = TableImport {
            subject,
            path: folder.join(subject.as_str()),
            mapping: Vec::new(),
            decimal_comma: None,
            dry_run: false,
            refused: folder.join("refused"),
        };
        let summary = import_table(store, &import, |_| ControlFlow::Continue(())).await;
        let summary = summary.unwrap();
        assert_eq!(summary.refused, 0, "{subject}: {:?}", summary.rejections);
        summaries.push(summary);
    }
    summaries
}

/// What the demonstration has none of: taxes, a tree, formulas, a shared address, an archived
/// product, discounts, drafts.
async fn enrich(store: &Store) {
    let class = CreateTaxClass {
        code: "reduced".to_owned(),
        name: "Reduced, 5.5 %".to_owned(),
        rate: TaxRate::from_ppm(55_000).unwrap(),
    };
    let class = taxes::create(store, class).await.unwrap();
    let fruit = CreateCategory {
        name: "+Citrus, \"sour\"".to_owned(),
        parent_id: Some(1),
        description: Some("=HYPERLINK(\"x\")\nsecond line".to_owned()),
    };
    let fruit = categories::create(store, fruit).await.unwrap();
    let lemon = products::find_by_sku(store, "LEMON").await.unwrap();
    let change = UpdateProduct {
        name: Some("=1+1; größe, \"x\"".to_owned()),
        description: Patch::Set("'=quoted".to_owned()),
        category_id: Patch::Set(fruit.id),
        tax_class_id: Patch::Set(class.id),
        ..UpdateProduct::default()
    };
    products::update(store, lemon.id, change).await.unwrap();
    let pasta = products::find_by_sku(store, "PASTA-500").await.unwrap();
    let point = SetReorderPoint {
        product_id: pasta.id,
        location_id: None,
        reorder_point: Some(Quantity::from_thousandths(5_000)),
    };
    inventory::set_reorder_point(store, point).await.unwrap();
    let mut people = Vec::new();
    for name in ["john.doe", "jane.smith"] {
        people.push(customers::find_by_username(store, name).await.unwrap().id);
    }
    let book = addresses::list_of(store, people[0], PageRequest::first(1));
    let shared = LinkAddress {
        customer_id: people[1],
        address_id: book.await.unwrap().items[0].address.id,
        label: Some("-parents".to_owned()),
        default_shipping: false,
        default_billing: true,
    };
    addresses::link(store, shared).await.unwrap();
    let line = OrderLine {
        discount: Some(Discount {
            amount: DiscountAmount::Fixed(10),
            reason: "bruised".to_owned(),
        }),
        ..OrderLine::of(lemon.id, Quantity::whole(3).unwrap())
    };
    let order = PlaceOrder {
        shipping: 350,
        ..PlaceOrder::sale(people[1], vec![line.clone()])
    };
    orders::place(store, order).await.unwrap();
    let draft = PlaceOrder::sale(people[0], vec![line]);
    orders::draft(store, draft).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_imported_into_an_empty_store_gives_the_same_store() {
    for place in mercer_testing::databases().await {
        let store = filled(&place).await;
        enrich(&store).await;
        let before = kept(&store).await;
        for format in [Format::Csv, Format::JsonLines] {
            let at = format!("{} {format}", place.kind);
            let folder = tempfile::tempdir().unwrap();
            export(&store, folder.path(), format).await;
            let target = fresh(place.kind).await.unwrap();
            let target = empty(&target).await;
            import(&target, folder.path()).await;
            for (was, is) in before.iter().zip(kept(&target).await) {
                assert_eq!(*was, is, "{at}");
            }
            assert_books_are_right(&target).await;

            let again = import(&target, folder.path()).await;
            let changed = |summary: &TableSummary| summary.added + summary.changed;
            assert_eq!(again.iter().map(changed).sum::<u64>(), 0, "{at}: {again:?}");
            assert_eq!(before, kept(&target).await, "{at}");
            assert_books_are_right(&target).await;
        }
        // The negative control: what is compared can differ.
        place
            .execute("UPDATE order_items SET name = 'Other' WHERE line = 1")
            .await;
        assert_ne!(before, kept(&store).await, "{}", place.kind);
    }
}
