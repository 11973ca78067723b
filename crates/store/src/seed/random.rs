//! Chance that is the same on every machine and in every version: `ChaCha8`, and whole numbers made
//! of its output here, for how `rand` makes them may change.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// Streams of one seed, so that each customer and product has chance of its own.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stream {
    Orders,
    Products,
    Customer(usize),
}

/// A stream of chance.
pub(super) struct Random(ChaCha8Rng);

impl Random {
    pub(super) fn of(seed: u64, stream: Stream) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut generator = ChaCha8Rng::from_seed(key);
        generator.set_stream(match stream {
            Stream::Orders => 0,
            Stream::Products => 1,
            Stream::Customer(index) => 16 + index as u64,
        });
        Random(generator)
    }

    /// From 0 to below the bound, which is above zero; all alike, but for one in 2^64 / bound.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        let product = u128::from(self.0.next_u64()) * u128::from(bound);
        // The upper half of 128 bits.
        u64::try_from(product >> 64).unwrap_or(0)
    }

    /// An index of so many.
    pub(super) fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }

    /// From the first to the last, both included.
    pub(super) fn between(&mut self, first: i64, last: i64) -> i64 {
        first + i64::try_from(self.below(last.abs_diff(first) + 1)).unwrap_or(0)
    }

    /// True so many times of a thousand.
    pub(super) fn per_mille(&mut self, times: u64) -> bool {
        self.below(1_000) < times
    }

    pub(super) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.index(of.len())]
    }

    /// Where a weight falls: the first position whose running sum is above chance.
    pub(super) fn weighted(&mut self, running_sums: &[u64]) -> usize {
        let wanted = self.below(running_sums.last().copied().unwrap_or(1).max(1));
        running_sums.partition_point(|sum| *sum <= wanted)
    }
}

/// The running sums of weights.
pub(super) fn running_sums(weights: impl IntoIterator<Item = u64>) -> Vec<u64> {
    let mut sum = 0;
    let add = |weight| {
        sum += weight;
        sum
    };
    weights.into_iter().map(add).collect()
}
