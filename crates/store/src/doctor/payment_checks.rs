//! The checks of payments; see [`checks`](super::checks) for how they are written.

use super::checks::Definition;

// Those with a name of their own are what a repair starts from, too.
pub(super) const PAYMENT_CHECKS: &[Definition<'static>] = &[
    Definition {
        name: "each payment agrees with its events",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM payments",
        wrong: EVENTS,
    },
    Definition {
        name: "each payment agrees with its refunds",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM payments",
        wrong: REFUNDS,
    },
    Definition {
        name: "each payment agrees with what its provider was asked",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM payments",
        wrong: OPERATIONS,
    },
    Definition {
        name: "each payment is in the state that its amounts mean",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM payments",
        wrong: "SELECT CONCAT('payment ', id, ' is ', status) AS subject, \
                  captured AS expected, refunded AS found FROM payments \
                WHERE status <> CASE \
                  WHEN captured > 0 AND refunded = 0 THEN 'captured' \
                  WHEN captured > 0 AND refunded < captured THEN 'partially_refunded' \
                  WHEN captured > 0 THEN 'refunded' \
                  WHEN voided < amount AND authorised > 0 THEN 'authorised' \
                  WHEN voided < amount THEN 'pending' \
                  WHEN authorised = 0 AND failure_code IS NOT NULL THEN 'failed' \
                  ELSE 'voided' END",
    },
    Definition {
        name: "each order's payments add up to what it has captured and refunded",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM orders",
        wrong: MONEY,
    },
    Definition {
        name: "each order counts on what its payments promise, and on what is on its way back",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM orders",
        wrong: PROMISES,
    },
    Definition {
        name: "what refunds credited is credited on the orders' lines",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM order_items",
        wrong: "SELECT CONCAT('order id ', i.order_id, ' line ', i.line) AS subject, \
                  CAST(c.credited AS BIG) AS expected, i.refunded AS found \
                FROM order_items i JOIN (SELECT p.order_id, l.line, SUM(l.amount) AS credited \
                  FROM refund_lines l JOIN refunds r ON r.id = l.refund_id \
                  JOIN payments p ON p.id = r.payment_id WHERE r.status <> 'failed' \
                  GROUP BY p.order_id, l.line) c \
                  ON c.order_id = i.order_id AND c.line = i.line \
                WHERE c.credited > i.refunded",
    },
    Definition {
        name: "at most one payment method of each customer is the default",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM customers",
        wrong: "SELECT CONCAT('customer ', customer_id) AS subject, CAST(1 AS BIG) AS expected, \
                  CAST(COUNT(*) AS BIG) AS found FROM payment_methods WHERE is_default \
                GROUP BY customer_id HAVING COUNT(*) > 1",
    },
];

/// Payments whose amounts are not those of their events.
pub(super) const EVENTS: &str = "SELECT CONCAT('payment ', p.id) AS subject, \
      CAST(COALESCE(e.captured, 0) - COALESCE(e.refunded, 0) AS BIG) AS expected, \
      p.captured - p.refunded AS found \
    FROM payments p LEFT JOIN (SELECT payment_id, \
      SUM(CASE WHEN kind = 'authorised' THEN amount ELSE 0 END) AS authorised, \
      SUM(CASE WHEN kind = 'captured' THEN amount ELSE 0 END) AS captured, \
      SUM(CASE WHEN kind = 'refunded' THEN amount ELSE 0 END) AS refunded, \
      SUM(CASE WHEN kind IN ('voided', 'failed') THEN amount ELSE 0 END) AS voided \
      FROM payment_events GROUP BY payment_id) e ON e.payment_id = p.id \
    WHERE COALESCE(e.authorised, 0) <> p.authorised \
      OR COALESCE(e.captured, 0) <> p.captured \
      OR COALESCE(e.refunded, 0) <> p.refunded \
      OR COALESCE(e.voided, 0) <> p.voided";

/// Payments whose amounts are not those of their refunds.
pub(super) const REFUNDS: &str = "SELECT CONCAT('payment ', p.id) AS subject, \
      CAST(COALESCE(r.done, 0) + COALESCE(r.open, 0) AS BIG) AS expected, \
      p.refunded + p.refunding AS found \
    FROM payments p LEFT JOIN (SELECT payment_id, \
      SUM(CASE WHEN status = 'succeeded' THEN amount ELSE 0 END) AS done, \
      SUM(CASE WHEN status = 'pending' THEN amount ELSE 0 END) AS open \
      FROM refunds GROUP BY payment_id) r ON r.payment_id = p.id \
    WHERE COALESCE(r.done, 0) <> p.refunded OR COALESCE(r.open, 0) <> p.refunding";

/// Payments whose amounts are not those of what their provider was asked.
pub(super) const OPERATIONS: &str = "SELECT CONCAT('payment ', p.id) AS subject, \
      CAST(COALESCE(o.captured, 0) - COALESCE(o.refunded, 0) AS BIG) AS expected, \
      p.captured - p.refunded AS found \
    FROM payments p LEFT JOIN (SELECT payment_id, \
      SUM(CASE WHEN kind = 'capture' AND status = 'succeeded' \
        THEN amount ELSE 0 END) AS captured, \
      SUM(CASE WHEN kind = 'refund' AND status = 'succeeded' \
        THEN amount ELSE 0 END) AS refunded, \
      SUM(CASE WHEN kind = 'capture' AND status IN ('open', 'unknown') \
        THEN amount ELSE 0 END) AS capturing, \
      SUM(CASE WHEN kind = 'refund' AND status IN ('open', 'unknown') \
        THEN amount ELSE 0 END) AS refunding \
      FROM payment_operations GROUP BY payment_id) o ON o.payment_id = p.id \
    WHERE COALESCE(o.capturing, 0) <> p.capturing \
      OR COALESCE(o.refunding, 0) <> p.refunding \
      OR (p.outside AND o.payment_id IS NOT NULL) \
      OR (NOT p.outside AND (COALESCE(o.captured, 0) <> p.captured \
        OR COALESCE(o.refunded, 0) <> p.refunded))";

/// Orders whose money is not that of their payments.
pub(super) const MONEY: &str = "SELECT CONCAT('order ', o.number) AS subject, \
      CAST(COALESCE(p.captured, 0) - COALESCE(p.refunded, 0) AS BIG) AS expected, \
      o.captured - o.refunded AS found \
    FROM orders o LEFT JOIN (SELECT order_id, SUM(captured) AS captured, \
      SUM(refunded) AS refunded FROM payments GROUP BY order_id) p \
      ON p.order_id = o.id \
    WHERE COALESCE(p.captured, 0) <> o.captured \
      OR COALESCE(p.refunded, 0) <> o.refunded";

/// Orders whose money under way is not that of their payments.
pub(super) const PROMISES: &str = "SELECT CONCAT('order ', o.number) AS subject, \
      CAST(COALESCE(p.pledged, 0) + COALESCE(p.refunding, 0) AS BIG) AS expected, \
      o.pledged + o.refunding AS found \
    FROM orders o LEFT JOIN (SELECT order_id, \
      SUM(amount - captured - voided) AS pledged, SUM(refunding) AS refunding \
      FROM payments GROUP BY order_id) p ON p.order_id = o.id \
    WHERE COALESCE(p.pledged, 0) <> o.pledged \
      OR COALESCE(p.refunding, 0) <> o.refunding";
