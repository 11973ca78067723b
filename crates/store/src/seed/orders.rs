//! One order and all that became of it.

use chrono::{DateTime, Duration, Utc};

use super::basket::basket;
use super::batch::Batch;
use super::catalogue::count;
use super::random::Random;
use super::shop::{Ids, Shop};
use super::stock::{Cause, Move};
use crate::amounts::credit_left;
use crate::inventory::MovementKind;
use crate::orders::{FulfilmentStatus, Order, OrderItem, OrderKind, OrderStatus, PaymentStatus};
use crate::payments::{
    EventKind, Payment, PaymentEvent, PaymentKind, PaymentState, Refund, RefundState,
};
use crate::returns::{Disposition, Return, ReturnItem};
use crate::shipments::{Shipment, ShipmentItem, ShipmentStatus};

/// How many of a thousand orders are sent; the others are carried home from the till.
const SENT: u64 = 420;

/// An order on its way into a batch.
pub(super) struct Making<'a> {
    shop: &'a Shop,
    random: &'a mut Random,
    ids: &'a mut Ids,
    order: Order,
    items: Vec<OrderItem>,
    /// The places of the lines' products in the catalogue.
    products: Vec<usize>,
    payment: Option<Payment>,
    moves: &'a mut Vec<Move>,
}

/// Makes the order of a moment.
pub(super) fn make(
    shop: &Shop,
    random: &mut Random,
    ids: &mut Ids,
    at: DateTime<Utc>,
    (batch, moves): (&mut Batch, &mut Vec<Move>),
) {
    let is_sent = random.per_mille(SENT);
    let (order, items, products) = basket(shop, random, ids, at, is_sent);
    let mut making = Making {
        shop,
        random,
        ids,
        order,
        items,
        products,
        payment: None,
        moves,
    };
    if is_sent {
        making.send(batch);
    } else {
        making.hand_over(batch);
    }
    making.finish(batch);
}

