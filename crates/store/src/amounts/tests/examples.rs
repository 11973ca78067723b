//! Rates and discounts, written and read.

use crate::amounts::{Discount, DiscountAmount, TaxRate};

#[test]
fn a_rate_is_written_as_it_is_read() {
    for (text, ppm, written) in [
        ("20", 200_000, "20"),
        ("8.875", 88_750, "8.875"),
        ("5.50", 55_000, "5.5"),
        ("0", 0, "0"),
        ("100", 1_000_000, "100"),
        ("0.0001", 1, "0.0001"),
    ] {
        let rate: TaxRate = text.parse().unwrap();
        assert_eq!((rate.ppm(), rate.to_string().as_str()), (ppm, written));
        let json = serde_json::to_string(&rate).unwrap();
        assert_eq!(json, written);
        assert_eq!(serde_json::from_str::<TaxRate>(&json).unwrap(), rate);
        let quoted = format!("\"{text}\"");
        assert_eq!(serde_json::from_str::<TaxRate>(&quoted).unwrap(), rate);
    }
}

#[test]
fn every_rate_survives_json() {
    for ppm in 0..=TaxRate::MAX.ppm() {
        let rate = TaxRate::from_ppm(ppm).unwrap();
        let json = serde_json::to_value(rate).unwrap();
        assert_eq!(serde_json::from_value::<TaxRate>(json).unwrap(), rate);
    }
}

#[test]
fn what_is_no_rate_is_refused_with_a_reason() {
    for text in [
        "",
        "x",
        "20%",
        "-1",
        "100.0001",
        "1e1",
        "0.00001",
        "99999999999999999",
    ] {
        let refusal = text.parse::<TaxRate>().unwrap_err();
        assert_eq!(refusal.field, "rate", "{text}");
    }
    for json in ["null", "true", "-0.5", "[20]"] {
        assert!(serde_json::from_str::<TaxRate>(json).is_err(), "{json}");
    }
    for ppm in [-1, 1_000_001, i64::MIN, i64::MAX] {
        assert!(TaxRate::from_ppm(ppm).is_err(), "{ppm}");
    }
}

fn discount(amount: DiscountAmount) -> Discount {
    Discount {
        amount,
        reason: "  a scratch ".to_owned(),
    }
}

#[test]
fn a_discount_is_what_it_says_rounded_once_half_away_from_zero() {
    assert_eq!(discount(DiscountAmount::Fixed(250)).amount_of(250), Ok(250));
    assert_eq!(discount(DiscountAmount::Rate(100_000)).amount_of(25), Ok(3));
    assert_eq!(discount(DiscountAmount::Rate(100_000)).amount_of(24), Ok(2));
    assert_eq!(
        discount(DiscountAmount::Rate(1_000_000)).amount_of(i64::MAX),
        Ok(i64::MAX)
    );
    assert_eq!(discount(DiscountAmount::Rate(500_000)).amount_of(0), Ok(0));
}

#[test]
fn a_discount_takes_no_more_than_there_is() {
    for (amount, base) in [
        (DiscountAmount::Fixed(251), 250),
        (DiscountAmount::Fixed(-1), 250),
        (DiscountAmount::Rate(1_000_001), i64::MAX),
        (DiscountAmount::Rate(10_000), -1_000),
    ] {
        let refusal = discount(amount).amount_of(base).unwrap_err();
        assert_eq!(refusal.field, "amount");
    }
}

#[test]
fn a_discount_has_a_reason_and_a_possible_amount() {
    let right = discount(DiscountAmount::Fixed(0)).check().unwrap();
    assert_eq!(right.reason, "a scratch");
    for (amount, reason, field) in [
        (DiscountAmount::Fixed(1), " ", "reason"),
        (DiscountAmount::Fixed(1), "bell\u{7}", "reason"),
        (DiscountAmount::Fixed(-1), "a scratch", "amount"),
        (DiscountAmount::Rate(-1), "a scratch", "amount"),
        (DiscountAmount::Rate(1_000_001), "a scratch", "amount"),
    ] {
        let reason = reason.to_owned();
        let refusal = Discount { amount, reason }.check().unwrap_err();
        assert_eq!(refusal.field, field, "{amount:?}");
    }
    let reason = "r".repeat(201);
    let amount = DiscountAmount::Fixed(1);
    assert_eq!(
        Discount { amount, reason }.check().unwrap_err().field,
        "reason"
    );
}
