//! Taking an order, by scanning or typing.
//!
//! The first line makes a draft of it, every further one changes the draft; so what was taken is in
//! the store at every moment, and another till, or the same one after a power cut, goes on with it.

use console::style;
use mercer_store::Quantity;
use mercer_store::customers::{self, Customer};
use mercer_store::orders::{self, ListOrders, OrderItem, OrderStatus, OrderWithItems};
use mercer_store::products::Product;

use super::ask::{self, Answer, Stop, choose, settle};
use super::desk::Desk;
use super::{find, payment};
use crate::json;

/// An order that is being taken.
struct Sale {
    customer: Customer,
    /// The draft; nothing before the first line.
    draft: Option<OrderWithItems>,
}

#[derive(Clone, Copy)]
enum Next {
    Along,
    Send,
    Scan,
    Quantity,
    Drop,
    Discount,
    CallOff,
}

/// Takes one order.
pub(super) async fn run(desk: &Desk<'_>) -> Answer<()> {
    ask::heading("Take an order");
    let mut sale = begin(desk).await?;
    let ended = take(desk, &mut sale).await;
    if let (Err(Stop::Back | Stop::Leave), Some(draft)) = (&ended, &sale.draft) {
        let number = &draft.order.number;
        ask::say(&format!(
            "Order {number} is kept as a draft. Taking the next order offers to go on with it."
        ));
    }
    ended
}

/// A new order, or one that was begun.
async fn begin(desk: &Desk<'_>) -> Answer<Sale> {
    let begun = ListOrders {
        status: Some(OrderStatus::Draft),
        ..ListOrders::default()
    };
    let begun = find::newest(desk.store, begun).await?;
    if !begun.is_empty() {
        let rows = std::iter::once(None)
            .chain(begun.into_iter().map(Some))
            .collect();
        let chosen = ask::pick(
            "A new order, or one that was begun?",
            rows,
            |row| match row {
                None => "A new order".to_owned(),
                Some(order) => find::in_a_line(order),
            },
        )?;
        if let Some(order) = chosen {
            let draft = orders::get(desk.store, order.id).await?;
            show(&draft);
            return Ok(Sale {
                customer: customers::get(desk.store, order.customer_id).await?,
                draft: Some(draft),
            });
        }
    }
    let customer = find::customer(desk).await?;
    ask::say(&format!(
        "For {} {}.",
        customer.first_name, customer.last_name
    ));
    Ok(Sale {
        customer,
        draft: None,
    })
}

/// Scans until the order is placed or called off.
async fn take(desk: &Desk<'_>, sale: &mut Sale) -> Answer<()> {
    loop {
        let help = "SKU, barcode or words, 3 * .. for three · Enter alone goes on to pay";
        let scanned = ask::optional("Scan or type", help)?;
        let done = match (scanned, &sale.draft) {
            (Some(text), _) => add(desk, sale, &text).await,
            (None, None) => {
                ask::say("Nothing was taken yet.");
                Ok(())
            }
            (None, Some(draft)) => {
                show(draft);
                let next = match choose("How does it go on?", NEXT) {
                    Err(Stop::Back) => continue,
                    next => next?,
                };
                match next {
                    Next::Along | Next::Send => {
                        let placed = place(desk, sale, matches!(next, Next::Along)).await;
                        if sale.draft.is_none() {
                            return placed;
                        }
                        placed
                    }
                    Next::CallOff => {
                        let number = draft.order.number.clone();
                        sale.draft = None;
                        return desk.run(&["orders", "cancel", &number]).await;
                    }
                    Next::Scan => Ok(()),
                    Next::Quantity => change_quantity(desk, sale).await,
                    Next::Drop => drop_line(desk, sale).await,
                    Next::Discount => discount(desk, sale).await,
                }
            }
        };
        settle(done)?;
    }
}

const NEXT: &[(&str, Next)] = &[
    ("Pay: the customer takes the goods along", Next::Along),
    ("Pay: the goods are sent later", Next::Send),
    ("Scan more", Next::Scan),
    ("Change a quantity", Next::Quantity),
    ("Take a line off", Next::Drop),
    ("Give a discount", Next::Discount),
    ("Call the order off", Next::CallOff),
];

/// One more product, or more of one that is there.
async fn add(desk: &Desk<'_>, sale: &mut Sale, text: &str) -> Answer<()> {
    let (quantity, code) = split(text);
    let Some(product) = find::product_called(desk.store, code).await? else {
        return Ok(());
    };
    let quantity = match quantity {
        Some(quantity) => quantity,
        None if find::is_measured(product.unit) => measure(&product)?,
        None => Quantity::from_thousandths(1_000),
    };
    let line = format!("{}={quantity}", product.sku);
    let Some(draft) = &sale.draft else {
        let username = &sale.customer.username;
        let words = ["orders", "draft", "--customer", username, "--line", &line];
        keep(sale, desk.order(&words).await?, product.id);
        return Ok(());
    };
    let number = draft.order.number.clone();
    let there = draft
        .items
        .iter()
        .find(|item| item.product_id == product.id);
    let more = there.and_then(|item| {
        let sum = Quantity::from_thousandths(item.quantity).checked_add(quantity)?;
        Some(format!("{}={sum}", item.line))
    });
    let words = match &more {
        Some(more) => ["orders", "edit", &number, "--set", more],
        None => ["orders", "edit", &number, "--add", &line],
    };
    keep(sale, desk.order(&words).await?, product.id);
    Ok(())
}

