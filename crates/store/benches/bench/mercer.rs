//! Mercer's verbs.

use std::sync::Arc;

use mercer_store::orders::{self, ListOrders, OrderLine, PlaceOrder};
use mercer_store::{PageRequest, Quantity, Store};

use super::{Contender, Running};

pub struct Mercer {
    store: Store,
}

impl Mercer {
    pub fn new(store: Store) -> Self {
        Mercer { store }
    }
}

impl Contender for Mercer {
    fn place(self: Arc<Self>, lines: [(i64, i64); 3]) -> Running {
        Box::pin(async move {
            let lines = lines.iter().map(|&(product_id, thousandths)| {
                OrderLine::of(product_id, Quantity::from_thousandths(thousandths))
            });
            let input = PlaceOrder::sale(1, lines.collect());
            let placed = orders::place(&self.store, input)
                .await
                .map_err(|e| e.to_string())?;
            if placed.items.len() == 3 {
                Ok(())
            } else {
                Err("lines are missing".to_owned())
            }
        })
    }

    fn order_by_id(self: Arc<Self>, id: i64) -> Running {
        Box::pin(async move {
            let found = orders::get(&self.store, id)
                .await
                .map_err(|e| e.to_string())?;
            if found.items.len() == 3 {
                Ok(())
            } else {
                Err("lines are missing".to_owned())
            }
        })
    }

    fn list_20(self: Arc<Self>, after: i64) -> Running {
        Box::pin(async move {
            let wanted = ListOrders {
                page: PageRequest::after_id(after, 20),
                ..ListOrders::default()
            };
            let page = orders::list(&self.store, wanted)
                .await
                .map_err(|e| e.to_string())?;
            if page.items.len() == 20 {
                Ok(())
            } else {
                Err("orders are missing".to_owned())
            }
        })
    }
}
