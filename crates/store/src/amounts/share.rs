//! Divide an amount so that no cent is lost.

use std::cmp::Reverse;

/// Divides an amount over weights by largest remainder: each share is the exact one rounded down or
/// up, and the shares add up to exactly the amount. Of equal remainders the first line's goes up,
/// so the same question always has the same answer.
///
/// No share exceeds its weight as long as the amount does not exceed the sum of the weights: the
/// exact share `amount * weight / sum` is at most the weight then, only one that is no integer is
/// rounded up, and up to the next integer, which the weight, being an integer itself, is not below.
/// (As many shares go up as the fractions add up to. Every fraction is below one, so there are more
/// of them than that, and an exact share, which has none, never goes up.)
///
/// Weights are not below zero; one that is counts as zero. Where all are zero there is nothing to
/// go by, and every line counts the same. Without any weight there are no shares.
pub fn share(amount: i64, weights: &[i64]) -> Vec<i64> {
    if amount == 0 {
        return vec![0; weights.len()];
    }
    let mut weights: Vec<i128> = weights.iter().map(|&w| i128::from(w.max(0))).collect();
    if weights.iter().all(|&weight| weight == 0) {
        weights.fill(1);
    }
    let sum: i128 = weights.iter().sum();
    let magnitude = i128::from(amount).abs();
    let mut shares: Vec<i128> = weights.iter().map(|w| magnitude * w / sum).collect();
    let missing = magnitude - shares.iter().sum::<i128>();

    let mut by_remainder: Vec<usize> = (0..shares.len()).collect();
    // The sort is stable: equal remainders stay in the order of the lines.
    by_remainder.sort_by_cached_key(|&line| Reverse(magnitude * weights[line] % sum));
    for line in by_remainder
        .into_iter()
        .take(missing.try_into().unwrap_or(0))
    {
        shares[line] += 1;
    }
    let sign = i128::from(amount.signum());
    // A share is at most the amount, so it fits where the amount did.
    let fitting = |share| i64::try_from(sign * share).unwrap_or(amount);
    shares.into_iter().map(fitting).collect()
}
