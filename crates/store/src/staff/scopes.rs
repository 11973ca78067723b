//! Permissions that somebody else was given a part of, as a column keeps them.

use super::Permission;

/// More than all permissions there are.
pub(crate) const SCOPES_LENGTH: u32 = 1_000;

/// The words, each once, in the order of the table of permissions, with a space between.
pub(crate) fn scopes_to_text(scopes: &[Permission]) -> String {
    let given = |word: &&&str| scopes.iter().any(|scope| scope.as_str() == **word);
    let words: Vec<&str> = Permission::WORDS.iter().filter(given).copied().collect();
    words.join(" ")
}

/// The permissions of such a text. One that is no more is left out: nobody may do it.
pub(crate) fn scopes_of_text(text: &str) -> Vec<Permission> {
    let words = text.split(' ');
    words.filter_map(|word| word.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::{SCOPES_LENGTH, scopes_of_text, scopes_to_text};
    use crate::staff::Permission;

    #[test]
    fn scopes_are_kept_once_in_order_and_without_what_is_no_more() {
        let scopes = [
            Permission::OrdersPlace,
            Permission::CustomersRead,
            Permission::OrdersPlace,
        ];
        let text = scopes_to_text(&scopes);
        assert_eq!(text, "customers.read orders.place");
        let read = scopes_of_text("customers.read moons.write orders.place");
        assert_eq!(read, [Permission::CustomersRead, Permission::OrdersPlace]);
        assert_eq!(scopes_of_text(""), []);
    }

    #[test]
    fn all_permissions_fit_into_a_column() {
        let all = Permission::WORDS.join(" ");
        assert!(all.len() * 3 / 2 < SCOPES_LENGTH as usize);
    }
}
