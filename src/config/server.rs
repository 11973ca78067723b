//! `[server]`: where the store listens, how it is reached, how much at once, and to whom it talks.

use std::fmt;
use std::net::{IpAddr, SocketAddr};

use super::{ConfigError, Key, Origins, Setting, Source, Values};

pub(super) const ADDRESS: Key = Key {
    name: "server.address",
    variable: "MERCER_ADDRESS",
    default: "127.0.0.1",
};

pub(super) const PORT: Key = Key {
    name: "server.port",
    variable: "PORT",
    default: "8080",
};

pub(super) const PUBLIC_URL: Key = Key {
    name: "server.public_url",
    variable: "MERCER_PUBLIC_URL",
    default: "http://127.0.0.1:8080",
};

pub(super) const TRUSTED_PROXIES: Key = Key {
    name: "server.trusted_proxies",
    variable: "MERCER_TRUSTED_PROXIES",
    default: "none",
};

pub(super) const MAX_CONNECTIONS: Key = Key {
    name: "server.max_connections",
    variable: "MERCER_MAX_CONNECTIONS",
    default: "4096",
};

pub(super) const MAX_REQUESTS: Key = Key {
    name: "server.max_requests",
    variable: "MERCER_MAX_REQUESTS",
    default: "512",
};

pub(super) const CORS_ORIGINS: Key = Key {
    name: "server.cors_origins",
    variable: "MERCER_CORS_ORIGINS",
    default: "none",
};

pub(super) const METRICS: Key = Key {
    name: "server.metrics",
    variable: "MERCER_METRICS",
    default: "staff",
};

/// Where the store listens, how much at once, and to whom it talks.
#[derive(Clone, Debug)]
pub(crate) struct ServerConfig {
    /// The IP address to listen on. `0.0.0.0` and `::` are all addresses of the machine.
    ///
    /// The default is reached from the same machine only, and setting `PORT` does not change
    /// that: a platform that hands out a `PORT` usually needs `MERCER_ADDRESS=0.0.0.0` as well.
    ///
    /// `server.address`, `MERCER_ADDRESS`. Default: 127.0.0.1.
    pub(crate) address: Setting<IpAddr>,

    /// The TCP port to listen on. 0 lets the system choose a free one.
    ///
    /// `server.port`, `PORT`. Default: 8080.
    pub(crate) port: Setting<u16>,

    /// How people and programs reach the store, without a slash at the end. Links in mail begin
    /// with it, and access tokens name it as who gave them and whom they are for: a token of one
    /// address is none of another. What a request says of its host is never used instead.
    ///
    /// `server.public_url`, `MERCER_PUBLIC_URL`. Default: the address that the store listens on,
    /// such as <http://127.0.0.1:8080>.
    pub(crate) public_url: Setting<String>,

    /// The proxies in front of the store: IP addresses with commas, or `none`. From them, and from
    /// nobody else, `X-Forwarded-For` is believed, which tells whose attempts to sign in are
    /// counted together.
    ///
    /// `server.trusted_proxies`, `MERCER_TRUSTED_PROXIES`. Default: none.
    pub(crate) trusted_proxies: Setting<TrustedProxies>,

    /// The most connections held open at once, 1 to 1,000,000. Further ones wait to be accepted.
    ///
    /// `server.max_connections`, `MERCER_MAX_CONNECTIONS`. Default: 4096.
    pub(crate) max_connections: Setting<usize>,

    /// The most requests in work at once, 1 to 1,000,000. Further ones are answered 503 with
    /// `Retry-After` before anything of them is looked at, so that those in work stay fast.
    ///
    /// `server.max_requests`, `MERCER_MAX_REQUESTS`. Default: 512.
    pub(crate) max_requests: Setting<usize>,

    /// The web sites whose pages may call the API from a browser (CORS): origins such as
    /// `https://shop.example`, with commas; `*` for all, `none` for none.
    ///
    /// `server.cors_origins`, `MERCER_CORS_ORIGINS`. Default: none.
    pub(crate) cors_origins: Setting<Origins>,

