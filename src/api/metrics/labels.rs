//! What requests are counted by.

use std::fmt;
use std::hash::{Hash, Hasher};

use axum::extract::MatchedPath;
use axum::http::{Method, StatusCode};
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, LabelValueEncoder};

/// Method and route of a request.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Template {
    method: &'static str,
    route: Route,
}

/// The same with the status of the answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Outcome {
    method: &'static str,
    route: Route,
    status: u16,
}

/// A route as the router writes it, such as `/v1/orders/{id}`; empty for addresses with nothing, so
/// that strangers cannot make a label of what they ask for.
#[derive(Clone, Debug)]
struct Route(Option<MatchedPath>);

impl Template {
    pub(super) fn of(method: &Method, route: Option<MatchedPath>) -> Self {
        Template {
            method: known(method),
            route: Route(route),
        }
    }

    pub(super) fn is(&self, method: &Method, route: &str) -> bool {
        self.method == method.as_str() && self.route.text() == route
    }
}

impl Outcome {
    pub(super) fn of(template: Template, status: StatusCode) -> Self {
        Outcome {
            method: template.method,
            route: template.route,
            status: status.as_u16(),
        }
    }
}

/// The method's name; what a client made up has none.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

impl Route {
    fn text(&self) -> &str {
        self.0.as_ref().map_or("", MatchedPath::as_str)
    }
}

impl PartialEq for Route {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl Eq for Route {}

impl Hash for Route {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text().hash(state);
    }
}

impl EncodeLabelValue for Route {
    fn encode(&self, encoder: &mut LabelValueEncoder) -> fmt::Result {
        EncodeLabelValue::encode(&self.text(), encoder)
    }
}
