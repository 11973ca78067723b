//! What one server, two and four do on one database: they keep nothing to themselves.
//!
//! All of them run all the time, and the numbers of servers take turns, so that whatever else the
//! machine does is shared. On a machine with few processors the servers, the database and the
//! generator are in each other's way: the figures tell what more servers cost, not what they bring.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use super::measure::{Loop, measure};
use super::mix::{self, Mix};
use super::resources::Resources;
use super::result::{Figures, median};
use crate::databases::{Cluster, DatabaseServer, Kind, Replicated};
use crate::error::ProofError;
use crate::server::{Disguise, Server};
use crate::shop::{PLENTY, Shop};

/// On what, and how long.
#[derive(Args)]
pub(super) struct Scale {
    /// The database: PostgreSQL, or a Galera cluster of three MariaDB servers
    #[arg(long, value_name = "NAME", default_value = "postgres")]
    database: Kind,
    /// With a streaming replica of PostgreSQL that visitors are answered from
    #[arg(long)]
    replica: bool,
    /// How many servers
    #[arg(
        long,
        value_name = "COUNT",
        value_delimiter = ',',
        default_value = "1,2,4"
    )]
    servers: Vec<usize>,
    /// How often each number takes its turn
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// How long a turn is
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// So many connections at a time, over all servers
    #[arg(long, default_value_t = 32)]
    connections: usize,
    /// The program to measure; the `mercer` beside this program if not given
    #[arg(long, value_name = "PATH")]
    pub(super) mercer: Option<PathBuf>,
}

const NODES: usize = 3;

const MIXES: &[Mix] = &[Mix::PlaceAndPay, Mix::OrderById, Mix::Visit, Mix::Day];

/// The database servers, kept until the end.
enum Databases {
    One(DatabaseServer),
    Replicated(Replicated),
    Cluster(Cluster),
}

impl Databases {
    fn install(scale: &Scale) -> Result<Self, ProofError> {
        Ok(match (scale.database, scale.replica) {
            (Kind::Postgres, false) => Self::One(DatabaseServer::install(Kind::Postgres, &[])?),
            (Kind::Postgres, true) => Self::Replicated(Replicated::install(Duration::ZERO)?),
            (Kind::Mariadb, false) => Self::Cluster(Cluster::install(NODES)?),
            (kind, _) => {
                let what = format!("{kind} has one server (or no replica that is read from)");
                return Err(ProofError::Impossible(what));
            }
        })
    }

    fn where_written(&mut self) -> &mut DatabaseServer {
        match self {
            Self::One(server) => server,
            Self::Replicated(both) => &mut both.primary,
            Self::Cluster(cluster) => cluster.any(),
        }
    }

    /// How the server with this number is started.
    fn disguise(&self, number: usize, shop: &Shop) -> Disguise {
        let mut disguise = Disguise::default();
        match self {
            Self::One(_) => {}
            Self::Replicated(both) => disguise.environment.push((
                "DATABASE_REPLICA_URL".to_owned(),
                both.replica_url(&shop.database),
            )),
            Self::Cluster(cluster) => {
                disguise.url = Some(cluster.url_on(number % NODES, &shop.database));
            }
        }
        disguise
    }
}

/// Whether every request was answered.
pub(super) fn carry_out(scale: &Scale, mercer: &Path) -> Result<bool, ProofError> {
    let mut databases = Databases::install(scale)?;
    let shop = Arc::new(Shop::open(mercer, Some(databases.where_written()), PLENTY)?);
    let most = scale.servers.iter().copied().max().unwrap_or(1);
    let servers: Vec<Server> = (0..most)
        .map(|number| Server::disguised(&shop, &databases.disguise(number, &shop)))
        .collect::<Result<_, _>>()?;
    mix::prepare(&shop, servers[0].address());
    let mut is_good = true;
    for &mix in MIXES {
        is_good &= turns(scale, mix, &shop, &servers);
    }
    Ok(is_good)
}

fn turns(scale: &Scale, mix: Mix, shop: &Arc<Shop>, servers: &[Server]) -> bool {
    let addresses: Vec<&str> = servers.iter().map(Server::address).collect();
    let length = Duration::from_secs_f64(scale.seconds);
    let mut rates = vec![Vec::new(); scale.servers.len()];
    let mut failures = 0;
    // The first round only warms up.
    for round in 0..=scale.rounds {
        for (&count, rates) in scale.servers.iter().zip(&mut rates) {
            let some = &addresses[..count.clamp(1, addresses.len())];
            let samples = measure(shop, some, mix, Loop::Closed, scale.connections, length);
            let figures = Figures::of(mix, samples, &Resources::default());
            failures += figures.failures;
            if round > 0 {
                rates.push(figures.per_second());
            }
        }
    }
    let told: Vec<String> = scale
        .servers
        .iter()
        .zip(&rates)
        .map(|(count, of_count)| {
            let pairs = of_count.iter().zip(&rates[0]);
            let ratios: Vec<f64> = pairs.map(|(now, one)| now / one).collect();
            let (rate, ratio) = (median(of_count), median(&ratios));
            format!("{count} servers {rate:.0}/s (times {ratio:.2})")
        })
        .collect();
    println!("{:<14} {}  {failures} failed", mix.name(), told.join("  "));
    failures == 0
}
