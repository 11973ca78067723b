//! Refusals of reports.

use mercer_database::Error;
use mercer_store::Invalid;
use mercer_store::reports::ReportError;

use super::Refusals;
use crate::api::document::Operation;
use crate::api::problem::Problem;

impl From<ReportError> for Problem {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::Invalid(invalid) => invalid.into(),
            ReportError::Database(error) => error.into(),
        }
    }
}

impl Refusals for ReportError {
    fn describe(operation: &mut Operation) {
        Invalid::describe(operation);
        Error::describe(operation);
    }
}
