//! Pack goods of a sale.

use mercer_database::Transaction;
use sea_orm::{ActiveValue, EntityTrait, IntoActiveModel};

use super::{
    Shipment, ShipmentError, ShipmentItem, ShipmentStatus, ShipmentWithItems, entity, item,
};
use crate::orders::{self, Order, OrderItem, OrderKind, OrderStatus, OrderWithItems};
use crate::{Invalid, Quantity, Store, audit, text};

/// Lines per statement: databases take only so many parameters.
const WRITTEN_AT_ONCE: usize = 1_000;

/// A shipment to be packed.
#[derive(Clone, Debug)]
pub struct CreateShipment {
    /// The sale.
    pub order_id: i64,
    /// What goes into it, each line of the order at most once; everything that is neither sent
    /// nor packed when `None`.
    pub lines: Option<Vec<ShipmentLine>>,
    /// Who carries it, at most 100 characters.
    pub carrier: Option<String>,
    /// What the carrier calls it, at most 100 characters.
    pub tracking_number: Option<String>,
    /// In words, at most 2,000 characters.
    pub note: Option<String>,
}

impl CreateShipment {
    /// Everything of an order that is neither sent nor packed.
    pub fn of(order_id: i64) -> Self {
        CreateShipment {
            order_id,
            lines: None,
            carrier: None,
            tracking_number: None,
            note: None,
        }
    }
}

/// So much of one line of the order.
#[derive(Clone, Copy, Debug)]
pub struct ShipmentLine {
    /// The line.
    pub line: i64,
    /// How much of it, at most what is neither sent nor packed.
    pub quantity: Quantity,
}

/// Packs the goods: they stay in stock and reserved, and no other shipment takes them.
///
/// # Errors
/// More of a line than is open, services, an order of which nothing is open or that is not a
/// placed sale: nothing is changed then.
pub async fn create(
    store: &Store,
    mut input: CreateShipment,
) -> Result<ShipmentWithItems, ShipmentError> {
    input.carrier = text::optional("carrier", input.carrier.as_deref(), 100)?;
    input.tracking_number =
        text::optional("tracking_number", input.tracking_number.as_deref(), 100)?;
    input.note = text::optional("note", input.note.as_deref(), 2_000)?;
    check_lines(input.lines.as_deref())?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, input) = (unit_store.clone(), input.clone());
            async move { create_in(&store, &transaction, input).await }
        })
        .await
}

fn check_lines(lines: Option<&[ShipmentLine]>) -> Result<(), Invalid> {
    let Some(lines) = lines else { return Ok(()) };
    if lines.is_empty() {
        return Err(Invalid::new("lines", "a shipment holds at least one line"));
    }
    for (index, line) in lines.iter().enumerate() {
        if lines[..index].iter().any(|other| other.line == line.line) {
            let reason = format!("line {} is named twice", line.line);
            return Err(Invalid::new(format!("lines/{index}/line"), reason));
        }
    }
    Ok(())
}