impl Making<'_> {
    /// Paid and carried home at once.
    fn hand_over(&mut self, batch: &mut Batch) {
        let at = self.order.created_at;
        self.goods_leave(at, MovementKind::Sold, None);
        let kind = if self.random.per_mille(350) {
            PaymentKind::Cash
        } else {
            PaymentKind::Card
        };
        self.pay(kind, at, batch);
        if self.random.per_mille(15) {
            self.come_back(at, batch);
        }
    }

    /// Packed, sent, and delivered, as far as the year reaches.
    fn send(&mut self, batch: &mut Batch) {
        let at = self.order.created_at;
        if self.random.per_mille(25) {
            let cancelled_at = self.after(at, 30, 300);
            if self.has_come(cancelled_at) {
                self.order.status = OrderStatus::Cancelled;
                self.order.cancelled_at = Some(cancelled_at);
                self.happened(cancelled_at);
                return;
            }
        }
        let (kind, paid_at) = match self.random.below(100) {
            0..78 => (PaymentKind::Card, at),
            78..92 => (PaymentKind::Paypal, at),
            _ => (PaymentKind::BankTransfer, self.after(at, 1_000, 4_300)),
        };
        if self.has_come(paid_at) {
            self.pay(kind, paid_at, batch);
        }
        let packed_at = self.after(at, 120, 1_200);
        let shipped_at = self.after(packed_at, 60, 540);
        if !self.has_come(shipped_at) {
            self.promise(at);
        }
        if self.has_come(packed_at) {
            self.ship(packed_at, shipped_at, batch);
        }
    }

    fn ship(&mut self, packed_at: DateTime<Utc>, shipped_at: DateTime<Utc>, batch: &mut Batch) {
        let id = self.ids.shipment;
        self.ids.shipment += 1;
        let (in_transit_at, delivered_at) = (
            self.after(shipped_at, 180, 600),
            self.after(shipped_at, 1_200, 4_200),
        );
        let come = |at: DateTime<Utc>| (at < self.shop.until).then_some(at);
        let (left, moving, arrived) = (come(shipped_at), come(in_transit_at), come(delivered_at));
        let status = match (left, moving, arrived) {
            (None, ..) => ShipmentStatus::Pending,
            (Some(_), _, Some(_)) => ShipmentStatus::Delivered,
            (Some(_), Some(_), None) => ShipmentStatus::InTransit,
            (Some(_), None, None) => ShipmentStatus::Shipped,
        };
        let last = arrived.or(moving).or(left).unwrap_or(packed_at);
        let (carrier, letters) = *self.random.pick(&[
            ("Greenline Parcels", "GL"),
            ("City Couriers", "CC"),
            ("Harbour Post", "HP"),
        ]);
        batch.shipments.push(Shipment {
            id,
            order_id: self.order.id,
            location_id: self.order.location_id,
            status,
            carrier: Some(carrier.to_owned()),
            tracking_number: left.map(|_| format!("{letters}{id:09}")),
            note: None,
            shipped_at: left,
            in_transit_at: moving,
            delivered_at: arrived,
            returned_at: None,
            cancelled_at: None,
            actor: self.shop.actor.clone(),
            created_at: packed_at,
            updated_at: last,
            version: 1 + count([left, moving, arrived].iter().flatten().count()),
        });
        for item in &mut self.items {
            match (left, arrived) {
                (None, _) => item.allocated = item.quantity,
                (Some(_), Some(_)) => item.delivered = item.quantity,
                (Some(_), None) => {}
            }
            batch.shipment_items.push(ShipmentItem {
                shipment_id: id,
                line: item.line,
                product_id: item.product_id,
                quantity: item.quantity,
            });
        }
        self.happened(last);
        if let Some(left) = left {
            self.goods_leave(left, MovementKind::Shipped, Some(id));
        }
        if let (Some(arrived), true) = (arrived, self.random.per_mille(45)) {
            self.come_back(arrived, batch);
        }
    }

    fn goods_leave(&mut self, at: DateTime<Utc>, kind: MovementKind, shipment_id: Option<i64>) {
        for (item, product) in self.items.iter_mut().zip(&self.products) {
            item.shipped = item.quantity;
            self.moves.push(Move {
                at,
                product: *product,
                quantity: -item.quantity,
                cause: Cause::Order {
                    kind,
                    order_id: self.order.id,
                    shipment_id,
                    return_id: None,
                    reason: None,
                },
            });
        }
    }

    fn promise(&mut self, at: DateTime<Utc>) {
        for (item, product) in self.items.iter().zip(&self.products) {
            self.moves.push(Move {
                at,
                product: *product,
                quantity: item.quantity,
                cause: Cause::Promise,
            });
        }
    }

    /// All that is owed, moved outside Mercer: by the till, a terminal, the bank.
    fn pay(&mut self, kind: PaymentKind, at: DateTime<Utc>, batch: &mut Batch) {
        let (id, amount) = (self.ids.payment, self.order.total);
        self.ids.payment += 1;
        let provider = match kind {
            PaymentKind::Cash => "till",
            PaymentKind::BankTransfer => "bank",
            PaymentKind::Card | PaymentKind::Paypal => "demonstration",
        };
        let is_card = kind == PaymentKind::Card;
        let brand = *self.random.pick(&["Visa", "Visa", "Mastercard"]);
        let last4 = format!("{:04}", self.random.below(10_000));
        let payment = Payment {
            id,
            order_id: self.order.id,
            kind,
            provider: provider.to_owned(),
            provider_reference: (kind != PaymentKind::Cash).then(|| format!("seed-{id}")),
            payment_method_id: None,
            brand: is_card.then(|| brand.to_owned()),
            last4: is_card.then_some(last4),
            currency: self.order.currency.clone(),
            status: PaymentState::Captured,
            amount,
            authorised: amount,
            capturing: 0,
            captured: amount,
            refunding: 0,
            refunded: 0,
            voided: 0,
            captures_at_once: true,
            outside: true,
            failure_code: None,
            failure_reason: None,
            action: None,
            created_at: at,
            updated_at: at,
            version: 1,
        };
        for kind in [EventKind::Authorised, EventKind::Captured] {
            let event = self.event(&payment, kind, amount, at);
            batch.events.push(event);
        }
        self.payment = Some(payment);
        self.order.captured = amount;
        self.happened(at);
    }

    fn event(
        &mut self,
        payment: &Payment,
        kind: EventKind,
        amount: i64,
        at: DateTime<Utc>,
    ) -> PaymentEvent {
        let id = self.ids.event;
        self.ids.event += 1;
        PaymentEvent {
            id,
            payment_id: payment.id,
            kind,
            amount,
            provider: payment.provider.clone(),
            provider_event_id: None,
            actor: self.shop.actor.clone(),
            created_at: at,
        }
    }

    /// One of the lines comes back some days later, and what was paid for it is given back.
    fn come_back(&mut self, since: DateTime<Utc>, batch: &mut Batch) {
        const REASONS: [&str; 5] = [
            "damaged",
            "past its date",
            "not what was ordered",
            "not needed after all",
            "tastes odd",
        ];
        let at = self.after(since, 600, 17_000);
        if !self.has_come(at) {
            return;
        }
        let id = self.ids.returned;
        self.ids.returned += 1;
        let reason = (*self.random.pick(&REASONS)).to_owned();
        let disposition = if self.random.per_mille(450) {
            Disposition::Restock
        } else {
            Disposition::WriteOff
        };
        let line = self.random.index(self.items.len());
        let item = &mut self.items[line];
        // One of several pieces, or all.
        let is_part = item.quantity > 1_000 && item.unit.is_whole();
        let quantity = if is_part { 1_000 } else { item.quantity };
        let credit = credit_left(item.total, 0, item.quantity, 0, quantity);
        item.returned = quantity;
        item.refunded = credit;
        batch.return_items.push(ReturnItem {
            return_id: id,
            line: item.line,
            product_id: item.product_id,
            quantity,
            disposition,
            credit,
        });
        batch.returns.push(Return {
            id,
            order_id: self.order.id,
            shipment_id: None,
            location_id: self.order.location_id,
            reason: reason.clone(),
            credited: credit,
            actor: self.shop.actor.clone(),
            created_at: at,
        });
        self.order.credited = credit;
        self.happened(at);
        let product = self.products[line];
        let mut moves = |kind, quantity, reason| {
            let cause = Cause::Order {
                kind,
                order_id: self.order.id,
                shipment_id: None,
                return_id: Some(id),
                reason,
            };
            self.moves.push(Move {
                at,
                product,
                quantity,
                cause,
            });
        };
        moves(MovementKind::Returned, quantity, None);
        if disposition == Disposition::WriteOff {
            moves(MovementKind::Adjusted, -quantity, Some(reason.clone()));
        }
        self.refund(credit, reason, at, batch);
    }

    fn refund(&mut self, amount: i64, reason: String, at: DateTime<Utc>, batch: &mut Batch) {
        let Some(mut payment) = self.payment.take() else {
            return;
        };
        if amount > 0 {
            payment.refunded = amount;
            payment.status = PaymentState::of(&payment);
            payment.updated_at = at;
            payment.version += 1;
            let event = self.event(&payment, EventKind::Refunded, amount, at);
            batch.events.push(event);
            batch.refunds.push(Refund {
                id: self.ids.refund,
                payment_id: payment.id,
                amount,
                reason,
                status: RefundState::Succeeded,
                failure_code: None,
                failure_reason: None,
                actor: self.shop.actor.clone(),
                created_at: at,
                finished_at: Some(at),
            });
            self.ids.refund += 1;
            self.order.refunded = amount;
        }
        self.payment = Some(payment);
    }

    fn finish(mut self, batch: &mut Batch) {
        self.order.payment_status = PaymentStatus::of(&self.order);
        self.order.fulfilment_status = FulfilmentStatus::of(OrderKind::Sale, &self.items);
        batch.orders.push(self.order);
        batch.items.append(&mut self.items);
        batch.payments.extend(self.payment);
    }

    /// Some minutes later.
    fn after(&mut self, at: DateTime<Utc>, least: i64, most: i64) -> DateTime<Utc> {
        at + Duration::seconds(self.random.between(least * 60, most * 60))
    }

    fn has_come(&self, at: DateTime<Utc>) -> bool {
        at < self.shop.until
    }

    fn happened(&mut self, at: DateTime<Utc>) {
        self.order.version += 1;
        self.order.updated_at = self.order.updated_at.max(at);
    }
}
