//! What seeding made.

use mercer_store::seed;
use schemars::JsonSchema;
use serde::Serialize;

/// The outcome of `mercer seed`.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(crate) struct Seeded {
    /// All of them, the fixed demonstration's included.
    pub(crate) customers: usize,
    pub(crate) products: usize,
    pub(crate) orders: usize,
    /// The lines of the generated orders.
    pub(crate) lines: u64,
    /// What chance began from.
    pub(crate) seed: u64,
    pub(crate) seconds: f64,
}

impl From<seed::Seeded> for Seeded {
    fn from(seeded: seed::Seeded) -> Self {
        Seeded {
            customers: seeded.asked.customers,
            products: seeded.asked.products,
            orders: seeded.asked.orders,
            lines: seeded.lines,
            seed: seeded.asked.seed,
            seconds: seeded.seconds,
        }
    }
}
