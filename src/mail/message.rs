//! What stands in a mail.

use lettre::Message;
use lettre::message::header::ContentType;

use super::MailError;

/// A mail to somebody.
pub(crate) struct Mail {
    /// Their address.
    pub(crate) to: String,
    /// What it is about.
    pub(crate) subject: String,
    /// Plain text.
    pub(crate) text: String,
}

impl Mail {
    pub(super) fn message(&self, from: &str) -> Result<Message, MailError> {
        let message = Message::builder()
            .from(from.parse()?)
            .to(self.to.parse()?)
            .subject(self.subject.as_str())
            .header(ContentType::TEXT_PLAIN)
            .body(self.text.clone())?;
        Ok(message)
    }
}
