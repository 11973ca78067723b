//! What somebody means by what they scan or type.

use mercer_store::customers::{self, Customer, CustomerError, ListCustomers};
use mercer_store::orders::{self, ListOrders, OrderError, OrderSort, OrderWithItems};
use mercer_store::products::{self, ListProducts, Product, ProductError};
use mercer_store::{PageRequest, SortKey, Store, Unit};

use super::ask::{self, Answer};
use super::desk::Desk;
use crate::json;

/// Candidates that are offered at once.
const AT_ONCE: u64 = 50;

/// Asks for a product until one is meant.
pub(super) async fn product(desk: &Desk<'_>) -> Answer<Product> {
    loop {
        let text = ask::text("Product", "scan it, or type its SKU or words of its name")?;
        if let Some(product) = product_called(desk.store, &text).await? {
            return Ok(product);
        }
    }
}

/// The product with this code, or the one that somebody picks of those with these words in their
/// names. It tells when there is none.
pub(super) async fn product_called(store: &Store, text: &str) -> Answer<Option<Product>> {
    // Codes are mostly written in capitals, and typed without.
    let capitals = text.to_uppercase();
    let by_code = [
        products::find_by_sku(store, text).await,
        products::find_by_barcode(store, text).await,
        products::find_by_sku(store, &capitals).await,
    ];
    for found in by_code {
        match found {
            Err(ProductError::NotFound(_) | ProductError::Invalid(_)) => {}
            found => return Ok(Some(found?)),
        }
    }
    let wanted = ListProducts {
        page: PageRequest::first(AT_ONCE),
        words: Some(text.to_owned()),
        archived: Some(false),
        ..ListProducts::default()
    };
    let mut rows = products::list(store, wanted).await?.items;
    match rows.len() {
        0 => {
            ask::say(&format!("No product has the code or the words {text:?}."));
            Ok(None)
        }
        1 => Ok(rows.pop()),
        _ => ask::pick("Which one?", rows, told).map(Some),
    }
}

fn told(product: &Product) -> String {
    let price = json::Money::new(product.price, &product.currency);
    format!(
        "{}  {}  {price} per {}",
        product.sku, product.name, product.unit
    )
}

/// Asks for a customer until one is meant.
pub(super) async fn customer(desk: &Desk<'_>) -> Answer<Customer> {
    let help = "user name, e-mail address, or the beginning of a name";
    loop {
        let text = ask::text("Customer", help)?;
        if let Some(customer) = customer_called(desk.store, &text).await? {
            return Ok(customer);
        }
    }
}

async fn customer_called(store: &Store, text: &str) -> Answer<Option<Customer>> {
    let found = match customers::find_by_username(store, text).await {
        Err(CustomerError::NotFound(_) | CustomerError::Invalid(_)) => {
            customers::find_by_email(store, text).await
        }
        found => found,
    };
    match found {
        Err(CustomerError::NotFound(_) | CustomerError::Invalid(_)) => {}
        found => return Ok(Some(found?)),
    }
    // Of "Jane Smith" the list knows where either begins.
    let words: Vec<String> = text
        .to_lowercase()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let wanted = ListCustomers {
        page: PageRequest::first(AT_ONCE),
        prefix: words.last().cloned(),
        ..ListCustomers::default()
    };
    let mut rows = customers::list(store, wanted).await?.items;
    let has = |customer: &Customer, word: &String| {
        let all = format!(
            "{} {} {} {}",
            customer.first_name,
            customer.last_name,
            customer.username,
            customer.email.as_deref().unwrap_or_default()
        );
        all.to_lowercase().contains(word)
    };
    rows.retain(|customer| words.iter().all(|word| has(customer, word)));
    match rows.len() {
        0 => {
            ask::say(&format!("No customer is called {text:?}."));
            Ok(None)
        }
        1 => Ok(rows.pop()),
        _ => ask::pick("Which one?", rows, |customer| {
            format!(
                "{}  {} {}  {}",
                customer.username,
                customer.first_name,
                customer.last_name,
                customer.email.as_deref().unwrap_or_default()
            )
        })
        .map(Some),
    }
}

/// Asks for an order until one is meant; Enter alone offers the newest.
pub(super) async fn order(desk: &Desk<'_>) -> Answer<OrderWithItems> {
    loop {
        let number = ask::optional("Order", "its number; Enter alone shows the newest")?;
        let Some(number) = number else {
            let newest = newest(desk.store, ListOrders::default()).await?;
            if newest.is_empty() {
                ask::say("There are no orders yet.");
                continue;
            }
            let order = ask::pick("Which one?", newest, in_a_line)?;
            return Ok(orders::get(desk.store, order.id).await?);
        };
        match orders::find(desk.store, &number).await {
            Err(OrderError::NotFound(_)) => ask::say(&format!("There is no order {number}.")),
            found => return Ok(found?),
        }
    }
}

/// The newest orders of those that are wanted.
pub(super) async fn newest(store: &Store, wanted: ListOrders) -> Answer<Vec<orders::Order>> {
    let wanted = ListOrders {
        page: PageRequest::first(AT_ONCE),
        sort: OrderSort::Id.descending(),
        ..wanted
    };
    Ok(orders::list(store, wanted).await?.items)
}

/// An order as one line of a list.
pub(super) fn in_a_line(order: &orders::Order) -> String {
    let order = json::Order::from(order.clone());
    let at = order.placed_at.unwrap_or(order.created_at);
    format!(
        "{}  {}  {:>12}  {}, {}, {}",
        order.number,
        at.format("%Y-%m-%d %H:%M"),
        order.total,
        order.status,
        order.payment_status,
        order.fulfilment_status
    )
}

/// Whether a product is weighed or measured, and not counted.
pub(super) fn is_measured(unit: Unit) -> bool {
    unit != Unit::Each
}
