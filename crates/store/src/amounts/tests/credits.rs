//! What is given back, in any pieces.

use rand::Rng;
use rand::rngs::StdRng;

use super::random::{RandomOrder, first_failure, part_of};
use crate::amounts::{credit_for, credit_left, line_amounts, share, tax_share};
use crate::money::round_half_away;

/// What a return gives back: total, refunded, quantity, returned before and after.
type Credit = fn(i64, i64, i64, i64, i64) -> i64;
/// The tax inside it: tax, total, refunded before and after.
type TaxInside = fn(i64, i64, i64, i64) -> i64;

/// By what an order is given back.
#[derive(Clone, Copy, Debug, PartialEq)]
enum By {
    Quantities,
    Amounts,
    Both,
}

/// A line on its way back.
#[derive(Clone, Debug)]
struct Line {
    total: i64,
    tax: i64,
    quantity: i64,
    returned: i64,
    refunded: i64,
    refunded_tax: i64,
}

impl Line {
    fn left(&self) -> i64 {
        self.total - self.refunded
    }

    fn take_back(&mut self, returned: i64, credit: Credit, tax: TaxInside) -> Result<(), String> {
        let after = self.returned + returned;
        let amount = credit(
            self.total,
            self.refunded,
            self.quantity,
            self.returned,
            after,
        );
        self.returned = after;
        self.credit(amount, tax)
    }

    fn credit(&mut self, amount: i64, tax: TaxInside) -> Result<(), String> {
        let inside = tax(self.tax, self.total, self.refunded, self.refunded + amount);
        if !(0..=self.left()).contains(&amount) || !(0..=amount).contains(&inside) {
            return Err(format!(
                "credit of {amount} with tax of {inside} on {self:?}"
            ));
        }
        self.refunded += amount;
        self.refunded_tax += inside;
        Ok(())
    }
}

fn sold(order: &RandomOrder) -> Vec<Line> {
    let amounts = line_amounts(&order.terms, order.order_discount, order.prices_include_tax);
    let lines = amounts.unwrap().into_iter().zip(&order.quantities);
    lines
        .map(|(amounts, &quantity)| Line {
            total: amounts.total,
            tax: amounts.tax,
            quantity,
            returned: 0,
            refunded: 0,
            refunded_tax: 0,
        })
        .collect()
}

/// An amount over what is left of every line.
fn credit_all(lines: &mut [Line], amount: i64, tax: TaxInside) -> Result<(), String> {
    let left: Vec<i64> = lines.iter().map(Line::left).collect();
    let mut shares = share(amount, &left).into_iter().zip(lines);
    shares.try_for_each(|(part, line)| line.credit(part, tax))
}

/// Any order can be given back in any pieces to exactly nothing, tax and all.
fn refunds_to_nothing(
    rng: &mut StdRng,
    order: &RandomOrder,
    by: By,
    credit: Credit,
    tax: TaxInside,
) -> Result<(), String> {
    let mut lines = sold(order);
    for _ in 0..rng.random_range(0..60) {
        let left: i64 = lines.iter().map(Line::left).sum();
        if by == By::Amounts || by == By::Both && rng.random_range(0..4) == 0 {
            let amount = part_of(rng, left);
            credit_all(&mut lines, amount, tax)?;
        } else {
            let place = rng.random_range(0..lines.len());
            let line = &mut lines[place];
            let returned = part_of(rng, line.quantity - line.returned);
            line.take_back(returned, credit, tax)?;
        }
    }
    if by == By::Amounts || by == By::Both && rng.random() {
        let left: i64 = lines.iter().map(Line::left).sum();
        credit_all(&mut lines, left, tax)?;
    }
    if by != By::Amounts {
        for line in &mut lines {
            line.take_back(line.quantity - line.returned, credit, tax)?;
        }
    }
    let wrong = |line: &&Line| line.refunded != line.total || line.refunded_tax != line.tax;
    match lines.iter().find(wrong) {
        Some(line) => Err(format!("by {by:?}: {line:?}")),
        None => Ok(()),
    }
}

fn cumulative(total: i64, _: i64, quantity: i64, before: i64, after: i64) -> i64 {
    credit_for(total, quantity, before, after)
}

#[test]
fn any_order_returned_in_any_pieces_gives_back_exactly_its_total_and_its_tax() {
    for credit in [cumulative, credit_left] {
        let failure = first_failure(|rng, order| {
            refunds_to_nothing(rng, order, By::Quantities, credit, tax_share)
        });
        assert_eq!(failure, None);
    }
}

