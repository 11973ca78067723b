//! Which name was probably meant.

/// The most letters a misspelling may differ by.
const FARTHEST: usize = 3;

/// The known name that ends like the wrong one, or else the nearest one, if any is near enough.
pub(super) fn nearest<'a>(
    wrong: &str,
    names: impl Iterator<Item = &'a str> + Clone,
) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    let last = |name: &str| name.rsplit('.').next().unwrap_or(name).to_owned();
    let farthest = FARTHEST.min(wrong.chars().count() / 2);
    let same_ending = names.clone().find(|name| last(name) == last(&wrong));
    same_ending.or_else(|| {
        names
            .map(|name| (strsim::levenshtein(&wrong, name), name))
            .filter(|(distance, _)| *distance <= farthest)
            .min()
            .map(|(_, name)| name)
    })
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn only_a_near_name_is_meant() {
        let names = ["store.name", "store.tax_number"];
        let of = |wrong| nearest(wrong, names.into_iter());
        assert_eq!(of("store.nmae"), Some("store.name"));
        assert_eq!(of("STORE.NAME"), Some("store.name"));
        assert_eq!(of("tax_number"), Some("store.tax_number"));
        assert_eq!(of("shop.tax_number"), Some("store.tax_number"));
        assert_eq!(of("something else"), None);
        assert_eq!(of(""), None);
    }
}
