//! What all requests share.

use std::sync::Arc;

use axum::http::HeaderMap;
use mercer_store::Store;

use super::Answer;
use super::Options;
use super::access::Caller;
use super::authentication::Authentication;
use super::layers::Admission;
use super::metrics::Metrics;
use super::principal::Principal;
use super::routes::KeptAnswers;

/// What all requests share. Cloning is cheap.
#[derive(Clone)]
pub(in crate::api) struct Api {
    store: Store,
    authentication: Arc<Authentication>,
    /// Who all requests come from, in tests of what they may do.
    principal: Option<Principal>,
    options: Options,
    metrics: Arc<Metrics>,
    admission: Arc<Admission>,
    kept_answers: Arc<KeptAnswers>,
}

impl Api {
    /// The API of a store.
    pub(in crate::api) fn new(
        store: &Store,
        authentication: Arc<Authentication>,
        options: Options,
    ) -> Self {
        let metrics = Arc::new(Metrics::new(store));
        Api {
            store: store.clone(),
            authentication,
            principal: None,
            admission: Arc::new(Admission::new(options.max_requests, metrics.shed())),
            options,
            metrics,
            kept_answers: Arc::default(),
        }
    }

    /// The same for requests that all come from this principal, whatever credentials they hold.
    #[cfg(test)]
    pub(in crate::api) fn acting_as(self, principal: Principal) -> Self {
        Api {
            principal: Some(principal),
            ..self
        }
    }

    /// What was configured.
    pub(in crate::api) fn options(&self) -> &Options {
        &self.options
    }

    /// The figures of this process.
    pub(in crate::api) fn metrics(&self) -> &Arc<Metrics> {
        &self.metrics
    }

    /// How much may be in work at once.
    pub(in crate::api) fn admission(&self) -> &Arc<Admission> {
        &self.admission
    }

    /// What visitors were answered.
    pub(in crate::api) fn kept_answers(&self) -> &KeptAnswers {
        &self.kept_answers
    }

    /// Who sent a request with these headers, and the store as they use it.
    pub(in crate::api) async fn caller(&self, headers: &HeaderMap) -> Answer<Caller> {
        let principal = match &self.principal {
            Some(principal) => principal.clone(),
            None => self.authentication.principal(&self.store, headers).await?,
        };
        Ok(self.caller_who_is(principal))
    }

    /// Somebody whose credentials are none of the header's.
    pub(in crate::api) fn stranger(&self) -> Caller {
        self.caller_who_is(Principal::Anonymous)
    }

    fn caller_who_is(&self, principal: Principal) -> Caller {
        let store = self.store.acting_as_principal(principal.clone());
        Caller::new(store, principal, self.authentication.clone())
    }
}
