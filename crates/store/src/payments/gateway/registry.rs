//! Which providers the store works with.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{BankTransfer, PaymentGateway, Simulator, Till};
use crate::payment_methods::PaymentKind;

/// The gateways of a store, by means and by the provider's name.
#[derive(Clone)]
pub struct Gateways {
    known: BTreeMap<(&'static str, String), Arc<dyn PaymentGateway>>,
}

impl Gateways {
    /// The till ("till") and the bank ("bank"), and no provider of cards.
    pub fn without_providers() -> Self {
        let none = Gateways {
            known: BTreeMap::new(),
        };
        none.with(PaymentKind::Cash, "till", Arc::new(Till)).with(
            PaymentKind::BankTransfer,
            "bank",
            Arc::new(BankTransfer),
        )
    }

    /// The same and one more, or another in the place of the one of this name.
    #[must_use]
    pub fn with(
        mut self,
        kind: PaymentKind,
        provider: &str,
        gateway: Arc<dyn PaymentGateway>,
    ) -> Self {
        let name = (kind.as_str(), provider.to_owned());
        self.known.insert(name, gateway);
        self
    }

    /// The gateway of this name for payments by this means.
    pub fn find(&self, kind: PaymentKind, provider: &str) -> Option<Arc<dyn PaymentGateway>> {
        let name = (kind.as_str(), provider.to_owned());
        self.known.get(&name).cloned()
    }

    /// The names of the providers for payments by this means.
    pub fn providers(&self, kind: PaymentKind) -> Vec<&str> {
        let of_kind = self.known.keys().filter(|name| name.0 == kind.as_str());
        of_kind.map(|name| name.1.as_str()).collect()
    }
}

impl Default for Gateways {
    /// The till, the bank, and the [`Simulator`] ("simulator") for cards and PayPal.
    fn default() -> Self {
        let simulator = Arc::new(Simulator::default());
        Gateways::without_providers()
            .with(PaymentKind::Card, "simulator", simulator.clone())
            .with(PaymentKind::Paypal, "simulator", simulator)
    }
}

impl std::fmt::Debug for Gateways {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_set().entries(self.known.keys()).finish()
    }
}
