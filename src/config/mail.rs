//! `[mail]`: how mail leaves the store.

use std::fmt;
use std::path::PathBuf;

use super::{ConfigError, Key, Setting, Values};

pub(super) const SMTP_URL: Key = Key {
    name: "mail.smtp_url",
    variable: "MERCER_SMTP_URL",
    default: "none",
};

pub(super) const FROM: Key = Key {
    name: "mail.from",
    variable: "MERCER_MAIL_FROM",
    default: "shop@localhost",
};

pub(super) const FOLDER: Key = Key {
    name: "mail.folder",
    variable: "MERCER_MAIL_FOLDER",
    default: "mercer-mail",
};

/// How mail leaves the store.
#[derive(Clone, Debug)]
pub(crate) struct MailConfig {
    /// The server that takes mail: `smtps://USER:PASSWORD@HOST:465`,
    /// `smtp://USER:PASSWORD@HOST:587?tls=required`, or `none`: then mail is put into the folder.
    ///
    /// `mail.smtp_url`, `MERCER_SMTP_URL`. Default: `none`.
    pub(crate) smtp_url: Setting<SmtpUrl>,

    /// Who mail is from.
    ///
    /// `mail.from`, `MERCER_MAIL_FROM`. Default: `shop@localhost`.
    pub(crate) from: Setting<String>,

    /// The folder into which mail is written, a file each, while there is no server for it.
    ///
    /// `mail.folder`, `MERCER_MAIL_FOLDER`. Default: `mercer-mail` in the working folder.
    pub(crate) folder: Setting<PathBuf>,
}

/// The address of a mail server, if there is one. Shows itself without its password.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SmtpUrl(Option<String>);

impl SmtpUrl {
    /// The address with its password.
    pub(crate) fn reveal(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

impl fmt::Display for SmtpUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(url) = &self.0 else {
            return formatter.write_str("none");
        };
        let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
        match rest.rsplit_once('@') {
            Some((account, host)) => {
                let user = account.split(':').next().unwrap_or("");
                write!(formatter, "{scheme}://{user}:***@{host}")
            }
            None => formatter.write_str(url),
        }
    }
}

impl fmt::Debug for SmtpUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SmtpUrl({self})")
    }
}

impl MailConfig {
    pub(super) fn load(values: &Values) -> Result<Self, ConfigError> {
        Ok(MailConfig {
            smtp_url: values.get(&SMTP_URL, smtp_url)?,
            from: values.get(&FROM, from)?,
            folder: values.get(&FOLDER, |text| Ok(PathBuf::from(text)))?,
        })
    }
}

fn smtp_url(text: &str) -> Result<SmtpUrl, String> {
    if text == "none" {
        return Ok(SmtpUrl(None));
    }
    if text.starts_with("smtp://") || text.starts_with("smtps://") {
        return Ok(SmtpUrl(Some(text.to_owned())));
    }
    // It may hold a password and is not repeated.
    Err("it is neither smtps://USER:PASSWORD@HOST, smtp://HOST:PORT nor none".to_owned())
}

fn from(text: &str) -> Result<String, String> {
    match text.split_once('@') {
        Some((name, host)) if !name.is_empty() && !host.is_empty() => Ok(text.to_owned()),
        _ => Err(format!("{text:?} is no e-mail address")),
    }
}
