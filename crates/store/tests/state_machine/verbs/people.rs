//! Customers who come and go.

use mercer_store::customers::{self, Cascade};

use super::Task;
use crate::effect::{Effect, Outcome};
use crate::shop::newcomer;

impl Task {
    pub(super) async fn add_customer(&mut self) -> Outcome {
        self.created += 1;
        let input = newcomer(&format!("{}-{}", self.name, self.created));
        let customer = customers::create(&self.store, input).await?.id;
        Ok(vec![
            Effect::Customer { customer },
            Effect::audited("customers.create"),
        ])
    }

    pub(super) async fn erase_customer(&mut self) -> Outcome {
        let customer = self.pick("customers", "erased_at IS NULL").await?;
        customers::erase(&self.store, customer, None).await?;
        Ok(vec![Effect::Erased { customer }])
    }

    pub(super) async fn delete_customer(&mut self) -> Outcome {
        let customer = self.pick("customers", "id > 2").await?;
        let cascade = if self.chance(50) {
            Cascade::WithOrders
        } else {
            Cascade::Refuse
        };
        customers::delete(&self.store, customer, cascade, None).await?;
        Ok(vec![
            Effect::CustomerGone { customer },
            Effect::audited("customers.delete"),
        ])
    }
}