#[test]
fn any_order_credited_in_any_amounts_gives_back_exactly_its_total_and_its_tax() {
    let failure = first_failure(|rng, order| {
        refunds_to_nothing(rng, order, By::Amounts, credit_left, tax_share)
    });
    assert_eq!(failure, None);
}

#[test]
fn any_mixture_of_returns_and_goodwill_gives_back_exactly_the_total_and_the_tax() {
    let failure = first_failure(|rng, order| {
        refunds_to_nothing(rng, order, By::Both, credit_left, tax_share)
    });
    assert_eq!(failure, None);
}

fn rounded(amount: i64, part: i64, whole: i64) -> i64 {
    let exact = i128::from(amount) * i128::from(part);
    i64::try_from(round_half_away(exact, i128::from(whole.max(1)))).unwrap()
}

fn each_rounded(total: i64, _: i64, quantity: i64, before: i64, after: i64) -> i64 {
    rounded(total, after - before, quantity)
}

fn per_unit(total: i64, _: i64, quantity: i64, before: i64, after: i64) -> i64 {
    rounded(rounded(total, 1_000, quantity), after - before, 1_000)
}

fn each_truncated(total: i64, _: i64, quantity: i64, before: i64, after: i64) -> i64 {
    let exact = i128::from(total) * i128::from(after - before) / i128::from(quantity);
    i64::try_from(exact).unwrap()
}

#[test]
fn returns_rounded_by_themselves_per_unit_or_down_are_found_to_lose_cents() {
    for naive in [each_rounded, per_unit, each_truncated] {
        let failure = first_failure(|rng, order| {
            refunds_to_nothing(rng, order, By::Quantities, naive, tax_share)
        });
        assert!(failure.is_some());
    }
}

#[test]
fn returns_that_overlook_goodwill_are_found_to_give_back_too_much() {
    let failure =
        first_failure(|rng, order| refunds_to_nothing(rng, order, By::Both, cumulative, tax_share));
    assert!(failure.unwrap().contains("credit of"));
}

#[test]
fn tax_rounded_in_each_credit_is_found_not_to_add_up() {
    let naive: TaxInside = |tax, total, before, after| rounded(tax, after - before, total);
    let failure = first_failure(|rng, order| {
        refunds_to_nothing(rng, order, By::Quantities, credit_left, naive)
    });
    assert!(failure.is_some());
}

#[test]
fn ten_cents_for_three_pieces_come_back_piece_by_piece() {
    let pieces = |credit: fn(i64) -> i64| [credit(0), credit(1_000), credit(2_000)];
    assert_eq!(
        pieces(|before| credit_for(10, 3_000, before, before + 1_000)),
        [3, 4, 3]
    );
    assert_eq!(credit_for(10, 3_000, 0, 2_000), 7);
}

#[test]
fn goodwill_lowers_what_each_piece_still_out_there_gives_back() {
    // Four pieces for 100, of which 20 were credited because of a scratch.
    assert_eq!(credit_left(100, 20, 4_000, 0, 1_000), 20);
    assert_eq!(credit_left(100, 40, 4_000, 1_000, 4_000), 60);
    // One came back at full price before the goodwill of 15.
    assert_eq!(credit_left(100, 40, 4_000, 1_000, 2_000), 20);
    // Everything was credited: a return gives back nothing more.
    assert_eq!(credit_left(100, 100, 4_000, 0, 4_000), 0);
}

#[test]
fn a_credit_of_nothing_of_nothing_and_at_the_limit_is_exact() {
    assert_eq!(tax_share(0, 0, 0, 0), 0);
    assert_eq!(credit_for(0, 1_000, 0, 1_000), 0);
    assert_eq!(credit_left(5, 0, 1_000, 1_000, 1_000), 0);
    let most = 1_000_000_000_000_000;
    let halves = [(0, most / 2), (most / 2, most)];
    let given = halves.map(|(before, after)| credit_for(i64::MAX, most, before, after));
    assert_eq!(given[0] + given[1], i64::MAX);
    assert_eq!(credit_left(i64::MAX, 0, i64::MAX, 0, i64::MAX), i64::MAX);
    assert_eq!(tax_share(i64::MAX, i64::MAX, 0, i64::MAX), i64::MAX);
    assert_eq!(credit_left(i64::MIN, i64::MAX, 1, i64::MIN, i64::MAX), 0);
}
