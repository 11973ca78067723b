//! A database server of a fault's own, which it may stop, kill and start again.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::{Database, Kind, change, snapshot};
use crate::error::{Named, ProofError};
use crate::processes;

/// How long a server may take to start; after a crash it repairs its files first.
const START_TIMEOUT: Duration = Duration::from_secs(90);

/// A database server with its data in a temporary folder.
pub(crate) struct DatabaseServer {
    kind: Kind,
    folder: TempDir,
    port: u16,
    process: Option<Child>,
    settings: Vec<String>,
    next_database: u32,
}

impl DatabaseServer {
    /// A server of that kind; none for SQLite, which is embedded.
    pub(crate) fn where_needed(kind: Kind) -> Result<Option<Self>, ProofError> {
        match kind {
            Kind::Sqlite => Ok(None),
            Kind::Postgres | Kind::Mariadb => Self::install(kind, &[]).map(Some),
        }
    }

    /// Makes the data folder and starts the server with these settings on its command line.
    pub(crate) fn install(kind: Kind, settings: &[&str]) -> Result<Self, ProofError> {
        Self::install_in(&parent_for(kind), kind, settings)
    }

    /// The same with the data in a folder of this one.
    pub(crate) fn install_in(
        parent: &Path,
        kind: Kind,
        settings: &[&str],
    ) -> Result<Self, ProofError> {
        let settings = settings.iter().map(|&word| word.to_owned()).collect();
        let mut server = Self::without_data(parent, kind, settings)?;
        server.make_data()?;
        server.start()?;
        Ok(server)
    }

    /// A server with its data in the usual place, not started yet.
    pub(super) fn prepare(kind: Kind, settings: Vec<String>) -> Result<Self, ProofError> {
        let server = Self::without_data(&parent_for(kind), kind, settings)?;
        server.make_data()?;
        Ok(server)
    }

    /// A streaming replica of this PostgreSQL server, with these settings.
    pub(super) fn replica(&self, settings: Vec<String>) -> Result<Self, ProofError> {
        let mut replica = Self::without_data(&parent_for(self.kind), self.kind, settings)?;
        let mut copy = replica.as_account(&postgres_program("pg_basebackup")?);
        copy.args(["--host=127.0.0.1", "--username=postgres", "--no-sync"])
            .args(["--checkpoint=fast", "--write-recovery-conf"])
            .arg(format!("--port={}", self.port))
            .arg(format!("--pgdata={}", replica.data().display()));
        processes::run(&mut copy)?;
        replica.start()?;
        Ok(replica)
    }

