//! Goods on their way to customers and back.

use mercer_store::returns::{
    self, CreateReturn, Disposition, LineCredit, ReturnLine, ReturnWithItems,
};
use mercer_store::shipments::{
    self, CreateShipment, ReturnToSender, ShipmentLine, ShipmentWithItems,
};
use rand::Rng;

use super::Task;
use crate::effect::{Effect, Outcome};

impl Task {
    pub(super) async fn pack(&mut self) -> Outcome {
        let open = "status = 'placed' AND fulfilment_status IN \
                    ('unfulfilled', 'partially_fulfilled')";
        let order = self.pick("orders", open).await?;
        let mut input = CreateShipment::of(order);
        if self.chance(50) {
            let product = self.goods();
            input.lines = Some(vec![ShipmentLine {
                line: self.random.random_range(1..4),
                quantity: self.quantity(product),
            }]);
        }
        shipments::create(&self.store, input).await?;
        Ok(vec![Effect::audited("shipments.create")])
    }

    pub(super) async fn ship(&mut self) -> Outcome {
        let id = self.pick("shipments", "status = 'pending'").await?;
        let shipped = shipments::ship(&self.store, id, None).await?;
        let mut effects = lines(&shipped, |quantity| (quantity, 0));
        let location = shipped.shipment.location_id;
        effects.extend(shipped.items.iter().map(|item| Effect::Stock {
            product: item.product_id,
            location,
            change: -item.quantity,
        }));
        effects.push(Effect::audited("shipments.ship"));
        Ok(effects)
    }

    pub(super) async fn in_transit(&mut self) -> Outcome {
        let id = self.pick("shipments", "status = 'shipped'").await?;
        shipments::mark_in_transit(&self.store, id, None).await?;
        Ok(vec![Effect::audited("shipments.mark_in_transit")])
    }

    pub(super) async fn deliver(&mut self) -> Outcome {
        let left = "status IN ('shipped', 'in_transit')";
        let id = self.pick("shipments", left).await?;
        let delivered = shipments::deliver(&self.store, id, None).await?;
        let mut effects = lines(&delivered, |quantity| (0, quantity));
        effects.push(Effect::audited("shipments.deliver"));
        Ok(effects)
    }

    pub(super) async fn unpack(&mut self) -> Outcome {
        let id = self.pick("shipments", "status = 'pending'").await?;
        shipments::cancel(&self.store, id, None).await?;
        Ok(vec![Effect::audited("shipments.cancel")])
    }

    pub(super) async fn return_to_sender(&mut self) -> Outcome {
        let left = "status IN ('shipped', 'in_transit')";
        let id = self.pick("shipments", left).await?;
        let input = ReturnToSender {
            shipment_id: id,
            location_id: Some(self.location()),
            reason: "nobody there".to_owned(),
            write_off: Vec::new(),
            is_credited: self.chance(50),
            expected_version: None,
        };
        let back = shipments::return_to_sender(&self.store, input).await?;
        let mut effects = came_back(&back.goods);
        effects.push(Effect::audited("shipments.return_to_sender"));
        Ok(effects)
    }

    pub(super) async fn take_back(&mut self) -> Outcome {
        let gone = "kind = 'sale' AND status = 'placed' AND fulfilment_status <> 'unfulfilled'";
        let order_id = self.pick("orders", gone).await?;
        let product = self.goods();
        let input = CreateReturn {
            order_id,
            location_id: Some(self.location()),
            reason: "broken".to_owned(),
            lines: vec![ReturnLine {
                line: self.random.random_range(1..4),
                quantity: self.quantity(product),
                disposition: if self.chance(60) {
                    Disposition::Restock
                } else {
                    Disposition::WriteOff
                },
                credit: match self.random.random_range(0..4) {
                    0 => LineCredit::Nothing,
                    1 => LineCredit::Amount(self.random.random_range(0..500)),
                    _ => LineCredit::Full,
                },
            }],
        };
        let booked = returns::create(&self.store, input).await?;
        Ok(came_back(&booked))
    }
}

/// What a shipment's goods count as on their lines: shipped, delivered.
fn lines(of: &ShipmentWithItems, counts: impl Fn(i64) -> (i64, i64)) -> Vec<Effect> {
    let order = of.shipment.order_id;
    let line = |item: &shipments::ShipmentItem| {
        let (shipped, delivered) = counts(item.quantity);
        Effect::Line {
            order,
            line: item.line,
            shipped,
            delivered,
            returned: 0,
        }
    };
    of.items.iter().map(line).collect()
}

fn came_back(booked: &ReturnWithItems) -> Vec<Effect> {
    let order = booked.row.order_id;
    let mut effects = vec![
        Effect::Credited {
            order,
            amount: booked.row.credited,
        },
        Effect::audited("returns.create"),
    ];
    for item in &booked.items {
        effects.push(Effect::Line {
            order,
            line: item.line,
            shipped: 0,
            delivered: 0,
            returned: item.quantity,
        });
        if item.disposition == Disposition::Restock {
            effects.push(Effect::Stock {
                product: item.product_id,
                location: booked.row.location_id,
                change: item.quantity,
            });
        }
    }
    effects
}
