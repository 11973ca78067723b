//! Take in orders from elsewhere; the rows of one order stand together, one for each line.
//!
//! An order keeps its number, its prices and its times. Its stock is not moved: what left and what
//! came back is in the ledger twice, in and out, for it was there and is gone. What is still to be
//! sent is reserved, so the stock has to be imported first. Money that was received is one payment
//! outside Mercer, goods that arrived are one shipment, goods that came back one return. An order
//! whose number the store has already is left as it is.

mod lines;
mod planned;
mod write;

use super::context::Context;
use super::outcome::{Outcome, Refusal};
use super::row::Row;

pub(super) async fn order(context: &Context, rows: &[Row<'_>]) -> Result<Outcome, Refusal> {
    let planned = planned::read(context, rows).await?;
    match planned {
        Some(planned) => write::write(&context.store, planned).await,
        None => Ok(Outcome::Unchanged),
    }
}
