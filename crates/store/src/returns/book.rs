//! What every return does to stock, lines and money.

use mercer_database::Transaction;
use sea_orm::{ActiveValue, EntityTrait, IntoActiveModel};

use super::{
    Disposition, LineCredit, Return, ReturnError, ReturnItem, ReturnLine, ReturnWithItems, entity,
    item,
};
use crate::amounts::credit_left;
use crate::inventory::{Cause, Demand, MovementKind, take_back_in, write_off_in};
use crate::orders::{self, Order, OrderItem, OrderKind, OrderStatus, OrderWithItems};
use crate::{Invalid, Quantity, Store, audit};

/// Goods that came back, from whichever verb.
pub(crate) struct Booking {
    pub(crate) location_id: i64,
    pub(crate) shipment_id: Option<i64>,
    pub(crate) reason: String,
    pub(crate) lines: Vec<ReturnLine>,
}

/// Books goods of an order that the transaction has locked.
pub(crate) async fn book_in(
    store: &Store,
    transaction: &Transaction,
    before: &OrderWithItems,
    booking: Booking,
) -> Result<ReturnWithItems, ReturnError> {
    check_returnable(&before.order)?;
    let mut after = before.clone();
    let mut items = Vec::with_capacity(booking.lines.len());
    for (index, line) in booking.lines.iter().enumerate() {
        let item = take_back(&mut after, line)
            .map_err(|invalid| invalid.inside(&format!("lines/{index}")))?;
        items.push(item);
    }
    let row = Return {
        id: 0,
        order_id: before.order.id,
        shipment_id: booking.shipment_id,
        location_id: booking.location_id,
        reason: booking.reason,
        credited: items.iter().map(|item| item.credit).sum(),
        actor: store.actor().to_string(),
        created_at: store.now(),
    };
    let booked = insert_in(transaction, row, items).await?;
    orders::save_lines_in(transaction, before, &mut after, store.now()).await?;
    move_goods_in(store, transaction, &booked).await?;
    let act = audit::Act {
        action: "returns.create",
        subject: format!("return {}", booked.row.id),
        order_id: Some(before.order.id),
        before: None,
        after: Some(booked.summary()),
    };
    audit::record_in(store, transaction, act).await?;
    Ok(booked)
}

fn check_returnable(order: &Order) -> Result<(), ReturnError> {
    let reason = match (order.kind, order.status) {
        (OrderKind::Sale, OrderStatus::Placed) => return Ok(()),
        (OrderKind::Return, _) => "it is a return itself".to_owned(),
        (OrderKind::Sale, status) => format!("it is {status}"),
    };
    Err(ReturnError::NotReturnable {
        number: order.number.clone(),
        reason,
    })
}

/// Counts what came back on its line, and credits it.
fn take_back(order: &mut OrderWithItems, asked: &ReturnLine) -> Result<ReturnItem, Invalid> {
    let item = order.items.iter_mut().find(|item| item.line == asked.line);
    let unknown = || Invalid::new("line", format!("the order has no line {}", asked.line));
    let item = item.ok_or_else(unknown)?;
    if !item.stocked {
        let reason = format!("{} is a service; credit it instead", item.sku);
        return Err(Invalid::new("line", reason));
    }
    let quantity = asked.quantity.check(item.unit)?;
    let outside = Quantity::from_thousandths(item.shipped - item.returned);
    if quantity > outside {
        let reason = format!("{quantity} is more than the {outside} that left and is not back");
        return Err(Invalid::new("quantity", reason));
    }
    let credit = credit(item, quantity.thousandths(), asked.credit)?;
    item.returned += quantity.thousandths();
    item.refunded += credit;
    order.order.credited += credit;
    Ok(ReturnItem {
        return_id: 0,
        line: item.line,
        product_id: item.product_id,
        quantity: quantity.thousandths(),
        disposition: asked.disposition,
        credit,
    })
}

fn credit(item: &OrderItem, quantity: i64, asked: LineCredit) -> Result<i64, Invalid> {
    let left = item.total - item.refunded;
    match asked {
        LineCredit::Full => Ok(credit_left(
            item.total,
            item.refunded,
            item.quantity,
            item.returned,
            item.returned + quantity,
        )),
        LineCredit::Nothing => Ok(0),
        LineCredit::Amount(amount) if (0..=left).contains(&amount) => Ok(amount),
        LineCredit::Amount(amount) => {
            let reason =
                format!("{amount} minor units is not between 0 and the {left} still owed for it");
            Err(Invalid::new("credit", reason))
        }
    }
}

async fn insert_in(
    transaction: &Transaction,
    row: Return,
    mut items: Vec<ReturnItem>,
) -> Result<ReturnWithItems, ReturnError> {
    let mut new = row.clone().into_active_model();
    new.id = ActiveValue::NotSet;
    let id = entity::Entity::insert(new)
        .exec(transaction)
        .await?
        .last_insert_id;
    for item in &mut items {
        item.return_id = id;
    }
    let rows = items.iter().map(|item| item.clone().into_active_model());
    item::Entity::insert_many(rows)
        .exec_without_returning(transaction)
        .await?;
    Ok(ReturnWithItems {
        row: Return { id, ..row },
        items,
    })
}

async fn move_goods_in(
    store: &Store,
    transaction: &Transaction,
    booked: &ReturnWithItems,
) -> Result<(), ReturnError> {
    let ReturnWithItems { row, items } = booked;
    let cause = Cause {
        return_id: Some(row.id),
        shipment_id: row.shipment_id,
        ..Cause::for_order(store, MovementKind::Returned, row.order_id)
    };
    // Everything arrives before anything is written off, so that levels are locked in one order.
    let all = items.iter().map(|item| (item.product_id, item.quantity));
    take_back_in(transaction, row.location_id, &Demand::summed(all), &cause).await?;
    let written_off = items
        .iter()
        .filter(|item| item.disposition == Disposition::WriteOff)
        .map(|item| (item.product_id, item.quantity));
    let written_off = Demand::summed(written_off);
    write_off_in(
        transaction,
        row.location_id,
        &written_off,
        &cause,
        &row.reason,
    )
    .await?;
    Ok(())
}
