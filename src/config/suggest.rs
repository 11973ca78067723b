//! "Did you mean ..?" for names that do not exist.

use crate::nearest::nearest;

/// Advice for a setting that does not exist.
pub(super) fn setting(wrong: &str, names: &[&str]) -> String {
    let last = wrong.rsplit('.').next().unwrap_or(wrong);
    let in_another_section = names
        .iter()
        .find(|name| name.rsplit('.').next() == Some(last));
    match in_another_section
        .copied()
        .or_else(|| nearest(wrong, names.iter().copied()))
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
    match nearest(wrong, sections.iter().copied()) {
        Some(name) => format!("did you mean the section [{name}]?"),
        None => format!("the sections are [{}]", sections.join("], [")),
    }
}
