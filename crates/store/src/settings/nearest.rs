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
            .map(|name| (distance(&wrong, name), name))
            .filter(|(distance, _)| *distance <= farthest)
            .min()
            .map(|(_, name)| name)
    })
}

/// How many letters have to be inserted, removed or replaced to make one of the other.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut costs: Vec<usize> = (0..=right.len()).collect();
    for (row, letter) in left.chars().enumerate() {
        let mut diagonal = row;
        costs[0] = row + 1;
        for (column, other) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = costs[column + 1];
            costs[column + 1] = replaced.min(diagonal + 1).min(costs[column] + 1);
        }
    }
    costs[right.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn letters_that_differ_are_counted() {
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", "abc"), 0);
        assert_eq!(distance("kitten", "sitting"), 3);
    }

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
