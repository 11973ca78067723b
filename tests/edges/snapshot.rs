//! Whole outputs compared with files under tests/snapshots.

use std::fs;
use std::path::PathBuf;

/// Compares with `tests/snapshots/{name}.txt`, times left out.
pub(crate) fn check(name: &str, actual: &str) {
    let actual = without_times(actual);
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/snapshots")
        .join(format!("{name}.txt"));
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&path, actual).expect("the snapshot can be written");
        return;
    }
    let expected = fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; run with UPDATE_SNAPSHOTS=1", path.display()));
    assert!(
        expected == actual,
        "{} differs; run with UPDATE_SNAPSHOTS=1 if it should.\n--- expected\n{expected}\n--- actual\n{actual}",
        path.display()
    );
}

/// Replaces what looks like a time, `2026-11-21T05:28:22.8Z` or `2026-11-21 05:28:22 UTC`, and what
/// looks like one in the name of a file, `20261121T052822835Z`.
pub(crate) fn without_times(text: &str) -> String {
    const SHAPE: &str = "dddd-dd-dd?dd:dd:dd";
    const IN_A_NAME: &str = "ddddddddTdddddddddZ";
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if has_shape(rest, SHAPE) {
            let tail = &rest[SHAPE.len()..];
            let tail = tail.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
            rest = tail
                .strip_prefix('Z')
                .or_else(|| tail.strip_prefix(" UTC"))
                .unwrap_or(tail);
            result.push_str("<time>");
        } else if has_shape(rest, IN_A_NAME) {
            rest = &rest[IN_A_NAME.len()..];
            result.push_str("<moment>");
        } else {
            result.push(letter);
            rest = &rest[letter.len_utf8()..];
        }
    }
    result
}

fn has_shape(text: &str, shape: &str) -> bool {
    text.len() >= shape.len()
        && text.is_char_boundary(shape.len())
        && text
            .bytes()
            .zip(shape.bytes())
            .all(|(byte, wanted)| match wanted {
                b'd' => byte.is_ascii_digit(),
                b'?' => byte == b'T' || byte == b' ',
                _ => byte == wanted,
            })
}

#[test]
fn times_are_left_out_and_nothing_else() {
    let text = "at 2026-11-21T05:28:22.835864Z, ü 2026-11-21 05:28:22 UTC; 2026-11-21";
    assert_eq!(without_times(text), "at <time>, ü <time>; 2026-11-21");
    let text = "to mercer.db.20261121T052822835Z.0001.backup";
    assert_eq!(without_times(text), "to mercer.db.<moment>.0001.backup");
}
