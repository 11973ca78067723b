//! The two servers, each a process of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// `mercer serve` of the store in a folder.
pub struct Mercer {
    process: Child,
    port: u16,
}

/// The handler that serves bytes from memory.
pub struct Bytes {
    process: Child,
    port: u16,
}

impl Mercer {
    /// Starts it and waits until it listens.
    pub fn start(folder: &Path) -> Self {
        let port = free_port();
        let mut process = Command::new(env!("CARGO_BIN_EXE_mercer"))
            .current_dir(folder)
            .args(["serve", "--port", &port.to_string()])
            .env("MERCER_LOG", "warn")
            .env("MERCER_TRUSTED_PROXIES", "127.0.0.1")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = String::new();
        let mut stdout = BufReader::new(process.stdout.take().unwrap());
        stdout.read_line(&mut said).unwrap();
        assert!(said.contains("http://"), "it said {said:?}");
        Mercer { process, port }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Bytes {
    /// Starts it and waits until it listens.
    pub fn start(folder: &Path, body: &[u8]) -> Self {
        let (port, file) = (free_port(), folder.join("bytes"));
        std::fs::write(&file, body).unwrap();
        let process = Command::new(std::env::current_exe().unwrap())
            .args(["--serve-bytes", file.to_str().unwrap(), &port.to_string()])
            .spawn()
            .unwrap();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            std::thread::sleep(Duration::from_millis(20));
        }
        Bytes { process, port }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Mercer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Bytes {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The body that `GET` answers; the answer has to have a length.
pub fn body_of(url: &str) -> Vec<u8> {
    let (host, path) = url
        .strip_prefix("http://")
        .unwrap()
        .split_once('/')
        .unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(
        stream,
        "GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let head = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap();
    assert!(
        answer.starts_with(b"HTTP/1.1 200"),
        "{}",
        String::from_utf8_lossy(&answer)
    );
    answer[head + 4..].to_vec()
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