    fn without_data(parent: &Path, kind: Kind, settings: Vec<String>) -> Result<Self, ProofError> {
        use std::os::unix::fs::PermissionsExt;
        let folder = TempDir::with_prefix_in("mercer-proof-", parent).named("making a folder")?;
        let server = DatabaseServer {
            kind,
            folder,
            port: free_port()?,
            process: None,
            settings,
            next_database: 0,
        };
        let folder = server.folder.path();
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755))
            .named("opening the folder to the server's account")?;
        if processes::is_root() {
            processes::run(Command::new("chown").arg(server.account()).arg(folder))?;
        }
        Ok(server)
    }

    /// With which settings it is started from now on.
    pub(super) fn settings(&mut self) -> &mut Vec<String> {
        &mut self.settings
    }

    /// A database that is empty.
    pub(crate) fn create_database(&mut self) -> Result<Database, ProofError> {
        self.next_database += 1;
        let name = format!("shop_{}", self.next_database);
        let create = match self.kind {
            Kind::Mariadb => {
                format!("CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
            }
            Kind::Sqlite | Kind::Postgres => format!("CREATE DATABASE {name}"),
        };
        change(&self.administration(), &[create])?;
        Ok(Database {
            kind: self.kind,
            url: self.url(self.port, &name),
        })
    }

    /// Its first process.
    pub(crate) fn process(&self) -> u32 {
        self.process.as_ref().map_or(0, Child::id)
    }

    /// Changes whenever the server lost its processes and recovered, or ended: PostgreSQL's first
    /// process outlives the others and starts them anew.
    pub(crate) fn generation(&mut self) -> Vec<u32> {
        let has_ended = |process: &mut Child| !matches!(process.try_wait(), Ok(None));
        if self.process.as_mut().is_none_or(has_ended) {
            return Vec::new();
        }
        match self.kind {
            // The checkpointer, the background writer and the like: they live as long as it does.
            Kind::Postgres => self.background_processes(),
            Kind::Sqlite | Kind::Mariadb => vec![self.process()],
        }
    }

    /// Waits until it has recovered, or starts it.
    pub(crate) fn make_sure_it_runs(&mut self) -> Result<(), ProofError> {
        if self.generation().is_empty() {
            self.kill()?;
            return self.start();
        }
        self.wait_until_it_answers()
    }

    fn background_processes(&self) -> Vec<u32> {
        let children = processes::descendants_of(self.process());
        let is_background = |id: &u32| {
            let words = std::fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
            String::from_utf8_lossy(&words).contains("checkpointer")
        };
        children.into_iter().filter(is_background).collect()
    }

    /// Where it listens.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Starts it, and waits until it answers.
    pub(crate) fn start(&mut self) -> Result<(), ProofError> {
        let log = std::fs::File::options()
            .create(true)
            .append(true)
            .open(self.folder.path().join("log"))
            .named("opening the database server's log")?;
        let errors = log.try_clone().named("opening the database server's log")?;
        let process = self
            .command()?
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(errors)
            .spawn()
            .named("starting the database server")?;
        self.process = Some(process);
        self.wait_until_it_answers()
    }

    fn wait_until_it_answers(&self) -> Result<(), ProofError> {
        let started = Instant::now();
        while let Err(error) = snapshot(&self.administration(), &["SELECT 1"]) {
            if started.elapsed() > START_TIMEOUT {
                return Err(ProofError::Program {
                    program: format!("the {} server", self.kind),
                    said: format!("{error}\n{}", self.log()),
                });
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    /// Stops it as an administrator does who restarts it: sessions are ended, files are closed.
    pub(crate) fn stop(&mut self) -> Result<(), ProofError> {
        let name = match self.kind {
            Kind::Postgres => "INT",
            Kind::Sqlite | Kind::Mariadb => "TERM",
        };
        if let Some(mut process) = self.process.take() {
            processes::signal(process.id(), name);
            process.wait().named("stopping the database server")?;
        }
        Ok(())
    }

    /// Kills it with all its processes, as the system does when memory is short.
    pub(crate) fn kill(&mut self) -> Result<(), ProofError> {
        if let Some(mut process) = self.process.take() {
            let children = processes::descendants_of(process.id());
            processes::kill_all(process.id());
            process.wait().named("killing the database server")?;
            // A server that finds processes of the one before refuses to start.
            let is_there = |id: &u32| Path::new(&format!("/proc/{id}/stat")).exists();
            let started = Instant::now();
            while children.iter().any(is_there) && started.elapsed() < Duration::from_secs(10) {
                std::thread::sleep(Duration::from_millis(5));
            }
        }
        Ok(())
    }

    /// The address of one of its databases by way of another port, such as a proxy's.
    pub(crate) fn url_by_port(database: &Database, port: u16) -> String {
        let (before, name) = database.url.rsplit_once('/').unwrap_or_default();
        let before = before.rsplit_once(':').unwrap_or_default().0;
        format!("{before}:{port}/{name}")
    }

    fn administration(&self) -> Database {
        let name = match self.kind {
            Kind::Mariadb => "mysql",
            Kind::Sqlite | Kind::Postgres => "postgres",
        };
        Database {
            kind: self.kind,
            url: self.url(self.port, name),
        }
    }

    fn url(&self, port: u16, database: &str) -> String {
        match self.kind {
            Kind::Mariadb => format!("mysql://root@127.0.0.1:{port}/{database}"),
            Kind::Sqlite | Kind::Postgres => {
                format!("postgres://postgres@127.0.0.1:{port}/{database}")
            }
        }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn make_data(&self) -> Result<(), ProofError> {
        let data = self.data();
        let mut make = match self.kind {
            Kind::Mariadb => {
                let mut make =
                    self.as_account(&processes::find("mariadb-install-db", "mariadb-server")?);
                make.arg("--no-defaults")
                    .arg(format!("--datadir={}", data.display()));
                make.args(["--auth-root-authentication-method=normal", "--skip-test-db"]);
                make
            }
            Kind::Sqlite | Kind::Postgres => {
                let mut make = self.as_account(&postgres_program("initdb")?);
                make.arg(format!("--pgdata={}", data.display()));
                make.args(["--username=postgres", "--auth=trust", "--encoding=UTF8"]);
                make.args(["--locale=C.UTF-8", "--no-sync"]);
                make
            }
        };
        processes::run(&mut make).map(drop)
    }

    /// How it is started.
    pub(super) fn command(&self) -> Result<Command, ProofError> {
        let (folder, data) = (self.folder.path().display(), self.data());
        let mut command = match self.kind {
            Kind::Mariadb => {
                let mut command = self.as_account(&processes::find("mariadbd", "mariadb-server")?);
                command
                    .arg("--no-defaults")
                    .arg(format!("--datadir={}", data.display()))
                    .arg(format!("--port={}", self.port))
                    .arg(format!("--socket={folder}/socket"))
                    .arg(format!("--pid-file={folder}/pid"))
                    .args(["--bind-address=127.0.0.1", "--max-connections=300"]);
                command
            }
            Kind::Sqlite | Kind::Postgres => {
                let mut command = self.as_account(&postgres_program("postgres")?);
                command
                    .arg("-D")
                    .arg(&data)
                    .args(["-p", &self.port.to_string()])
                    .args([
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "max_connections=200",
                    ])
                    .args(["-c", &format!("unix_socket_directories={folder}")]);
                command
            }
        };
        command.args(&self.settings);
        Ok(command)
    }

    /// Servers refuse to run as root, so they run as the account that the system made for them.
    fn as_account(&self, program: &Path) -> Command {
        let mut command = if processes::is_root() {
            let account = self.account();
            let mut command = Command::new("setpriv");
            command
                .arg(format!("--reuid={account}"))
                .arg(format!("--regid={account}"));
            command.args(["--clear-groups", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        let folder = self.folder.path();
        // Ours may be closed to the account.
        command.current_dir(folder).env("TMPDIR", folder);
        command
    }

    fn account(&self) -> &'static str {
        match self.kind {
            Kind::Mariadb => "mysql",
            Kind::Sqlite | Kind::Postgres => "postgres",
        }
    }

    /// The end of what it wrote.
    pub(super) fn log(&self) -> String {
        let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().rev().take(40).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }
}

impl Drop for DatabaseServer {
    fn drop(&mut self) {
        // Its data is thrown away.
        let _ = self.kill();
    }
}

/// Where a server's data goes: TMPDIR. MariaDB takes `/dev/shm` for memory that outlives the
/// machine: there it maps its log instead of writing it, and makes none of the calls that fail.
fn parent_for(kind: Kind) -> PathBuf {
    let usual = std::env::temp_dir();
    if kind == Kind::Mariadb && usual.starts_with("/dev/shm") {
        return PathBuf::from("/var/tmp");
    }
    usual
}

/// A port that nobody listens on just now.
pub(crate) fn free_port() -> Result<u16, ProofError> {
    let listener = TcpListener::bind("127.0.0.1:0").named("looking for a free port")?;
    Ok(listener
        .local_addr()
        .named("looking for a free port")?
        .port())
}

/// A program of the newest PostgreSQL that is installed.
fn postgres_program(name: &str) -> Result<PathBuf, ProofError> {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let newest = versions
        .flatten()
        .map(|version| version.path().join("bin").join(name))
        .filter(|file| file.is_file())
        .max();
    match newest {
        Some(file) => Ok(file),
        None => processes::find(name, "postgresql"),
    }
}
