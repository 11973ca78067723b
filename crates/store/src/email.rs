//! Where somebody gets mail.

use std::fmt;
use std::str::FromStr;

use crate::{Invalid, text};

/// The longest address that mail servers carry.
const MAX_CHARACTERS: usize = 254;

/// An e-mail address in lower case. Its form is checked; whether mail arrives, only mail can tell.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Email(String);

impl Email {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address, to be stored.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl FromStr for Email {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        // Lower case can be longer: the length is checked after it.
        let address = text::required("email", &text.to_lowercase(), MAX_CHARACTERS)?;
        match fault(&address) {
            None => Ok(Email(address)),
            Some(reason) => Err(Invalid::new("email", format!("{address:?} {reason}"))),
        }
    }
}

fn fault(address: &str) -> Option<&'static str> {
    let Some((local, domain)) = address.rsplit_once('@') else {
        return Some("has no @");
    };
    let is_dotted = |text: &str| {
        !text.is_empty() && !text.starts_with('.') && !text.ends_with('.') && !text.contains("..")
    };
    let is_local = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    if !is_dotted(local) || !local.chars().all(is_local) {
        return Some("has no valid name before the @");
    }
    if local.chars().count() > 64 {
        return Some("has more than 64 characters before the @");
    }
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    if !domain.contains('.') || !domain.split('.').all(is_label) {
        return Some("has no valid domain after the @");
    }
    None
}

impl fmt::Display for Email {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}
