//! How the migrator's errors are told. Their advice follows the last semicolon.

use mercer_migrator::{
    GraphError, RenderError, ReplayError, RevisionError, RunError, StateError, TargetError,
};

use crate::cli::Failure;

impl From<RunError> for Failure {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Database(error) => error.into(),
            // It ends with a statement, which may have semicolons of its own.
            RunError::Failed { .. } => Failure::refused(error.to_string())
                .hint("mend the revision or the rows in its way, and run the command again"),
            RunError::Stopped { .. } => Failure::refused(error.to_string()),
            other => Failure::with_advice(&other.to_string()),
        }
    }
}

impl From<GraphError> for Failure {
    fn from(error: GraphError) -> Self {
        Failure::with_advice(&error.to_string())
    }
}

impl From<StateError> for Failure {
    fn from(error: StateError) -> Self {
        Failure::with_advice(&error.to_string())
    }
}

impl From<TargetError> for Failure {
    fn from(error: TargetError) -> Self {
        Failure::with_advice(&error.to_string())
    }
}

impl From<ReplayError> for Failure {
    fn from(error: ReplayError) -> Self {
        Failure::with_advice(&error.to_string())
    }
}

impl From<RenderError> for Failure {
    fn from(error: RenderError) -> Self {
        Failure::with_advice(&error.to_string())
    }
}

impl From<RevisionError> for Failure {
    fn from(error: RevisionError) -> Self {
        Failure::with_advice(&error.to_string())
    }
}
