//! Looking at orders, and whatever is done with one after it was taken.

use mercer_store::orders::{self, ListOrders, Order};
use mercer_store::{payments, shipments};

use super::ask::{self, Answer, Stop, choose, settle};
use super::desk::Desk;
use super::form::{Field, fill_in};
use super::{find, payment, take_back};

#[derive(Clone, Copy)]
enum Do {
    Pay,
    GiveBack,
    Send,
    Arrived,
    AddLine,
    SetQuantity,
    DropLine,
    Note,
    Timeline,
    Invoice,
    Cancel,
    Remove,
}

const ACTIONS: &[(&str, Do)] = &[
    ("Take money", Do::Pay),
    ("Give money back", Do::GiveBack),
    ("Send everything that is open", Do::Send),
    ("A parcel arrived", Do::Arrived),
    ("Add a line", Do::AddLine),
    ("Change a quantity", Do::SetQuantity),
    ("Take a line off", Do::DropLine),
    ("Note something", Do::Note),
    ("What happened to it", Do::Timeline),
    ("Bill it", Do::Invoice),
    ("Cancel it", Do::Cancel),
    ("Remove it from the books", Do::Remove),
];

#[derive(Clone, Copy)]
enum Which {
    One,
    Newest,
    Unpaid,
    ToSend,
}

const LISTS: &[(&str, Which)] = &[
    ("Look one up by its number", Which::One),
    ("The newest", Which::Newest),
    ("Those that are still to be paid", Which::Unpaid),
    ("Those that are still to be sent", Which::ToSend),
];

/// Offers orders, and then what can be done with one.
pub(super) async fn run(desk: &Desk<'_>) -> Answer<()> {
    loop {
        ask::heading("Orders");
        let which = choose("Which orders?", LISTS)?;
        settle(open(desk, which).await)?;
    }
}

async fn open(desk: &Desk<'_>, which: Which) -> Answer<()> {
    let mut wanted = ListOrders::default();
    match which {
        Which::One => {
            let order = find::order(desk).await?.order;
            return one(desk, order).await;
        }
        Which::Newest => {}
        Which::Unpaid => {
            wanted.status = Some(orders::OrderStatus::Placed);
            wanted.payment_status = Some(orders::PaymentStatus::Unpaid);
        }
        Which::ToSend => {
            wanted.status = Some(orders::OrderStatus::Placed);
            wanted.fulfilment_status = Some(orders::FulfilmentStatus::Unfulfilled);
        }
    }
    let rows = find::newest(desk.store, wanted).await?;
    if rows.is_empty() {
        ask::say("There are none.");
        return Ok(());
    }
    let order = ask::pick("Which one?", rows, find::in_a_line)?;
    one(desk, order).await
}

/// Shows one order, and what can be done with it, until the person goes back.
async fn one(desk: &Desk<'_>, order: Order) -> Answer<()> {
    desk.run(&["orders", "show", &order.number]).await?;
    loop {
        ask::heading(&format!("Orders: {}", order.number));
        let action = choose("What is to be done with it?", ACTIONS)?;
        let done = act(desk, &order, action).await;
        let is_gone = matches!((action, &done), (Do::Remove, Ok(())));
        settle(done)?;
        if is_gone {
            return Ok(());
        }
    }
}

async fn act(desk: &Desk<'_>, order: &Order, action: Do) -> Answer<()> {
    let number = order.number.as_str();
    match action {
        Do::Pay => {
            let order = orders::get(desk.store, order.id).await?.order;
            payment::take(desk, order).await
        }
        Do::GiveBack => give_back(desk, order).await,
        Do::Send => send(desk, order).await,
        Do::Arrived => arrived(desk, order).await,
        Do::AddLine => {
            let product = find::product(desk).await?;
            let quantity = ask::suggested("How much", "1", "such as 2, or 0.350")?;
            let line = format!("{}={quantity}", product.sku);
            desk.run(&["orders", "edit", number, "--add", &line]).await
        }
        Do::SetQuantity => {
            let line = line(desk, order).await?;
            let quantity = ask::text("How much in all", "such as 2, or 0.350")?;
            let set = format!("{line}={quantity}");
            desk.run(&["orders", "edit", number, "--set", &set]).await
        }
        Do::DropLine => {
            let line = line(desk, order).await?;
            desk.run(&["orders", "edit", number, "--drop", &line]).await
        }
        Do::Note => {
            let note = vec![Field::required("Note", "")];
            fill_in(desk, &["orders", "note", number], note).await
        }
        Do::Timeline => desk.run(&["orders", "timeline", number]).await,
        Do::Invoice => desk.run(&["invoices", "issue", number]).await,
        Do::Cancel => {
            let question = format!("Cancel order {number}?");
            if ask::confirm(&question, "No", "Yes, cancel it")? {
                desk.run(&["orders", "cancel", number]).await?;
            }
            Ok(())
        }
        Do::Remove => {
            let question = format!("Remove order {number} from the books for good?");
            if !ask::confirm(&question, "No", "Yes, remove it")? {
                return Err(Stop::Back);
            }
            desk.run(&["orders", "remove", number, "--yes"]).await
        }
    }
}

