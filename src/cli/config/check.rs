//! `mercer config check`.

use std::fmt::Write;
use std::process::ExitCode;

use clap::Args;
use mercer_database::DatabaseUrl;
use serde::Serialize;

use crate::cli::Failure;
use crate::cli::db::Place;
use crate::cli::open::{self, Missing};
use crate::cli::output::Output;
use crate::config::{Config, Source};

/// Check whether the store can be served as it is configured.
///
/// Opens the database and changes nothing. What would not work is `BAD`, and the exit code then 1;
/// what works and may not be meant is a `note`.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  mercer config check")]
pub(in crate::cli) struct Check {}

/// What came of it.
#[derive(Serialize)]
struct Checked {
    ready: bool,
    checks: Vec<Finding>,
}

/// One thing that was looked at.
#[derive(Serialize)]
struct Finding {
    name: &'static str,
    verdict: Verdict,
    says: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Verdict {
    Ok,
    Note,
    Bad,
}

impl Check {
    /// Looks at everything, and prints what was found.
    // As all commands are called.
    #[allow(clippy::unused_self)]
    pub(super) async fn run(&self, config: &Config, output: &Output) -> Result<ExitCode, Failure> {
        let checks = vec![
            settings(config),
            database(config, output).await,
            address(config),
            public_url(config),
            keys(config),
            mail(config),
        ];
        let ready = checks.iter().all(|check| check.verdict != Verdict::Bad);
        output.show(&Checked { ready, checks }, text)?;
        Ok(ExitCode::from(u8::from(!ready)))
    }
}

fn text(checked: &Checked) -> String {
    let mut text = String::new();
    for check in &checked.checks {
        let verdict = match check.verdict {
            Verdict::Ok => "ok  ",
            Verdict::Note => "note",
            Verdict::Bad => "BAD ",
        };
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{verdict}  {}: {}", check.name, check.says);
    }
    text.push_str(if checked.ready {
        "The store can be served.\n"
    } else {
        "The store cannot be served like this.\n"
    });
    text
}

fn finding(name: &'static str, verdict: Verdict, says: impl Into<String>) -> Finding {
    let says = says.into();
    Finding {
        name,
        verdict,
        says,
    }
}

/// Wrong ones end every command before it begins.
fn settings(config: &Config) -> Finding {
    let rows = config.show();
    let default = Source::Default.to_string();
    let set = rows.iter().filter(|row| row.source != default).count();
    let says = format!("{} are right, {set} of them set", rows.len());
    finding("settings", Verdict::Ok, says)
}

/// An embedded file is made and brought up to date by `mercer serve`, a server's database only when
/// somebody says so.
async fn database(config: &Config, output: &Output) -> Finding {
    let (url, name) = (&config.database.url.value, "database");
    if let DatabaseUrl::Sqlite(path) = url {
        if !path.exists() {
            let says = format!("{url} is not there yet; `mercer serve` makes an empty store");
            return finding(name, Verdict::Note, says);
        }
        if let Ok((_, pending)) = Place::new(config).heads_and_pending().await
            && !pending.is_empty()
        {
            let lacks = pending.join(", ");
            let says = format!("{url} lacks {lacks}; `mercer serve` copies it and applies them");
            return finding(name, Verdict::Note, says);
        }
    }
    match open::open(config, Missing::Refuse, output).await {
        Ok(store) => {
            store.database().close().await;
            let says = format!("{url} is a store and up to date");
            finding(name, Verdict::Ok, says)
        }
        Err(failure) => finding(name, Verdict::Bad, failure.in_one_line()),
    }
}

/// Platforms that hand out a port listen for it from another machine.
fn address(config: &Config) -> Finding {
    let server = &config.server;
    let socket = server.socket_address();
    let is_handed_out = matches!(server.port.source, Source::Environment(_));
    if is_handed_out && socket.ip().is_loopback() {
        let says = format!(
            "{socket} is reached from this machine only, although PORT is set; \
             MERCER_ADDRESS=0.0.0.0 is reached from others"
        );
        return finding("address", Verdict::Note, says);
    }
    finding("address", Verdict::Ok, socket.to_string())
}

fn public_url(config: &Config) -> Finding {
    let server = &config.server;
    let socket = server.socket_address();
    let url = server.public_url(socket);
    let name = "public address";
    if server.public_url.source == Source::Default && !socket.ip().is_loopback() {
        let says = format!("{url}; set server.public_url to what people type, for links in mail");
        return finding(name, Verdict::Note, says);
    }
    let is_local = url.starts_with("http://127.") || url.starts_with("http://localhost");
    if url.starts_with("http://") && !is_local {
        let says = format!("{url} sends passwords over the net unencrypted; use https");
        return finding(name, Verdict::Note, says);
    }
    finding(name, Verdict::Ok, url)
}

fn keys(config: &Config) -> Finding {
    let folder = config
        .authentication
        .keys_folder(&config.database.url.value);
    let path = folder.display();
    if !folder.exists() {
        let says = format!("{path} will be made with the first key");
        return finding("signing keys", Verdict::Ok, says);
    }
    match std::fs::read_dir(&folder) {
        Ok(_) => finding("signing keys", Verdict::Ok, format!("in {path}")),
        Err(error) => finding("signing keys", Verdict::Bad, format!("{path}: {error}")),
    }
}

fn mail(config: &Config) -> Finding {
    match config.mail.smtp_url.value.reveal() {
        Some(_) => finding(
            "mail",
            Verdict::Ok,
            format!("leaves by {}", config.mail.smtp_url.value),
        ),
        None => finding(
            "mail",
            Verdict::Note,
            format!(
                "is put into {}; nobody gets it without mail.smtp_url",
                config.mail.folder.value.display()
            ),
        ),
    }
}
