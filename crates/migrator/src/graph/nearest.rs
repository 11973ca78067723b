//! The known names that look most like an unknown one.

use strsim::levenshtein;

/// How many names a hint offers.
const MOST: usize = 3;

/// Up to three of `known` that differ from `name` by little, nearest first. A name is also
/// compared with as many first characters of the known one, for it may be a mistyped prefix.
pub(super) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let asked = name.to_lowercase();
    let length = asked.chars().count();
    let allowed = (length / 3).max(1);
    let mut alike: Vec<(usize, &str)> = known
        .into_iter()
        .map(|candidate| {
            let whole = candidate.to_lowercase();
            let beginning: String = whole.chars().take(length).collect();
            let difference = levenshtein(&asked, &whole).min(levenshtein(&asked, &beginning));
            (difference, candidate)
        })
        .filter(|(difference, _)| *difference <= allowed)
        .collect();
    alike.sort_unstable();
    alike.dedup();
    alike
        .into_iter()
        .take(MOST)
        .map(|(_, candidate)| candidate.to_owned())
        .collect()
}
