//! Text without regard to case, as search columns hold it.

/// The text in small letters, with as many characters as before.
///
/// Done here and not by the database: SQLite knows only the 26 letters of English, and PostgreSQL
/// goes by the locale. Letter by letter, so that the beginning of a text stays the beginning, and
/// so that the result fits the column: a letter that would become several keeps the first, and
/// the Greek sigma has one form wherever it stands.
pub(crate) fn without_case(text: &str) -> String {
    let small = |letter: char| match letter {
        'ς' => 'σ',
        letter => letter.to_lowercase().next().unwrap_or(letter),
    };
    text.chars().map(small).collect()
}

#[cfg(test)]
mod tests {
    use super::without_case;

    #[test]
    fn capitals_of_every_script_become_small_and_the_length_stays() {
        for (text, folded) in [
            ("Käse 🧀 GROß", "käse 🧀 groß"),
            ("ŁÓDŹ", "łódź"),
            ("ΔΡΌΜΟΣ", "δρόμοσ"),
            ("Δρόμος", "δρόμοσ"),
            ("ЖУК", "жук"),
            ("İstanbul", "istanbul"),
        ] {
            assert_eq!(without_case(text), folded);
            assert_eq!(text.chars().count(), folded.chars().count());
        }
    }
}
