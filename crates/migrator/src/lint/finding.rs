//! What the judging of operations has to say.

use std::fmt;

/// How bad a finding is, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Data that are in the database are gone afterwards, and no downgrade brings them back.
    Loss,
    /// The operation fails on what is there, or the rows do not fit what it makes.
    Failure,
    /// Worth knowing: a table is locked or copied, or something cannot be judged.
    Notice,
}

/// One thing to know about one operation before it runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The revision's id.
    pub revision: String,
    /// Which of its operations, from 1.
    pub operation: usize,
    /// The rule's name in `snake_case`, the same in every version.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The table, under the name that it has at that operation; empty for types and SQL.
    pub table: String,
    /// What happens.
    pub text: String,
    /// What to do.
    pub advice: String,
}

impl Severity {
    /// The severity in one word.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Loss => "loss",
            Severity::Failure => "failure",
            Severity::Notice => "notice",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} operation {}: {} ({}): {}; {}",
            self.revision, self.operation, self.severity, self.rule, self.text, self.advice
        )
    }
}

/// The static findings brought up to date with what the data said.
///
/// A finding from the data takes the place of the static one of the same operation and rule. A
/// static notice of a rule that only data can decide goes: they were asked, and had nothing to say.
pub fn with_data(findings: Vec<Finding>, mut data: Vec<Finding>) -> Vec<Finding> {
    let stands = |finding: &Finding| {
        let answered = data.iter().any(|answer| {
            (&answer.revision, answer.operation, answer.rule)
                == (&finding.revision, finding.operation, finding.rule)
        });
        let asked =
            finding.severity == Severity::Notice && super::DATA_RULES.contains(&finding.rule);
        !answered && !asked
    };
    let mut together: Vec<_> = findings.into_iter().filter(stands).collect();
    together.append(&mut data);
    together.sort_by_key(|finding| (finding.operation, finding.severity));
    together
}
