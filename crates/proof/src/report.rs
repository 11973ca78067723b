//! What a proof found, as lines for people and JSON for programs.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// A promise of Mercer that a finding says was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rule {
    /// What was acknowledged is stored.
    Lost,
    /// What is stored is what was acknowledged.
    Changed,
    /// A request takes effect once.
    Twice,
    /// A request takes effect wholly or not at all.
    Partly,
    /// A refused request changed nothing.
    RefusedButStored,
    /// Every order was asked for by somebody.
    Stranger,
    /// The movements of goods add up to what is on hand.
    Ledger,
    /// What is reserved is what open orders wait for, and never more than there is.
    Reserved,
    /// An order is charged once, for what it costs.
    Charged,
    /// Numbers of orders are unique.
    Number,
    /// `mercer doctor` finds nothing.
    Doctor,
    /// The file of the database is whole.
    Damaged,
    /// A request that is repeated with its key is answered as before.
    Unrepeatable,
    /// Every request is answered, or its connection ended, in time.
    Hanging,
    /// Nobody sees an older state of what they have just changed.
    Stale,
    /// The server goes on when the fault is over.
    DidNotRecover,
    /// The fault happened, and something was going on when it did: else nothing is proved.
    ProvesNothing,
}

impl Rule {
    /// The rule as programs know it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Rule::Lost => "lost",
            Rule::Changed => "changed",
            Rule::Twice => "twice",
            Rule::Partly => "partly",
            Rule::RefusedButStored => "refused-but-stored",
            Rule::Stranger => "stranger",
            Rule::Ledger => "ledger",
            Rule::Reserved => "reserved",
            Rule::Charged => "charged",
            Rule::Number => "number",
            Rule::Doctor => "doctor",
            Rule::Damaged => "damaged",
            Rule::Unrepeatable => "unrepeatable",
            Rule::Hanging => "hanging",
            Rule::Stale => "stale",
            Rule::DidNotRecover => "did-not-recover",
            Rule::ProvesNothing => "proves-nothing",
        }
    }
}

/// One broken promise.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    /// Which.
    pub(crate) rule: Rule,
    /// How, with the values at hand.
    pub(crate) what: String,
}

impl Finding {
    /// A finding.
    pub(crate) fn new(rule: Rule, what: impl Into<String>) -> Self {
        Finding {
            rule,
            what: what.into(),
        }
    }
}

/// How many findings are printed in full.
const PRINTED: usize = 6;

/// What came of one fault on one database.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// Counts worth telling, such as requests sent and acknowledged.
    pub(crate) counts: BTreeMap<&'static str, u64>,
    /// Broken promises; none when all is well.
    pub(crate) findings: Vec<Finding>,
}

impl Report {
    /// Adds to a count.
    pub(crate) fn count(&mut self, name: &'static str, by: usize) {
        *self.counts.entry(name).or_default() += by as u64;
    }

    /// What was counted so far.
    pub(crate) fn counted(&self, name: &str) -> u64 {
        self.counts.get(name).copied().unwrap_or_default()
    }

    /// A fault that did not happen, or met nobody, proves nothing.
    pub(crate) fn needs(&mut self, name: &'static str, at_least: u64) {
        let counted = self.counted(name);
        if counted < at_least {
            let what = format!("{name}: {counted}, and at least {at_least} are needed");
            self.findings.push(Finding::new(Rule::ProvesNothing, what));
        }
    }

    /// Whether a promise was broken.
    pub(crate) fn breaks(&self, rule: Rule) -> bool {
        self.findings.iter().any(|finding| finding.rule == rule)
    }

    /// The findings as lines, the first ones in full.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = self
            .findings
            .iter()
            .take(PRINTED)
            .map(|finding| format!("  {}: {}", finding.rule.word(), finding.what))
            .collect();
        if self.findings.len() > PRINTED {
            lines.push(format!("  .. {} findings in all", self.findings.len()));
        }
        lines
    }

    /// For programs.
    pub(crate) fn json(&self) -> Value {
        let findings: Vec<Value> = self
            .findings
            .iter()
            .take(PRINTED)
            .map(|finding| json!({"rule": finding.rule.word(), "what": finding.what}))
            .collect();
        json!({"counts": self.counts, "findings": findings, "finding_count": self.findings.len()})
    }
}
