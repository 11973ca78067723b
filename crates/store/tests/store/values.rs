//! Facts about money, quantities, currencies and text.
#![allow(clippy::unwrap_used)]

use mercer_store::money::round_half_away;
use mercer_store::{Currency, Money, Quantity, Unit, text};

fn currency(code: &str) -> Currency {
    code.parse().unwrap()
}

#[test]
fn money_is_parsed_and_written_by_its_currencys_minor_unit() {
    let cases = [
        ("2.55", "GBP", 255),
        ("2.5", "GBP", 250),
        ("-0.01", "GBP", -1),
        ("100", "JPY", 100),
        ("1.234", "KWD", 1_234),
        ("2.500", "GBP", 250),
        ("92233720368547758.07", "GBP", i64::MAX),
    ];
    for (text, code, amount) in cases {
        let money = Money::parse(text, currency(code)).unwrap();
        assert_eq!(money.amount, amount, "{text} {code}");
        assert_eq!(
            Money::parse(
                &money.to_string()[..money.to_string().len() - 4],
                currency(code)
            )
            .unwrap(),
            money
        );
    }
    assert_eq!(Money::new(-5, currency("GBP")).to_string(), "-0.05 GBP");
}

#[test]
fn what_is_no_amount_is_refused() {
    for text in [
        "",
        "-",
        ".",
        "1.",
        ".5",
        "1,5",
        "1e3",
        "+1",
        "0.001",
        "92233720368547758.08",
        "١",
    ] {
        assert!(Money::parse(text, currency("GBP")).is_err(), "{text}");
    }
    for code in ["", "gbp", "GB", "GBPX", "G8P", "£££"] {
        assert!(code.parse::<Currency>().is_err(), "{code}");
    }
}

#[test]
fn rounding_is_half_away_from_zero() {
    let cases = [
        (1_499, 1),
        (1_500, 2),
        (-1_499, -1),
        (-1_500, -2),
        (0, 0),
        (999, 1),
        (499, 0),
    ];
    for (numerator, expected) in cases {
        assert_eq!(round_half_away(numerator, 1_000), expected, "{numerator}");
    }
}

#[test]
fn a_price_times_a_quantity_is_exact_or_refused() {
    let price = Money::new(1_999, currency("GBP"));
    assert_eq!(
        price.times(Quantity::from_thousandths(350)).unwrap().amount,
        700
    );
    assert_eq!(
        Money::new(i64::MAX, currency("GBP")).times(Quantity::from_thousandths(1_001)),
        None
    );
}

#[test]
fn quantities_survive_json_and_text() {
    for thousandths in [
        1,
        350,
        1_000,
        1_500,
        -1,
        999_999_999_999_999,
        Quantity::MAX.thousandths(),
    ] {
        let quantity = Quantity::from_thousandths(thousandths);
        let json = serde_json::to_string(&quantity).unwrap();
        assert_eq!(
            serde_json::from_str::<Quantity>(&json).unwrap(),
            quantity,
            "{json}"
        );
        assert_eq!(quantity.to_string().parse::<Quantity>().unwrap(), quantity);
    }
    assert_eq!(
        serde_json::to_string(&Quantity::from_thousandths(350)).unwrap(),
        "0.35"
    );
    assert_eq!(
        serde_json::to_string(&Quantity::from_thousandths(2_000)).unwrap(),
        "2"
    );
    for json in ["0.0001", "\"a\"", "null", "[]", "1e300"] {
        assert!(serde_json::from_str::<Quantity>(json).is_err(), "{json}");
    }
}

#[test]
fn pieces_are_whole_and_weights_are_not() {
    let half = Quantity::from_thousandths(500);
    assert!(half.check(Unit::Each).is_err());
    assert!(half.check(Unit::Kilogram).is_ok());
    assert!(Quantity::MAX.check(Unit::Each).is_ok());
    let above = Quantity::from_thousandths(Quantity::MAX.thousandths() + 1);
    assert!(above.check(Unit::Kilogram).is_err());
}

#[test]
fn text_is_trimmed_bounded_and_free_of_control_characters() {
    assert_eq!(text::required("name", "  Tea ", 10).unwrap(), "Tea");
    assert_eq!(text::optional("name", Some("  "), 10).unwrap(), None);
    assert_eq!(text::required("name", "ééééé", 5).unwrap(), "ééééé");
    for bad in ["", " ", "a\0b", "\u{1b}[31m", "123456"] {
        assert!(text::required("name", bad, 5).is_err(), "{bad:?}");
    }
}

#[test]
fn card_numbers_are_recognised_however_they_are_written() {
    for number in [
        "4111111111111111",
        "4111 1111 1111 1111",
        "pan=4111-1111-1111-1111;",
        "378282246310005",
    ] {
        assert!(text::holds_card_number(number), "{number}");
    }
    for text in [
        "4111111111111112",
        "tok_1234",
        "1234567890",
        "",
        "0044 20 7946 0103",
    ] {
        assert!(!text::holds_card_number(text), "{text}");
    }
}
