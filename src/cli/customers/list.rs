//! `mercer customers list`.

use chrono::{DateTime, Utc};
use clap::Args;
use mercer_store::Store;
use mercer_store::customers::{self, CustomerSort, ListCustomers};

use crate::cli::Failure;
use crate::cli::moment;
use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::table::Align;
use crate::cli::words::SortArgument;
use crate::json;

/// List the customers.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer customers list --q smi
  mercer customers list --sort -created_at --limit 50
  mercer customers list --all --json")]
pub(in crate::cli) struct List {
    /// Only those whose family name, given name, e-mail address or user name begins with this.
    #[arg(long, value_name = "TEXT")]
    q: Option<String>,

    /// Only the one with this e-mail address.
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,

    /// Only those who were recorded then or later: 2026-11-01, or 2026-11-01T09:30:00Z.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    created_from: Option<DateTime<Utc>>,

    /// Only those who were recorded earlier.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    created_until: Option<DateTime<Utc>>,

    #[command(flatten)]
    sort: SortArgument<CustomerSort>,

    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let wanted = ListCustomers {
            sort: self.sort.by,
            prefix: self.q,
            email: self.email,
            created_from: self.created_from,
            created_until: self.created_until,
            ..ListCustomers::default()
        };
        self.page
            .print(output, async |page| {
                let wanted = wanted.clone();
                let page = customers::list(store, ListCustomers { page, ..wanted }).await?;
                Ok(json::Page::of(page, json::Customer::from))
            })
            .await
    }
}

impl Listed for json::Customer {
    const NOUN: &'static str = "customers";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("ID", Align::Right),
        ("USERNAME", Align::Left),
        ("NAME", Align::Left),
        ("E-MAIL", Align::Left),
        ("PHONE", Align::Left),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.username.clone(),
            format!("{} {}", self.first_name, self.last_name),
            self.email.clone().unwrap_or_default(),
            self.phone.clone().unwrap_or_default(),
        ]
    }
}
