//! `mercer payments`: money that is asked for, taken, given up and given back.

mod capture;
mod confirm;
mod list;
mod means;
mod methods;
mod pay;
mod reconcile;
mod record;
mod refund;
mod refunds;
mod refusal;
mod show;
mod void;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::payments::Payment;
use mercer_store::staff::Permission;

use super::Failure;
use super::output::Output;
use crate::json;

/// Verbs of payments.
#[derive(Debug, Subcommand)]
pub(super) enum PaymentsCommand {
    List(list::List),
    Show(show::Show),
    #[command(visible_alias = "add")]
    Pay(Box<pay::Pay>),
    Record(Box<record::Record>),
    Capture(capture::Capture),
    Confirm(confirm::Confirm),
    Void(void::Void),
    Refund(refund::Refund),
    Refunds(refunds::Refunds),
    Methods(methods::Methods),
    Reconcile(reconcile::Reconcile),
}

impl PaymentsCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            PaymentsCommand::List(_)
            | PaymentsCommand::Show(_)
            | PaymentsCommand::Refunds(_)
            | PaymentsCommand::Methods(_) => Permission::PaymentsRead,
            PaymentsCommand::Pay(_)
            | PaymentsCommand::Record(_)
            | PaymentsCommand::Capture(_)
            | PaymentsCommand::Confirm(_)
            | PaymentsCommand::Reconcile(_) => Permission::PaymentsTake,
            PaymentsCommand::Void(_) | PaymentsCommand::Refund(_) => Permission::PaymentsRefund,
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            PaymentsCommand::List(list) => list.run(store, output).await,
            PaymentsCommand::Show(show) => show.run(store, output).await,
            PaymentsCommand::Pay(pay) => pay.run(store, output).await,
            PaymentsCommand::Record(record) => record.run(store, output).await,
            PaymentsCommand::Capture(capture) => capture.run(store, output).await,
            PaymentsCommand::Confirm(confirm) => confirm.run(store, output).await,
            PaymentsCommand::Void(void) => void.run(store, output).await,
            PaymentsCommand::Refund(refund) => refund.run(store, output).await,
            PaymentsCommand::Refunds(refunds) => refunds.run(store, output).await,
            PaymentsCommand::Methods(methods) => methods.run(store, output),
            PaymentsCommand::Reconcile(reconcile) => reconcile.run(store, output).await,
        }
    }
}

/// Prints the payment as it is now.
fn print(payment: Payment, output: &Output) -> Result<(), Failure> {
    output.show(&json::Payment::from(payment), show::text)
}
