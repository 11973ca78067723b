//! `mercer api-keys add`.

use chrono::{DateTime, Utc};
use clap::Args;
use mercer_store::Store;
use mercer_store::api_keys::{self, CreateApiKey};
use mercer_store::staff::Permission;

use crate::cli::Failure;
use crate::cli::moment;
use crate::cli::output::Output;
use crate::cli::words::one_of;
use crate::json;

/// Make a key for a program and print it, this once.
///
/// The key alone goes to the standard output. The program sends it with every request, as
/// `Authorization: Bearer mercer_..`, and may do what its scopes say and nothing else.
#[derive(Args, Debug)]
#[command(
    visible_alias = "create",
    after_help = "\
Examples:
  mercer api-keys add till-3 --scope orders.read --scope orders.place
  mercer api-keys add setup --all-scopes --expires 2027-01-01"
)]
pub(in crate::cli) struct Add {
    /// What the key is called; history names it so.
    name: String,

    /// Something it may do, such as orders.place; may be given several times.
    #[arg(
        long = "scope",
        value_name = "PERMISSION",
        required_unless_present = "all_scopes",
        value_parser = one_of::<Permission>(Permission::WORDS),
        hide_possible_values = true
    )]
    scopes: Vec<Permission>,

    /// Let it do everything.
    #[arg(long, conflicts_with = "scopes")]
    all_scopes: bool,

    /// Until when it is good, such as 2027-01-01; always, if this is not given.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    expires: Option<DateTime<Utc>>,
}

impl Add {
    /// Makes the key.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        let all = || {
            Permission::WORDS
                .iter()
                .filter_map(|word| word.parse().ok())
        };
        let input = CreateApiKey {
            name: self.name,
            scopes: if self.all_scopes {
                all().collect()
            } else {
                self.scopes
            },
            expires_at: self.expires,
        };
        let created = json::CreatedApiKey::from(api_keys::create(store, input).await?);
        output.show(&created, |created| format!("{}\n", created.key))?;
        output.message(&format!(
            "This is the key {}; it cannot be shown again.",
            created.api_key.name
        ));
        Ok(())
    }
}
