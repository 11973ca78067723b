//! Stock: received, corrected, moved, counted.

use mercer_store::inventory::counts::{self, CloseCount, CountedLine, OpenCount, RecordCount};
use mercer_store::inventory::transfers::{self, ReceiveTransfer, SendTransfer};
use mercer_store::inventory::{self, Adjust, Count, Receive, StockLine, Transfer};
use mercer_store::{PageRequest, Quantity};
use rand::Rng;

use super::Task;
use crate::effect::{Effect, Outcome};

impl Task {
    pub(super) async fn receive(&mut self) -> Outcome {
        let (product, location) = (self.product(), self.location());
        let quantity = Quantity::from_thousandths(1_000 * self.random.random_range(1..12));
        let input = Receive {
            product_id: product,
            location_id: Some(location),
            quantity,
            reason: None,
        };
        inventory::receive(&self.store, input).await?;
        let moved = stock(product, location, quantity.thousandths());
        Ok(vec![moved, Effect::audited("inventory.receive")])
    }

    pub(super) async fn adjust(&mut self) -> Outcome {
        let (product, location) = (self.goods(), self.location());
        let sign = if self.chance(60) { -1 } else { 1 };
        let change = sign * self.quantity(product).thousandths();
        let input = Adjust {
            product_id: product,
            location_id: Some(location),
            quantity: Quantity::from_thousandths(change),
            reason: "breakage".to_owned(),
        };
        inventory::adjust(&self.store, input).await?;
        let moved = stock(product, location, change);
        Ok(vec![moved, Effect::audited("inventory.adjust")])
    }

    /// Counts one product while it is sold. What the answer found is not in it: what is on hand
    /// before and after is read in the ledger, by the reason.
    pub(super) async fn count(&mut self) -> Outcome {
        let (product, location) = (self.goods(), self.location());
        self.created += 1;
        let reason = format!("counted {} {}", self.name, self.created);
        let input = Count {
            product_id: product,
            location_id: Some(location),
            counted: self.quantity(product),
            reason: Some(reason.clone()),
        };
        inventory::count(&self.store, input).await?;
        let sql = format!("SELECT quantity AS n FROM stock_movements WHERE reason = '{reason}'");
        let found = crate::shop::rows(&self.store, &sql, &["n"], &[]).await?;
        let change = found.iter().map(|row| row.0[0]).sum();
        Ok(vec![stock(product, location, change)])
    }

    pub(super) async fn transfer(&mut self) -> Outcome {
        let (product, from) = (self.goods(), self.location());
        let quantity = self.quantity(product);
        let to = 3 - from;
        let input = Transfer {
            product_id: product,
            from_location_id: from,
            to_location_id: to,
            quantity,
            reason: None,
        };
        inventory::transfer(&self.store, input).await?;
        let moved = quantity.thousandths();
        Ok(vec![
            stock(product, from, -moved),
            stock(product, to, moved),
            Effect::audited("inventory.transfer"),
        ])
    }

    pub(super) async fn send(&mut self) -> Outcome {
        let from = self.location();
        let first = self.goods();
        let mut products = vec![first];
        let second = self.goods();
        if second != first {
            products.push(second);
        }
        let mut lines = Vec::new();
        for product_id in products {
            let quantity = self.quantity(product_id);
            lines.push(StockLine {
                product_id,
                quantity,
            });
        }
        let input = SendTransfer {
            from_location_id: from,
            to_location_id: 3 - from,
            lines,
            note: None,
        };
        let sent = transfers::send(&self.store, input).await?;
        let left = sent.items.iter();
        let mut effects: Vec<_> = left
            .map(|item| stock(item.product_id, from, -item.quantity))
            .collect();
        effects.push(Effect::audited("inventory.send"));
        Ok(effects)
    }

    pub(super) async fn arrive(&mut self) -> Outcome {
        let id = self
            .pick("stock_transfers", "status = 'in_transit'")
            .await?;
        let sent = transfers::get(&self.store, id).await?;
        let lines: Vec<_> = sent
            .items
            .iter()
            .filter(|item| item.in_transit() > 0)
            .map(|item| StockLine {
                product_id: item.product_id,
                quantity: Quantity::from_thousandths(Ord::min(item.in_transit(), 1_000)),
            })
            .collect();
        let input = ReceiveTransfer {
            transfer_id: id,
            expected_version: None,
            lines: Some(lines.clone()),
            missing: self.chance(30).then(|| "fell off".to_owned()),
        };
        transfers::receive(&self.store, input).await?;
        let to = sent.transfer.to_location_id;
        let arrived = lines.iter();
        let mut effects: Vec<_> = arrived
            .map(|line| stock(line.product_id, to, line.quantity.thousandths()))
            .collect();
        effects.push(Effect::audited("inventory.receive_transfer"));
        Ok(effects)
    }

    pub(super) async fn call_back(&mut self) -> Outcome {
        let id = self
            .pick("stock_transfers", "status = 'in_transit'")
            .await?;
        let cancelled = transfers::cancel(&self.store, id, None).await?;
        let from = cancelled.transfer.from_location_id;
        let back = cancelled.items.iter();
        let mut effects: Vec<_> = back
            .map(|item| stock(item.product_id, from, item.brought_back))
            .collect();
        effects.push(Effect::audited("inventory.cancel_transfer"));
        Ok(effects)
    }

    pub(super) async fn open_count(&mut self) -> Outcome {
        let input = OpenCount {
            location_id: Some(self.location()),
            product_ids: None,
            note: None,
        };
        counts::open(&self.store, input).await?;
        Ok(vec![Effect::audited("inventory.open_count")])
    }

    pub(super) async fn record_count(&mut self) -> Outcome {
        let count_id = self.pick("stock_counts", "status = 'open'").await?;
        let product_id = self.goods();
        // Found a little more or less than a glance at the shelf tells.
        let levels = inventory::levels(&self.store, product_id).await?;
        let there = levels.first().map_or(0, |level| level.on_hand);
        let counted = Ord::max(there + 1_000 * self.random.random_range(-2..4), 0);
        let input = RecordCount {
            count_id,
            expected_version: None,
            lines: vec![CountedLine {
                product_id,
                counted: Quantity::from_thousandths(counted),
            }],
            counted_by: None,
        };
        counts::record(&self.store, input).await?;
        Ok(vec![Effect::audited("inventory.record_count")])
    }

    pub(super) async fn close_count(&mut self) -> Outcome {
        let count_id = self.pick("stock_counts", "status = 'open'").await?;
        let input = CloseCount {
            count_id,
            expected_version: None,
            reason: "counted".to_owned(),
            leave_uncounted: true,
        };
        let closed = counts::close(&self.store, input).await?;
        // What is closed stays as it is.
        let page = PageRequest::first(100);
        let sheet = counts::get(&self.store, count_id, page).await?;
        let lines = sheet.lines.items.iter();
        let mut effects: Vec<_> = lines
            .filter_map(|line| Some((line.product_id, line.difference?)))
            .map(|(product, change)| stock(product, closed.location_id, change))
            .collect();
        effects.push(Effect::audited("inventory.close_count"));
        Ok(effects)
    }

    pub(super) async fn cancel_count(&mut self) -> Outcome {
        let id = self.pick("stock_counts", "status = 'open'").await?;
        counts::cancel(&self.store, id, None).await?;
        Ok(vec![Effect::audited("inventory.cancel_count")])
    }
}

fn stock(product: i64, location: i64, change: i64) -> Effect {
    Effect::Stock {
        product,
        location,
        change,
    }
}
