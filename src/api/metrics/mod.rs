//! What the process tells of itself, for Prometheus: `GET /metrics`.
//!
//! Made with prometheus-client: it stands for itself, without a global recorder, and brings three
//! small crates, where the exporter of the `metrics` family brings an HTTP server. What a request
//! costs is two looks into a table; the labels are the router's own texts, and nothing is copied.
//!
//! The figures are of this process since it was started. Deliberately absent: figures that only
//! the database knows; other processes would tell the same again.

mod labels;
mod replica;
mod show;

use std::sync::atomic::{AtomicI64, AtomicU64};
use std::time::{Duration, SystemTime};

use axum::extract::MatchedPath;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use mercer_store::Store;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

use labels::{Outcome, Template};
use replica::ReplicaReads;

pub(super) use show::routes;

/// The limits of the durations that are counted together, in seconds.
const BUCKETS: [f64; 12] = [
    0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0,
];

/// Where orders are placed.
const ORDERS: &str = "/v1/orders";

/// The figures.
pub(in crate::api) struct Metrics {
    registry: Registry,
    requests: Family<Outcome, Counter>,
    durations: Family<Template, Histogram, fn() -> Histogram>,
    in_flight: Gauge<i64, AtomicI64>,
    shed: Counter,
    orders_placed: Counter,
}

/// A request that is not answered yet.
pub(in crate::api) struct InFlight(Gauge<i64, AtomicI64>);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Metrics {
    /// All figures at nothing.
    pub(in crate::api) fn new(store: &Store) -> Self {
        let histogram: fn() -> Histogram = || Histogram::new(BUCKETS);
        let mut metrics = Metrics {
            registry: Registry::default(),
            requests: Family::default(),
            durations: Family::new_with_constructor(histogram),
            in_flight: Gauge::default(),
            shed: Counter::default(),
            orders_placed: Counter::default(),
        };
        metrics.register(store);
        metrics
    }

    fn register(&mut self, store: &Store) {
        // The name that Prometheus' own libraries give it.
        let started = Gauge::<f64, AtomicU64>::default();
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        started.set(now.unwrap_or_default().as_secs_f64());
        let says = "When this process began to serve, since 1970";
        self.registry
            .register_with_unit("process_start_time", says, Unit::Seconds, started);
        let registry = self.registry.sub_registry_with_prefix("mercer");
        let says = "Requests answered, by method, route and status";
        registry.register("http_requests", says, self.requests.clone());
        let says = "Time from a request's head to its answer";
        let durations = self.durations.clone();
        registry.register_with_unit("http_request_duration", says, Unit::Seconds, durations);
        let says = "Requests that are not answered yet";
        registry.register("http_requests_in_flight", says, self.in_flight.clone());
        let says = "Requests refused because too many were in work";
        registry.register("http_requests_shed", says, self.shed.clone());
        let says = "Orders placed over HTTP, repetitions not counted";
        registry.register("orders_placed", says, self.orders_placed.clone());
        registry.register_collector(Box::new(ReplicaReads(store.database().clone())));
        let info = Info::new([
            ("version", env!("CARGO_PKG_VERSION")),
            ("database", store.database().kind().name()),
        ]);
        registry.register("build", "What serves, and from which database", info);
    }

    /// What counts refused requests.
    pub(in crate::api) fn shed(&self) -> Counter {
        self.shed.clone()
    }

    /// Counts a request until what this gives is dropped.
    pub(in crate::api) fn begin(&self) -> InFlight {
        self.in_flight.inc();
        InFlight(self.in_flight.clone())
    }

    /// Counts an answer. `route` is `None` where there is nothing.
    pub(in crate::api) fn record(
        &self,
        method: &Method,
        route: Option<MatchedPath>,
        response: &Response,
        elapsed: Duration,
    ) {
        let status = response.status();
        let template = Template::of(method, route);
        if status == StatusCode::CREATED
            && template.is(&Method::POST, ORDERS)
            && !response.headers().contains_key("idempotent-replayed")
        {
            self.orders_placed.inc();
        }
        let seconds = elapsed.as_secs_f64();
        self.durations.get_or_create(&template).observe(seconds);
        let outcome = Outcome::of(template, status);
        self.requests.get_or_create(&outcome).inc();
    }

    /// All figures as `OpenMetrics` text.
    fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a text cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
