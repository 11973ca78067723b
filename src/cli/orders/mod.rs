//! `mercer orders`.

mod address;
mod cancel;
mod changes;
mod content;
mod credit;
mod discount;
mod draft;
mod edit;
mod list;
mod note;
mod place;
mod place_draft;
mod remove;
mod show;
mod timeline;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::orders::{self, OrderError, OrderWithItems};
use mercer_store::staff::Permission;

use super::Failure;
use super::output::Output;
use super::reference::Reference;
use crate::json;

/// Verbs of orders.
#[derive(Debug, Subcommand)]
pub(super) enum OrdersCommand {
    List(list::List),
    Show(show::Show),
    #[command(visible_alias = "add")]
    Place(Box<place::Place>),
    Draft(Box<draft::Draft>),
    PlaceDraft(place_draft::PlaceDraft),
    Edit(Box<edit::Edit>),
    Cancel(cancel::Cancel),
    Credit(credit::Credit),
    Note(note::Note),
    Timeline(timeline::Timeline),
    Changes(changes::Changes),
    Remove(remove::Remove),
}

impl OrdersCommand {
    /// What a member of the staff has to have. A discount takes more, which is asked where it is
    /// given.
    pub(super) fn permission(&self) -> Permission {
        match self {
            OrdersCommand::List(_)
            | OrdersCommand::Show(_)
            | OrdersCommand::Timeline(_)
            | OrdersCommand::Changes(_) => Permission::OrdersRead,
            OrdersCommand::Place(place) => place.permission(),
            OrdersCommand::Draft(_) | OrdersCommand::PlaceDraft(_) => Permission::OrdersPlace,
            OrdersCommand::Edit(_) | OrdersCommand::Note(_) => Permission::OrdersEdit,
            OrdersCommand::Cancel(_) => Permission::OrdersCancel,
            OrdersCommand::Credit(_) => Permission::OrdersDiscount,
            OrdersCommand::Remove(_) => Permission::OrdersDelete,
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            OrdersCommand::List(list) => list.run(store, output).await,
            OrdersCommand::Show(show) => show.run(store, output).await,
            OrdersCommand::Place(place) => place.run(store, output).await,
            OrdersCommand::Draft(draft) => draft.run(store, output).await,
            OrdersCommand::PlaceDraft(place) => place.run(store, output).await,
            OrdersCommand::Edit(edit) => edit.run(store, output).await,
            OrdersCommand::Cancel(cancel) => cancel.run(store, output).await,
            OrdersCommand::Credit(credit) => credit.run(store, output).await,
            OrdersCommand::Note(note) => note.run(store, output).await,
            OrdersCommand::Timeline(timeline) => timeline.run(store, output).await,
            OrdersCommand::Changes(changes) => changes.run(store, output).await,
            OrdersCommand::Remove(remove) => remove.run(store, output).await,
        }
    }

    /// Does it and tells the order as it is then, for somebody who prints it otherwise; `None` for
    /// a verb of which no order comes.
    pub(super) async fn order(self, store: &Store) -> Result<Option<OrderWithItems>, Failure> {
        match self {
            OrdersCommand::Draft(draft) => draft.make(store).await.map(Some),
            OrdersCommand::Edit(edit) => edit.make(store).await.map(Some),
            OrdersCommand::PlaceDraft(place) => place.make(store).await.map(Some),
            _ => Ok(None),
        }
    }
}

/// The order that is meant: by its number, else by its id.
pub(super) async fn resolve(
    store: &Store,
    reference: &Reference,
) -> Result<OrderWithItems, OrderError> {
    let number = match reference {
        Reference::Id(id) => return orders::get(store, *id).await,
        Reference::Code(number) => number,
    };
    match (orders::find(store, number).await, reference.as_id()) {
        (Err(OrderError::NotFound(_)), Some(id)) => orders::get(store, id).await,
        (found, _) => found,
    }
}

/// The id of an order that narrows a list, if one was named.
pub(super) async fn resolve_id(
    store: &Store,
    reference: Option<&Reference>,
) -> Result<Option<i64>, OrderError> {
    match reference {
        Some(reference) => Ok(Some(resolve(store, reference).await?.order.id)),
        None => Ok(None),
    }
}

/// Prints the order as it is now.
fn print(order: OrderWithItems, output: &Output) -> Result<(), Failure> {
    output.show(&json::OrderWithItems::from(order), show::text)
}
