//! Whatever text comes in, reading it ends in a value or a refusal, never in a panic; and a value
//! is read again from what it prints.
//!
//! What once failed is kept beside the tests (`*.proptest-regressions`) and tried first.
#![allow(clippy::unwrap_used)]

use std::fmt::Display;
use std::str::FromStr;

use mercer_store::addresses::CountryCode;
use mercer_store::amounts::TaxRate;
use mercer_store::email::Email;
use mercer_store::products::{Barcode, Sku};
use mercer_store::quantity::Quantity;
use mercer_store::username::Username;
use mercer_store::{Currency, Cursor, Money};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

fn settings() -> ProptestConfig {
    ProptestConfig {
        cases: ProptestConfig::default().cases.max(2_000),
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource(
            "proptest-regressions",
        ))),
        ..ProptestConfig::default()
    }
}

/// Text of any kind, and text that is nearly right.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[-+ ]?[0-9]{0,30}[.,]?[0-9]{0,9}[a-z%]{0,3}",
        "[0-9]{6,15}",
        "[A-Za-z0-9._%+-]{0,70}@[A-Za-z0-9.-]{0,70}",
        "[A-Za-z0-9_-]{0,200}",
        "[A-Z]{0,4}",
    ]
}

/// What is read from a text prints as something that is read as the same.
fn is_read_again<T: FromStr + Display + PartialEq>(text: &str) -> bool {
    let Ok(value) = text.parse::<T>() else {
        return true;
    };
    value
        .to_string()
        .parse::<T>()
        .is_ok_and(|again| again == value)
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn amounts_are_read_again_from_what_they_print(text in texts()) {
        for code in ["GBP", "JPY", "KWD"] {
            let currency: Currency = code.parse().unwrap();
            if let Ok(money) = Money::parse(&text, currency) {
                // An amount prints with its currency.
                let printed = money.to_string();
                let number = printed.trim_end_matches(code).trim();
                prop_assert_eq!(Money::parse(number, currency).ok(), Some(money), "{}", printed);
            }
        }
    }

    #[test]
    fn numbers_are_read_again_from_what_they_print(text in texts()) {
        prop_assert!(is_read_again::<Quantity>(&text));
        prop_assert!(is_read_again::<Currency>(&text));
        prop_assert!(text.parse::<TaxRate>().is_ok() || text.parse::<TaxRate>().is_err());
    }

    #[test]
    fn codes_are_read_again_from_what_they_print(text in texts()) {
        prop_assert!(is_read_again::<Sku>(&text));
        prop_assert!(is_read_again::<Barcode>(&text));
        prop_assert!(is_read_again::<CountryCode>(&text));
        prop_assert!(is_read_again::<Email>(&text));
        prop_assert!(is_read_again::<Username>(&text));
    }

    #[test]
    fn a_barcode_with_a_digit_changed_is_refused(digits in "[0-9]{12}", place in 0_usize..13, by in 1_u8..10) {
        let sum: u32 = digits.bytes().rev().enumerate().map(|(index, digit)| {
            u32::from(digit - b'0') * if index % 2 == 0 { 3 } else { 1 }
        }).sum();
        let right = format!("{digits}{}", (10 - sum % 10) % 10);
        prop_assert!(right.parse::<Barcode>().is_ok(), "{}", right);
        let mut wrong = right.clone().into_bytes();
        wrong[place] = b'0' + (wrong[place] - b'0' + by) % 10;
        let wrong = String::from_utf8(wrong).unwrap();
        prop_assert!(wrong.parse::<Barcode>().is_err(), "{} of {}", wrong, right);
    }

    #[test]
    fn cursors_are_refused_or_read_again(text in texts(), place in any::<Option<i64>>()) {
        use base64::Engine;
        prop_assert!(is_read_again::<Cursor>(&text));
        // Somebody who knows how they are made.
        for inside in [
            format!("[\"{text}\",{{\"Integer\":{place:?}}},1]"),
            format!("[\"id\",null,{}]", place.unwrap_or(i64::MIN)),
            text.clone(),
        ] {
            let cursor = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(inside);
            prop_assert!(is_read_again::<Cursor>(&cursor));
        }
    }
}