/// `3 * MUG-BLUE` and `0.350*COFFEE` tell the quantity first.
fn split(text: &str) -> (Option<Quantity>, &str) {
    let parted = text.split_once('*');
    let parted = parted.and_then(|(quantity, code)| {
        let quantity = quantity.trim().parse().ok()?;
        Some((Some(quantity), code.trim()))
    });
    parted.unwrap_or((None, text))
}

fn measure(product: &Product) -> Answer<Quantity> {
    let question = format!("{}, how many {}", product.name, product.unit);
    loop {
        match ask::text(&question, "such as 0.350")?.parse() {
            Ok(quantity) => return Ok(quantity),
            Err(mercer_store::Invalid { reason, .. }) => ask::say(&reason),
        }
    }
}

/// Remembers the draft as it is now, and shows the line of a product and the running total.
fn keep(sale: &mut Sale, draft: OrderWithItems, product_id: i64) {
    if let Some(item) = draft
        .items
        .iter()
        .find(|item| item.product_id == product_id)
    {
        ask::say(&line(item, &draft.order.currency));
    }
    ask::say(&running_total(&draft));
    sale.draft = Some(draft);
}

fn line(item: &OrderItem, currency: &str) -> String {
    let price = json::Money::new(item.unit_price, currency);
    let total = json::Money::new(item.total, currency);
    let quantity = Quantity::from_thousandths(item.quantity);
    let times = format!("{quantity} × {price}");
    format!(
        "  {:>2}  {:<32} {times:>20} {total:>14}",
        item.line, item.name
    )
}

fn running_total(draft: &OrderWithItems) -> String {
    let total = json::Money::new(draft.order.total, &draft.order.currency);
    let total = format!("Total {total}");
    style(format!("{total:>71}")).bold().to_string()
}

/// The whole order as it is.
fn show(draft: &OrderWithItems) {
    ask::say(&format!("Order {}", draft.order.number));
    for item in &draft.items {
        ask::say(&line(item, &draft.order.currency));
    }
    ask::say(&running_total(draft));
}

async fn change_quantity(desk: &Desk<'_>, sale: &mut Sale) -> Answer<()> {
    let Some(draft) = &sale.draft else {
        return Ok(());
    };
    let item = ask::pick("Which line?", draft.items.clone(), |item| {
        line(item, &draft.order.currency)
    })?;
    let quantity = ask::text("How much in all", "such as 2, or 0.350")?;
    let set = format!("{}={quantity}", item.line);
    let words = ["orders", "edit", &draft.order.number, "--set", &set];
    keep(sale, desk.order(&words).await?, item.product_id);
    Ok(())
}

async fn drop_line(desk: &Desk<'_>, sale: &mut Sale) -> Answer<()> {
    let Some(draft) = &sale.draft else {
        return Ok(());
    };
    let item = ask::pick("Which line?", draft.items.clone(), |item| {
        line(item, &draft.order.currency)
    })?;
    let number = item.line.to_string();
    let words = ["orders", "edit", &draft.order.number, "--drop", &number];
    keep(sale, desk.order(&words).await?, item.product_id);
    Ok(())
}

async fn discount(desk: &Desk<'_>, sale: &mut Sale) -> Answer<()> {
    let Some(draft) = &sale.draft else {
        return Ok(());
    };
    let off = ask::text("How much off", "10% or 2.50")?;
    let reason = ask::text("Why", "such as: a regular")?;
    let number = &draft.order.number;
    let words = [
        "orders",
        "edit",
        number,
        "--discount",
        &off,
        "--discount-reason",
        &reason,
    ];
    keep(sale, desk.order(&words).await?, 0);
    Ok(())
}

/// Places the order and takes the money. A refusal leaves the draft as it is.
async fn place(desk: &Desk<'_>, sale: &mut Sale, is_taken_along: bool) -> Answer<()> {
    let Some(draft) = &sale.draft else {
        return Ok(());
    };
    let number = draft.order.number.clone();
    let mut words = vec!["orders", "place-draft", &number];
    if is_taken_along {
        words.push("--handed-over");
    }
    let placed = desk.order(&words).await?;
    sale.draft = None;
    show(&placed);
    payment::take(desk, placed.order).await
}
