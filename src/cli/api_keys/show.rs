//! `mercer api-keys show`.

use clap::Args;
use mercer_store::Store;

use crate::cli::Failure;
use crate::cli::output::Output;
use crate::cli::reference::Reference;
use crate::cli::table::facts;
use crate::cli::time;
use crate::json;

/// Show one key, without its secret.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer api-keys show till-3")]
pub(in crate::cli) struct Show {
    /// The key's name; a number that is no name is taken for an id (id:7 is always an id).
    #[arg(value_name = "NAME|ID")]
    key: Reference,
}

impl Show {
    /// Prints the key.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let key = super::resolve(store, &self.key).await?;
        output.show(&json::ApiKey::from(key), |key| {
            let scopes: Vec<_> = key.scopes.iter().map(|scope| scope.as_str()).collect();
            let mut rows = vec![
                ("API key", format!("{} (id {})", key.name, key.id)),
                ("Begins with", key.prefix.clone()),
                ("Scopes", scopes.join(" ")),
                ("Made by", key.created_by.clone()),
                ("Made", time(key.created_at)),
            ];
            rows.extend(key.expires_at.map(|at| ("Expires", time(at))));
            rows.extend(key.last_used_at.map(|at| ("Last used", time(at))));
            rows.extend(key.revoked_at.map(|at| ("Revoked", time(at))));
            facts(&rows)
        })
    }
}
