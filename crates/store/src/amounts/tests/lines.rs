//! The lines of an order and its total.

use super::random::{RandomOrder, first_failure};
use crate::amounts::{LineAmounts, LineTerms, TaxRate, TooLarge, line_amounts};

/// How the amounts of lines are found: terms, discount of the order, whether prices include tax.
type Compute = fn(&[LineTerms], i64, bool) -> Result<Vec<LineAmounts>, TooLarge>;

/// The lines add up to the order: total, tax and discount, no line below zero.
fn lines_add_up(order: &RandomOrder, compute: Compute) -> Result<(), String> {
    let includes_tax = order.prices_include_tax;
    let lines = compute(&order.terms, order.order_discount, includes_tax)
        .map_err(|error| error.to_string())?;
    let taken: i64 = lines.iter().map(|line| line.order_discount).sum();
    if taken != order.order_discount {
        return Err(format!("{taken} of {} taken off", order.order_discount));
    }
    for (line, terms) in lines.iter().zip(&order.terms) {
        let base = terms.subtotal - terms.discount - line.order_discount;
        let on_top = if includes_tax { 0 } else { line.tax };
        let is_right = line.order_discount >= 0
            && base >= 0
            && (0..=line.total).contains(&line.tax)
            && line.total == base + on_top;
        if !is_right {
            return Err(format!("{line:?} of {terms:?}"));
        }
    }
    let sum = |amount: fn(&LineTerms) -> i64| order.terms.iter().map(amount).sum::<i64>();
    let total: i64 = lines.iter().map(|line| line.total).sum();
    let tax: i64 = lines.iter().map(|line| line.tax).sum();
    let on_top = if includes_tax { 0 } else { tax };
    let expected = sum(|line| line.subtotal) - sum(|line| line.discount) - order.order_discount;
    if total != expected + on_top {
        return Err(format!(
            "the lines make {total}, the order {expected} + {on_top}"
        ));
    }
    Ok(())
}

/// The tax of a line is at most half a unit from the exact one: it was rounded once.
fn tax_is_rounded_once(order: &RandomOrder, compute: Compute) -> Result<(), String> {
    let includes_tax = order.prices_include_tax;
    let lines = compute(&order.terms, order.order_discount, includes_tax)
        .map_err(|error| error.to_string())?;
    for (line, terms) in lines.iter().zip(&order.terms) {
        let rate = i128::from(terms.tax_rate.ppm());
        let divisor = if includes_tax {
            1_000_000 + rate
        } else {
            1_000_000
        };
        let base = terms.subtotal - terms.discount - line.order_discount;
        let off = i128::from(line.tax) * divisor - i128::from(base) * rate;
        if 2 * off.abs() > divisor {
            return Err(format!("{line:?} of {terms:?}"));
        }
    }
    Ok(())
}

/// A net amount with its tax on top, taken as a price with tax, holds exactly that tax.
fn both_ways_agree(order: &RandomOrder, compute: Compute) -> Result<(), String> {
    let without = compute(&order.terms, order.order_discount, false).map_err(|e| e.to_string())?;
    let prices: Vec<LineTerms> = without
        .iter()
        .zip(&order.terms)
        .map(|(line, terms)| LineTerms {
            subtotal: line.total,
            discount: 0,
            tax_rate: terms.tax_rate,
        })
        .collect();
    let with = compute(&prices, 0, true).map_err(|error| error.to_string())?;
    for (net, gross) in without.iter().zip(&with) {
        if (net.tax, net.total) != (gross.tax, gross.total) {
            return Err(format!("{net:?} without tax is {gross:?} with tax"));
        }
    }
    Ok(())
}

#[test]
fn the_lines_of_any_order_add_up_to_its_total_and_carry_every_cent_of_its_discount() {
    assert_eq!(
        first_failure(|_, order| lines_add_up(order, line_amounts)),
        None
    );
}

#[test]
fn the_tax_of_any_line_is_rounded_once() {
    assert_eq!(
        first_failure(|_, order| tax_is_rounded_once(order, line_amounts)),
        None
    );
}

#[test]
fn prices_with_and_without_tax_agree_for_any_order() {
    assert_eq!(
        first_failure(|_, order| both_ways_agree(order, line_amounts)),
        None
    );
}

/// The right amounts, with the share of the discount found by `share`.
fn with_share(
    terms: &[LineTerms],
    discount: i64,
    includes_tax: bool,
    share: fn(f64) -> f64,
) -> Result<Vec<LineAmounts>, TooLarge> {
    let left: i64 = terms.iter().map(|line| line.subtotal - line.discount).sum();
    let mut lines = Vec::new();
    for line in terms {
        let after_own = line.subtotal - line.discount;
        #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
        let taken = share(discount as f64 * after_own as f64 / left.max(1) as f64) as i64;
        let reduced = LineTerms {
            subtotal: after_own,
            discount: taken,
            ..*line
        };
        let amounts = line_amounts(&[reduced], 0, includes_tax)?[0];
        lines.push(LineAmounts {
            order_discount: taken,
            ..amounts
        });
    }
    Ok(lines)
}

