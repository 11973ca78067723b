//! Looking after products.

use mercer_store::products::Product;

use super::ask::{self, Answer, Stop, choose, settle};
use super::desk::Desk;
use super::form::{Field, fill_in};
use super::{find, take_back};

#[derive(Clone, Copy)]
enum Do {
    Find,
    Add,
    List,
}

const ACTIONS: &[(&str, Do)] = &[
    ("Look one up, change or remove it", Do::Find),
    ("Add a product", Do::Add),
    ("List them by name", Do::List),
];

#[derive(Clone, Copy)]
enum With {
    Edit,
    Prices,
    Archive,
    Remove,
}

const WITH: &[(&str, With)] = &[
    ("Change name, price, cost, barcode, category", With::Edit),
    ("What it cost when", With::Prices),
    ("Take it off sale for good", With::Archive),
    ("Remove it", With::Remove),
];

/// Offers what can be done until the person goes back.
pub(super) async fn run(desk: &Desk<'_>) -> Answer<()> {
    loop {
        ask::heading("Products");
        let done = match choose("Products: what is to be done?", ACTIONS)? {
            Do::Find => one(desk).await,
            Do::Add => add(desk).await,
            Do::List => {
                desk.run(&["products", "list", "--sort", "name", "--limit", "50"])
                    .await
            }
        };
        settle(done)?;
    }
}

async fn add(desk: &Desk<'_>) -> Answer<()> {
    let fields = vec![
        Field::required("SKU", "").help("the shop's own code, such as MUG-BLUE"),
        Field::required("Name", "--name"),
        Field::required("Price of one", "--price").help("such as 2.55"),
        Field::optional("What one costs the shop", "--cost").help("if it is known, such as 1.20"),
        Field::required("Sold by", "--unit")
            .suggest("each")
            .help("each, kg, g, l, ml, m"),
        Field::optional("Barcode", "--barcode").help("scan it, if there is one"),
        Field::optional("Category", "--category").help("its name, if there is one"),
        Field::optional("Tax class", "--tax-class").help("its code; no tax without one"),
    ];
    fill_in(desk, &["products", "add"], fields).await
}

async fn one(desk: &Desk<'_>) -> Answer<()> {
    let product = find::product(desk).await?;
    let id = format!("id:{}", product.id);
    desk.run(&["products", "show", &product.sku]).await?;
    desk.run(&["stock", "show", &product.sku]).await?;
    loop {
        ask::heading(&format!("Products: {}", product.name));
        let with = choose("What is to be done with it?", WITH)?;
        let done = act(desk, &product, &id, with).await;
        // What was removed, or is called otherwise now, is looked up again.
        let is_over = !matches!(with, With::Prices) && done.is_ok();
        settle(done)?;
        if is_over {
            return Ok(());
        }
    }
}

async fn act(desk: &Desk<'_>, product: &Product, id: &str, with: With) -> Answer<()> {
    let sku = product.sku.as_str();
    match with {
        With::Edit => {
            let price = take_back::decimal(product.price, &product.currency);
            let cost = product.cost;
            let cost = cost.map(|cost| take_back::decimal(cost, &product.currency));
            let fields = vec![
                Field::required("Name", "--name").now(&product.name),
                Field::required("Price of one", "--price").now(&price),
                Field::optional("What one costs the shop", "--cost")
                    .now(cost.as_deref().unwrap_or_default()),
                Field::optional("Barcode", "--barcode")
                    .now(product.barcode.as_deref().unwrap_or_default()),
                Field::optional("Category", "--category").help("Enter keeps it"),
            ];
            fill_in(desk, &["products", "edit", id], fields).await
        }
        With::Prices => desk.run(&["products", "prices", sku]).await,
        With::Archive => desk.run(&["products", "archive", sku]).await,
        With::Remove => {
            let question = format!("Remove {}?", product.name);
            if !ask::confirm(&question, "No", "Yes, remove it")? {
                return Err(Stop::Back);
            }
            desk.run(&["products", "remove", sku, "--yes"]).await
        }
    }
}
