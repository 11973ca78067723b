//! The code printed on a product.

use std::fmt;
use std::str::FromStr;

use crate::{Invalid, text};

/// A barcode as it is printed on goods: an EAN-8, an EAN-13 or a UPC-A with the right check digit.
///
/// An EAN-13 that begins with 0 is a UPC-A written with one digit more; it is kept as the UPC-A,
/// so that both are the same product whichever the scanner sends. Deliberately absent: UPC-E, which
/// scanners expand themselves, and codes of other lengths, which carry no check digit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Barcode(String);

impl Barcode {
    /// The code of a product that may have none; blank means none.
    pub(super) fn optional(text: Option<&str>) -> Result<Option<Self>, Invalid> {
        let code = text::bounded("barcode", text, 32)?;
        code.map(|code| code.parse()).transpose()
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The EAN-13 that begins with these twelve digits, of which the first is not 0.
    ///
    /// # Panics
    /// On a number of more or fewer digits.
    pub(crate) fn ean_13(twelve_digits: u64) -> Self {
        let text = twelve_digits.to_string();
        assert_eq!(text.len(), 12, "twelve digits");
        let digits: Vec<u32> = text
            .chars()
            .filter_map(|digit| digit.to_digit(10))
            .collect();
        Barcode(format!("{text}{}", check_digit(&digits)))
    }

    /// The code, to be stored.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl FromStr for Barcode {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let refused = |reason| Err(Invalid::new("barcode", reason));
        let Some(code) = text::bounded("barcode", Some(text), 32)? else {
            return refused("it is missing or blank".to_owned());
        };
        let digits: Option<Vec<u32>> = code.chars().map(|letter| letter.to_digit(10)).collect();
        let digits = digits.unwrap_or_default();
        let may_be_barcode = matches!(digits.len(), 8 | 12 | 13);
        if !may_be_barcode && text::holds_card_number(&code) {
            return Err(text::card_number_in("barcode"));
        }
        if !may_be_barcode {
            return refused(format!(
                "{code:?} is not a barcode: it has to be 8 digits (EAN-8), 12 (UPC-A) or 13 \
                 (EAN-13), such as 4006381333931, without spaces"
            ));
        }
        let (before, last) = code.split_at(code.len() - 1);
        let expected = check_digit(&digits[..digits.len() - 1]);
        if digits.last() != Some(&expected) {
            return refused(format!(
                "{code} ends with the check digit {last}, but {before} has the check digit \
                 {expected}; look for a mistyped digit"
            ));
        }
        Ok(Barcode(match code.strip_prefix('0') {
            Some(upc) if upc.len() == 12 => upc.to_owned(),
            _ => code,
        }))
    }
}

/// What brings the sum to a multiple of ten, the digits counting 3, 1, 3, 1 .. from the right.
fn check_digit(digits: &[u32]) -> u32 {
    let weights = [3, 1].into_iter().cycle();
    let sum: u32 = digits.iter().rev().zip(weights).map(|(d, w)| d * w).sum();
    (10 - sum % 10) % 10
}

impl fmt::Display for Barcode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Barcode;

    #[test]
    fn ean_8_ean_13_and_upc_a_with_the_right_check_digit_are_barcodes() {
        for (text, code) in [
            ("96385074", "96385074"),
            ("73513537", "73513537"),
            (" 4006381333931 ", "4006381333931"),
            ("9780201379624", "9780201379624"),
            ("036000291452", "036000291452"),
            ("00000000", "00000000"),
        ] {
            assert_eq!(text.parse::<Barcode>().unwrap().as_str(), code);
        }
    }

    #[test]
    fn a_upc_a_written_as_an_ean_13_is_the_same_barcode() {
        let long: Barcode = "0036000291452".parse().unwrap();
        assert_eq!(long, "036000291452".parse().unwrap());
    }

    #[test]
    fn of_all_last_digits_one_is_right_and_the_others_are_told_it() {
        for (before, right) in [("9638507", 4), ("03600029145", 2), ("400638133393", 1)] {
            for last in 0..10 {
                let parsed = format!("{before}{last}").parse::<Barcode>();
                match parsed {
                    Ok(_) => assert_eq!(last, right),
                    Err(refusal) => {
                        assert_ne!(last, right);
                        let words = format!("{before} has the check digit {right}");
                        assert!(refusal.reason.contains(&words), "{refusal}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_two_neighbours_whose_sum_tells_are_not_exchanged() {
        assert!("4006381333913".parse::<Barcode>().is_err());
        assert!("4003681333931".parse::<Barcode>().is_err());
    }

    #[test]
    fn what_is_no_barcode_is_told_what_is_expected() {
        for text in [
            "123",
            "40063813339310",
            "4006 381333931",
            "ABCDEFGH",
            "４００６３８１３",
        ] {
            let refusal = text.parse::<Barcode>().unwrap_err();
            assert!(refusal.reason.contains("8 digits (EAN-8)"), "{refusal}");
        }
        for text in ["", " ", "1\t2"] {
            assert_eq!(text.parse::<Barcode>().unwrap_err().field, "barcode");
        }
    }
}
