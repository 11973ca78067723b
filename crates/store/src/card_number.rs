//! What looks like the number of a payment card, which is never stored, in no text.
//!
//! Deliberately absent: which brand a number is of. Any 13 to 19 digits whose check sum is right
//! may be one.

use std::ops::RangeInclusive;

/// How many digits card numbers have.
const LENGTHS: RangeInclusive<usize> = 13..=19;

/// The zero of each script's digits, which stand in a row from 0 to 9.
const ZEROS: &[u32] = &[
    0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6,
    0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80,
    0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0x2080, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50,
    0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0,
    0x11450, 0x114D0, 0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0,
    0x11C50, 0x11D50, 0x11DA0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x1CCF0, 0x1D7CE,
    0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950, 0x1F101,
    0x1FBF0,
];

/// Digits that stand elsewhere than after their zero: raised, circled, with a full stop. First and
/// last letter, and the digit of the first.
const OTHERS: &[(u32, u32, u8)] = &[
    (0x00B2, 0x00B3, 2),
    (0x00B9, 0x00B9, 1),
    (0x1369, 0x1371, 1),
    (0x19DA, 0x19DA, 1),
    (0x2070, 0x2070, 0),
    (0x2074, 0x2079, 4),
    (0x2460, 0x2468, 1),
    (0x2474, 0x247C, 1),
    (0x2488, 0x2490, 1),
    (0x24EA, 0x24EA, 0),
    (0x24F5, 0x24FD, 1),
    (0x24FF, 0x24FF, 0),
    (0x2776, 0x277E, 1),
    (0x2780, 0x2788, 1),
    (0x278A, 0x2792, 1),
    (0x10A40, 0x10A43, 1),
    (0x10E60, 0x10E68, 1),
    (0x11052, 0x1105A, 1),
    (0x1F100, 0x1F100, 0),
];

/// Whether the text holds something that looks like a card number: 13 to 19 digits of any script
/// whose check sum is right, in one piece or in groups that spaces, dashes, dots, slashes and the
/// like divide. Letters end a number, and so does any other sign, such as a comma.
///
/// Beside a number there may be other groups, such as the date until which a card is valid: then
/// the number's own groups have at least three digits each, or one each. (With groups of two,
/// every list of sizes would be full of card numbers.)
pub fn holds_card_number(text: &str) -> bool {
    let mut run = Run::default();
    for letter in text.chars() {
        if let Some(digit) = digit(letter) {
            run.digits.push(digit);
        } else if is_divider(letter) {
            run.divide();
        } else if !is_invisible(letter) {
            if run.holds_card_number() {
                return true;
            }
            run = Run::default();
        }
    }
    run.holds_card_number()
}

/// Digits with nothing but dividers between them.
#[derive(Default)]
struct Run {
    digits: Vec<u8>,
    /// Where groups begin, but for the first.
    starts: Vec<usize>,
}

impl Run {
    fn divide(&mut self) {
        let here = self.digits.len();
        if here > 0 && self.starts.last() != Some(&here) {
            self.starts.push(here);
        }
    }

    fn holds_card_number(&self) -> bool {
        let is_card = |digits: &[u8]| LENGTHS.contains(&digits.len()) && passes_luhn(digits);
        if is_card(&self.digits) {
            return true;
        }
        let mut bounds = vec![0];
        bounds.extend(&self.starts);
        bounds.push(self.digits.len());
        bounds.dedup();
        (0..bounds.len()).any(|first| {
            let ends = &bounds[first + 1..];
            let ends = ends
                .iter()
                .take_while(|end| **end - bounds[first] <= *LENGTHS.end());
            let mut groups = Vec::new();
            let mut start = bounds[first];
            for &end in ends {
                groups.push(end - start);
                start = end;
                let is_grouped =
                    groups.iter().all(|&size| size >= 3) || groups.iter().all(|&size| size == 1);
                if is_grouped && is_card(&self.digits[bounds[first]..end]) {
                    return true;
                }
            }
            false
        })
    }
}

fn digit(letter: char) -> Option<u8> {
    let code = u32::from(letter);
    let after = |zero: u32| {
        u8::try_from(code.checked_sub(zero)?)
            .ok()
            .filter(|d| *d <= 9)
    };
    let of_script = || ZEROS.iter().find_map(|zero| after(*zero));
    let other = || {
        let (first, _, digit) = OTHERS
            .iter()
            .find(|(first, last, _)| (*first..=*last).contains(&code))?;
        Some(digit + after(*first)?)
    };
    if letter.is_ascii() {
        return after(0x30);
    }
    of_script().or_else(other)
}

