//! `[server]`: where the store listens.

use std::net::{IpAddr, SocketAddr};

use super::{ConfigError, Key, Setting, Values};

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

/// Where the store listens.
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
}

impl ServerConfig {
    pub(super) fn load(values: &Values) -> Result<Self, ConfigError> {
        Ok(ServerConfig {
            address: values.get(&ADDRESS, address)?,
            port: values.get(&PORT, port)?,
        })
    }

    /// What to bind to.
    pub(crate) fn socket_address(&self) -> SocketAddr {
        SocketAddr::new(self.address.value, self.port.value)
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
