//! `GET /v1/reports/customers`.

use mercer_store::reports;

use super::period::Ranked;
use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::Parameters;
use crate::json;

/// The customers of a time: how many, the best, and how many of each month's newcomers came back.
pub(super) async fn customers(
    caller: Caller,
    Parameters(asked): Parameters<Ranked>,
) -> Answer<One<json::CustomersReport>> {
    let store = caller.store();
    let period = asked.period(store)?;
    let report = reports::customers(store, period, asked.most()?, asked.currency).await?;
    Ok(One(json::CustomersReport::from(report)))
}
