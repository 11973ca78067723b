//! Text that a spreadsheet would take for a formula.
//!
//! Spreadsheets run what begins with one of these characters, and a customer chooses their own
//! name. An apostrophe in front makes it text; the import takes it away again. What begins with an
//! apostrophe itself is left alone, unless that would be taken for ours.

/// Whether a spreadsheet may take text that begins with it for a formula.
fn begins_formula(letter: char) -> bool {
    matches!(
        letter,
        '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'
    )
}

/// Whether an apostrophe in front of what begins with these is ours.
fn is_quoted(first: Option<char>, second: Option<char>) -> bool {
    first == Some('\'') && second.is_some_and(|letter| letter == '\'' || begins_formula(letter))
}

/// The text as a spreadsheet may read it.
pub(super) fn with_quote(text: String) -> String {
    let mut letters = text.chars();
    let (first, second) = (letters.next(), letters.next());
    if first.is_some_and(begins_formula) || is_quoted(first, second) {
        format!("'{text}")
    } else {
        text
    }
}

/// The text as it was.
pub(crate) fn without_quote(text: &str) -> &str {
    let mut letters = text.chars();
    if is_quoted(letters.next(), letters.next()) {
        &text[1..]
    } else {
        text
    }
}
