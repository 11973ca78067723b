//! Which names revisions and labels may have, so that no target can be read in two ways.

use super::error::GraphError;

/// The words that targets use for themselves.
pub(super) const WORDS: [&str; 4] = ["head", "heads", "base", "current"];

/// A prefix of fewer characters is refused: it is unique only until the next revision.
pub(super) const SHORTEST_PREFIX: usize = 3;

/// Whether `name` may name a revision or a label (`kind`, for the message).
///
/// # Errors
/// [`GraphError::BadName`] with the rule that it breaks.
pub fn check_name(kind: &'static str, name: &str) -> Result<(), GraphError> {
    match broken_rule(name) {
        None => Ok(()),
        Some(why) => Err(GraphError::BadName {
            kind,
            name: name.to_owned(),
            why,
        }),
    }
}

fn broken_rule(name: &str) -> Option<String> {
    if name.is_empty() {
        return Some("it is empty".to_owned());
    }
    if let Some(word) = WORDS.iter().find(|word| word.eq_ignore_ascii_case(name)) {
        return Some(format!("`{word}` has a meaning of its own in targets"));
    }
    if let Some(character) = name.chars().find(|character| "@:+".contains(*character)) {
        return Some(format!("targets use `{character}`"));
    }
    if name.contains(['/', '\\']) || name.starts_with('.') {
        return Some("it would be a path".to_owned());
    }
    if name
        .chars()
        .any(|character| character.is_whitespace() || character.is_control())
    {
        return Some("it holds white space or a control character".to_owned());
    }
    // `abc-2` is the second revision below `abc`, and no prefix may look like that either.
    let digit_follows = |(place, _): (usize, &str)| {
        name[place + 1..].starts_with(|character: char| character.is_ascii_digit())
    };
    if name.starts_with('-') || name.match_indices('-').any(digit_follows) {
        return Some("targets use `-` at the beginning and before a digit".to_owned());
    }
    None
}
