//! Which parts of the store may read whole tables, and why.

/// By the beginning of the file's name.
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

/// Why a file's functions may, if it may.
pub(super) fn reason(origin: &str) -> Option<&'static str> {
    let found = PERMITTED.iter().find(|(name, _)| origin.starts_with(name));
    found.map(|(_, reason)| *reason)
}
