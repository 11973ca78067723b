//! `GET /v1/payments/{id}/refunds`.

use mercer_store::payments;

use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::answer::Listed;
use crate::api::request::IdText;
use crate::json;

/// The refunds of a payment, those that failed included, oldest first.
pub(super) async fn list(caller: Caller, id: IdText) -> Answer<Listed<json::Refund>> {
    let (store, id) = (caller.store(), id.of("payment")?);
    let payment = payments::get(store, id).await?;
    let refunds = payments::refunds(store, id).await?;
    let mut lines = Vec::new();
    // As many at once as one statement takes; nearly always all of them.
    for part in refunds.chunks(200) {
        let ids: Vec<i64> = part.iter().map(|refund| refund.id).collect();
        lines.extend(payments::lines_of_refunds(store, &ids).await?);
    }
    Ok(Listed::whole(refunds, |refund| {
        let of_it = lines.iter().filter(|line| line.refund_id == refund.id);
        let of_it = of_it.cloned().collect();
        json::Refund::of(refund, of_it, &payment.currency)
    }))
}
