//! `mercer payments refund`.

use clap::Args;
use mercer_store::payments::{self, PaymentError, RefundInput, RefundOn, RefundState};
use mercer_store::{Money, Store};

use super::refunds;
use crate::cli::Failure;
use crate::cli::amount::Amount;
use crate::cli::on_line::{OnLine, texts};
use crate::cli::output::Output;
use crate::json;

/// Give money of a payment back, by the way it came, and print the refund.
///
/// What the order no longer owes, after a return or an edit, is given back first; the rest lowers
/// what it owes, on the lines that are named, or over all of them.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer payments refund 3 --amount 5.00 --reason \"Arrived late\"
  mercer payments refund 3 --line 1=2.50 --reason \"Arrived broken\"")]
pub(in crate::cli) struct Refund {
    /// The payment's id.
    payment: i64,

    /// How much; the sum of the lines if not given.
    #[arg(long, value_name = "AMOUNT", required_unless_present = "lines")]
    amount: Option<Amount>,

    /// So much of it for one line of the order; line 0 is the delivery. May be repeated.
    #[arg(long = "line", value_name = "LINE=AMOUNT")]
    lines: Vec<OnLine<Amount>>,

    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl Refund {
    /// Gives it back.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let code = payments::get(store, self.payment).await?.currency;
        let part = |one: &OnLine<Amount>| {
            let option = format!("--line {}", one.text);
            Ok(RefundOn {
                line: one.line,
                amount: one.value.in_currency(&option, &code)?,
            })
        };
        let lines: Vec<RefundOn> = self
            .lines
            .iter()
            .map(part)
            .collect::<Result<_, Failure>>()?;
        let amount = match (&self.amount, lines.first()) {
            (Some(amount), _) => amount.in_currency("--amount", &code)?,
            (None, Some(first)) => {
                let amounts = lines.iter().map(|line| line.amount.amount);
                let sum = amounts.fold(0_i64, i64::saturating_add);
                Money::new(sum, first.amount.currency)
            }
            (None, None) => return Err(Failure::wrong_call("name --amount or --line")),
        };
        let input = RefundInput {
            payment_id: self.payment,
            expected_version: None,
            amount,
            reason: self.reason.clone(),
            lines,
        };
        let options = [("lines", "--line", texts(&self.lines))];
        let refund = payments::refund(store, input)
            .await
            .map_err(|error| match error {
                PaymentError::Invalid(invalid) => Failure::of_field(&invalid, &options),
                other => other.into(),
            })?;
        let lines = payments::refund_lines(store, refund.id).await?;
        let (status, reason) = (refund.status, refund.failure_reason.clone());
        output.show(&json::Refund::of(refund, lines, &code), refunds::text)?;
        if status == RefundState::Failed {
            let reason = reason.unwrap_or_else(|| "no reason given".to_owned());
            return Err(Failure::refused(format!(
                "the refund was declined: {reason}"
            )));
        }
        Ok(())
    }
}
