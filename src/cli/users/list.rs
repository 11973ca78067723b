//! `mercer users list`.

use clap::Args;
use mercer_store::Store;
use mercer_store::staff::{self, ListUsers};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::page::PageArguments;
use crate::cli::table::{Align, Table};
use crate::cli::time;
use crate::json;

/// List the staff, oldest first, a page at a time; those who are no longer active among them.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer users list")]
pub(in crate::cli) struct List {
    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints one page.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let wanted = ListUsers {
            page: self.page.request()?,
            ..ListUsers::default()
        };
        let page = staff::list(store, wanted).await?;
        let page = json::Page::of(page, json::User::from);
        if page.items.is_empty() {
            output.message("There are no users here.");
        }
        output.show(&page, text)?;
        output.more("users list", &page);
        Ok(())
    }
}

fn text(page: &json::Page<json::User>) -> String {
    let mut table = Table::new(&[
        ("ID", Align::Right),
        ("USERNAME", Align::Left),
        ("NAME", Align::Left),
        ("E-MAIL", Align::Left),
        ("ROLE", Align::Left),
        ("ACTIVE", Align::Left),
        ("LAST HERE", Align::Left),
    ]);
    for user in &page.items {
        table.row(vec![
            user.id.to_string(),
            user.username.clone(),
            format!("{} {}", user.first_name, user.last_name),
            user.email.clone().unwrap_or_default(),
            user.role.to_string(),
            if user.active { "yes" } else { "no" }.to_owned(),
            user.last_sign_in_at.map(time).unwrap_or_default(),
        ]);
    }
    table.render()
}
