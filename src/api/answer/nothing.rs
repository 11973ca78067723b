//! Nothing to tell.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::{Rendered, Reply};
use crate::api::document::{Operation, Output, Schemas};

/// It is done, and there is nothing to tell.
pub(in crate::api) struct NoContent;

impl Reply for NoContent {
    fn rendered(&self) -> Rendered {
        Rendered {
            status: StatusCode::NO_CONTENT,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }
}

impl IntoResponse for NoContent {
    fn into_response(self) -> Response {
        self.rendered().into_response()
    }
}

impl Output for NoContent {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        operation.answer(StatusCode::NO_CONTENT, "Done.", &[], None);
    }
}
