//! `mercer orders credit`.

use clap::Args;
use mercer_store::Store;
use mercer_store::orders::{self, Credit as Where, CreditOrder};

use super::content::refused;
use crate::cli::Failure;
use crate::cli::amount::Amount;
use crate::cli::on_line::{OnLine, texts};
use crate::cli::output::Output;
use crate::cli::reference::Reference;

/// Lower what the customer owes, as goodwill, and print the order.
///
/// It moves no money: where the order was paid, a refund is due then.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer orders credit 1000 --amount 5.00 --reason \"Arrived late\"
  mercer orders credit 1000 --line 1=2.50 --line 0=4.95 --reason \"Arrived broken\"")]
pub(in crate::cli) struct Credit {
    /// The order's number or id.
    #[arg(value_name = "ORDER")]
    order: Reference,

    /// How much, divided over what is left of the lines and of the delivery.
    #[arg(long, value_name = "AMOUNT", required_unless_present = "lines")]
    amount: Option<Amount>,

    /// So much on one line instead; line 0 is the delivery. May be repeated.
    #[arg(long = "line", value_name = "LINE=AMOUNT", conflicts_with = "amount")]
    lines: Vec<OnLine<Amount>>,

    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl Credit {
    /// Credits it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let order = super::resolve(store, &self.order).await?.order;
        let code = &order.currency;
        let credit = if let Some(amount) = &self.amount {
            Where::Whole(amount.in_currency("--amount", code)?.amount)
        } else {
            let part = |one: &OnLine<Amount>| {
                let option = format!("--line {}", one.text);
                let amount = one.value.in_currency(&option, code)?;
                Ok((one.line, amount.amount))
            };
            Where::Lines(
                self.lines
                    .iter()
                    .map(part)
                    .collect::<Result<_, Failure>>()?,
            )
        };
        let input = CreditOrder {
            order_id: order.id,
            expected_version: None,
            credit,
            reason: self.reason,
        };
        let options = [("lines", "--line", texts(&self.lines))];
        let credited = orders::credit(store, input).await;
        super::print(credited.map_err(|error| refused(error, &options))?, output)
    }
}
