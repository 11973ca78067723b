//! `mercer api-keys list`.

use clap::Args;
use mercer_store::Store;
use mercer_store::api_keys;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::table::Align;
use crate::cli::time;
use crate::json;

/// List the keys, oldest first; those that were revoked among them.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer api-keys list")]
pub(in crate::cli) struct List {
    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        self.page
            .print(output, async |page| {
                let page = api_keys::list(store, page).await?;
                Ok(json::Page::of(page, json::ApiKey::from))
            })
            .await
    }
}

impl Listed for json::ApiKey {
    const NOUN: &'static str = "API keys";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("ID", Align::Right),
        ("NAME", Align::Left),
        ("BEGINS WITH", Align::Left),
        ("SCOPES", Align::Left),
        ("EXPIRES", Align::Left),
        ("LAST USED", Align::Left),
        ("REVOKED", Align::Left),
    ];

    fn cells(&self) -> Vec<String> {
        let scopes: Vec<_> = self.scopes.iter().map(|scope| scope.as_str()).collect();
        vec![
            self.id.to_string(),
            self.name.clone(),
            self.prefix.clone(),
            scopes.join(" "),
            self.expires_at.map(time).unwrap_or_default(),
            self.last_used_at.map(time).unwrap_or_default(),
            self.revoked_at.map(time).unwrap_or_default(),
        ]
    }
}
