//! From where a request came, and by which program.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use super::Authentication;
use crate::api::access::Caller;
use crate::api::document::{Input, Operation, Schemas};
use crate::api::problem::Problem;
use crate::config::TrustedProxies;

/// The computer and the program that sent a request.
#[derive(Clone, Debug)]
pub(in crate::api) struct Client {
    /// The other end of the connection, or whom a trusted proxy names. `None` where there is no
    /// connection, in tests.
    pub(in crate::api) address: Option<IpAddr>,
    /// What the program calls itself.
    pub(in crate::api) user_agent: Option<String>,
}

impl Client {
    /// As whom its attempts are counted. Of IPv6 it is the network, which one customer of a
    /// provider has whole.
    pub(in crate::api) fn counted_as(&self) -> String {
        match self.address {
            None => "unknown".to_owned(),
            Some(IpAddr::V4(address)) => address.to_string(),
            Some(IpAddr::V6(address)) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Client {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, state).await?;
        let connected = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = connected.map(|ConnectInfo(peer)| peer.ip());
        let user_agent = parts.headers.get(header::USER_AGENT);
        let user_agent = user_agent.map(|text| String::from_utf8_lossy(text.as_bytes()));
        Ok(Client {
            address: peer.map(|peer| from(caller.authentication(), peer, &parts.headers)),
            user_agent: user_agent.map(std::borrow::Cow::into_owned),
        })
    }
}

fn from(authentication: &Authentication, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let forwarded = headers
        .get_all("x-forwarded-for")
        .iter()
        .map(|value| value.to_str().unwrap_or_default());
    let forwarded: Vec<_> = forwarded.collect();
    origin(authentication.proxies(), peer, &forwarded.join(","))
}

/// Whom the proxies name: the last address that is none of theirs. Whatever stands before it, the
/// client may have written itself.
fn origin(proxies: &TrustedProxies, peer: IpAddr, forwarded: &str) -> IpAddr {
    let mut origin = peer.to_canonical();
    for hop in forwarded.rsplit(',') {
        if !proxies.contain(origin) {
            break;
        }
        let hop = hop.trim();
        let with_port = || hop.parse::<SocketAddr>().map(|address| address.ip());
        let Ok(address) = hop.parse::<IpAddr>().or_else(|_| with_port()) else {
            break;
        };
        origin = address.to_canonical();
    }
    origin
}

impl Input for Client {
    fn describe(_: &mut Operation, _: &mut Schemas) {}
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::{Client, origin};
    use crate::config::TrustedProxies;

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn a_client_is_believed_to_be_where_it_connects_from() {
        let nobody = TrustedProxies::default();
        let peer = address("203.0.113.9");
        assert_eq!(origin(&nobody, peer, "198.51.100.1"), peer);
        let proxies = TrustedProxies::of(&[address("192.0.2.1"), address("192.0.2.2")]);
        assert_eq!(origin(&proxies, peer, "198.51.100.1"), peer);
    }

    #[test]
    fn of_what_proxies_forward_the_last_stranger_counts() {
        let proxies = TrustedProxies::of(&[address("192.0.2.1"), address("192.0.2.2")]);
        let peer = address("::ffff:192.0.2.1");
        for (forwarded, expected) in [
            ("198.51.100.1", "198.51.100.1"),
            ("10.9.9.9, 198.51.100.1", "198.51.100.1"),
            ("198.51.100.1, 192.0.2.2", "198.51.100.1"),
            ("10.9.9.9, 198.51.100.1:4711, 192.0.2.2", "198.51.100.1"),
            ("2001:db8::7", "2001:db8::7"),
            ("", "192.0.2.1"),
            ("nonsense", "192.0.2.1"),
            ("198.51.100.1, nonsense", "192.0.2.1"),
        ] {
            assert_eq!(origin(&proxies, peer, forwarded), address(expected));
        }
    }

    #[test]
    fn a_network_of_ipv6_is_counted_as_one() {
        let counted = |text: &str| {
            let client = Client {
                address: Some(address(text)),
                user_agent: None,
            };
            client.counted_as()
        };
        assert_eq!(counted("2001:db8:1:2::7"), counted("2001:db8:1:2:ffff::1"));
        assert_ne!(counted("2001:db8:1:2::7"), counted("2001:db8:1:3::7"));
        assert_ne!(counted("192.0.2.7"), counted("192.0.2.8"));
    }
}
