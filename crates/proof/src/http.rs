//! A client of HTTP/1.1 over a plain socket: one connection, one request at a time. It is written
//! by hand because faults cut requests at any byte and have to know whether anything was sent.

use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

/// How long an answer may take; the server's own limit for a request is 30 seconds.
const PATIENCE: Duration = Duration::from_secs(40);

/// A request.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// `GET`, `POST`.
    pub(crate) method: &'static str,
    /// With its query.
    pub(crate) path: String,
    /// The key that makes it safe to repeat.
    pub(crate) idempotency_key: Option<String>,
    /// What is sent.
    pub(crate) body: Option<Value>,
    /// How new the answer has to be, as an answer to a change told.
    pub(crate) position: Option<String>,
}

impl Request {
    /// Something is asked for.
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Request {
            method: "GET",
            path: path.into(),
            idempotency_key: None,
            body: None,
            position: None,
        }
    }

    /// Something is done.
    pub(crate) fn post(path: impl Into<String>, body: Value) -> Self {
        Request {
            method: "POST",
            path: path.into(),
            idempotency_key: None,
            body: Some(body),
            position: None,
        }
    }

    /// The same with a key.
    pub(crate) fn keyed(mut self, key: impl Into<String>) -> Self {
        self.idempotency_key = Some(key.into());
        self
    }

    /// The same, whose answer has to be at least so new.
    pub(crate) fn after(mut self, position: Option<String>) -> Self {
        self.position = position;
        self
    }

    /// As it goes over the wire.
    pub(crate) fn bytes(&self, address: &str, credentials: &str) -> Vec<u8> {
        let body = self.body.as_ref().map(Value::to_string).unwrap_or_default();
        let mut text = format!(
            "{} {} HTTP/1.1\r\nHost: {address}\r\n",
            self.method, self.path
        );
        if !credentials.is_empty() {
            let _ = write!(text, "Authorization: Bearer {credentials}\r\n");
        }
        if let Some(key) = &self.idempotency_key {
            let _ = write!(text, "Idempotency-Key: {key}\r\n");
        }
        if let Some(position) = &self.position {
            let _ = write!(text, "Mercer-Position: {position}\r\n");
        }
        if self.body.is_some() {
            text.push_str("Content-Type: application/json\r\n");
        }
        let _ = write!(text, "Content-Length: {}\r\n\r\n{body}", body.len());
        text.into_bytes()
    }
}

/// What the server said.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// The HTTP status.
    pub(crate) status: u16,
    /// Whether it is the answer of an earlier request with the same key.
    pub(crate) replayed: bool,
    /// A text when it is no JSON.
    pub(crate) body: Value,
    /// How far the database's log had come after a change.
    pub(crate) position: Option<String>,
}

impl Answer {
    /// Whether it was done.
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The code of a refusal.
    pub(crate) fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum NoAnswer {
    /// There was no connection; the server knows nothing of the request.
    NotSent,
    /// The server may or may not have done it.
    Unknown(io::Error),
}

/// One client with a connection of its own.
pub(crate) struct Client {
    address: String,
    credentials: String,
    connection: Option<BufReader<TcpStream>>,
}

impl Client {
    /// A client that connects when it has something to say.
    pub(crate) fn new(address: &str, credentials: &str) -> Self {
        Client {
            address: address.to_owned(),
            credentials: credentials.to_owned(),
            connection: None,
        }
    }

    /// Sends a request and waits for the answer.
    pub(crate) fn send(&mut self, request: &Request) -> Result<Answer, NoAnswer> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => connect(&self.address)
                .map(BufReader::new)
                .map_err(|_| NoAnswer::NotSent)?,
        };
        let bytes = request.bytes(&self.address, &self.credentials);
        connection
            .get_mut()
            .write_all(&bytes)
            .map_err(NoAnswer::Unknown)?;
        let (answer, stays_open) = read_answer(&mut connection).map_err(NoAnswer::Unknown)?;
        if stays_open {
            self.connection = Some(connection);
        }
        Ok(answer)
    }
}

/// A connection that neither waits for more to send nor for ever for an answer.
pub(crate) fn connect(address: &str) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// Reads one answer; also whether the connection may be used again.
pub(crate) fn read_answer(connection: &mut impl BufRead) -> io::Result<(Answer, bool)> {
    let first = line(connection)?;
    let status = first.split(' ').nth(1).and_then(|word| word.parse().ok());
    let status = status.ok_or_else(|| unexpected(&first))?;
    let (mut length, mut chunked, mut replayed, mut stays_open) = (0_usize, false, false, true);
    let mut position = None;
    loop {
        let header = line(connection)?.to_ascii_lowercase();
        let Some((name, value)) = header.split_once(':') else {
            break;
        };
        match (name, value.trim()) {
            ("content-length", value) => length = value.parse().map_err(|_| unexpected(value))?,
            ("transfer-encoding", "chunked") => chunked = true,
            ("idempotent-replayed", "true") => replayed = true,
            ("connection", "close") => stays_open = false,
            ("mercer-position", value) => position = Some(value.to_owned()),
            _ => {}
        }
    }
    let bytes = if chunked {
        read_chunks(connection)?
    } else {
        exactly(connection, length)?
    };
    let answer = Answer {
        status,
        replayed,
        body: serde_json::from_slice(&bytes)
            .unwrap_or_else(|_| String::from_utf8_lossy(&bytes).into()),
        position,
    };
    Ok((answer, stays_open))
}

fn read_chunks(connection: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    loop {
        let size = line(connection)?;
        let size = usize::from_str_radix(&size, 16).map_err(|_| unexpected(&size))?;
        all.extend(exactly(connection, size)?);
        line(connection)?;
        if size == 0 {
            return Ok(all);
        }
    }
}

fn exactly(connection: &mut impl Read, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    connection.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn line(connection: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    if connection.read_line(&mut line)? == 0 || !line.ends_with('\n') {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end().to_owned())
}

fn unexpected(text: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("no HTTP: {text:?}"))
}
