//! A running `mercer serve`.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::error::{Named, ProofError};
use crate::http::{Client, Request};
use crate::processes;
use crate::shop::Shop;

/// How long a server may take until it answers.
const START_TIMEOUT: Duration = Duration::from_mins(1);

/// A server process, killed when this is dropped.
pub(crate) struct Server {
    process: Child,
    address: String,
}

/// How a server is started otherwise than plainly.
#[derive(Clone, Debug, Default)]
pub(crate) struct Disguise {
    /// A program that runs it, such as strace with its arguments.
    pub(crate) under: Vec<String>,
    /// More environment.
    pub(crate) environment: Vec<(String, String)>,
    /// Another address of the database.
    pub(crate) url: Option<String>,
}

impl Server {
    /// Serves a shop and waits until it answers.
    pub(crate) fn start(shop: &Shop) -> Result<Self, ProofError> {
        Self::disguised(shop, &Disguise::default())
    }

    /// The same under another program, or with another environment.
    pub(crate) fn disguised(shop: &Shop, disguise: &Disguise) -> Result<Self, ProofError> {
        let log = shop.folder().join("server.log");
        let file = std::fs::File::options()
            .create(true)
            .append(true)
            .open(&log)
            .named("opening the server's log")?;
        let mut words: Vec<PathBuf> = disguise.under.iter().map(PathBuf::from).collect();
        words.push(shop.mercer.clone());
        let url = disguise.url.as_ref().unwrap_or(&shop.database.url);
        let mut process = Command::new(&words[0])
            .args(&words[1..])
            .args(["serve", "--port", "0"])
            .current_dir(shop.folder())
            .env("DATABASE_URL", url)
            .env("MERCER_LOG", "warn")
            .envs(disguise.environment.iter().cloned())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(file)
            .spawn()
            .named("starting the server")?;
        let said = process.stdout.take().map(BufReader::new);
        let address = said.and_then(|said| {
            let mut lines = said.lines().map_while(Result::ok);
            lines.find_map(|line| address_in(&line))
        });
        let Some(address) = address else {
            processes::kill_all(process.id());
            process.wait().named("waiting for the server")?;
            return Err(ProofError::Program {
                program: "mercer serve".to_owned(),
                said: std::fs::read_to_string(&log).unwrap_or_default(),
            });
        };
        let server = Server { process, address };
        server.wait_until_ready()?;
        Ok(server)
    }

    /// Host and port.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Whether it says that it is well.
    pub(crate) fn is_ready(&self) -> bool {
        let answer = Client::new(&self.address, "").send(&Request::get("/health"));
        answer.is_ok_and(|answer| answer.is_success())
    }

    /// Whether its process has ended.
    pub(crate) fn has_ended(&mut self) -> bool {
        self.process.try_wait().is_ok_and(|status| status.is_some())
    }

    /// Whether it ends before so much time is over.
    pub(crate) fn has_ended_within(&mut self, time: Duration) -> bool {
        let started = Instant::now();
        while started.elapsed() < time {
            if self.has_ended() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        self.has_ended()
    }

    /// Its process.
    pub(crate) fn process(&self) -> u32 {
        self.process.id()
    }

    /// SIGKILL: it can do nothing more.
    pub(crate) fn kill(&mut self) -> Result<(), ProofError> {
        processes::kill_all(self.process.id());
        self.process.wait().map(drop).named("killing the server")
    }

    /// SIGTERM, and waits until it has ended.
    pub(crate) fn stop(&mut self) -> Result<(), ProofError> {
        // Under another program, the server is its child.
        let own = self.process.id();
        let children = processes::descendants_of(own);
        processes::signal(children.first().copied().unwrap_or(own), "TERM");
        self.process.wait().map(drop).named("stopping the server")
    }

    fn wait_until_ready(&self) -> Result<(), ProofError> {
        let started = Instant::now();
        while !self.is_ready() {
            if started.elapsed() > START_TIMEOUT {
                return Err(ProofError::Program {
                    program: "mercer serve".to_owned(),
                    said: "/health was not ready in time".to_owned(),
                });
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if !self.has_ended() {
            let _ = self.kill();
        }
    }
}

fn address_in(line: &str) -> Option<String> {
    let (_, after) = line.split_once("http://")?;
    let address: String = after
        .chars()
        .take_while(|letter| letter.is_ascii_digit() || ".:".contains(*letter))
        .collect();
    Some(address)
}
