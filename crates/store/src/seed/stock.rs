//! The stock under the generated orders: what leaves it, what comes back, and the deliveries that
//! keep it from running out.

use chrono::{DateTime, Duration, Utc};

use super::batch::{Batch, LevelChange};
use super::catalogue::{Catalogue, count};
use super::random::Random;
use crate::inventory::{MovementKind, StockLevel, StockMovement};

/// How long a delivery lasts, in days.
const DAYS_OF_A_DELIVERY: i64 = 12;
/// When more is asked for: so many days' demand before it is gone.
const DAYS_OF_RESERVE: i64 = 4;

/// Something that happens to the stock.
pub(super) struct Move {
    pub(super) at: DateTime<Utc>,
    /// The place in the catalogue.
    pub(super) product: usize,
    /// Thousandths; negative when they leave.
    pub(super) quantity: i64,
    pub(super) cause: Cause,
}

/// Why.
pub(super) enum Cause {
    /// Nothing leaves yet: it is promised to an open order.
    Promise,
    Order {
        kind: MovementKind,
        order_id: i64,
        shipment_id: Option<i64>,
        return_id: Option<i64>,
        reason: Option<String>,
    },
    Supply {
        kind: MovementKind,
        reason: &'static str,
    },
}

#[derive(Clone, Copy)]
struct Level {
    on_hand: i64,
    reserved: i64,
    /// As it was when the last batch was written.
    written: (i64, i64),
    reorder_point: i64,
    delivery: i64,
    is_due: bool,
}

/// The stock of every generated product at the one location.
pub(super) struct Stock {
    levels: Vec<Level>,
    /// Products that the next delivery brings.
    due: Vec<usize>,
    next_delivery: DateTime<Utc>,
    first_product_id: i64,
    location_id: i64,
    actor: String,
    next_movement_id: i64,
}

impl Stock {
    pub(super) fn of(
        catalogue: &Catalogue,
        orders: u64,
        (location_id, next_movement_id): (i64, i64),
        (from, actor): (DateTime<Utc>, &str),
    ) -> Self {
        let level = |share: u64| {
            // About two and a half lines to an order, of one and a half units or kilograms.
            let lines = i64::try_from(orders.saturating_mul(share)).unwrap_or(0);
            let a_day = lines / 1_000 * 15 / 4 / 365;
            let whole_boxes = |quantity: i64| (quantity / 6_000 + 1) * 6_000;
            Level {
                on_hand: 0,
                reserved: 0,
                written: (0, 0),
                reorder_point: whole_boxes(a_day * DAYS_OF_RESERVE),
                delivery: whole_boxes(a_day * DAYS_OF_A_DELIVERY + 6_000),
                is_due: false,
            }
        };
        let first = catalogue.goods.first();
        Stock {
            levels: catalogue.shares().into_iter().map(level).collect(),
            due: Vec::new(),
            next_delivery: from + Duration::hours(28),
            first_product_id: first.map_or(0, |goods| goods.product.id),
            location_id,
            actor: actor.to_owned(),
            next_movement_id,
        }
    }

    /// The levels as rows, with nothing in them, and the deliveries that fill them.
    pub(super) fn open(
        &mut self,
        first_level_id: i64,
        from: DateTime<Utc>,
        batch: &mut Batch,
    ) -> Vec<StockLevel> {
        let levels = self.levels.iter().enumerate();
        let rows = levels
            .map(|(index, level)| StockLevel {
                id: first_level_id + count(index),
                product_id: self.first_product_id + count(index),
                location_id: self.location_id,
                on_hand: 0,
                reserved: 0,
                reorder_point: Some(level.reorder_point),
                updated_at: from,
            })
            .collect();
        for product in 0..self.levels.len() {
            let quantity = self.levels[product].delivery * 2;
            self.supply(product, quantity, from, "opening stock", batch);
        }
        self.write_levels(batch);
        rows
    }

