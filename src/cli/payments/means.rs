//! By which means money comes: the same options for paying through a provider and for recording
//! what was received elsewhere.

use clap::Args;
use mercer_store::payments::PaymentKind;

use crate::cli::Failure;
use crate::cli::words::one_of;

/// What a card or PayPal payment is known by.
#[derive(Args, Clone, Debug)]
// The options' names.
#[allow(clippy::struct_field_names)]
pub(super) struct Token {
    /// Who moves the money of a card or PayPal payment.
    #[arg(long, value_name = "NAME", default_value = "simulator")]
    pub(super) provider: String,

    /// What the provider gave for this payment. Never a card number.
    #[arg(long, value_name = "TOKEN")]
    pub(super) token: Option<String>,

    /// Visa, Mastercard.
    #[arg(long, value_name = "NAME", requires = "token")]
    pub(super) brand: Option<String>,

    /// The last four digits.
    #[arg(long, value_name = "DIGITS", requires = "token")]
    pub(super) last4: Option<String>,
}

impl Token {
    /// The token of a payment that has one.
    pub(super) fn required(&self, kind: PaymentKind) -> Result<String, Failure> {
        self.token.clone().ok_or_else(|| {
            Failure::wrong_call(format!("--token is missing: a payment by {kind} has one"))
                .hint("the simulator approves sim_approve and declines sim_decline")
        })
    }

    /// Refuses a token where none belongs.
    pub(super) fn refused(&self, kind: &str) -> Result<(), Failure> {
        match self.token {
            None => Ok(()),
            Some(_) => Err(Failure::wrong_call(format!(
                "--token: a payment by {kind} has none; card and paypal have one"
            ))),
        }
    }
}

/// Cash, card, and so on.
pub(super) fn kinds() -> impl clap::builder::TypedValueParser<Value = PaymentKind> {
    one_of::<PaymentKind>(PaymentKind::WORDS)
}
