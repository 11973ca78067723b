//! The servers' own tools: how they are called, and what came of it.
//!
//! A password goes by the environment, where other users of the machine do not see it.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::process::{Child, Command, Stdio};

use mercer_database::{DatabaseUrl, ServerAddress};

use super::counted::Counted;
use super::packed::{Packed, Packing};
use super::{BackupError, System};

/// A call of a tool.
struct Tool {
    command: Command,
    name: &'static str,
    system: System,
}

/// What a dump held.
pub(super) struct Dumped {
    pub(super) packed: Packed,
    pub(super) counted: Counted,
}

/// Dumps a server's database, within one snapshot, into a compressed file.
pub(super) fn dump(url: &DatabaseUrl, packing: Packing) -> Result<Dumped, BackupError> {
    let address = address(url)?;
    let system = System::from(url.kind());
    let mut tools = match system {
        System::Postgres => vec![postgres(
            "pg_dump",
            &address,
            &["--no-owner", "--no-privileges"],
        )],
        // MariaDB's tool, else MySQL's.
        _ => ["mariadb-dump", "mysqldump"]
            .map(|name| {
                let snapshot = ["--single-transaction", "--quick", "--hex-blob"];
                mysql(name, &address, &snapshot)
            })
            .into(),
    };
    let (tool, mut child, complaints) = started(&mut tools, Stdio::null(), Stdio::piped())?;
    let output = child.stdout.take();
    let passed = pass(output, packing, system);
    let ended = end(tool, child, complaints);
    // What the tool says is the reason of what the reading found.
    ended?;
    passed.map_err(|error| failed(tool, error.to_string()))
}

/// Runs a dump on a server's database, all of it or nothing.
pub(super) fn load(url: &DatabaseUrl, mut content: impl Read) -> Result<(), BackupError> {
    let address = address(url)?;
    let mut tools = match System::from(url.kind()) {
        System::Postgres => {
            let whole = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction"];
            vec![postgres("psql", &address, &whole)]
        }
        _ => ["mariadb", "mysql"]
            .map(|name| mysql(name, &address, &[]))
            .into(),
    };
    let (tool, mut child, complaints) = started(&mut tools, Stdio::piped(), Stdio::null())?;
    let copied = match child.stdin.take() {
        Some(mut input) => io::copy(&mut content, &mut input).map(drop),
        None => Ok(()),
    };
    end(tool, child, complaints)?;
    copied.map_err(|error| failed(tool, error.to_string()))
}

fn address(url: &DatabaseUrl) -> Result<ServerAddress, BackupError> {
    let address = url.server()?;
    // The callers have looked at the kind.
    Ok(address.expect("a server's database has an address"))
}

fn postgres(name: &'static str, address: &ServerAddress, options: &[&str]) -> Tool {
    let mut command = Command::new(name);
    command
        .args(options)
        .env("PGHOST", &address.host)
        .env("PGPORT", address.port.to_string())
        .env("PGUSER", &address.user)
        .env("PGDATABASE", &address.database)
        .env("PGCLIENTENCODING", "UTF8");
    if let Some(password) = &address.password {
        command.env("PGPASSWORD", password);
    }
    if let Some(mode) = &address.ssl_mode {
        command.env("PGSSLMODE", mode);
    }
    Tool {
        command,
        name,
        system: System::Postgres,
    }
}

fn mysql(name: &'static str, address: &ServerAddress, options: &[&str]) -> Tool {
    let mut command = Command::new(name);
    command
        // Another configuration could name another server.
        .arg("--no-defaults")
        .arg(format!("--host={}", address.host))
        .arg(format!("--port={}", address.port))
        .arg(format!("--user={}", address.user))
        .arg("--default-character-set=utf8mb4")
        .args(options)
        .arg(OsString::from(&address.database));
    if let Some(password) = &address.password {
        command.env("MYSQL_PWD", password);
    }
    Tool {
        command,
        name,
        system: System::MySql,
    }
}

/// Starts the first of the tools that is there. What it complains of goes into a file, so that
/// nobody has to read two streams at once.
fn started(
    tools: &mut [Tool],
    input: Stdio,
    output: Stdio,
) -> Result<(&Tool, Child, File), BackupError> {
    let (mut input, mut output) = (Some(input), Some(output));
    let last = tools.len() - 1;
    for (index, tool) in tools.iter_mut().enumerate() {
        let is_there = is_there(tool.name);
        if !is_there && index < last {
            continue;
        }
        let complaints = tempfile::tempfile().map_err(|error| missing(tool, &error))?;
        let copy = complaints
            .try_clone()
            .map_err(|error| missing(tool, &error))?;
        tool.command
            .stdin(input.take().unwrap_or(Stdio::null()))
            .stdout(output.take().unwrap_or(Stdio::null()))
            .stderr(copy);
        let child = tool.command.spawn();
        let child = child.map_err(|error| missing(tool, &error))?;
        return Ok((tool, child, complaints));
    }
    unreachable!("the last tool is started or refused")
}

fn is_there(name: &str) -> bool {
    let version = Command::new(name)
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    !matches!(version, Err(error) if error.kind() == ErrorKind::NotFound)
}

/// Reads a dump to its end, counting and packing.
fn pass(output: Option<impl Read>, mut packing: Packing, system: System) -> io::Result<Dumped> {
    let mut counted = Counted::new(system);
    let mut buffer = vec![0; 1 << 16];
    if let Some(mut output) = output {
        loop {
            let length = output.read(&mut buffer)?;
            if length == 0 {
                break;
            }
            counted.take(&buffer[..length]);
            packing.write_all(&buffer[..length])?;
        }
    }
    Ok(Dumped {
        packed: packing.finish()?,
        counted,
    })
}

/// Waits for the end of a tool, which has to be a good one.
fn end(tool: &Tool, mut child: Child, mut complaints: File) -> Result<(), BackupError> {
    let status = child
        .wait()
        .map_err(|error| failed(tool, error.to_string()))?;
    if status.success() {
        return Ok(());
    }
    let mut said = String::new();
    // Without its words there is still its status.
    drop(io::Seek::rewind(&mut complaints).and_then(|()| complaints.read_to_string(&mut said)));
    let said = said.trim();
    let last = said.lines().last().unwrap_or("it said nothing");
    Err(failed(tool, format!("{last} ({status})")))
}

fn failed(tool: &Tool, reason: String) -> BackupError {
    BackupError::ToolFailed {
        tool: tool.name.to_owned(),
        reason,
    }
}

fn missing(tool: &Tool, error: &io::Error) -> BackupError {
    BackupError::ToolMissing {
        tool: tool.name.to_owned(),
        reason: error.to_string(),
        system: tool.system.name(),
    }
}
