//! The statements of an order, written by hand: what the verbs do, without the verbs.

use std::fmt::Write;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

/// Numbers for the bare drivers' orders, which hand them out without asking the database.
pub static NEXT_NUMBER: AtomicI64 = AtomicI64::new(1);

pub fn next_number() -> String {
    format!("B{}", NEXT_NUMBER.fetch_add(1, Ordering::Relaxed))
}

static NO_TAX: AtomicBool = AtomicBool::new(false);
static NO_AUDIT: AtomicBool = AtomicBool::new(false);

/// Has the bare drivers leave a part of an order out, to tell what the part costs.
pub fn leave_out(part: &str) {
    match part {
        "tax" => NO_TAX.store(true, Ordering::Relaxed),
        "audit" => NO_AUDIT.store(true, Ordering::Relaxed),
        other => panic!("{other} cannot be left out: tax or audit"),
    }
}

/// Whether the bare drivers write an audit row per order.
pub fn audits() -> bool {
    !NO_AUDIT.load(Ordering::Relaxed)
}

pub const ITEM_COLUMNS: &str = "order_id, line, product_id, sku, name, unit, stocked, unit_price, \
    quantity, subtotal, discount, discount_reason, order_discount, tax_rate_ppm, tax, total, \
    allocated, shipped, delivered, returned, refunded";

/// How many they are.
pub const ITEM_WIDTH: usize = 21;

pub const ORDER_COLUMNS: &str = "number, kind, customer_id, location_id, currency, status, \
    payment_status, fulfilment_status, prices_include_tax, subtotal, discount, discount_reason, \
    last_line, shipping, tax, total, credited, shipping_refunded, pledged, captured, refunding, \
    refunded, shipping_address, billing_address, source, placed_at, cancelled_at, created_at, \
    updated_at, version";

/// How many they are.
pub const ORDER_WIDTH: usize = 30;

const AUDIT_COLUMNS: &str =
    "actor, action, subject, order_id, state_after, created_at, salt, digest";

/// What the bare drivers write for the salt and the digest of an audit row: of their lengths.
pub const SALT: &str = "00000000000000000000000000000000";
pub const DIGEST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What an audit row tells of a new order.
pub fn told(number: &str, total: i64) -> serde_json::Value {
    serde_json::json!({
        "number": number, "status": "placed", "customer_id": 1, "currency": "GBP", "total": total,
        "lines": 3,
    })
}

/// Writes the databases' placeholders: `?` or `$1`, `$2`, ..
pub struct Placeholders {
    pub numbered: bool,
}

impl Placeholders {
    fn fill(&self, sql: &str) -> String {
        if !self.numbered {
            return sql.to_owned();
        }
        let mut text = String::new();
        let mut next = 0;
        for letter in sql.chars() {
            if letter == '?' {
                next += 1;
                write!(text, "${next}").unwrap();
            } else {
                text.push(letter);
            }
        }
        text
    }

    pub fn location(&self) -> String {
        self.fill("SELECT id FROM locations WHERE active = ? ORDER BY id LIMIT ?")
    }

    pub fn products(&self) -> String {
        let (rate, join) = if NO_TAX.load(Ordering::Relaxed) {
            ("p.tax_class_id - p.tax_class_id", "")
        } else {
            (
                "t.rate_ppm",
                "LEFT JOIN tax_classes t ON t.id = p.tax_class_id",
            )
        };
        self.fill(&format!("SELECT p.id, p.sku, p.name, p.kind, p.unit, p.price, p.currency, p.active, {rate} FROM products p {join} WHERE p.id IN (?, ?, ?)"))
    }