    /// Who may read `/metrics`: `staff` with the permission to read settings, and API keys with
    /// that scope; or `open`, everybody who reaches the server.
    ///
    /// `server.metrics`, `MERCER_METRICS`. Default: staff.
    pub(crate) metrics: Setting<MetricsAccess>,
}

/// The proxies whose word counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TrustedProxies(Vec<IpAddr>);

impl TrustedProxies {
    /// Whether this is one of them.
    pub(crate) fn contain(&self, address: IpAddr) -> bool {
        self.0.contains(&address.to_canonical())
    }

    /// These.
    #[cfg(test)]
    pub(crate) fn of(addresses: &[IpAddr]) -> Self {
        TrustedProxies(addresses.to_vec())
    }
}

impl fmt::Display for TrustedProxies {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return formatter.write_str("none");
        }
        let texts: Vec<_> = self.0.iter().map(IpAddr::to_string).collect();
        formatter.write_str(&texts.join(", "))
    }
}

/// Who may read `/metrics`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MetricsAccess {
    /// Everybody.
    Open,
    /// Staff and machines with the permission to read settings.
    Staff,
}

impl fmt::Display for MetricsAccess {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            MetricsAccess::Open => "open",
            MetricsAccess::Staff => "staff",
        })
    }
}

impl ServerConfig {
    pub(super) fn load(values: &Values) -> Result<Self, ConfigError> {
        Ok(ServerConfig {
            address: values.get(&ADDRESS, address)?,
            port: values.get(&PORT, port)?,
            public_url: values.get(&PUBLIC_URL, public_url)?,
            trusted_proxies: values.get(&TRUSTED_PROXIES, trusted_proxies)?,
            max_connections: values.get(&MAX_CONNECTIONS, most)?,
            max_requests: values.get(&MAX_REQUESTS, most)?,
            cors_origins: values.get(&CORS_ORIGINS, Origins::parse)?,
            metrics: values.get(&METRICS, metrics)?,
        })
    }

    /// What to bind to.
    pub(crate) fn socket_address(&self) -> SocketAddr {
        SocketAddr::new(self.address.value, self.port.value)
    }

    /// How a store that listens here is reached.
    pub(crate) fn public_url(&self, listening: SocketAddr) -> String {
        match self.public_url.source {
            Source::Default => format!("http://{listening}"),
            _ => self.public_url.value.clone(),
        }
    }
}

fn address(text: &str) -> Result<IpAddr, String> {
    text.parse().map_err(|_| {
        format!("{text:?} is not an IP address, such as 127.0.0.1, 0.0.0.0 (all addresses) or ::1")
    })
}

fn port(text: &str) -> Result<u16, String> {
    text.parse()
        .map_err(|_| format!("{text:?} is not a port number (0 to 65535)"))
}

fn public_url(text: &str) -> Result<String, String> {
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    let is_plain = |rest: &str| {
        !rest.is_empty()
            && !rest.starts_with('/')
            && !rest.ends_with('/')
            && rest
                .chars()
                .all(|c| c.is_ascii_graphic() && !"?#@\\\"<>".contains(c))
    };
    if rest.is_some_and(is_plain) {
        return Ok(text.to_owned());
    }
    Err(format!(
        "{text:?} is no address such as https://shop.example.org, without a slash at the end"
    ))
}

fn trusted_proxies(text: &str) -> Result<TrustedProxies, String> {
    if text == "none" {
        return Ok(TrustedProxies::default());
    }
    let addresses = text
        .split(',')
        .map(|one| address(one.trim()).map(|address| address.to_canonical()));
    addresses.collect::<Result<_, _>>().map(TrustedProxies)
}

fn most(text: &str) -> Result<usize, String> {
    let number = text
        .parse()
        .ok()
        .filter(|most| (1..=1_000_000).contains(most));
    number.ok_or_else(|| format!("{text:?} is not a number from 1 to 1000000"))
}

fn metrics(text: &str) -> Result<MetricsAccess, String> {
    match text {
        "open" => Ok(MetricsAccess::Open),
        "staff" => Ok(MetricsAccess::Staff),
        _ => Err(format!("{text:?} is neither staff nor open")),
    }
}
