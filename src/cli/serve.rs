//! `mercer serve`.

use std::net::SocketAddr;

use clap::Args;

use super::open::{self, Missing};
use super::output::{Output, to_stdout};
use super::{Failure, Start};
use crate::config::Config;

/// Serve the store over HTTP until ctrl-c.
///
/// The address and the database come from the configuration; `mercer config show` prints them. An
/// SQLite file that does not exist is created. When told to stop, requests in flight are finished.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer serve --database-url sqlite:shop.db --port 8080")]
pub(super) struct Serve {
    /// Listen on this port instead of the configured one; 0 takes a free one.
    #[arg(long)]
    pub(super) port: Option<u16>,
}

/// Opens the store that will be served.
pub(super) async fn prepare(config: &Config, output: &Output) -> Result<Start, Failure> {
    let store = open::open(config, Missing::Create, output).await?;
    let database = store.database().url().to_string();
    let announce = move |address: SocketAddr| {
        // Serving goes on even if nobody reads this.
        let _ = to_stdout(&format!(
            "Mercer serves {database} at http://{address}  (ctrl-c stops it)\n"
        ));
    };
    Ok(Start {
        store,
        announce: Box::new(announce),
    })
}
