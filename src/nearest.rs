//! "Did you mean ..?": the known name that looks most like an unknown one.

/// The most letters a misspelling may differ by.
const FARTHEST: usize = 3;

/// The name that differs by the fewest letters, where one differs by few. Capitals do not matter.
pub(crate) fn nearest<'a>(
    wrong: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    let farthest = FARTHEST.min(wrong.chars().count() / 2);
    names
        .into_iter()
        .map(|name| (strsim::osa_distance(&wrong, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= farthest)
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_few_letters_may_differ_and_no_more() {
        let names = ["MUG-BLUE", "MUG-RED", "COFFEE"];
        assert_eq!(nearest("mug-bleu", names), Some("MUG-BLUE"));
        assert_eq!(nearest("COFEE", names), Some("COFFEE"));
        assert_eq!(nearest("KETTLE", names), None);
        assert_eq!(nearest("M", names), None);
    }
}
