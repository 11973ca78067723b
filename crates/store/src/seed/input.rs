//! How much is wanted.

use crate::Invalid;
use crate::demonstration::{CUSTOMERS, ORDERS, PRODUCTS};

/// The most customers and orders.
const MOST: usize = 50_000_000;
/// The most products: their SKUs are numbered with five digits.
const MOST_PRODUCTS: usize = 99_999;

/// How many there are to be in the end, the fixed demonstration's included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed {
    /// Customers, at least the demonstration's three.
    pub customers: usize,
    /// Products, at least the demonstration's twenty.
    pub products: usize,
    /// Orders, at least the demonstration's six.
    pub orders: usize,
    /// What chance begins from: the same gives the same store.
    pub seed: u64,
}

impl Default for Seed {
    /// A shop at the corner, a year on.
    fn default() -> Self {
        Seed {
            customers: 1_000,
            products: 500,
            orders: 10_000,
            seed: 1,
        }
    }
}

impl Seed {
    /// The default, so many times larger: 0.1 to 1000. The catalogue grows with the square root,
    /// for a larger shop sells more of the same.
    ///
    /// # Errors
    /// A scale outside these, on the field `scale`.
    pub fn scaled(scale: f64) -> Result<Self, Invalid> {
        if !(0.1..=1_000.0).contains(&scale) {
            return Err(Invalid::new(
                "scale",
                format!("{scale} is not between 0.1 and 1000"),
            ));
        }
        let default = Seed::default();
        // Between a tenth of the smallest and a thousand times the largest default.
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss
        )]
        let times = |count: usize, scale: f64| (count as f64 * scale).round() as usize;
        Ok(Seed {
            customers: times(default.customers, scale),
            products: times(default.products, scale.sqrt()),
            orders: times(default.orders, scale),
            seed: default.seed,
        })
    }

    /// Whether all of it can be made.
    ///
    /// # Errors
    /// The first figure that is too small or too large.
    pub fn check(&self) -> Result<(), Invalid> {
        self.generated().map(drop)
    }

    /// What is to be generated beside the fixed demonstration.
    pub(super) fn generated(&self) -> Result<Generated, Invalid> {
        let beside = |field: &str, wanted: usize, fixed: usize, most: usize| {
            if wanted > most {
                let reason = format!("{wanted} is above the limit of {most}");
                return Err(Invalid::new(field, reason));
            }
            wanted.checked_sub(fixed).ok_or_else(|| {
                let reason = format!("{wanted} is below {fixed}, the fixed part of what is made");
                Invalid::new(field, reason)
            })
        };
        let generated = Generated {
            customers: beside("customers", self.customers, CUSTOMERS, MOST)?,
            products: beside("products", self.products, PRODUCTS, MOST_PRODUCTS)?,
            orders: beside("orders", self.orders, ORDERS, MOST)?,
        };
        if generated.orders > 0 && (generated.customers == 0 || generated.products == 0) {
            let reason = format!(
                "more than {ORDERS} orders need more than {CUSTOMERS} customers and {PRODUCTS} products"
            );
            return Err(Invalid::new("orders", reason));
        }
        Ok(generated)
    }
}

/// Beside the fixed demonstration.
#[derive(Clone, Copy, Debug)]
pub(super) struct Generated {
    pub(super) customers: usize,
    pub(super) products: usize,
    pub(super) orders: usize,
}
