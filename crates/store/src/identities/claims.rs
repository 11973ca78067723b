//! What a provider tells of somebody.

use crate::Invalid;

/// The claims of an ID token whose signature, issuer, audience, time and nonce were checked.
#[derive(Clone, Debug)]
pub struct Claims {
    /// The provider: `iss`, at most 255 characters.
    pub issuer: String,
    /// What it calls the person: `sub`, at most 255 characters.
    pub subject: String,
    /// Their e-mail address.
    pub email: Option<String>,
    /// Whether the provider has made sure that it is theirs.
    pub email_verified: bool,
    /// For the form to register with.
    pub given_name: Option<String>,
    /// For the form to register with.
    pub family_name: Option<String>,
}

impl Claims {
    /// Issuer and subject are compared letter for letter, so nothing of them is trimmed.
    pub(super) fn check(&self) -> Result<(), Invalid> {
        for (field, text) in [("issuer", &self.issuer), ("subject", &self.subject)] {
            let length = text.chars().count();
            if length == 0 || length > 255 || text.chars().any(char::is_control) {
                let reason = "it is not 1 to 255 characters without control characters";
                return Err(Invalid::new(field, reason));
            }
        }
        Ok(())
    }
}
