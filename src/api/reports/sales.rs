//! `GET /v1/reports/sales`.

use mercer_store::reports::{self, Step};

use super::period::Stepped;
use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::Parameters;
use crate::json;

/// The sales of a time, each order on the day (UTC) on which it was placed and as it stands now; by
/// day unless told otherwise.
pub(super) async fn sales(
    caller: Caller,
    Parameters(asked): Parameters<Stepped>,
) -> Answer<One<json::SalesReport>> {
    let store = caller.store();
    let period = asked.period(store)?;
    let step = asked.by.unwrap_or(Step::Day);
    let report = reports::sales(store, period, step, asked.currency).await?;
    Ok(One(json::SalesReport::from(report)))
}
