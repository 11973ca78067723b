//! `GET /v1/reports/stock`.

use mercer_store::reports;

use super::period::Ranked;
use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::Parameters;
use crate::json;

/// The stock as it is now, goods that last the shortest at the pace of the time first.
pub(super) async fn stock(
    caller: Caller,
    Parameters(asked): Parameters<Ranked>,
) -> Answer<One<json::StockReport>> {
    let store = caller.store();
    let period = asked.period(store)?;
    let report = reports::stock(store, period, asked.most()?, asked.currency).await?;
    Ok(One(json::StockReport::from(report)))
}
