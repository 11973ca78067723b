//! `mercer demo`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use mercer_database::DatabaseUrl;
use mercer_store::products::{self, ListProducts};
use mercer_store::{PageRequest, Store, customers, demonstration};

use super::open::{self, Missing};
use super::output::{Output, to_stdout};
use super::{Failure, Start};
use crate::config::{Config, Source};

/// Create a store with demonstration data and serve it.
///
/// The data goes to an SQLite file of its own in the current folder and is kept: run it again and
/// your demonstration orders are still there. Delete the file to begin anew.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer demo --port 9000")]
pub(super) struct Demo {
    /// Listen on this port instead of the configured one; 0 takes a free one.
    #[arg(long)]
    pub(super) port: Option<u16>,

    /// The SQLite file; created if it is not there.
    #[arg(long, value_name = "PATH", default_value = "mercer-demo.db")]
    database: PathBuf,
}

impl Demo {
    /// Creates and fills the store that will be served.
    pub(super) async fn prepare(self, config: &Config, output: &Output) -> Result<Start, Failure> {
        if let Source::CommandLine(_) = config.database.url.source {
            let message = "the demonstration has a file of its own";
            let hint = "--database PATH names it; `mercer serve` serves any other store";
            return Err(Failure::wrong_call(message).hint(hint));
        }
        let url = DatabaseUrl::Sqlite(self.database);
        let store = open::open_at(&url, config, Missing::Create, output).await?;
        let tour = Tour::through(&store).await?;
        let announce = move |address: SocketAddr| {
            // Serving goes on even if nobody reads this.
            let _ = to_stdout(&tour.text(&url, address));
        };
        Ok(Start {
            store,
            announce: Box::new(announce),
        })
    }
}

/// What a newcomer is told.
struct Tour {
    filled: demonstration::Filled,
    customer_id: i64,
    product_id: i64,
}

impl Tour {
    /// Fills the store, unless it is filled already, and picks what the examples name.
    async fn through(store: &Store) -> Result<Self, Failure> {
        let filled = demonstration::fill(store).await?;
        let customer = customers::find_by_username(store, demonstration::USERNAME).await?;
        let first = ListProducts {
            page: PageRequest::first(1),
            ..ListProducts::default()
        };
        let products = products::list(store, first).await?;
        Ok(Tour {
            filled,
            customer_id: customer.id,
            product_id: products.items.first().map_or(1, |product| product.id),
        })
    }

    fn text(&self, url: &DatabaseUrl, address: SocketAddr) -> String {
        let filled = &self.filled;
        let (username, password) = (demonstration::USERNAME, demonstration::PASSWORD);
        let (customer_id, product_id) = (self.customer_id, self.product_id);
        let origin = if filled.created {
            format!(
                "New: {} products, {} customers and {} orders",
                filled.products, filled.customers, filled.orders
            )
        } else {
            "The demonstration of last time is kept".to_owned()
        };
        format!(
            "Mercer serves a demonstration at http://{address}\n\
             {origin}, in {url}.\n\
             \n\
             See the products:\n  \
               curl 'http://{address}/v1/products?limit=3'\n\
             Sign in as a customer of the shop (user name {username}, password {password}):\n  \
               TOKEN=$(curl -s http://{address}/v1/sessions -H 'Content-Type: application/json' \\\n    \
                 -d '{{\"kind\":\"customer\",\"username\":\"{username}\",\"password\":\"{password}\"}}' \\\n    \
                 | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')\n\
             Place an order:\n  \
               curl http://{address}/v1/orders -H \"Authorization: Bearer $TOKEN\" \\\n    \
                 -H 'Content-Type: application/json' \\\n    \
                 -d '{{\"customer_id\":{customer_id},\"lines\":[{{\"product_id\":{product_id},\"quantity\":2}}]}}'\n\
             See it from another terminal:\n  \
               mercer orders list --database-url {url}\n\
             See all that can be asked: http://{address}/docs\n\
             Make a key for a program that may do everything:\n  \
               mercer api-keys add my-program --all-scopes --database-url {url}\n\
             \n\
             Stop it with ctrl-c.\n"
        )
    }
}
