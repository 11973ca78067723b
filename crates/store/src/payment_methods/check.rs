//! Texts of payments, in which neither a card number nor a security code is taken.

use crate::{Invalid, text};

/// Checks and trims a code of a provider: one line, no card number, no security code.
pub(crate) fn code(field: &str, code: &str, max_characters: usize) -> Result<String, Invalid> {
    let code = text::one_line(field, code, max_characters)?;
    refuse_security_code(field, &code)?;
    Ok(code)
}

/// Checks and trims a text that may be missing, likewise.
pub(crate) fn optional(
    field: &str,
    given: Option<&str>,
    max_characters: usize,
) -> Result<Option<String>, Invalid> {
    let checked = text::optional(field, given, max_characters)?;
    if let Some(text) = &checked {
        refuse_security_code(field, text)?;
    }
    Ok(checked)
}

/// The last four digits of a card, and nothing but these.
pub(crate) fn last4(field: &str, digits: &str) -> Result<String, Invalid> {
    let digits = digits.trim();
    if digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(digits.to_owned());
    }
    Err(Invalid::new(
        field,
        "write the last four digits of the card",
    ))
}

fn refuse_security_code(field: &str, given: &str) -> Result<(), Invalid> {
    if is_security_code(given) {
        let reason = "it looks like a card's security code, which is never kept";
        return Err(Invalid::new(field, reason));
    }
    Ok(())
}

/// Three or four digits alone, or after a word that means the code on the back of a card. A text
/// with such a word and no digits is harmless.
fn is_security_code(given: &str) -> bool {
    let given = given.to_ascii_lowercase();
    let is_short_number =
        |word: &str| matches!(word.len(), 3 | 4) && word.bytes().all(|byte| byte.is_ascii_digit());
    let words = || given.split(|letter: char| !letter.is_ascii_alphanumeric());
    let names_code = ["cvv", "cvc", "cvn", "csc", "security code"]
        .iter()
        .any(|name| given.contains(name));
    is_short_number(&given) || (names_code && words().any(is_short_number))
}

#[cfg(test)]
mod tests {
    use super::{code, last4, optional};

    #[test]
    fn what_looks_like_a_card_number_or_a_security_code_is_refused() {
        for refused in [
            "4111 1111 1111 1111",
            "tok 4111-1111-1111-1111",
            "378282246310005",
            "123",
            "0042",
            "CVV 123",
            "security code: 4321",
            "my card, cvc=999",
        ] {
            assert!(code("token", refused, 128).is_err(), "{refused}");
            assert!(optional("label", Some(refused), 50).is_err(), "{refused}");
        }
        for taken in [
            "tok_1",
            "Visa 4242",
            "4111 1111 1111 1112",
            "no cvv asked",
            "12345",
        ] {
            assert_eq!(code("token", taken, 128).as_deref(), Ok(taken));
        }
        assert!(code("token", "two\nlines", 128).is_err());
    }

    #[test]
    fn four_digits_are_the_last_of_a_card() {
        assert_eq!(last4("last4", " 4242 ").as_deref(), Ok("4242"));
        for refused in ["", "424", "42424", "42a4", "４２４２"] {
            assert!(last4("last4", refused).is_err(), "{refused}");
        }
    }
}
