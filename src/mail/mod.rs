//! Mail leaves the store: to a server, or as files into a folder while there is none.
//!
//! Sending takes as long as the server likes, so nobody waits for it, and whether there was mail to
//! send cannot be told from how soon a request is answered. Deliberately absent: sending again what
//! a server did not take; the log tells, and whoever asked can ask again.

mod message;

use std::fs;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lettre::{Message, SmtpTransport, Transport};

use crate::config::MailConfig;

pub(crate) use message::Mail;

/// Sends mail. Cloning is cheap.
#[derive(Clone)]
pub(crate) struct Mailer(Arc<Way>);

struct Way {
    from: String,
    to: Destination,
}

enum Destination {
    Server(Box<SmtpTransport>),
    Folder(PathBuf),
}

/// Why mail does not leave.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MailError {
    /// The address of the server makes no sense.
    #[error("mail.smtp_url: {0}")]
    Url(lettre::transport::smtp::Error),
    /// The server did not take it.
    #[error("the mail server did not take it: {0}")]
    Refused(#[from] lettre::transport::smtp::Error),
    /// An address in it makes no sense.
    #[error("an address is wrong: {0}")]
    Address(#[from] lettre::address::AddressError),
    /// The message could not be made.
    #[error("the message could not be written: {0}")]
    Message(#[from] lettre::error::Error),
    /// The folder.
    #[error("the mail could not be put into {}: {cause}", folder.display())]
    Folder {
        /// Which.
        folder: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
}

impl Mailer {
    /// As the configuration says.
    pub(crate) fn new(config: &MailConfig) -> Result<Self, MailError> {
        let to = match config.smtp_url.value.reveal() {
            Some(url) => {
                let server = SmtpTransport::from_url(url).map_err(MailError::Url)?;
                Destination::Server(Box::new(server.build()))
            }
            None => Destination::Folder(config.folder.value.clone()),
        };
        let from = config.from.value.clone();
        Ok(Mailer(Arc::new(Way { from, to })))
    }

    /// Into this folder.
    #[cfg(test)]
    pub(crate) fn into_folder(folder: PathBuf) -> Self {
        Mailer(Arc::new(Way {
            from: "shop@example.org".to_owned(),
            to: Destination::Folder(folder),
        }))
    }

    /// Sends it, some time soon; what fails is told to the log.
    pub(crate) fn send(&self, mail: Mail) -> tokio::task::JoinHandle<()> {
        let way = self.0.clone();
        tokio::task::spawn_blocking(move || {
            if let Err(error) = way.deliver(&mail) {
                tracing::error!(%error, "a mail was not sent");
            }
        })
    }
}

impl Way {
    fn deliver(&self, mail: &Mail) -> Result<(), MailError> {
        let message = mail.message(&self.from)?;
        match &self.to {
            Destination::Server(server) => {
                server.send(&message)?;
                Ok(())
            }
            Destination::Folder(folder) => {
                put(folder, &message).map_err(|cause| MailError::Folder {
                    folder: folder.clone(),
                    cause,
                })
            }
        }
    }
}

/// Writes a file of its own, which only its owner can read: there may be secrets in it.
fn put(folder: &Path, message: &Message) -> std::io::Result<()> {
    use std::io::Write;

    fs::create_dir_all(folder)?;
    let now = chrono::Utc::now().format("%Y%m%dT%H%M%S%.9fZ");
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(folder.join(format!("{now}.eml")))?;
    file.write_all(&message.formatted())
}