async fn create_in(
    store: &Store,
    transaction: &Transaction,
    input: CreateShipment,
) -> Result<ShipmentWithItems, ShipmentError> {
    // Under the order's lock: of two that pack the same goods, the second is refused.
    let before = orders::locked_in(transaction, input.order_id).await?;
    check_shippable(&before.order)?;
    let mut after = before.clone();
    let items = match &input.lines {
        None => pack_everything(&mut after)?,
        Some(lines) => pack(&mut after, lines)?,
    };
    let now = store.now();
    let shipment = Shipment {
        id: 0,
        order_id: input.order_id,
        location_id: before.order.location_id,
        status: ShipmentStatus::Pending,
        carrier: input.carrier,
        tracking_number: input.tracking_number,
        note: input.note,
        shipped_at: None,
        in_transit_at: None,
        delivered_at: None,
        returned_at: None,
        cancelled_at: None,
        actor: store.actor().to_string(),
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let created = insert_in(transaction, shipment, items).await?;
    orders::save_lines_in(transaction, &before, &mut after, now).await?;
    record_in(store, transaction, &created).await?;
    Ok(created)
}

fn check_shippable(order: &Order) -> Result<(), ShipmentError> {
    let reason = match (order.kind, order.status) {
        (OrderKind::Sale, OrderStatus::Placed) => return Ok(()),
        (OrderKind::Return, _) => "its goods have come back".to_owned(),
        (OrderKind::Sale, status) => format!("it is {status}"),
    };
    Err(ShipmentError::NotShippable {
        number: order.number.clone(),
        reason,
    })
}

fn pack_everything(order: &mut OrderWithItems) -> Result<Vec<ShipmentItem>, ShipmentError> {
    let goods = order.items.iter_mut().filter(|item| item.stocked);
    let items: Vec<_> = goods
        .filter_map(|item| match open(item) {
            0 => None,
            open => Some(allocate(item, open)),
        })
        .collect();
    if items.is_empty() {
        return Err(ShipmentError::NotShippable {
            number: order.order.number.clone(),
            reason: "all its goods are sent or packed".to_owned(),
        });
    }
    Ok(items)
}

fn pack(order: &mut OrderWithItems, lines: &[ShipmentLine]) -> Result<Vec<ShipmentItem>, Invalid> {
    let mut items = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let item = pack_line(&mut order.items, line)
            .map_err(|invalid| invalid.inside(&format!("lines/{index}")))?;
        items.push(item);
    }
    items.sort_unstable_by_key(|item| item.line);
    Ok(items)
}

fn pack_line(items: &mut [OrderItem], asked: &ShipmentLine) -> Result<ShipmentItem, Invalid> {
    let item = items.iter_mut().find(|item| item.line == asked.line);
    let unknown = || Invalid::new("line", format!("the order has no line {}", asked.line));
    let item = item.ok_or_else(unknown)?;
    if !item.stocked {
        let reason = format!("{} is a service, which is not sent", item.sku);
        return Err(Invalid::new("line", reason));
    }
    let quantity = asked.quantity.check(item.unit)?;
    let open = Quantity::from_thousandths(open(item));
    if quantity > open {
        let reason = format!("{quantity} is more than the {open} that is neither sent nor packed");
        return Err(Invalid::new("quantity", reason));
    }
    Ok(allocate(item, quantity.thousandths()))
}

/// Thousandths that are neither sent nor packed.
fn open(item: &OrderItem) -> i64 {
    item.quantity - item.shipped - item.allocated
}

fn allocate(item: &mut OrderItem, thousandths: i64) -> ShipmentItem {
    item.allocated += thousandths;
    ShipmentItem {
        shipment_id: 0,
        line: item.line,
        product_id: item.product_id,
        quantity: thousandths,
    }
}

async fn insert_in(
    transaction: &Transaction,
    shipment: Shipment,
    mut items: Vec<ShipmentItem>,
) -> Result<ShipmentWithItems, ShipmentError> {
    let mut row = shipment.clone().into_active_model();
    row.id = ActiveValue::NotSet;
    let inserted = entity::Entity::insert(row).exec(transaction).await?;
    let id = inserted.last_insert_id;
    for item in &mut items {
        item.shipment_id = id;
    }
    for part in items.chunks(WRITTEN_AT_ONCE) {
        let rows = part.iter().map(|item| item.clone().into_active_model());
        item::Entity::insert_many(rows)
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(ShipmentWithItems {
        shipment: Shipment { id, ..shipment },
        items,
    })
}

async fn record_in(
    store: &Store,
    transaction: &Transaction,
    created: &ShipmentWithItems,
) -> Result<(), ShipmentError> {
    let ShipmentWithItems { shipment, items } = created;
    let lines: Vec<_> = items
        .iter()
        .map(|item| serde_json::json!({ "line": item.line, "quantity": item.quantity }))
        .collect();
    let after = serde_json::json!({
        "status": shipment.status, "carrier": shipment.carrier,
        "tracking_number": shipment.tracking_number, "note": shipment.note, "lines": lines,
    });
    let act = audit::Act {
        action: "shipments.create",
        subject: format!("shipment {}", shipment.id),
        order_id: Some(shipment.order_id),
        before: None,
        after: Some(after),
    };
    Ok(audit::record_in(store, transaction, act).await?)
}
