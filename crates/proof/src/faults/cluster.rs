//! A server on each of three nodes of a Galera cluster; a node is killed under load, and comes back.
//!
//! Clients read at one node what they have just changed at another. The control takes an order for
//! placed that was refused while the cluster found out that a node was gone.

use std::sync::Arc;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::own_changes::{Positions, Watch};
use super::{Fault, Rounds, round};
use crate::databases::{Cluster, Kind};
use crate::error::ProofError;
use crate::load::{Habit, Load};
use crate::repetition::Keys;
use crate::report::{Report, Rule};
use crate::server::{Disguise, Server};
use crate::setting::Setting;
use crate::shop::{PLENTY, Shop};

/// The entry in the list of faults.
pub(super) const FAULT: Fault = Fault {
    name: "cluster",
    about: "a node of a Galera cluster of three is killed under load, and comes back",
    databases: &[Kind::Mariadb],
    rounds: Rounds {
        full: 0,
        full_on_servers: 20,
        short: 1,
    },
    control: "clients take an order for placed that was refused while the cluster was busy",
    expected: Rule::Lost,
    run,
};

const NODES: usize = 3;

/// How soon the other nodes' servers are to take orders.
const PATIENCE: Duration = Duration::from_secs(10);

/// How soon the server of the node that came back is to take orders.
const PATIENCE_WITH_THE_KILLED: Duration = Duration::from_secs(30);

fn run(setting: &Setting) -> Result<Report, ProofError> {
    let mut report = Report::default();
    let mut random = StdRng::seed_from_u64(setting.seed);
    let mut cluster = Cluster::install(NODES)?;
    let shop = Arc::new(Shop::open(&setting.mercer, Some(cluster.any()), PLENTY)?);
    let servers = servers_of(&cluster, &shop)?;
    let mut checkouts = Vec::new();
    let habit = if setting.negative_control {
        Habit::BelievesRefusals
    } else {
        Habit::Careful
    };
    for round in 0..setting.rounds {
        let victim = usize::try_from(round).unwrap_or(0) % NODES;
        let addresses: Vec<&str> = servers.iter().map(Server::address).collect();
        let load = Load::start(&shop, &addresses, setting.clients, habit, random.random());
        let watch = Watch::start(&shop, &addresses, Positions::NotSent);
        std::thread::sleep(Duration::from_millis(random.random_range(500..1500)));
        cluster.kill(victim)?;
        report.count("kills", 1);
        let mut recovers = |place: usize, patience| {
            let (checkouts, report) = (&mut checkouts, &mut report);
            round::recovers(
                &shop,
                &servers[place],
                patience,
                &mut random,
                checkouts,
                report,
            );
        };
        recovers((victim + 1) % NODES, PATIENCE);
        cluster.restart(victim)?;
        recovers(victim, PATIENCE_WITH_THE_KILLED);
        watch.stop(&mut report);
        round::gather(load, &mut checkouts, &mut report);
        let well = &servers[(victim + 1) % NODES];
        if !round::holds(&shop, well, &mut checkouts, Keys::Kept, &mut report)? {
            break;
        }
    }
    report.needs("orders acknowledged", setting.rounds * 10);
    report.needs("changes looked at", setting.rounds * 20);
    Ok(report)
}

fn servers_of(cluster: &Cluster, shop: &Shop) -> Result<Vec<Server>, ProofError> {
    let on_node = |place| {
        let disguise = Disguise {
            url: Some(cluster.url_on(place, &shop.database)),
            ..Disguise::default()
        };
        Server::disguised(shop, &disguise)
    };
    (0..NODES).map(on_node).collect()
}
