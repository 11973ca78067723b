//! The first screen.

use super::ask::{self, Answer, Stop, choose, settle};
use super::desk::Desk;
use super::{customers, orders, products, stock, take_back, till, today};
use crate::cli::Failure;

#[derive(Clone, Copy)]
enum To {
    Till,
    TakeBack,
    Orders,
    Customers,
    Products,
    Stock,
    Today,
    Leave,
}

const SCREENS: &[(&str, To)] = &[
    ("Take an order", To::Till),
    ("Take goods back", To::TakeBack),
    ("Orders: look, pay, send, change", To::Orders),
    ("Customers", To::Customers),
    ("Products", To::Products),
    ("Stock: look up, receive, adjust", To::Stock),
    ("Today's figures", To::Today),
    ("Leave", To::Leave),
];

/// Opens one screen after the other until the person leaves.
pub(super) async fn run(desk: &Desk<'_>) -> Result<(), Failure> {
    loop {
        ask::heading(&format!("Mercer: {}", desk.place()));
        let to = match choose("What is to be done?", SCREENS) {
            Ok(To::Leave) | Err(Stop::Back | Stop::Leave) => break,
            Ok(to) => to,
            Err(Stop::Refused(failure)) => return Err(failure),
        };
        if settle(open(desk, to).await).is_err() {
            break;
        }
    }
    ask::say("Goodbye.");
    Ok(())
}

async fn open(desk: &Desk<'_>, to: To) -> Answer<()> {
    match to {
        To::Till => till::run(desk).await,
        To::TakeBack => take_back::run(desk).await,
        To::Orders => orders::run(desk).await,
        To::Customers => customers::run(desk).await,
        To::Products => products::run(desk).await,
        To::Stock => stock::run(desk).await,
        To::Today => today::run(desk).await,
        To::Leave => Err(Stop::Leave),
    }
}