    /// Books all moves of a batch in the order of their times.
    pub(super) fn book(&mut self, mut moves: Vec<Move>, batch: &mut Batch, random: &mut Random) {
        moves.sort_by_key(|happened| happened.at);
        for happened in moves {
            while happened.at >= self.next_delivery {
                self.deliver(batch, random);
            }
            self.make_room(&happened, batch);
            let product = happened.product;
            let level = &mut self.levels[product];
            if matches!(happened.cause, Cause::Promise) {
                level.reserved += happened.quantity;
            } else {
                level.on_hand += happened.quantity;
                self.append(happened, batch);
            }
            let level = &mut self.levels[product];
            if level.on_hand - level.reserved < level.reorder_point && !level.is_due {
                level.is_due = true;
                self.due.push(product);
            }
        }
        self.write_levels(batch);
    }

    /// More than there is cannot leave: a van is sent at once.
    fn make_room(&mut self, happened: &Move, batch: &mut Batch) {
        let level = self.levels[happened.product];
        let taken = match happened.cause {
            Cause::Promise => happened.quantity,
            _ => -happened.quantity,
        };
        let missing = taken - (level.on_hand - level.reserved);
        if taken > 0 && missing > 0 {
            let deliveries = missing / level.delivery + 1;
            let quantity = level.delivery * deliveries;
            self.supply(happened.product, quantity, happened.at, "called for", batch);
        }
    }

    /// The delivery of a morning; now and then something of it is broken.
    fn deliver(&mut self, batch: &mut Batch, random: &mut Random) {
        let at = self.next_delivery;
        self.next_delivery = at + Duration::days(1);
        for product in std::mem::take(&mut self.due) {
            self.levels[product].is_due = false;
            let quantity = self.levels[product].delivery;
            self.supply(product, quantity, at, "delivery", batch);
            if random.per_mille(40) {
                let quantity = -1_000 * random.between(1, 3);
                self.levels[product].on_hand += quantity;
                let cause = Cause::Supply {
                    kind: MovementKind::Adjusted,
                    reason: "damaged in delivery",
                };
                let broken = Move {
                    at,
                    product,
                    quantity,
                    cause,
                };
                self.append(broken, batch);
            }
        }
    }

    fn supply(
        &mut self,
        product: usize,
        quantity: i64,
        at: DateTime<Utc>,
        reason: &'static str,
        batch: &mut Batch,
    ) {
        self.levels[product].on_hand += quantity;
        let cause = Cause::Supply {
            kind: MovementKind::Received,
            reason,
        };
        let received = Move {
            at,
            product,
            quantity,
            cause,
        };
        self.append(received, batch);
    }

    /// Writes a movement that the level has seen already.
    fn append(&mut self, happened: Move, batch: &mut Batch) {
        let (kind, order_id, shipment_id, return_id, reason) = match happened.cause {
            Cause::Promise => return,
            Cause::Supply { kind, reason } => (kind, None, None, None, Some(reason.to_owned())),
            Cause::Order {
                kind,
                order_id,
                shipment_id,
                return_id,
                reason,
            } => (kind, Some(order_id), shipment_id, return_id, reason),
        };
        batch.movements.push(StockMovement {
            id: self.next_movement_id,
            product_id: self.first_product_id + count(happened.product),
            location_id: self.location_id,
            kind,
            quantity: happened.quantity,
            on_hand_after: self.levels[happened.product].on_hand,
            order_id,
            shipment_id,
            return_id,
            transfer_id: None,
            count_id: None,
            reason,
            actor: self.actor.clone(),
            created_at: happened.at,
        });
        self.next_movement_id += 1;
    }

    fn write_levels(&mut self, batch: &mut Batch) {
        for (index, level) in self.levels.iter_mut().enumerate() {
            let now = (level.on_hand, level.reserved);
            if now != level.written {
                batch.levels.push(LevelChange {
                    product_id: self.first_product_id + count(index),
                    from: level.written,
                    to: now,
                });
                level.written = now;
            }
        }
    }
}
