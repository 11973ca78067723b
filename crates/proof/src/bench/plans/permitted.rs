//! Which statements may read whole tables, and why.

use super::collected::Collected;

/// By the beginning of the name of the file that they come from.
const PERMITTED: &[(&str, &str)] = &[
    (
        "crates/store/src/doctor",
        "the doctor proves all books, on the command line",
    ),
    ("crates/store/src/exports", "an export is of everything"),
    (
        "crates/store/src/seed",
        "made-up shops are filled on the command line",
    ),
    (
        "crates/store/src/demonstration",
        "the demonstration is made once",
    ),
    (
        "crates/store/src/reports",
        "a report is of a whole period, or of the whole catalogue",
    ),
    (
        "crates/store/src/sessions/sweep",
        "what has expired is swept away every ten minutes",
    ),
    ("crates/store/src/audit/verify", "the whole log is verified"),
];

/// Lists whose order has no index yet: a page of them costs as much as there are rows. They are told
/// every time, in docs/performance.md too, and are to become fewer.
const MISSED: &[&str] = &[
    "ORDER BY orders.total",
    "ORDER BY payments.amount",
    "ORDER BY products.price",
    // MariaDB does not see that a unique number is in order without the id behind it.
    "ORDER BY orders.number",
];

/// Why a statement may, if it may.
pub(super) fn reason(statement: &Collected) -> Option<&'static str> {
    let sql = statement.sql.replace(['"', '`'], "");
    if MISSED.iter().any(|order| sql.contains(order)) {
        return Some("MISSED: a list in an order that has no index");
    }
    let found = PERMITTED
        .iter()
        .find(|(file, _)| statement.origin.starts_with(file));
    found.map(|(_, reason)| *reason)
}
