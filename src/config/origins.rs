//! The web sites whose pages may call the API.

use std::fmt;

/// Origins as browsers send them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origins {
    /// Every web site.
    All,
    /// These; none if it is empty.
    Only(Vec<String>),
}

impl Origins {
    /// Reads a list with commas, `*` or `none`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        match text {
            "" | "none" => return Ok(Origins::Only(Vec::new())),
            "*" => return Ok(Origins::All),
            _ => {}
        }
        let origins = text.split(',').map(|one| origin(one.trim()));
        origins.collect::<Result<_, _>>().map(Origins::Only)
    }

    /// Whether no web site may.
    pub(crate) fn are_none(&self) -> bool {
        matches!(self, Origins::Only(origins) if origins.is_empty())
    }
}

/// Browsers compare letter by letter, so nothing is put right here.
fn origin(text: &str) -> Result<String, String> {
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let is_host = |letter: char| {
        letter.is_ascii_lowercase() || letter.is_ascii_digit() || ".-:[]".contains(letter)
    };
    match host {
        Some(host) if !host.is_empty() && host.chars().all(is_host) => Ok(text.to_owned()),
        _ => Err(format!(
            "{text:?} is not the origin of a web site, such as https://shop.example or \
             http://localhost:3000, in small letters and without a path"
        )),
    }
}

impl fmt::Display for Origins {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origins::All => formatter.write_str("*"),
            Origins::Only(origins) if origins.is_empty() => formatter.write_str("none"),
            Origins::Only(origins) => formatter.write_str(&origins.join(",")),
        }
    }
}
