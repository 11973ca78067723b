//! Whose columns a file has, and what they are called here.

use crate::exports::Subject;
use crate::text::word_enum;

word_enum! {
    /// Who wrote a file.
    pub enum Shape {
        /// Mercer's own export, or any file whose columns are called like these.
        Mercer = "mercer",
        /// Shopify's export of products.
        Shopify = "shopify",
        /// WooCommerce's export of products.
        WooCommerce = "woocommerce",
        /// Square's export of the item library.
        Square = "square",
    }
}

impl Shape {
    /// What the header tells. Names are compared without regard to case.
    pub(super) fn of(subject: Subject, header: &[String]) -> Self {
        let has = |name: &str| header.iter().any(|found| found.eq_ignore_ascii_case(name));
        if !matches!(subject, Subject::Products | Subject::Stock) {
            Shape::Mercer
        } else if has("Handle") && has("Variant SKU") {
            Shape::Shopify
        } else if has("Regular price") && has("SKU") && has("Type") {
            Shape::WooCommerce
        } else if has("Item Name") && has("Variation Name") {
            Shape::Square
        } else {
            Shape::Mercer
        }
    }

    /// Their column and ours, the better one first where two of theirs tell the same.
    pub(super) fn columns(self, subject: Subject) -> &'static [(&'static str, &'static str)] {
        match (self, subject) {
            (Shape::Shopify, Subject::Stock) => {
                &[("Variant SKU", "sku"), ("Variant Inventory Qty", "on_hand")]
            }
            (Shape::Shopify, _) => &[
                ("Variant SKU", "sku"),
                ("Variant Barcode", "barcode"),
                ("Title", "name"),
                ("Body (HTML)", "description"),
                ("Type", "product_type"),
                ("Variant Price", "price"),
                ("Cost per item", "cost"),
            ],
            (Shape::WooCommerce, Subject::Stock) => &[
                ("SKU", "sku"),
                ("Stock", "on_hand"),
                ("Low stock amount", "reorder_point"),
            ],
            (Shape::WooCommerce, _) => &[
                ("SKU", "sku"),
                ("GTIN, UPC, EAN, or ISBN", "barcode"),
                ("Name", "name"),
                ("Description", "description"),
                ("Short description", "description"),
                ("Categories", "category"),
                ("Regular price", "price"),
                ("Cost of goods", "cost"),
                ("Published", "active"),
            ],
            (Shape::Square, Subject::Stock) => &[("SKU", "sku")],
            (Shape::Square, _) => &[
                ("SKU", "sku"),
                ("GTIN", "barcode"),
                ("Item Name", "name"),
                ("Description", "description"),
                ("Category", "category"),
                ("Categories", "category"),
                ("Reporting Category", "category"),
                ("Price", "price"),
                ("Default Unit Cost", "cost"),
                ("Archived", "archived"),
            ],
            (Shape::Mercer, _) => &[],
        }
    }
}