    pub fn addresses(&self) -> String {
        // On PostgreSQL the customer is locked here, as Mercer does, and so by the same statement.
        let lock = if self.numbered {
            "FOR KEY SHARE OF c"
        } else {
            ""
        };
        let join = "JOIN customers c ON c.id = l.customer_id AND c.erased_at IS NULL";
        self.fill(&format!("SELECT a.line1, a.line2, a.city, a.state, a.country, a.zip_code, a.phone_number, l.default_billing FROM addresses a JOIN customer_addresses l ON l.address_id = a.id {join} WHERE l.customer_id = ? ORDER BY l.default_shipping DESC, l.default_billing DESC, l.address_id LIMIT ? {lock}"))
    }

    pub fn lock(&self) -> String {
        self.fill("SELECT id FROM stock_levels WHERE location_id = ? AND product_id IN (?, ?, ?) ORDER BY product_id FOR UPDATE")
    }

    /// On SQLite the table's CHECK is the guard, as in Mercer.
    pub fn reserve(&self, guarded: bool) -> String {
        let case = "CASE WHEN product_id = ? THEN ? WHEN product_id = ? THEN ? WHEN product_id = ? THEN ? ELSE 0 END";
        let guard = if guarded {
            format!(" AND on_hand - reserved >= {case}")
        } else {
            String::new()
        };
        self.fill(&format!("UPDATE stock_levels SET reserved = reserved + {case}, updated_at = ? WHERE location_id = ? AND product_id IN (?, ?, ?){guard}"))
    }

    pub fn order(&self) -> String {
        let marks = vec!["?"; ORDER_WIDTH].join(", ");
        self.fill(&format!(
            "INSERT INTO orders ({ORDER_COLUMNS}) VALUES ({marks})"
        ))
    }

    pub fn items(&self) -> String {
        let marks = format!("({})", vec!["?"; ITEM_WIDTH].join(", "));
        self.fill(&format!(
            "INSERT INTO order_items ({ITEM_COLUMNS}) VALUES {marks}, {marks}, {marks}"
        ))
    }

    pub fn audit(&self) -> String {
        self.fill(&format!(
            "INSERT INTO audit_log ({AUDIT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        ))
    }

    pub fn order_by_id(&self) -> String {
        self.fill(&format!(
            "SELECT id, {ORDER_COLUMNS} FROM orders WHERE id = ?"
        ))
    }

    pub fn items_of(&self) -> String {
        self.fill(&format!(
            "SELECT {ITEM_COLUMNS} FROM order_items WHERE order_id = ? ORDER BY line"
        ))
    }

    pub fn list(&self) -> String {
        self.fill(&format!(
            "SELECT id, {ORDER_COLUMNS} FROM orders WHERE id > ? ORDER BY id LIMIT ?"
        ))
    }
}

/// A product as a bare program keeps it.
pub struct BareProduct {
    pub id: i64,
    pub sku: String,
    pub name: String,
    pub unit: String,
    pub price: i64,
    /// Parts per million; none without a tax class.
    pub tax_rate: i64,
}

/// A line with its money.
pub struct BareLine<'a> {
    pub product: &'a BareProduct,
    pub quantity: i64,
    pub subtotal: i64,
    pub tax: i64,
    pub total: i64,
}

/// Prices and taxes the lines; the amounts of the shop are round enough not to need rounding.
pub fn priced<'a>(lines: &[(i64, i64)], products: &'a [BareProduct]) -> Vec<BareLine<'a>> {
    let line = |&(id, quantity): &(i64, i64)| {
        let product = products.iter().find(|product| product.id == id).unwrap();
        let subtotal = product.price * quantity / 1_000;
        let tax = (subtotal * product.tax_rate + 500_000) / 1_000_000;
        BareLine {
            product,
            quantity,
            subtotal,
            tax,
            total: subtotal + tax,
        }
    };
    lines.iter().map(line).collect()
}

/// An address as the order's JSON document.
pub fn document(fields: [Option<String>; 7]) -> serde_json::Value {
    let [line1, line2, city, state, country, zip_code, phone_number] = fields;
    serde_json::json!({
        "line1": line1, "line2": line2, "city": city, "state": state, "country": country,
        "zip_code": zip_code, "phone_number": phone_number,
    })
}
