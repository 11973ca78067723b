//! Shares of an amount.

use rand::Rng;

use super::random::{any_size, first_failure};
use crate::amounts::share;

#[test]
fn shares_of_any_amount_add_up_and_are_less_than_one_from_the_exact_ones() {
    let failure = first_failure(|rng, _| {
        let weights: Vec<i64> = (0..rng.random_range(1..=40))
            .map(|_| any_size(rng, 1_000_000))
            .collect();
        let sum: i64 = weights.iter().sum();
        let amount = match rng.random_range(0..4) {
            0 => any_size(rng, 1_000_000_000),
            1 => -any_size(rng, 1_000_000),
            _ => rng.random_range(0..=sum),
        };
        let shares = share(amount, &weights);
        if shares.iter().sum::<i64>() != amount {
            return Err(format!("{amount} over {weights:?} is {shares:?}"));
        }
        for (&part, &weight) in shares.iter().zip(&weights) {
            let off = i128::from(part) * i128::from(sum) - i128::from(amount) * i128::from(weight);
            let too_far = sum > 0 && off.abs() >= i128::from(sum);
            let above = (0..=sum).contains(&amount) && !(0..=weight).contains(&part);
            if too_far || above {
                return Err(format!("{amount} over {weights:?} is {shares:?}"));
            }
        }
        Ok(())
    });
    assert_eq!(failure, None);
}

#[test]
fn the_largest_remainder_goes_up_and_of_equal_ones_the_first() {
    assert_eq!(share(100, &[1, 1, 1]), [34, 33, 33]);
    assert_eq!(share(200, &[1, 1, 1]), [67, 67, 66]);
    assert_eq!(share(10, &[10, 20, 31]), [2, 3, 5]);
    assert_eq!(share(1, &[1, 1_000]), [0, 1]);
    assert_eq!(share(-100, &[1, 1, 1]), [-34, -33, -33]);
}

#[test]
fn a_line_without_weight_gets_nothing_unless_none_has_any() {
    assert_eq!(share(7, &[0, 3, 0, 3]), [0, 4, 0, 3]);
    assert_eq!(share(7, &[-5, 1]), [0, 7]);
    assert_eq!(share(7, &[0, 0]), [4, 3]);
    assert_eq!(share(0, &[0, 5]), [0, 0]);
    assert_eq!(share(0, &[]), [0; 0]);
    assert_eq!(share(5, &[]), [0; 0]);
}

#[test]
fn the_whole_amount_is_every_weight_itself() {
    let weights = [3, 0, 17, 1, 1_000_000_007];
    assert_eq!(share(weights.iter().sum(), &weights), weights);
}

#[test]
fn the_largest_amounts_and_weights_do_not_overflow() {
    let weights = vec![i64::MAX; 1_000];
    for amount in [i64::MAX, i64::MIN] {
        let shares = share(amount, &weights);
        let sum: i128 = shares.iter().map(|&part| i128::from(part)).sum();
        assert_eq!(sum, i128::from(amount));
    }
    assert_eq!(share(i64::MIN, &[1]), [i64::MIN]);
}
