//! An address as it stands in a customer's book.

use sha2::{Digest, Sha256};

use super::entity::Model;
use super::link::Model as Link;

/// An address with its part in a customer's book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressOfCustomer {
    /// The address.
    pub address: Model,
    /// Home, work.
    pub label: Option<String>,
    /// Whether goods go here unless told otherwise.
    pub default_shipping: bool,
    /// Whether invoices go here unless told otherwise.
    pub default_billing: bool,
}

impl AddressOfCustomer {
    pub(super) fn of(address: Model, link: Link) -> Self {
        AddressOfCustomer {
            address,
            label: link.label,
            default_shipping: link.default_shipping,
            default_billing: link.default_billing,
        }
    }

    /// A positive number that stands for all that the entry says: another one when the address was
    /// changed, the label, or what it is the default for. The ETag.
    ///
    /// Made of these, not counted: a default moves without a change of the address that loses it,
    /// and the bridge is written in bulk by imports.
    pub fn state(&self) -> i64 {
        let said = serde_json::json!([
            self.address.id,
            self.address.version,
            self.label,
            self.default_shipping,
            self.default_billing,
        ]);
        let digest = Sha256::digest(said.to_string());
        let mut first = [0; 8];
        first.copy_from_slice(&digest[..8]);
        // Never 0, which is no state.
        (i64::from_be_bytes(first) & i64::MAX).max(1)
    }
}
