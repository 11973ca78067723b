//! What a spreadsheet would run becomes text, and text again what it was.

use super::formula::{with_quote, without_quote};

#[test]
fn no_text_begins_like_a_formula_and_every_text_comes_back() {
    let texts = [
        "",
        "'",
        "a",
        "=1+1",
        "+44 20 7946",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "'=1",
        "''",
        "'''",
        "'s-Hertogenbosch",
        "'+",
        "'quoted'",
        "=",
        "1=2",
    ];
    for text in texts {
        let written = with_quote(text.to_owned());
        let first = written.chars().next();
        let is_safe = first.is_none_or(|letter| !"=+-@\t\r\n＝".contains(letter));
        assert!(is_safe, "{written:?}");
        assert_eq!(without_quote(&written), text);
    }
    assert_eq!(
        with_quote("'s-Hertogenbosch".to_owned()),
        "'s-Hertogenbosch"
    );
    assert_eq!(without_quote("'s-Hertogenbosch"), "'s-Hertogenbosch");
}