/// The right amounts, with tax that loses its fraction.
fn with_truncated_tax(
    terms: &[LineTerms],
    discount: i64,
    includes_tax: bool,
) -> Result<Vec<LineAmounts>, TooLarge> {
    let mut lines = line_amounts(terms, discount, includes_tax)?;
    for (line, terms) in lines.iter_mut().zip(terms) {
        let rate = i128::from(terms.tax_rate.ppm());
        let on_top = if includes_tax { 0 } else { line.tax };
        let base = line.total - on_top;
        let divisor = if includes_tax {
            1_000_000 + rate
        } else {
            1_000_000
        };
        line.tax = i64::try_from(i128::from(base) * rate / divisor).unwrap();
        line.total = if includes_tax { base } else { base + line.tax };
    }
    Ok(lines)
}

/// The right amounts, with tax that loses its fraction only where prices include it. (Where it
/// always loses it, the two agree.)
fn with_tax_inside_truncated(
    terms: &[LineTerms],
    discount: i64,
    includes_tax: bool,
) -> Result<Vec<LineAmounts>, TooLarge> {
    if includes_tax {
        return with_truncated_tax(terms, discount, includes_tax);
    }
    line_amounts(terms, discount, includes_tax)
}

/// The right amounts, with tax rounded on the subtotal and on the discounts separately.
fn with_tax_rounded_twice(
    terms: &[LineTerms],
    discount: i64,
    includes_tax: bool,
) -> Result<Vec<LineAmounts>, TooLarge> {
    let mut lines = line_amounts(terms, discount, includes_tax)?;
    for (line, terms) in lines.iter_mut().zip(terms) {
        let tax_of = |subtotal| {
            let alone = LineTerms {
                subtotal,
                discount: 0,
                tax_rate: terms.tax_rate,
            };
            line_amounts(&[alone], 0, includes_tax).map(|lines| lines[0].tax)
        };
        line.tax = tax_of(terms.subtotal)? - tax_of(terms.discount + line.order_discount)?;
    }
    Ok(lines)
}

#[test]
fn shares_rounded_one_by_one_or_down_are_found_to_lose_cents() {
    let rounded: Compute = |t, d, i| with_share(t, d, i, f64::round);
    let down: Compute = |t, d, i| with_share(t, d, i, f64::floor);
    for naive in [rounded, down] {
        let failure = first_failure(|_, order| lines_add_up(order, naive)).unwrap();
        assert!(failure.contains("taken off"), "{failure}");
    }
}

#[test]
fn tax_that_loses_its_fraction_or_is_rounded_twice_is_found() {
    for naive in [with_truncated_tax, with_tax_rounded_twice] {
        let failure = first_failure(|_, order| tax_is_rounded_once(order, naive));
        assert!(failure.is_some());
    }
    let failure = first_failure(|_, order| both_ways_agree(order, with_tax_inside_truncated));
    assert!(failure.is_some());
}

#[test]
fn amounts_at_the_limit_are_exact_or_refused_and_never_overflow() {
    let line = |subtotal, discount, ppm| LineTerms {
        subtotal,
        discount,
        tax_rate: TaxRate::from_ppm(ppm).unwrap(),
    };
    let largest = line(i64::MAX, 0, 1_000_000);
    let with_tax = line_amounts(&[largest], 0, true).unwrap();
    assert_eq!(
        (with_tax[0].total, with_tax[0].tax),
        (i64::MAX, i64::MAX / 2)
    );
    assert_eq!(line_amounts(&[largest], 0, false), Err(TooLarge::Amount));
    let untaxed = line_amounts(&[line(i64::MAX, 0, 0)], i64::MAX, false).unwrap();
    assert_eq!((untaxed[0].order_discount, untaxed[0].total), (i64::MAX, 0));

    // Two lines that fit alone and not together, before or after tax.
    let half = line(i64::MAX / 2 + 1, 0, 0);
    assert_eq!(line_amounts(&[half, half], 0, false), Err(TooLarge::Amount));
    let taxed = line(i64::MAX / 3, 0, 1_000_000);
    assert_eq!(
        line_amounts(&[taxed, taxed], 0, false),
        Err(TooLarge::Amount)
    );
}

#[test]
fn a_discount_of_more_than_there_is_or_below_zero_is_refused() {
    let line = |subtotal, discount| LineTerms {
        subtotal,
        discount,
        tax_rate: TaxRate::ZERO,
    };
    for (terms, order_discount) in [
        (line(100, 101), 0),
        (line(100, -1), 0),
        (line(-1, 0), 0),
        (line(100, 40), 61),
        (line(100, 40), -1),
    ] {
        let refused = line_amounts(&[terms], order_discount, false);
        assert_eq!(refused, Err(TooLarge::Discount), "{terms:?}");
    }
}
