//! `GET /v1/reports/tax`.

use mercer_store::reports::{self, Step};

use super::period::Stepped;
use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::Parameters;
use crate::json;

/// The tax of a time, less what was credited and taken back; by month unless told otherwise.
pub(super) async fn tax(
    caller: Caller,
    Parameters(asked): Parameters<Stepped>,
) -> Answer<One<json::TaxReport>> {
    let store = caller.store();
    let period = asked.period(store)?;
    let step = asked.by.unwrap_or(Step::Month);
    let report = reports::tax(store, period, step, asked.currency).await?;
    Ok(One(json::TaxReport::from(report)))
}
