//! Random orders, each made from its own seed.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use crate::amounts::{LineTerms, TaxRate};
use crate::money::round_half_away;

/// Rates that are in force somewhere, in parts per million.
const RATES: [i64; 11] = [
    0, 50_000, 55_000, 70_000, 88_750, 100_000, 190_000, 200_000, 210_000, 250_000, 270_000,
];

const ORDERS: u64 = 20_000;

/// What is wrong with the first order for which the property does not hold, with its seed.
pub(super) fn first_failure(
    property: impl Fn(&mut StdRng, &RandomOrder) -> Result<(), String>,
) -> Option<String> {
    (0..ORDERS).find_map(|seed| {
        let mut rng = StdRng::seed_from_u64(seed);
        let order = RandomOrder::new(&mut rng);
        let failure = property(&mut rng, &order).err()?;
        Some(format!("seed {seed}: {failure}; {order:?}"))
    })
}

/// An order before its amounts are known.
#[derive(Debug)]
pub(super) struct RandomOrder {
    pub(super) terms: Vec<LineTerms>,
    /// Thousandths, per line.
    pub(super) quantities: Vec<i64>,
    pub(super) order_discount: i64,
    pub(super) prices_include_tax: bool,
}

impl RandomOrder {
    fn new(rng: &mut StdRng) -> Self {
        let (mut terms, mut quantities) = (Vec::new(), Vec::new());
        for _ in 0..rng.random_range(1..=40) {
            let price = any_size(rng, 1_000_000_000);
            let quantity = if rng.random() {
                1_000 * rng.random_range(1..=20)
            } else {
                any_size(rng, 10_000_000).max(1)
            };
            let exact = i128::from(price) * i128::from(quantity);
            let subtotal = i64::try_from(round_half_away(exact, 1_000)).unwrap();
            terms.push(LineTerms {
                subtotal,
                discount: part_of(rng, subtotal),
                tax_rate: TaxRate::from_ppm(RATES[rng.random_range(0..RATES.len())]).unwrap(),
            });
            quantities.push(quantity);
        }
        let left = terms.iter().map(|line| line.subtotal - line.discount).sum();
        RandomOrder {
            terms,
            quantities,
            order_discount: part_of(rng, left),
            prices_include_tax: rng.random(),
        }
    }
}

/// Between nothing and the most, small ones as likely as large ones.
pub(super) fn any_size(rng: &mut StdRng, most: i64) -> i64 {
    let most = rng.random_range(0..=most.max(1).ilog10() + 1);
    rng.random_range(0..10_i64.pow(most)).min(1_000_000_000)
}

/// Often nothing, sometimes everything.
pub(super) fn part_of(rng: &mut StdRng, whole: i64) -> i64 {
    match rng.random_range(0..10) {
        0..4 => 0,
        4 => whole,
        5 => any_size(rng, whole).min(whole),
        _ => rng.random_range(0..=whole),
    }
}
