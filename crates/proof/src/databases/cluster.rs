//! A Galera cluster of MariaDB servers: each of them takes changes, and all of them have all data.

use std::path::Path;
use std::time::{Duration, Instant};

use super::server::free_port;
use super::{Database, DatabaseServer, Kind, snapshot};
use crate::error::{Named, ProofError};

/// What makes servers a cluster; Debian's package is galera-4.
const PROVIDER: &str = "/usr/lib/galera/libgalera_smm.so";

/// How long a node may take until it has joined.
const JOIN_TIMEOUT: Duration = Duration::from_secs(90);

/// Only the first node of all is started so, once.
const NEW_CLUSTER: &str = "--wsrep-new-cluster";

/// The nodes.
pub(crate) struct Cluster {
    nodes: Vec<DatabaseServer>,
}

impl Cluster {
    /// A cluster of so many nodes.
    pub(crate) fn install(count: usize) -> Result<Self, ProofError> {
        if !Path::new(PROVIDER).exists() {
            let advice = format!("{PROVIDER} is missing; the package galera-4 has it");
            return Err(ProofError::Impossible(advice));
        }
        let ports: Vec<[u16; 3]> = (0..count)
            .map(|_| Ok([free_port()?, free_port()?, free_port()?]))
            .collect::<Result<_, ProofError>>()?;
        let members: Vec<String> = ports
            .iter()
            .map(|[members, ..]| format!("127.0.0.1:{members}"))
            .collect();
        let mut nodes: Vec<DatabaseServer> = Vec::new();
        for of_node in &ports {
            let settings = settings_of(&members.join(","), *of_node);
            nodes.push(DatabaseServer::prepare(Kind::Mariadb, settings)?);
        }
        nodes[0].settings().push(NEW_CLUSTER.to_owned());
        let mut cluster = Cluster { nodes };
        for place in 0..count {
            cluster.nodes[place].start()?;
            cluster.nodes[place]
                .settings()
                .retain(|word| word != NEW_CLUSTER);
            cluster.wait_until_joined(place, place + 1)?;
        }
        Ok(cluster)
    }

    /// Any node: what is made there is everywhere.
    pub(crate) fn any(&mut self) -> &mut DatabaseServer {
        &mut self.nodes[0]
    }

    /// The address of a database on one of the nodes.
    pub(crate) fn url_on(&self, place: usize, database: &Database) -> String {
        DatabaseServer::url_by_port(database, self.nodes[place].port())
    }

    /// Kills a node.
    pub(crate) fn kill(&mut self, place: usize) -> Result<(), ProofError> {
        self.nodes[place].kill()
    }

    /// Starts a node that was killed, and waits until it is one of them again. As Debian's service
    /// does, it looks first how far the node had come, so that it is sent only what it missed.
    pub(crate) fn restart(&mut self, place: usize) -> Result<(), ProofError> {
        let node = &mut self.nodes[place];
        let recovered = node.command()?.arg("--wsrep-recover").output();
        let recovered = recovered.named("asking how far a node had come")?;
        let said = String::from_utf8_lossy(&recovered.stderr).into_owned();
        let position = said
            .lines()
            .find_map(|line| line.split_once("Recovered position:"))
            .map(|(_, position)| format!("--wsrep-start-position={}", position.trim()));
        let settings = node.settings();
        settings.extend(position.clone());
        let started = node.start();
        node.settings()
            .retain(|word| Some(word) != position.as_ref());
        started?;
        self.wait_until_joined(place, self.nodes.len())
    }

    fn wait_until_joined(&self, place: usize, size: usize) -> Result<(), ProofError> {
        let node = Database {
            kind: Kind::Mariadb,
            url: format!("mysql://root@127.0.0.1:{}/mysql", self.nodes[place].port()),
        };
        let started = Instant::now();
        loop {
            let told = snapshot(&node, &[STATE]);
            let state: Vec<String> = told
                .iter()
                .flatten()
                .flatten()
                .map(|row| row[0].text().to_owned())
                .collect();
            if state == [size.to_string(), "ON".to_owned(), "Synced".to_owned()] {
                return Ok(());
            }
            if started.elapsed() > JOIN_TIMEOUT {
                return Err(ProofError::Program {
                    program: "a node of the cluster".to_owned(),
                    said: format!(
                        "it did not join: {state:?} {:?}\n{}",
                        told.err(),
                        self.nodes[place].log()
                    ),
                });
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

/// How many nodes there are, whether this one answers, and what it is doing.
const STATE: &str = "SELECT CAST(variable_value AS CHAR) FROM information_schema.global_status \
    WHERE variable_name IN \
      ('WSREP_CLUSTER_SIZE', 'WSREP_READY', 'WSREP_LOCAL_STATE_COMMENT') \
    ORDER BY FIELD(variable_name, \
      'WSREP_CLUSTER_SIZE', 'WSREP_READY', 'WSREP_LOCAL_STATE_COMMENT')";

fn settings_of(members: &str, [own, increments, copies]: [u16; 3]) -> Vec<String> {
    let provider_options = format!(
        "base_port={own};gmcast.listen_addr=tcp://127.0.0.1:{own};\
         ist.recv_addr=127.0.0.1:{increments};gcache.size=64M;\
         evs.suspect_timeout=PT3S"
    );
    vec![
        "--wsrep-on=ON".to_owned(),
        format!("--wsrep-provider={PROVIDER}"),
        "--wsrep-cluster-name=proof".to_owned(),
        format!("--wsrep-cluster-address=gcomm://{members}"),
        "--wsrep-node-address=127.0.0.1".to_owned(),
        format!("--wsrep-provider-options={provider_options}"),
        "--wsrep-sst-method=rsync".to_owned(),
        format!("--wsrep-sst-receive-address=127.0.0.1:{copies}"),
        "--binlog-format=ROW".to_owned(),
        "--innodb-autoinc-lock-mode=2".to_owned(),
    ]
}
