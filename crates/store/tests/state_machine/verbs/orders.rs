//! Orders and their documents.

use mercer_store::amounts::{Discount, DiscountAmount};
use mercer_store::orders::{
    self, Cascade, Credit, CreditOrder, Fulfilment, LineChange, ModifyOrder, OrderKind, OrderLine,
    OrderWithItems, PlaceOrder,
};
use mercer_store::patch::Patch;
use mercer_store::{Quantity, invoices};
use rand::Rng;

use super::Task;
use crate::effect::{Effect, Outcome, Refusal};

impl Task {
    pub(super) async fn place(&mut self) -> Outcome {
        let input = self.sale().await?;
        let (kind, fulfilment) = (input.kind, input.fulfilment);
        let placed = orders::place(&self.store, input).await?;
        let mut effects = vec![is_there(&placed), Effect::audited("orders.place")];
        let location = placed.order.location_id;
        for item in &placed.items {
            let (shipped, returned) = match (kind, fulfilment) {
                (OrderKind::Return, _) => (0, item.quantity),
                (OrderKind::Sale, Fulfilment::HandOver) => (item.quantity, 0),
                (OrderKind::Sale, Fulfilment::Reserve) => continue,
            };
            effects.push(Effect::Line {
                order: item.order_id,
                line: item.line,
                shipped,
                delivered: 0,
                returned,
            });
            if item.stocked {
                effects.push(Effect::Stock {
                    product: item.product_id,
                    location,
                    change: returned - shipped,
                });
            }
        }
        Ok(effects)
    }

    pub(super) async fn draft(&mut self) -> Outcome {
        let input = PlaceOrder {
            kind: OrderKind::Sale,
            fulfilment: Fulfilment::Reserve,
            ..self.sale().await?
        };
        let draft = orders::draft(&self.store, input).await?;
        Ok(vec![is_there(&draft), Effect::audited("orders.draft")])
    }

    pub(super) async fn place_draft(&mut self) -> Outcome {
        let id = self.pick("orders", "status = 'draft'").await?;
        orders::place_draft(&self.store, id, None).await?;
        Ok(vec![became(id, "placed"), Effect::audited("orders.place")])
    }

    pub(super) async fn cancel(&mut self) -> Outcome {
        let id = self.pick("orders", "status <> 'cancelled'").await?;
        orders::cancel(&self.store, id, None).await?;
        Ok(vec![
            became(id, "cancelled"),
            Effect::audited("orders.cancel"),
        ])
    }

    pub(super) async fn delete_order(&mut self) -> Outcome {
        let order = self.pick("orders", "id > 0").await?;
        let cascade = if self.chance(50) {
            Cascade::WithPayments
        } else {
            Cascade::Refuse
        };
        orders::delete(&self.store, order, cascade, None).await?;
        Ok(vec![
            Effect::OrderGone { order },
            Effect::audited("orders.delete"),
        ])
    }

    pub(super) async fn credit(&mut self) -> Outcome {
        let order = self.pick("orders", "status = 'placed'").await?;
        let amount = self.random.random_range(1..900);
        let credit = if self.chance(50) {
            Credit::Whole(amount)
        } else {
            Credit::Lines(vec![(self.random.random_range(0..3), amount)])
        };
        let input = CreditOrder {
            order_id: order,
            credit,
            reason: "late".to_owned(),
            expected_version: None,
        };
        orders::credit(&self.store, input).await?;
        Ok(vec![
            Effect::Credited { order, amount },
            Effect::audited("orders.credit"),
        ])
    }

    pub(super) async fn modify(&mut self) -> Outcome {
        let id = self.pick("orders", "status <> 'cancelled'").await?;
        let mut input = ModifyOrder {
            order_id: id,
            ..ModifyOrder::default()
        };
        for _ in 0..self.random.random_range(1..3) {
            self.add_change(&mut input);
        }
        let modified = orders::modify(&self.store, input).await?;
        let mut effects = vec![Effect::audited("orders.modify")];
        if let Some(record) = modified.modification {
            effects.push(Effect::Modified {
                order: id,
                modification: record.id,
                total: modified.order.order.total,
            });
        }
        Ok(effects)
    }

    fn add_change(&mut self, input: &mut ModifyOrder) {
        let line = self.random.random_range(1..5);
        match self.random.random_range(0..6) {
            0 => input.add.push(self.line()),
            1 => input.remove.push(line),
            2 => input.shipping = Some(self.random.random_range(0..800)),
            3 => {
                input.discount = match self.discount() {
                    Some(discount) => Patch::Set(discount),
                    None => Patch::Clear,
                };
            }
            _ => {
                let discount = self.discount();
                input.change.push(LineChange {
                    line,
                    quantity: Some(Quantity::from_thousandths(
                        1_000 * self.random.random_range(1..6),
                    )),
                    discount: discount.map_or(Patch::Keep, Patch::Set),
                });
            }
        }
    }

    pub(super) async fn issue(&mut self) -> Outcome {
        let order = self.pick("orders", "kind = 'sale'").await?;
        let issued = invoices::issue(&self.store, order, None).await?;
        let number = issued.invoice.number;
        Ok(vec![
            Effect::Invoice { number },
            Effect::audited("invoices.issue"),
        ])
    }

    pub(super) async fn credit_note(&mut self) -> Outcome {
        let invoiced = "id IN (SELECT order_id FROM invoices WHERE order_id IS NOT NULL)";
        let order = self.pick("orders", invoiced).await?;
        let issued = invoices::credit(&self.store, order, "less is owed", None).await?;
        let number = issued.invoice.number;
        Ok(vec![
            Effect::Invoice { number },
            Effect::audited("invoices.credit"),
        ])
    }

    async fn sale(&mut self) -> Result<PlaceOrder, Refusal> {
        let customer = self.pick("customers", "id > 0").await?;
        let lines = (0..self.random.random_range(1..4)).map(|_| self.line());
        let mut input = PlaceOrder::sale(customer, lines.collect());
        if self.chance(15) {
            input.fulfilment = Fulfilment::HandOver;
        }
        if self.chance(8) {
            input.kind = OrderKind::Return;
        }
        input.location_id = Some(self.location());
        input.discount = self.discount();
        input.shipping = self.random.random_range(0..500);
        Ok(input)
    }

    fn line(&mut self) -> OrderLine {
        let product = self.product();
        OrderLine {
            discount: self.discount(),
            ..OrderLine::of(product, self.quantity(product))
        }
    }

    fn discount(&mut self) -> Option<Discount> {
        let amount = match self.random.random_range(0..6) {
            0 => DiscountAmount::Rate(self.random.random_range(0..400_000)),
            1 => DiscountAmount::Fixed(self.random.random_range(0..300)),
            _ => return None,
        };
        Some(Discount {
            amount,
            reason: "regular".to_owned(),
        })
    }
}

fn is_there(order: &OrderWithItems) -> Effect {
    Effect::Order {
        order: order.order.id,
        customer: order.order.customer_id,
        status: order.order.status.to_string(),
    }
}

fn became(order: i64, status: &str) -> Effect {
    Effect::Became {
        order,
        status: status.to_owned(),
    }
}
