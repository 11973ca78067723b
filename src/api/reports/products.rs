//! `GET /v1/reports/products`.

use mercer_store::reports;

use super::period::Ranked;
use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::One;
use crate::api::request::Parameters;
use crate::json;

/// The best products of a time, and goods on sale that hardly sell.
pub(super) async fn products(
    caller: Caller,
    Parameters(asked): Parameters<Ranked>,
) -> Answer<One<json::ProductsReport>> {
    let store = caller.store();
    let period = asked.period(store)?;
    let report = reports::products(store, period, asked.most()?, asked.currency).await?;
    Ok(One(json::ProductsReport::from(report)))
}
