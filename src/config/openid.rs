//! `[openid]`: an outside provider by which people sign in.

use std::fmt;

use super::{ConfigError, Key, Setting, Values};

pub(super) const PROVIDER: Key = Key {
    name: "openid.provider",
    variable: "MERCER_OPENID_PROVIDER",
    default: "none",
};

pub(super) const ISSUER: Key = Key {
    name: "openid.issuer",
    variable: "MERCER_OPENID_ISSUER",
    default: "none",
};

pub(super) const CLIENT_ID: Key = Key {
    name: "openid.client_id",
    variable: "MERCER_OPENID_CLIENT_ID",
    default: "none",
};

pub(super) const CLIENT_SECRET: Key = Key {
    name: "openid.client_secret",
    variable: "MERCER_OPENID_CLIENT_SECRET",
    default: "none",
};

/// An outside provider by which people sign in, by `OpenID` Connect.
#[derive(Clone, Debug)]
pub(crate) struct OpenidConfig {
    /// What the provider is called in addresses (`/auth/openid/google`): small letters and digits;
    /// `none` for no provider.
    ///
    /// `openid.provider`, `MERCER_OPENID_PROVIDER`. Default: `none`.
    pub(crate) provider: Setting<String>,

    /// Its issuer, letter for letter as it calls itself: `https://accounts.google.com`. Plain http
    /// is taken for a provider on this machine only.
    ///
    /// `openid.issuer`, `MERCER_OPENID_ISSUER`. Default: `none`.
    pub(crate) issuer: Setting<String>,

    /// What the provider calls this shop. It has to let people be sent back to
    /// `/auth/openid/{provider}/callback` below `server.public_url`.
    ///
    /// `openid.client_id`, `MERCER_OPENID_CLIENT_ID`. Default: `none`.
    pub(crate) client_id: Setting<String>,

    /// How the shop proves itself there.
    ///
    /// `openid.client_secret`, `MERCER_OPENID_CLIENT_SECRET`. Default: `none`.
    pub(crate) client_secret: Setting<HiddenText>,
}

/// A text that is shown to nobody.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct HiddenText(String);

impl HiddenText {
    /// The text.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for HiddenText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = if self.0 == "none" { "none" } else { "***" };
        formatter.write_str(shown)
    }
}

impl fmt::Debug for HiddenText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "HiddenText({self})")
    }
}

impl OpenidConfig {
    pub(super) fn load(values: &Values) -> Result<Self, ConfigError> {
        Ok(OpenidConfig {
            provider: values.get(&PROVIDER, provider)?,
            issuer: values.get(&ISSUER, issuer)?,
            client_id: values.get(&CLIENT_ID, |text| Ok(text.to_owned()))?,
            client_secret: values.get(&CLIENT_SECRET, |text| Ok(HiddenText(text.to_owned())))?,
        })
    }
}

fn provider(text: &str) -> Result<String, String> {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if (1..=32).contains(&text.len()) && text.bytes().all(is_plain) {
        return Ok(text.to_owned());
    }
    Err(format!(
        "{text:?} is no name of a provider: small letters and digits, such as google"
    ))
}

fn issuer(text: &str) -> Result<String, String> {
    let on_this_machine = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
    let is_here = |start: &str| {
        let rest = text.strip_prefix(start);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
    };
    if text == "none" || text.starts_with("https://") || on_this_machine.into_iter().any(is_here) {
        return Ok(text.to_owned());
    }
    Err(format!(
        "{text:?} is no issuer: write https://.., letter for letter as the provider calls itself"
    ))
}
