//! Input that cannot be accepted, said the same way by every verb.

/// A field whose value was refused, and why.
///
/// `field` is a path into the input as the API names it, for example `lines/0/quantity`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {reason}")]
pub struct Invalid {
    /// Where in the input.
    pub field: String,
    /// What is wrong and what would be right.
    pub reason: String,
}

impl Invalid {
    /// A refusal of one field.
    pub fn new(field: impl Into<String>, reason: impl Into<String>) -> Self {
        Invalid {
            field: field.into(),
            reason: reason.into(),
        }
    }

    /// The same refusal, seen from an input that contains the field's own: `quantity` inside
    /// `lines/0` becomes `lines/0/quantity`.
    #[must_use]
    pub fn inside(mut self, outer: &str) -> Self {
        self.field = format!("{outer}/{}", self.field);
        self
    }
}
