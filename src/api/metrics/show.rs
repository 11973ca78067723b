//! `GET /metrics`.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use mercer_store::staff::Permission;
use serde_json::json;

use crate::api::Answer;
use crate::api::access::{anybody, may};
use crate::api::document::{Operation, Output, Schemas};
use crate::api::routes::{Routes, get};
use crate::config::MetricsAccess;

const TEXT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// `/metrics`. It tells how much is sold, so not everybody may read it unless that is configured.
pub(in crate::api) fn routes(routes: Routes) -> Routes {
    let access = match routes.api().options().metrics {
        MetricsAccess::Open => anybody(),
        MetricsAccess::Staff => may(Permission::SettingsRead),
    };
    let metrics = routes.api().metrics().clone();
    let show = move || {
        let text = metrics.text();
        async move { Ok(Figures(text)) as Answer<Figures> }
    };
    let says = "What this process has done so far, for Prometheus";
    routes.route(get("/metrics", access, show, says))
}

/// Figures as `OpenMetrics` text.
struct Figures(String);

impl IntoResponse for Figures {
    fn into_response(self) -> Response {
        let text = HeaderValue::from_static(TEXT);
        ([(header::CONTENT_TYPE, text)], self.0).into_response()
    }
}

impl Output for Figures {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        let content = json!({ "application/openmetrics-text": { "schema": { "type": "string" } } });
        operation.answer(StatusCode::OK, "The figures.", &[], Some(content));
    }
}
