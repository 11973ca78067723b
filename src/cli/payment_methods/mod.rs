//! `mercer payment-methods`: how customers like to pay.

mod add;
mod default;
mod edit;
mod list;
mod remove;
mod show;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::payment_methods::PaymentMethod;
use mercer_store::staff::Permission;

use super::Failure;
use super::output::Output;
use super::table::{facts, yes};
use crate::json;

/// Verbs of payment methods.
#[derive(Debug, Subcommand)]
pub(super) enum PaymentMethodsCommand {
    List(list::List),
    Show(show::Show),
    Add(add::Add),
    Edit(edit::Edit),
    Default(default::SetDefault),
    Remove(remove::Remove),
}

impl PaymentMethodsCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            PaymentMethodsCommand::List(_) | PaymentMethodsCommand::Show(_) => {
                Permission::PaymentsRead
            }
            PaymentMethodsCommand::Add(_)
            | PaymentMethodsCommand::Edit(_)
            | PaymentMethodsCommand::Default(_)
            | PaymentMethodsCommand::Remove(_) => Permission::PaymentsTake,
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            PaymentMethodsCommand::List(list) => list.run(store, output).await,
            PaymentMethodsCommand::Show(show) => show.run(store, output).await,
            PaymentMethodsCommand::Add(add) => add.run(store, output).await,
            PaymentMethodsCommand::Edit(edit) => edit.run(store, output).await,
            PaymentMethodsCommand::Default(default) => default.run(store, output).await,
            PaymentMethodsCommand::Remove(remove) => remove.run(store, output).await,
        }
    }
}

/// Prints the payment method as it is now.
fn show(method: PaymentMethod, output: &Output) -> Result<(), Failure> {
    output.show(&json::PaymentMethod::from(method), |method| {
        let mut rows = vec![
            ("Payment method", format!("id {}", method.id)),
            ("Customer", format!("id {}", method.customer_id)),
            ("Means", means(method)),
        ];
        rows.extend(expiry(method).map(|until| ("Good until", until)));
        rows.extend(method.label.clone().map(|label| ("Label", label)));
        rows.push(("Default", yes(method.is_default)));
        facts(&rows)
    })
}

/// `card Visa 4242 (stripe)`.
fn means(method: &json::PaymentMethod) -> String {
    let details = [&method.brand, &method.last4, &method.email];
    let details = details.into_iter().flatten().map(|text| format!(" {text}"));
    let details: String = details.collect();
    match method.provider.as_str() {
        "" => format!("{}{details}", method.kind),
        provider => format!("{}{details} ({provider})", method.kind),
    }
}

/// Year and month.
fn expiry(method: &json::PaymentMethod) -> Option<String> {
    let (year, month) = (method.expiry_year?, method.expiry_month?);
    Some(format!("{year:04}-{month:02}"))
}
