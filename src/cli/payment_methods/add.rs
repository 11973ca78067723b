//! `mercer payment-methods add`.

use std::str::FromStr;

use clap::Args;
use mercer_store::Store;
use mercer_store::payment_methods::{self, AddPaymentMethod, Expiry, NewMeans, PaymentKind};

use crate::cli::Failure;
use crate::cli::customers;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::words::one_of;

/// Save a payment method of a customer and print it.
///
/// A card number or a security code has no place here: a provider keeps the card, and the token is
/// what they know it by.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer payment-methods add anna cash
  mercer payment-methods add anna card --provider stripe --token pm_1N --last4 4242 \\
    --expiry 2028-04 --brand Visa --default
  mercer payment-methods add anna paypal --provider paypal --token B-1 --email anna@example.com")]
pub(in crate::cli) struct Add {
    /// A user name or e-mail address; a number that is neither is taken for an id (id:7 is always
    /// an id).
    #[arg(value_name = "USERNAME|ID")]
    customer: Reference,

    /// By which means.
    #[arg(value_parser = one_of::<PaymentKind>(PaymentKind::WORDS))]
    kind: PaymentKind,

    /// Who keeps the card or the account.
    #[arg(long, value_name = "NAME", required_if_eq_any = [("kind", "card"), ("kind", "paypal")])]
    provider: Option<String>,

    /// What they know it by.
    #[arg(long, required_if_eq_any = [("kind", "card"), ("kind", "paypal")])]
    token: Option<String>,

    /// The last four digits of a card.
    #[arg(long, value_name = "DIGITS", required_if_eq("kind", "card"))]
    last4: Option<String>,

    /// Until when a card is good.
    #[arg(long, value_name = "YYYY-MM", required_if_eq("kind", "card"))]
    expiry: Option<ExpiryArgument>,

    /// Visa, Mastercard.
    #[arg(long, value_name = "NAME")]
    brand: Option<String>,

    /// The e-mail address of a PayPal account.
    #[arg(long, value_name = "ADDRESS", required_if_eq("kind", "paypal"))]
    email: Option<String>,

    /// What the customer calls it.
    #[arg(long, value_name = "TEXT")]
    label: Option<String>,

    /// Take it when the customer names none.
    #[arg(long)]
    default: bool,
}

impl Add {
    /// Saves the payment method.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let customer_id = customers::resolve(store, &self.customer).await?.id;
        let (label, is_default) = (self.label.clone(), self.default);
        let input = AddPaymentMethod {
            customer_id,
            means: self.means(),
            label,
            is_default,
        };
        super::show(payment_methods::add(store, input).await?, output)
    }

    /// What was required is there; the store refuses what is blank.
    fn means(self) -> NewMeans {
        let provider = self.provider.unwrap_or_default();
        let token = self.token.unwrap_or_default();
        match self.kind {
            PaymentKind::Card => {
                let expiry = self.expiry.map(|expiry| expiry.0);
                NewMeans::Card {
                    provider,
                    token,
                    brand: self.brand,
                    last4: self.last4.unwrap_or_default(),
                    expiry_month: expiry.map_or(0, |expiry| expiry.month),
                    expiry_year: expiry.map_or(0, |expiry| expiry.year),
                }
            }
            PaymentKind::Paypal => NewMeans::Paypal {
                provider,
                token,
                email: self.email.unwrap_or_default(),
            },
            PaymentKind::Cash => NewMeans::Cash,
            PaymentKind::BankTransfer => NewMeans::BankTransfer,
        }
    }
}

/// A year and a month.
#[derive(Clone, Copy, Debug)]
pub(super) struct ExpiryArgument(pub(super) Expiry);

impl FromStr for ExpiryArgument {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "write a year and a month, such as 2028-04".to_owned();
        let (year, month) = text.split_once('-').ok_or_else(wrong)?;
        Ok(ExpiryArgument(Expiry {
            month: month.parse().map_err(|_| wrong())?,
            year: year.parse().map_err(|_| wrong())?,
        }))
    }
}
