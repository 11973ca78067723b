//! The year of the shop: its orders one after the other, in batches.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::batch::Batch;
use super::calendar::{Calendar, DAYS};
use super::catalogue::Catalogue;
use super::orders;
use super::people::People;
use super::random::{Random, Stream};
use super::stock::Stock;
use crate::Currency;
use crate::orders::{FulfilmentStatus, Order, OrderKind, OrderStatus, PaymentStatus};

/// What stays the same while orders are made.
pub(super) struct Shop {
    pub(super) seed: u64,
    pub(super) people: People,
    pub(super) catalogue: Catalogue,
    pub(super) calendar: Calendar,
    pub(super) until: DateTime<Utc>,
    pub(super) location_id: i64,
    pub(super) currency: Currency,
    pub(super) prices_include_tax: bool,
    /// The number of the first order, and its id.
    pub(super) first_number: i64,
    pub(super) first_order_id: i64,
    pub(super) actor: String,
}

/// The ids that the next rows get.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ids {
    pub(super) order: i64,
    pub(super) payment: i64,
    pub(super) event: i64,
    pub(super) refund: i64,
    pub(super) shipment: i64,
    pub(super) returned: i64,
}

impl Shop {
    /// A placed order of nothing yet.
    pub(super) fn blank(&self, id: i64, at: DateTime<Utc>) -> Order {
        Order {
            id,
            number: (self.first_number + id - self.first_order_id).to_string(),
            kind: OrderKind::Sale,
            customer_id: 0,
            location_id: self.location_id,
            currency: self.currency.code().to_owned(),
            status: OrderStatus::Placed,
            payment_status: PaymentStatus::Unpaid,
            fulfilment_status: FulfilmentStatus::Unfulfilled,
            prices_include_tax: self.prices_include_tax,
            subtotal: 0,
            discount: 0,
            discount_reason: None,
            last_line: 0,
            shipping: 0,
            tax: 0,
            total: 0,
            credited: 0,
            shipping_refunded: 0,
            pledged: 0,
            captured: 0,
            refunding: 0,
            refunded: 0,
            shipping_address: None,
            billing_address: None,
            source: Some("seed".to_owned()),
            placed_at: Some(at),
            cancelled_at: None,
            created_at: at,
            updated_at: at,
            version: 1,
        }
    }
}

/// Makes the orders, the earliest first.
pub(super) struct Year {
    shop: Arc<Shop>,
    random: Random,
    stock: Stock,
    ids: Ids,
    next_day: u64,
    /// What is left of a day, the latest first.
    moments: Vec<DateTime<Utc>>,
}

impl Year {
    pub(super) fn of(shop: Arc<Shop>, stock: Stock, ids: Ids) -> Self {
        Year {
            random: Random::of(shop.seed, Stream::Orders),
            shop,
            stock,
            ids,
            next_day: 0,
            moments: Vec::new(),
        }
    }

    /// The next orders, at most so many; `None` after the last.
    pub(super) fn batch(&mut self, most: usize) -> Option<Batch> {
        let mut batch = Batch::default();
        let mut moves = Vec::with_capacity(most * 3);
        while batch.orders.len() < most {
            let Some(at) = self.next_moment() else { break };
            let into = (&mut batch, &mut moves);
            orders::make(&self.shop, &mut self.random, &mut self.ids, at, into);
        }
        if batch.orders.is_empty() {
            return None;
        }
        self.stock.book(moves, &mut batch, &mut self.random);
        Some(batch)
    }

    fn next_moment(&mut self) -> Option<DateTime<Utc>> {
        while self.moments.is_empty() && self.next_day < DAYS {
            self.moments = self.shop.calendar.moments(self.next_day, &mut self.random);
            self.moments.reverse();
            self.next_day += 1;
        }
        self.moments.pop()
    }
}
