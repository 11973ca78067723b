//! What can be exported and imported, and the columns of each.

use crate::text::word_enum;

word_enum! {
    /// One kind of rows.
    pub enum Subject {
        /// How products are taxed.
        TaxClasses = "tax-classes",
        /// The tree of categories.
        Categories = "categories",
        /// Where goods are kept.
        Locations = "locations",
        /// What is sold.
        Products = "products",
        /// Who buys, a row for each of their addresses.
        Customers = "customers",
        /// How much of a product is at a location.
        Stock = "stock",
        /// Orders, a row for each of their lines.
        Orders = "orders",
    }
}

impl Subject {
    /// All, in the order in which an empty store takes them in.
    pub const ALL: [Subject; 7] = [
        Subject::TaxClasses,
        Subject::Categories,
        Subject::Locations,
        Subject::Products,
        Subject::Customers,
        Subject::Stock,
        Subject::Orders,
    ];

    /// The columns, in order.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Subject::TaxClasses => &["code", "name", "rate_percent"],
            Subject::Categories => &["name", "parent", "description"],
            Subject::Locations => &["name", "active"],
            Subject::Products => &[
                "sku",
                "barcode",
                "name",
                "description",
                "product_type",
                "kind",
                "category",
                "tax_class",
                "unit",
                "price",
                "cost",
                "currency",
                "active",
                "archived",
            ],
            Subject::Customers => &[
                "username",
                "email",
                "first_name",
                "last_name",
                "phone",
                "address",
                "label",
                "default_shipping",
                "default_billing",
                "line1",
                "line2",
                "city",
                "state",
                "country",
                "zip_code",
                "phone_number",
            ],
            Subject::Stock => &["sku", "location", "on_hand", "reserved", "reorder_point"],
            Subject::Orders => &ORDERS,
        }
    }

    /// The columns that tell one row's thing from another's.
    pub fn key(self) -> &'static [&'static str] {
        match self {
            Subject::TaxClasses => &["code"],
            Subject::Categories | Subject::Locations => &["name"],
            Subject::Products => &["sku"],
            Subject::Customers => &["username", "email"],
            Subject::Stock => &["sku", "location"],
            Subject::Orders => &["number"],
        }
    }
}

/// First what the rows of an order share, then its line.
const ORDERS: [&str; 39] = [
    "number",
    "kind",
    "customer",
    "location",
    "currency",
    "status",
    "payment_status",
    "fulfilment_status",
    "prices_include_tax",
    "discount_reason",
    "shipping",
    "shipping_refunded",
    "total",
    "captured",
    "refunded",
    "shipping_address",
    "billing_address",
    "source",
    "placed_at",
    "cancelled_at",
    "created_at",
    "last_line",
    "line",
    "product",
    "sku",
    "name",
    "unit",
    "unit_price",
    "unit_cost",
    "quantity",
    "line_discount",
    "line_discount_reason",
    "order_discount",
    "tax_rate_percent",
    "tax",
    "shipped",
    "delivered",
    "returned",
    "credited",
];
