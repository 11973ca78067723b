//! `mercer oauth-clients list`.

use clap::Args;
use mercer_store::{Store, oauth_clients};

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::page::{Listed, PageArguments};
use crate::cli::table::{Align, yes};
use crate::json;

/// List the OAuth clients, oldest first.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer oauth-clients list")]
pub(in crate::cli) struct List {
    #[command(flatten)]
    page: PageArguments,
}

impl List {
    /// Prints the list.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        self.page
            .print(output, async |page| {
                let page = oauth_clients::list(store, page).await?;
                Ok(json::Page::of(page, json::OauthClient::from))
            })
            .await
    }
}

impl Listed for json::OauthClient {
    const NOUN: &'static str = "OAuth clients";
    const COLUMNS: &'static [(&'static str, Align)] = &[
        ("ID", Align::Right),
        ("NAME", Align::Left),
        ("CLIENT ID", Align::Left),
        ("KIND", Align::Left),
        ("SCOPES", Align::Left),
        ("ACTIVE", Align::Left),
    ];

    fn cells(&self) -> Vec<String> {
        let scopes: Vec<_> = self.scopes.iter().map(|scope| scope.as_str()).collect();
        vec![
            self.id.to_string(),
            self.name.clone(),
            self.client_id.clone(),
            self.kind.to_string(),
            scopes.join(" "),
            yes(self.active),
        ]
    }
}
