//! "Did you mean ..?" for names that do not exist.

/// The most letters a misspelling may differ by.
const FARTHEST: usize = 3;

/// Advice for a setting that does not exist.
pub(super) fn setting(wrong: &str, names: &[&str]) -> String {
    let last = wrong.rsplit('.').next().unwrap_or(wrong);
    let in_another_section = names
        .iter()
        .find(|name| name.rsplit('.').next() == Some(last));
    match in_another_section
        .copied()
        .or_else(|| nearest(wrong, names))
    {
        Some(name) => format!("did you mean {name:?}?"),
        None => format!("the settings are {}", names.join(", ")),
    }
}

/// Advice for a section that does not exist.
pub(super) fn section(wrong: &str, names: &[&str]) -> String {
    let mut sections: Vec<&str> = names
        .iter()
        .filter_map(|name| Some(name.rsplit_once('.')?.0))
        .collect();
    sections.dedup();
    match nearest(wrong, &sections) {
        Some(name) => format!("did you mean the section [{name}]?"),
        None => format!("the sections are [{}]", sections.join("], [")),
    }
}

fn nearest<'a>(wrong: &str, names: &[&'a str]) -> Option<&'a str> {
    let farthest = FARTHEST.min(wrong.chars().count() / 2);
    names
        .iter()
        .map(|name| (distance(wrong, name), *name))
        .filter(|(distance, _)| *distance <= farthest)
        .min()
        .map(|(_, name)| name)
}

/// The Levenshtein distance: how many letters to insert, remove or replace.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (above, letter) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = above + 1;
        for column in 0..right.len() {
            let replaced = diagonal + usize::from(letter != right[column]);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}
