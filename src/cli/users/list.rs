//! `mercer users list`.

use clap::Args;
use mercer_store::Store;
use mercer_store::staff::{self, ListUsers, Role, UserSort};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::table::{Align, yes};
use crate::cli::time;
use crate::cli::words::{SortArgument, one_of};
use crate::json;

/// List the staff; those who are no longer active among them.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  mercer users list
  mercer users list --role clerk --active true")]
pub(in crate::cli) struct List {
    /// Only those with this role.
    #[arg(long, value_parser = one_of::<Role>(Role::WORDS))]
    role: Option<Role>,

    /// Only those who may (true) or may not (false) sign in.
    #[arg(long)]
    active: Option<bool>,

    #[command(flatten)]
    sort: SortArgument<UserSort>,

    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let wanted = ListUsers {
            sort: self.sort.by,
            role: self.role,
            active: self.active,
            ..ListUsers::default()
        };
        self.page
            .print(output, async |page| {
                let wanted = wanted.clone();
                let page = staff::list(store, ListUsers { page, ..wanted }).await?;
                Ok(json::Page::of(page, json::User::from))
            })
            .await
    }
}

impl Listed for json::User {
    const NOUN: &'static str = "users";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("ID", Align::Right),
        ("USERNAME", Align::Left),
        ("NAME", Align::Left),
        ("E-MAIL", Align::Left),
        ("ROLE", Align::Left),
        ("ACTIVE", Align::Left),
        ("LAST HERE", Align::Left),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.username.clone(),
            format!("{} {}", self.first_name, self.last_name),
            self.email.clone().unwrap_or_default(),
            self.role.to_string(),
            yes(self.active),
            self.last_sign_in_at.map(time).unwrap_or_default(),
        ]
    }
}