/// Signs that people put between the groups of a number.
fn is_divider(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '-' | '.' | '/' | '\\' | '_' | '|')
        || matches!(
            letter,
            // Dashes, hyphens and the minus sign.
            '\u{2010}'
                ..='\u{2015}' | '\u{2212}' | '\u{2043}' | '\u{2E3A}' | '\u{2E3B}'
            | '\u{301C}' | '\u{3030}' | '\u{30FC}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}'
            // Dots in the middle, bullets, full-width dots and slashes, the fraction slash.
            | '\u{00B7}' | '\u{2022}' | '\u{2024}' | '\u{2027}' | '\u{2219}' | '\u{22C5}'
            | '\u{30FB}' | '\u{3002}' | '\u{FE52}' | '\u{FF0E}' | '\u{FF0F}' | '\u{FF3C}'
            | '\u{FF3F}' | '\u{2044}' | '\u{2215}' | '\u{FF65}' | '\u{FF5C}'
        )
}

/// Signs that are not seen, or are drawn over the sign before them, and so divide nothing.
fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}'
        // Combining marks, among them the frame of keycaps.
        | '\u{0300}'..='\u{036F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}'
    )
}

fn passes_luhn(digits: &[u8]) -> bool {
    let doubled = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let places = digits
        .iter()
        .rev()
        .map(|digit| u32::from(*digit))
        .enumerate();
    let sum: u32 = places
        .map(|(place, digit)| {
            if place % 2 == 1 {
                doubled(digit)
            } else {
                digit
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::{OTHERS, ZEROS, digit, holds_card_number};

    #[test]
    fn a_card_number_is_seen_in_any_grouping_and_script() {
        for text in [
            "4111111111111111",
            "4222222222222",
            "378282246310005",
            "6304000000000000000",
            "4111 1111 1111 1111",
            "4111-1111-1111-1111",
            "4111.1111.1111.1111",
            "4111/1111/1111/1111",
            "4111\u{a0}1111\u{202f}1111\u{3000}1111",
            "4111 - 1111 -- 1111  1111",
            "4111\n1111\t1111 1111",
            "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
            "41 11 11 11 11 11 11 11",
            "3782 822463 10005",
            "pan=4111111111111111;",
            "Karte4111111111111111bis",
            "card 4111 1111 1111 1111 12/27 123",
            "12/27 4111 1111 1111 1111",
            "5 4111111111111111",
            "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 - 12/27",
            "４１１１１１１１１１１１１１１１",
            "４１１１－１１１１．１１１１／１１１１",
            "٤١١١ ١١١١ ١١١١ ١١١١",
            "४१११११११११११११११",
            "𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏",
            "⁴¹¹¹¹¹¹¹¹¹¹¹¹¹¹¹",
            "④①①①①①①①①①①①①①①①",
            "4️⃣1️⃣1️⃣1️⃣ 1️⃣1️⃣1️⃣1️⃣ 1️⃣1️⃣1️⃣1️⃣ 1️⃣1️⃣1️⃣1️⃣",
            "4111\u{200b}1111\u{2060}1111\u{ad}1111",
            "4111–1111—1111−1111",
            "4111·1111•1111_1111",
        ] {
            assert!(holds_card_number(text), "{text:?}");
        }
    }

    #[test]
    fn other_numbers_are_not_taken_for_one() {
        for text in [
            "",
            "-- / . 12",
            "4111111111111112",
            "4111 1111 1111 1112",
            "411111111111",
            "41111111111111111111",
            "4111,1111,1111,1111",
            "4111 1111 x 1111 1111",
            "+44 20 7946 0103",
            "0044 20 7946 0103",
            "2026-11-21 09:00:00",
            "sizes 36, 38, 40, 42, 44, 46, 48",
            "100 x 200 x 300 mm, 4.5 kg",
            "order 1000 of 2026-11-21",
        ] {
            assert!(!holds_card_number(text), "{text:?}");
        }
    }

    #[test]
    fn every_digit_has_its_value_once() {
        for (index, zero) in ZEROS.iter().enumerate() {
            assert!(index == 0 || ZEROS[index - 1] + 10 <= *zero, "{zero:x}");
            for value in 0..10 {
                let letter = char::from_u32(zero + u32::from(value)).expect("a letter");
                assert_eq!(digit(letter), Some(value), "{letter:?}");
            }
        }
        for (first, last, value) in OTHERS {
            for (code, value) in (*first..=*last).zip(*value..) {
                let letter = char::from_u32(code).expect("a letter");
                assert_eq!(digit(letter), Some(value), "{letter:?}");
            }
        }
        for letter in "a-. \u{d7}\u{2f}\u{3a}\u{666e}".chars() {
            assert_eq!(digit(letter), None, "{letter:?}");
        }
    }
}
