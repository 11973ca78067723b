//! Looking after stock.

use super::ask::{self, Answer, choose, settle};
use super::desk::Desk;
use super::find;
use super::form::{Field, fill_in};

#[derive(Clone, Copy)]
enum Do {
    Show,
    Receive,
    Adjust,
    Low,
    ReorderPoint,
    Movements,
}

const ACTIONS: &[(&str, Do)] = &[
    ("Look something up", Do::Show),
    ("Receive goods", Do::Receive),
    ("Adjust what is on hand", Do::Adjust),
    ("What runs low", Do::Low),
    ("Say from when on something runs low", Do::ReorderPoint),
    ("What moved", Do::Movements),
];

/// Offers what can be done until the person goes back.
pub(super) async fn run(desk: &Desk<'_>) -> Answer<()> {
    loop {
        ask::heading("Stock");
        let action = choose("Stock: what is to be done?", ACTIONS)?;
        settle(act(desk, action).await)?;
    }
}

async fn act(desk: &Desk<'_>, action: Do) -> Answer<()> {
    if let Do::Low = action {
        return desk.run(&["stock", "low"]).await;
    }
    let product = find::product(desk).await?;
    let sku = product.sku.as_str();
    let unit = product.unit;
    match action {
        Do::Show | Do::Low => desk.run(&["stock", "show", sku]).await,
        Do::Receive => {
            ask::say(&format!("{}, in {unit}.", product.name));
            let fields = vec![
                Field::required("How much came", "").help("such as 12, or 7.500"),
                Field::optional("Remark", "--reason"),
            ];
            fill_in(desk, &["stock", "receive", sku], fields).await
        }
        Do::Adjust => {
            desk.run(&["stock", "show", sku]).await?;
            let fields = vec![
                Field::required("More or less by", "").help("such as -2 for two that broke, or 1"),
                Field::required("Why", "--reason").help("such as: broken"),
            ];
            fill_in(desk, &["stock", "adjust", sku], fields).await
        }
        Do::ReorderPoint => {
            let fields = vec![Field::required("It runs low at", "").help("such as 5")];
            fill_in(desk, &["stock", "reorder-point", sku], fields).await
        }
        Do::Movements => desk.run(&["stock", "movements", "--product", sku]).await,
    }
}
