//! A running `mercer serve`, and a client for it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use serde_json::Value;

use crate::mercer;
use crate::shop::Shop;

/// How long an answer may take before the test fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// A server process. Killed when this is dropped.
pub(crate) struct Server {
    pub(crate) process: Child,
    /// Host and port.
    pub(crate) address: String,
    /// What it printed when it was ready.
    pub(crate) announcement: String,
    folder: PathBuf,
    is_demonstration: bool,
    key: OnceLock<String>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    /// Serves the shop on a free port.
    pub(crate) fn start(shop: &Shop) -> Self {
        Server::started_by(shop, &["serve", "--port", "0"])
    }

    /// Runs a command that serves, and reads what it prints when it is ready: its last line tells
    /// how to stop it.
    pub(crate) fn started_by(shop: &Shop, arguments: &[&str]) -> Self {
        let mut process = mercer::command(shop.folder(), arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("mercer starts");
        let mut stdout = BufReader::new(process.stdout.take().expect("stdout is piped"));
        let mut announcement = String::new();
        while !announcement.contains("ctrl-c") {
            let read = stdout.read_line(&mut announcement);
            let length = read.expect("stdout is readable");
            assert!(length > 0, "it ended after printing {announcement:?}");
        }
        let after = announcement
            .split("http://")
            .nth(1)
            .expect("the address is printed");
        let is_address = |letter: char| letter.is_ascii_digit() || letter == '.' || letter == ':';
        let address = after
            .chars()
            .take_while(|letter| is_address(*letter))
            .collect();
        Server {
            process,
            address,
            announcement,
            folder: shop.folder().to_owned(),
            is_demonstration: arguments.contains(&"demo"),
            key: OnceLock::new(),
        }
    }

    /// The header of a program that may do everything, with a key made when it is first asked for.
    pub(crate) fn credentials(&self) -> &str {
        self.key.get_or_init(|| {
            let name = format!("tests-{}", self.process.id());
            let mut create = vec!["api-keys", "create", &name, "--all-scopes"];
            if self.is_demonstration {
                create.extend(["--database-url", "sqlite:mercer-demo.db"]);
            }
            let created = mercer::run(&self.folder, &create);
            assert_eq!(created.code, Some(0), "{}", created.stderr);
            format!("Authorization: Bearer {}\r\n", created.stdout.trim())
        })
    }

    /// A new connection.
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).expect("the server accepts connections");
        stream
            .set_read_timeout(Some(PATIENCE))
            .expect("a timeout can be set");
        stream
    }

    /// Sends a request and reads the answer.
    pub(crate) fn request(&self, head: &str, headers: &str, body: &[u8]) -> Answer {
        let mut stream = self.connect();
        let length = body.len();
        let credentials = if head.contains(" /v1/") && !headers.contains("Authorization") {
            self.credentials()
        } else {
            ""
        };
        let head = format!(
            "{head} HTTP/1.1\r\nHost: mercer\r\nConnection: close\r\nContent-Length: {length}\r\n\
             {credentials}{headers}\r\n"
        );
        stream
            .write_all(head.as_bytes())
            .expect("the request is taken");
        // A server that refuses the body may close before all of it is sent.
        let _ = stream.write_all(body);
        Answer::read(&mut stream)
    }

    /// `GET`.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.request(&format!("GET {path}"), "", b"")
    }

    /// `POST` of JSON.
    pub(crate) fn post(&self, path: &str, body: impl AsRef<[u8]>) -> Answer {
        let headers = "Content-Type: application/json\r\n";
        self.request(&format!("POST {path}"), headers, body.as_ref())
    }
}

/// An HTTP answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    /// Reads until the server closes the connection.
    pub(crate) fn read(stream: &mut TcpStream) -> Self {
        let mut bytes = Vec::new();
        // A reset after the answer, because the server did not read all of the body, is no matter.
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text
            .split_once("\r\n\r\n")
            .unwrap_or_else(|| panic!("no HTTP answer: {text:?}"));
        let mut lines = head.split("\r\n");
        let status = lines
            .next()
            .and_then(|line| line.split(' ').nth(1))
            .and_then(|status| status.parse().ok())
            .expect("a status");
        let headers = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        Answer {
            status,
            headers,
            body: body.to_owned(),
        }
    }

    /// A header, by its name in lower case; empty if it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .iter()
            .find(|(header, _)| header == name)
            .map_or("", |(_, value)| value)
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{error} in the body {:?}", self.body))
    }

    /// The status and the indented body, for snapshots.
    pub(crate) fn shown(&self) -> String {
        let body = serde_json::to_string_pretty(&self.json()).expect("JSON can be written");
        format!("{} {}\n{body}\n", self.status, self.header("content-type"))
    }
}
