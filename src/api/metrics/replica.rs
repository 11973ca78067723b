//! What the replica of the database did, where there is one.

use std::fmt;

use mercer_database::Database;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::counter::ConstCounter;

/// Counts that the database keeps, told when they are asked for.
#[derive(Debug)]
pub(super) struct ReplicaReads(pub(super) Database);

impl Collector for ReplicaReads {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let Some((answered, passed_on)) = self.0.replica_counts() else {
            return Ok(());
        };
        for (name, says, count) in [
            ("replica_reads", "Reads that the replica answered", answered),
            (
                "replica_reads_passed_on",
                "Reads meant for the replica that the primary had to answer",
                passed_on,
            ),
        ] {
            let counter = ConstCounter::new(count);
            let descriptor = encoder.encode_descriptor(name, says, None, counter.metric_type())?;
            counter.encode(descriptor)?;
        }
        Ok(())
    }
}
