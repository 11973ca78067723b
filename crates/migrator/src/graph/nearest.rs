//! The known names that look most like an unknown one.

/// How many names a hint offers.
const MOST: usize = 3;

/// Up to three of `known` that differ from `name` by little, nearest first. A name is also
/// compared with as many first characters of the known one, for it may be a mistyped prefix.
pub(super) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let asked: Vec<char> = name.to_lowercase().chars().collect();
    let allowed = (asked.len() / 3).max(1);
    let mut alike: Vec<(usize, &str)> = known
        .into_iter()
        .map(|candidate| {
            let letters: Vec<char> = candidate.to_lowercase().chars().collect();
            let beginning = &letters[..letters.len().min(asked.len())];
            (
                distance(&asked, &letters).min(distance(&asked, beginning)),
                candidate,
            )
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

/// The number of characters to insert, remove or replace.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, from) in left.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (column, to) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(from != to);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}
