//! What the demonstration holds.

use crate::Unit;
use crate::products::Kind;

pub(super) struct Customer {
    pub(super) username: &'static str,
    pub(super) email: &'static str,
    pub(super) names: [&'static str; 2],
    pub(super) phone: &'static str,
    /// line1, city, state, country, zip code.
    pub(super) address: [&'static str; 5],
}

pub(super) const CUSTOMERS: &[Customer] = &[
    Customer {
        username: "john.doe",
        email: "john.doe@example.com",
        names: ["John", "Doe"],
        phone: "+1 555 0101",
        address: ["123 Main St", "Springfield", "IL", "US", "62701"],
    },
    Customer {
        username: "jane.smith",
        email: "jane.smith@example.com",
        names: ["Jane", "Smith"],
        phone: "+1 555 0102",
        address: ["456 Oak Ave", "Portland", "OR", "US", "97205"],
    },
    Customer {
        username: "emily.clark",
        email: "emily.clark@example.com",
        names: ["Emily", "Clark"],
        phone: "+44 20 7946 0103",
        address: ["7 Pine Road", "Bristol", "Avon", "GB", "BS1 4ND"],
    },
];

pub(super) struct Product {
    pub(super) category: &'static str,
    pub(super) sku: &'static str,
    pub(super) barcode: Option<&'static str>,
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) unit: Unit,
    /// Minor units of the store's currency.
    pub(super) price: i64,
    /// What one unit costs the shop, likewise; unknown when `None`.
    pub(super) cost: Option<i64>,
    /// What is received at first, in whole units.
    pub(super) stock: i64,
}

const fn goods(
    category: &'static str,
    sku: &'static str,
    barcode: Option<&'static str>,
    name: &'static str,
    unit: Unit,
    [price, cost]: [i64; 2],
    stock: i64,
) -> Product {
    Product {
        category,
        sku,
        barcode,
        name,
        kind: Kind::Goods,
        unit,
        price,
        cost: Some(cost),
        stock,
    }
}

const EACH: Unit = Unit::Each;
const KG: Unit = Unit::Kilogram;

/// Barcodes are EAN-13 with right check digits, from the range kept for use inside a shop (20-29).
pub(super) const PRODUCTS: &[Product] = &[
    goods(
        "Fruit and vegetables",
        "APPLE-KG",
        None,
        "Apples, Braeburn",
        KG,
        [249, 114],
        80,
    ),
    goods(
        "Fruit and vegetables",
        "BANANA-KG",
        None,
        "Bananas",
        KG,
        [119, 61],
        120,
    ),
    goods(
        "Fruit and vegetables",
        "CARROT-KG",
        None,
        "Carrots",
        KG,
        [89, 36],
        60,
    ),
    goods(
        "Fruit and vegetables",
        "POTATO-KG",
        None,
        "Potatoes, Maris Piper",
        KG,
        [99, 37],
        200,
    ),
    goods(
        "Fruit and vegetables",
        "LEMON",
        Some("2000000000015"),
        "Lemon",
        EACH,
        [35, 19],
        90,
    ),
    goods(
        "Bakery",
        "BREAD-WHITE",
        Some("2000000000022"),
        "White loaf, 800 g",
        EACH,
        [139, 88],
        40,
    ),
    goods(
        "Bakery",
        "BREAD-RYE",
        Some("2000000000039"),
        "Rye loaf, 500 g",
        EACH,
        [225, 159],
        25,
    ),
    goods(
        "Bakery",
        "CROISSANT",
        Some("2000000000046"),
        "Butter croissant",
        EACH,
        [110, 75],
        60,
    ),
    goods(
        "Dairy",
        "MILK-1L",
        Some("2000000000053"),
        "Whole milk, 1 l",
        EACH,
        [125, 77],
        150,
    ),
    goods(
        "Dairy",
        "BUTTER-250",
        Some("2000000000060"),
        "Butter, 250 g",
        EACH,
        [245, 161],
        70,
    ),
    goods(
        "Dairy",
        "CHEDDAR-KG",
        None,
        "Mature cheddar",
        KG,
        [1_150, 667],
        18,
    ),
    goods(
        "Dairy",
        "EGGS-12",
        Some("2000000000077"),
        "Free-range eggs, 12",
        EACH,
        [330, 198],
        80,
    ),
    goods(
        "Pantry",
        "RICE-KG",
        None,
        "Basmati rice, loose",
        KG,
        [320, 236],
        50,
    ),
    goods(
        "Pantry",
        "PASTA-500",
        Some("2000000000084"),
        "Spaghetti, 500 g",
        EACH,
        [95, 52],
        200,
    ),
    goods(
        "Pantry",
        "OIL-500",
        Some("2000000000091"),
        "Olive oil, 500 ml",
        EACH,
        [699, 335],
        45,
    ),
    goods(
        "Pantry",
        "COFFEE-KG",
        None,
        "Coffee beans",
        KG,
        [2_250, 1_417],
        20,
    ),
    goods(
        "Pantry",
        "TEA-80",
        Some("2000000000107"),
        "Tea bags, 80",
        EACH,
        [310, 158],
        65,
    ),
    goods(
        "Household",
        "SOAP",
        Some("2000000000114"),
        "Olive soap",
        EACH,
        [180, 106],
        75,
    ),
    goods(
        "Household",
        "FOIL-10M",
        Some("2000000000121"),
        "Kitchen foil, 10 m",
        EACH,
        [165, 72],
        55,
    ),
    Product {
        category: "Services",
        sku: "DELIVERY",
        barcode: None,
        name: "Home delivery",
        kind: Kind::Service,
        unit: EACH,
        price: 450,
        cost: None,
        stock: 0,
    },
];

/// What happens to an order after it was placed.
pub(super) enum Then {
    /// Nothing: its goods stay reserved.
    Waits,
    /// It is paid by card, billed, and being packed.
    IsPacked,
    /// It is paid by card, billed, sent, and arrives; the first line comes back broken and is
    /// credited.
    IsSent,
    /// It was carried home and paid in cash.
    IsCarriedHome,
    /// It is called off.
    IsCancelled,
    /// It takes goods back.
    IsAReturn,
}

/// Customer, lines of SKU and thousandths, what then.
pub(super) type Order = (usize, &'static [(&'static str, i64)], Then);

pub(super) const ORDERS: &[Order] = &[
    (
        0,
        &[
            ("BANANA-KG", 1_250),
            ("MILK-1L", 2_000),
            ("BREAD-WHITE", 1_000),
        ],
        Then::IsCarriedHome,
    ),
    (
        1,
        &[("COFFEE-KG", 500), ("TEA-80", 2_000), ("DELIVERY", 1_000)],
        Then::IsSent,
    ),
    (
        2,
        &[
            ("CHEDDAR-KG", 350),
            ("BREAD-RYE", 1_000),
            ("BUTTER-250", 1_000),
        ],
        Then::Waits,
    ),
    (
        0,
        &[("OIL-500", 1_000), ("PASTA-500", 4_000)],
        Then::IsCancelled,
    ),
    (1, &[("SOAP", 1_000)], Then::IsAReturn),
    (
        2,
        &[
            ("EGGS-12", 2_000),
            ("POTATO-KG", 2_500),
            ("DELIVERY", 1_000),
        ],
        Then::IsPacked,
    ),
];
