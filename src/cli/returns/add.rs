//! `mercer returns add`.

use clap::Args;
use mercer_store::returns::{self, CreateReturn, Disposition, LineCredit, ReturnError, ReturnLine};
use mercer_store::{Quantity, Store};

use crate::cli::amount::Amount;
use crate::cli::on_line::{OnLine, texts};
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::{Failure, locations, orders};

/// Take goods of an order back, and print the return.
///
/// It moves no money: where the goods were paid, a refund is due then. Goods that come back without
/// their order are taken with `mercer orders place --return`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer returns add 1000 --line 1=1 --reason \"The wrong size\"
  mercer returns add 1000 --line 1=1 --line 2=0.5 --write-off 2 --credit 2=1.20 --reason Broken")]
pub(in crate::cli) struct Add {
    /// The order's number or id.
    #[arg(value_name = "ORDER")]
    order: Reference,

    /// So much of one line. May be repeated.
    #[arg(long = "line", value_name = "LINE=QTY", required = true)]
    lines: Vec<OnLine<Quantity>>,

    /// The number of a line whose goods are not sold again. May be repeated.
    #[arg(long, value_name = "LINE")]
    write_off: Vec<i64>,

    /// What the customer no longer owes for a line, 0 for nothing; the goods' part of it if not
    /// given. May be repeated.
    #[arg(long = "credit", value_name = "LINE=AMOUNT")]
    credits: Vec<OnLine<Amount>>,

    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,

    /// Where they came to; the order's location if not given.
    #[arg(long, value_name = "NAME|ID")]
    location: Option<Reference>,
}

impl Add {
    /// Books the goods.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let order = orders::resolve(store, &self.order).await?.order;
        let input = CreateReturn {
            order_id: order.id,
            location_id: locations::resolve_id(store, self.location.as_ref()).await?,
            reason: self.reason.clone(),
            lines: self.lines(&order.currency)?,
        };
        let options = [("lines", "--line", texts(&self.lines))];
        let created = returns::create(store, input)
            .await
            .map_err(|error| match error {
                ReturnError::Invalid(invalid) => Failure::of_field(&invalid, &options),
                other => other.into(),
            })?;
        super::print(store, created, output).await
    }

    fn lines(&self, currency: &str) -> Result<Vec<ReturnLine>, Failure> {
        let lines = self.lines.iter();
        let mut lines: Vec<ReturnLine> = lines
            .map(|line| ReturnLine::of(line.line, line.value))
            .collect();
        for &line in &self.write_off {
            let option = format!("--write-off {line}");
            named(&mut lines, line, &option)?.disposition = Disposition::WriteOff;
        }
        for credit in &self.credits {
            let option = format!("--credit {}", credit.text);
            let amount = credit.value.in_currency(&option, currency)?.amount;
            named(&mut lines, credit.line, &option)?.credit = match amount {
                0 => LineCredit::Nothing,
                amount => LineCredit::Amount(amount),
            };
        }
        Ok(lines)
    }
}

fn named<'a>(
    lines: &'a mut [ReturnLine],
    line: i64,
    option: &str,
) -> Result<&'a mut ReturnLine, Failure> {
    let found = lines.iter_mut().find(|one| one.line == line);
    found.ok_or_else(|| {
        let message = format!("{option}: no --line says that anything of line {line} came back");
        Failure::wrong_call(message)
    })
}