/// The number of a line that somebody picks.
async fn line(desk: &Desk<'_>, order: &Order) -> Answer<String> {
    let items = orders::get(desk.store, order.id).await?.items;
    let item = ask::pick("Which line?", items, |item| {
        let quantity = mercer_store::Quantity::from_thousandths(item.quantity);
        format!("{}  {}  {quantity} {}", item.line, item.name, item.unit)
    })?;
    Ok(item.line.to_string())
}

async fn give_back(desk: &Desk<'_>, order: &Order) -> Answer<()> {
    let now = orders::get(desk.store, order.id).await?.order;
    if now.overpaid() > 0 {
        return take_back::refund(desk, order.id, "Paid too much").await;
    }
    let mut rows = payments::of_orders(desk.store, &[order.id]).await?;
    rows.retain(|payment| payment.refundable() > 0);
    if rows.is_empty() {
        ask::say("No money was received for it.");
        return Ok(());
    }
    let payment = ask::pick("Of which payment?", rows, |payment| {
        let left = take_back::decimal(payment.refundable(), &payment.currency);
        format!(
            "{}  {}  {left} {} left",
            payment.id, payment.kind, payment.currency
        )
    })?;
    let id = payment.id.to_string();
    let fields = vec![
        Field::required("How much", "--amount").help("such as 5.00"),
        Field::required("Why", "--reason"),
    ];
    fill_in(desk, &["payments", "refund", &id], fields).await
}

/// Packs everything that is open and hands it to the carrier.
async fn send(desk: &Desk<'_>, order: &Order) -> Answer<()> {
    let waiting = shipments::of_orders(desk.store, &[order.id])
        .await?
        .into_iter();
    let waiting = waiting.filter(|one| one.status == shipments::ShipmentStatus::Pending);
    let mut packed: Vec<i64> = waiting.map(|one| one.id).collect();
    if packed.is_empty() {
        let fields = vec![
            Field::optional("Carrier", "--carrier"),
            Field::optional("Tracking number", "--tracking").help("scan it, if there is one"),
        ];
        fill_in(desk, &["shipments", "add", &order.number], fields).await?;
        let now = shipments::of_orders(desk.store, &[order.id])
            .await?
            .into_iter();
        let now = now.filter(|one| one.status == shipments::ShipmentStatus::Pending);
        packed = now.map(|one| one.id).collect();
    }
    for id in packed {
        desk.run(&["shipments", "dispatch", &format!("id:{id}")])
            .await?;
    }
    Ok(())
}

async fn arrived(desk: &Desk<'_>, order: &Order) -> Answer<()> {
    use shipments::ShipmentStatus::{InTransit, Shipped};
    let mut rows = shipments::of_orders(desk.store, &[order.id]).await?;
    rows.retain(|one| matches!(one.status, Shipped | InTransit));
    if rows.is_empty() {
        ask::say("No parcel of it is under way.");
        return Ok(());
    }
    let parcel = ask::pick("Which parcel?", rows, |one| {
        let carrier = one.carrier.clone().unwrap_or_default();
        let tracking = one.tracking_number.clone().unwrap_or_default();
        format!("{}  {}  {carrier} {tracking}", one.id, one.status)
    })?;
    desk.run(&["shipments", "deliver", &format!("id:{}", parcel.id)])
        .await
}
