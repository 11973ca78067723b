//! `mercer api-keys list`.

use clap::Args;
use mercer_store::Store;
use mercer_store::api_keys;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::page::PageArguments;
use crate::cli::table::{Align, Table};
use crate::cli::time;
use crate::json;

/// List the keys, oldest first, a page at a time; those that were revoked among them.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer api-keys list")]
pub(in crate::cli) struct List {
    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints one page.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let page = api_keys::list(store, self.page.request()?).await?;
        let page = json::Page::of(page, json::ApiKey::from);
        if page.items.is_empty() {
            output.message("There are no API keys here.");
        }
        output.show(&page, text)?;
        output.more("api-keys list", &page);
        Ok(())
    }
}

fn text(page: &json::Page<json::ApiKey>) -> String {
    let mut table = Table::new(&[
        ("ID", Align::Right),
        ("NAME", Align::Left),
        ("BEGINS WITH", Align::Left),
        ("SCOPES", Align::Left),
        ("EXPIRES", Align::Left),
        ("LAST USED", Align::Left),
        ("REVOKED", Align::Left),
    ]);
    for key in &page.items {
        let scopes: Vec<_> = key.scopes.iter().map(|scope| scope.as_str()).collect();
        table.row(vec![
            key.id.to_string(),
            key.name.clone(),
            key.prefix.clone(),
            scopes.join(" "),
            key.expires_at.map(time).unwrap_or_default(),
            key.last_used_at.map(time).unwrap_or_default(),
            key.revoked_at.map(time).unwrap_or_default(),
        ]);
    }
    table.render()
}
