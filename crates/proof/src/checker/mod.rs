//! Looks at what a fault left: the rows of the database against what the clients were told, the
//! books against themselves, and what `mercer doctor` says.

mod books;
mod orders;
mod rows;

use crate::databases::{Kind, snapshot};
use crate::error::ProofError;
use crate::journal::Checkout;
use crate::report::{Finding, Report, Rule};
use crate::shop::Shop;
use rows::Stored;

/// When the checker looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Unanswered orders may be there or not, but never in part.
    Unsettled,
    /// All unanswered requests were repeated: every order is there once.
    Settled,
}

/// Checks everything.
pub(crate) fn check(
    shop: &Shop,
    checkouts: &[Checkout],
    stage: Stage,
    report: &mut Report,
) -> Result<(), ProofError> {
    let stored = Stored::read(&shop.database)?;
    orders::check(&stored, checkouts, stage, &mut report.findings);
    books::check(&stored, &mut report.findings);
    report.count("checks", 1);
    Ok(())
}

/// Asks `mercer doctor`, and the database itself where it is a file.
pub(crate) fn ask_the_doctor(shop: &Shop, report: &mut Report) -> Result<(), ProofError> {
    if shop.database.kind == Kind::Sqlite {
        let answers = snapshot(&shop.database, &["PRAGMA integrity_check"])?;
        for row in answers.iter().flatten() {
            if row[0].text() != "ok" {
                let what = row[0].text().to_owned();
                report.findings.push(Finding::new(Rule::Damaged, what));
            }
        }
    }
    report.count("visits of the doctor", 1);
    match shop.command(&["doctor"]) {
        Ok(_) => Ok(()),
        Err(ProofError::Program { said, .. }) => {
            let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
            report.findings.push(Finding::new(Rule::Doctor, said));
            Ok(())
        }
        Err(error) => Err(error),
    }
}
