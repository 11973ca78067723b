//! What can be set of the HTTP interface.

use crate::config::{MetricsAccess, Origins, ServerConfig};

/// What can be set of the HTTP interface.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// The most requests in work at once.
    pub(crate) max_requests: usize,
    /// The web sites whose pages may call it.
    pub(crate) cors_origins: Origins,
    /// Who may read `/metrics`.
    pub(crate) metrics: MetricsAccess,
}

impl Options {
    /// As the server is configured.
    pub(crate) fn of(config: &ServerConfig) -> Self {
        Options {
            max_requests: config.max_requests.value,
            cors_origins: config.cors_origins.value.clone(),
            metrics: config.metrics.value,
        }
    }
}

#[cfg(test)]
impl Default for Options {
    /// As the configuration's defaults are.
    fn default() -> Self {
        Options {
            max_requests: 512,
            cors_origins: Origins::Only(Vec::new()),
            metrics: MetricsAccess::Staff,
        }
    }
}
