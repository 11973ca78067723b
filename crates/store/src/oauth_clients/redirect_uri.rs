//! Where people may be sent back to with a code.

use crate::{Invalid, text};

/// More are kept by nobody.
const MOST: usize = 20;
const LONGEST: usize = 500;

/// Checks the URIs; returns them one to a line.
pub(super) fn check(uris: &[String]) -> Result<String, Invalid> {
    if uris.len() > MOST {
        let reason = format!("there are {}, at most {MOST} are kept", uris.len());
        return Err(Invalid::new("redirect_uris", reason));
    }
    for (index, uri) in uris.iter().enumerate() {
        let field = format!("redirect_uris/{index}");
        text::one_line(&field, uri, LONGEST)?;
        if let Some(reason) = fault(uri) {
            return Err(Invalid::new(field, format!("{uri:?} {reason}")));
        }
    }
    Ok(uris.join("\n"))
}

/// Compared letter for letter later, so only what cannot be misread is let in.
fn fault(uri: &str) -> Option<&'static str> {
    if !uri
        .chars()
        .all(|c| c.is_ascii_graphic() && !"\\\"<>^`{|}".contains(c))
    {
        return Some("has characters that an address does not have");
    }
    if uri.contains('#') {
        return Some("has a fragment; leave out what follows the #");
    }
    let (is_https, rest) = match (uri.strip_prefix("https://"), uri.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        (None, None) => {
            return Some("does not begin with https://, as https://example.com/signed-in does");
        }
    };
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    if authority.contains('@') {
        return Some("has a user name; leave it out");
    }
    let (host, port) = match authority.rsplit_once(':') {
        // The last colon of [::1] is no port's.
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return Some("has a port that is no number");
    }
    if host.is_empty() {
        return Some("names no host");
    }
    if !is_https && !["127.0.0.1", "[::1]", "localhost"].contains(&host) {
        return Some("is http: only https is allowed, but for this computer, http://127.0.0.1");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{check, fault};

    #[test]
    fn only_https_and_this_computer_are_allowed() {
        for right in [
            "https://example.com",
            "https://example.com/signed-in?by=mercer",
            "https://shop.example.com:8443/",
            "http://127.0.0.1:9000/callback",
            "http://[::1]/callback",
            "http://[::1]:9000/callback",
            "http://localhost:3000",
        ] {
            assert_eq!(fault(right), None, "{right}");
        }
        for wrong in [
            "",
            "example.com",
            "https://",
            "https:///path",
            "http://example.com/",
            "http://127.0.0.1.example.com/",
            "http://localhost@example.com/",
            "https://example.com/#here",
            "https://example.com\\@example.org/",
            "https://example.com:port/",
            "https://example.com/a b",
            "javascript:alert(1)",
            "HTTPS://example.com",
        ] {
            assert!(fault(wrong).is_some(), "{wrong}");
        }
    }

    #[test]
    fn a_refusal_names_the_place() {
        let uris = ["https://example.com", "http://example.com"].map(str::to_owned);
        let refused = check(&uris);
        assert_eq!(
            refused.map_err(|invalid| invalid.field),
            Err("redirect_uris/1".to_owned())
        );
    }
}
