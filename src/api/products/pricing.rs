//! Who may change a price together with the rest of a product.

use mercer_store::Currency;
use mercer_store::products;
use mercer_store::staff::Permission;

use crate::api::Answer;
use crate::api::access::{Caller, may};

/// What is to become of a price.
#[derive(Clone, Copy, Default)]
pub(super) struct Pricing {
    /// Minor units; `None` keeps them.
    pub(super) amount: Option<i64>,
    /// `None` keeps it.
    pub(super) currency: Option<Currency>,
}

impl Pricing {
    /// What the caller may do of it: everything, or nothing. Whoever may not change prices is
    /// refused another price; one that is sent as it is does no harm, and is then left alone
    /// whatever becomes of it meanwhile.
    pub(super) async fn by(self, caller: &Caller, product_id: i64) -> Answer<Pricing> {
        let changes_nothing = self.amount.is_none() && self.currency.is_none();
        if changes_nothing || caller.may(Permission::PricesWrite) {
            return Ok(self);
        }
        let product = products::get(caller.store(), product_id).await?;
        let same_amount = self.amount.is_none_or(|amount| amount == product.price);
        let same_currency = self
            .currency
            .is_none_or(|currency| currency.code() == product.currency);
        if !(same_amount && same_currency) {
            may(Permission::PricesWrite).ask(caller, None).await?;
        }
        Ok(Pricing::default())
    }
}
