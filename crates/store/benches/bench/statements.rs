//! The statements of an order, written by hand: what the verbs do, without the verbs.

use std::fmt::Write;
use std::sync::atomic::{AtomicI64, Ordering};

/// Numbers for the bare drivers' orders, which hand them out without asking the database.
pub static NEXT_NUMBER: AtomicI64 = AtomicI64::new(1);

pub fn next_number() -> String {
    format!("B{}", NEXT_NUMBER.fetch_add(1, Ordering::Relaxed))
}

pub const ITEM_COLUMNS: &str = "order_id, line, product_id, sku, name, unit, stocked, unit_price, \
    quantity, total, tax, shipped, returned, refunded";

pub const ORDER_COLUMNS: &str = "number, kind, customer_id, location_id, currency, status, \
    payment_status, fulfilment_status, subtotal, discount, shipping, tax, total, captured, \
    refunded, shipping_address, billing_address, source, placed_at, cancelled_at, created_at, \
    updated_at, version";

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
        self.fill("SELECT id, sku, name, kind, unit, price, currency, active FROM products WHERE id IN (?, ?, ?)")
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

    pub fn reserve(&self) -> String {
        let case = "CASE WHEN product_id = ? THEN ? WHEN product_id = ? THEN ? WHEN product_id = ? THEN ? ELSE 0 END";
        self.fill(&format!("UPDATE stock_levels SET reserved = reserved + {case}, updated_at = ? WHERE location_id = ? AND product_id IN (?, ?, ?) AND on_hand - reserved >= {case}"))
    }

    pub fn order(&self) -> String {
        let marks = vec!["?"; 23].join(", ");
        self.fill(&format!(
            "INSERT INTO orders ({ORDER_COLUMNS}) VALUES ({marks})"
        ))
    }

    pub fn items(&self) -> String {
        let marks = format!("({})", vec!["?"; 14].join(", "));
        self.fill(&format!(
            "INSERT INTO order_items ({ITEM_COLUMNS}) VALUES {marks}, {marks}, {marks}"
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
}

/// An address as the order's JSON document.
pub fn document(fields: [Option<String>; 7]) -> serde_json::Value {
    let [line1, line2, city, state, country, zip_code, phone_number] = fields;
    serde_json::json!({
        "line1": line1, "line2": line2, "city": city, "state": state, "country": country,
        "zip_code": zip_code, "phone_number": phone_number,
    })
}
