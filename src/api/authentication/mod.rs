//! Who sends a request: from its credentials to a [`Principal`](mercer_store::Principal).
//!
//! There is one place for credentials, the header `Authorization: Bearer`, and two kinds: access
//! tokens, which this server signs (`access_token`), and API keys, which the store knows. A token
//! only says who somebody was when it was given; whether they still are, the store is asked at
//! every request, so that signing out, another password and switching off take effect at the next.
//!
//! Deliberately absent: cookies, by which a page of somebody else's could act for whoever looks at
//! it (the page at `/oauth/authorize` asks for the password each time), and credentials in
//! addresses, which end up in logs.

mod access_token;
mod client;
mod credentials;
mod signed_text;
#[cfg(test)]
mod tests;
mod throttled;
mod tokens;
mod unrecorded;

use std::net::SocketAddr;
use std::sync::Arc;

use mercer_database::DatabaseUrl;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::openid::Provider;
use crate::config::{Config, TrustedProxies};
use crate::mail::{MailError, Mailer};
use crate::signing_keys::{KeyError, Keyring};

pub(in crate::api) use access_token::{Access, LIFETIME, chance};
pub(in crate::api) use client::Client;
pub(in crate::api) use credentials::subject_of;
pub(in crate::api) use throttled::{RegistrationFromHere, forget_attempts, throttle};
pub(in crate::api) use tokens::Tokens;
pub(in crate::api) use unrecorded::Unrecorded;

/// What it takes to know who asks, beside the store.
pub(crate) struct Authentication {
    /// How the store is reached: the issuer of tokens and whom they are for.
    public_url: String,
    keys: Keyring,
    proxies: TrustedProxies,
    mailer: Mailer,
    provider: Option<Arc<Provider>>,
}

/// Why the store cannot know who asks.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AuthenticationError {
    /// The keys.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The way of mail.
    #[error(transparent)]
    Mail(#[from] MailError),
}

impl Authentication {
    /// As the configuration says, for a store that listens at this address.
    pub(crate) fn new(
        config: &Config,
        database: &DatabaseUrl,
        listening: SocketAddr,
    ) -> Result<Self, AuthenticationError> {
        let folder = config.authentication.keys_folder(database);
        Ok(Authentication {
            public_url: config.server.public_url(listening),
            keys: Keyring::open(&folder)?,
            proxies: config.server.trusted_proxies.value.clone(),
            mailer: Mailer::new(&config.mail)?,
            provider: Provider::new(&config.openid),
        })
    }

    /// With the keys of this folder, at `https://shop.test`.
    #[cfg(test)]
    pub(in crate::api) fn in_tests(folder: &std::path::Path) -> Arc<Self> {
        let keys = Keyring::open(&folder.join("keys")).expect("keys can be made");
        Arc::new(Authentication {
            public_url: "https://shop.test".to_owned(),
            keys,
            proxies: TrustedProxies::default(),
            mailer: Mailer::into_folder(folder.join("mail")),
            provider: None,
        })
    }

    /// How the store is reached, without a slash at the end.
    pub(in crate::api) fn public_url(&self) -> &str {
        &self.public_url
    }

    /// The keys that sign.
    pub(in crate::api) fn keys(&self) -> &Keyring {
        &self.keys
    }

    /// The outside provider by which people sign in, if there is one.
    pub(in crate::api) fn provider(&self) -> Option<&Arc<Provider>> {
        self.provider.as_ref()
    }

    /// A text that this server will know again, of a kind of its own.
    pub(in crate::api) fn signed(&self, kind: &str, claims: &impl Serialize) -> String {
        signed_text::signed(&self.keys.newest(), kind, claims)
    }

    /// What such a text says; `None` of any other.
    pub(in crate::api) fn verified<T: DeserializeOwned>(
        &self,
        kind: &str,
        text: &str,
    ) -> Option<T> {
        signed_text::verified(&self.keys, kind, text)
    }

    /// How mail leaves.
    pub(in crate::api) fn mailer(&self) -> &Mailer {
        &self.mailer
    }

    /// The proxies whose word counts.
    fn proxies(&self) -> &TrustedProxies {
        &self.proxies
    }
}
