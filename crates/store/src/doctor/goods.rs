//! The checks of goods that are sent and come back: lines, shipments, returns and the ledger tell
//! the same.
//!
//! Goods that were handed over at the till, or imported, left without a shipment: the ledger names
//! them sold, not shipped. So a line may count more as shipped than its shipments hold, and what is
//! more has to be in the ledger as sold.

use super::checks::Definition;

pub(super) const CHECKS: &[Definition<'static>] = &[
    Definition {
        name: "each line counts as packed, sent and arrived what its shipments hold",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM shipment_items",
        wrong: "SELECT CONCAT('order id ', i.order_id, ' line ', i.line, ' packed') AS subject, \
                  CAST(COALESCE(p.packed, 0) AS BIG) AS expected, i.allocated AS found \
                FROM order_items i LEFT JOIN (SELECT s.order_id, h.line, \
                  SUM(CASE WHEN s.status = 'pending' THEN h.quantity ELSE 0 END) AS packed, \
                  SUM(CASE WHEN s.status IN ('shipped', 'in_transit', 'delivered', 'returned') \
                    THEN h.quantity ELSE 0 END) AS gone, \
                  SUM(CASE WHEN s.status = 'delivered' THEN h.quantity ELSE 0 END) AS arrived \
                  FROM shipments s JOIN shipment_items h ON h.shipment_id = s.id \
                  GROUP BY s.order_id, h.line) p \
                  ON p.order_id = i.order_id AND p.line = i.line \
                WHERE COALESCE(p.packed, 0) <> i.allocated OR COALESCE(p.gone, 0) > i.shipped \
                  OR COALESCE(p.arrived, 0) <> i.delivered",
    },
    Definition {
        name: "what is packed or sent is goods of a line of its order",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM shipment_items",
        wrong: "SELECT CONCAT('shipment ', s.id, ' line ', h.line) AS subject, \
                  h.quantity AS expected, CAST(COALESCE(i.quantity, 0) AS BIG) AS found \
                FROM shipments s JOIN shipment_items h ON h.shipment_id = s.id \
                LEFT JOIN order_items i ON i.order_id = s.order_id AND i.line = h.line \
                WHERE s.status <> 'cancelled' \
                  AND (i.line IS NULL OR i.product_id <> h.product_id OR NOT i.stocked)",
    },
    Definition {
        name: "each order's goods left and came back as the ledger tells",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM order_items WHERE stocked",
        wrong: "SELECT CONCAT('order id ', t.order_id, ' product ', t.product_id) AS subject, \
                  CAST(SUM(t.left_by_ledger - t.back_by_ledger) AS BIG) AS expected, \
                  CAST(SUM(t.shipped - t.returned) AS BIG) AS found \
                FROM (SELECT i.order_id, i.product_id, i.shipped, i.returned, \
                  0 AS left_by_ledger, 0 AS back_by_ledger FROM order_items i WHERE i.stocked \
                  UNION ALL SELECT m.order_id, m.product_id, 0, 0, \
                  CASE WHEN m.kind = 'returned' THEN 0 ELSE 0 - m.quantity END, \
                  CASE WHEN m.kind = 'returned' THEN m.quantity ELSE 0 END \
                  FROM stock_movements m JOIN orders o ON o.id = m.order_id \
                  WHERE m.kind IN ('sold', 'shipped', 'returned')) t \
                GROUP BY t.order_id, t.product_id \
                HAVING SUM(t.left_by_ledger) <> SUM(t.shipped) \
                  OR SUM(t.back_by_ledger) <> SUM(t.returned)",
    },
    Definition {
        name: "each shipment's goods left as the ledger tells",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM shipments \
                   WHERE status NOT IN ('pending', 'cancelled')",
        wrong: "SELECT CONCAT('shipment ', t.id, ' product ', t.product_id) AS subject, \
                  CAST(SUM(t.left_by_ledger) AS BIG) AS expected, CAST(SUM(t.gone) AS BIG) AS found \
                FROM (SELECT s.id, h.product_id, h.quantity AS gone, 0 AS left_by_ledger \
                  FROM shipments s JOIN shipment_items h ON h.shipment_id = s.id \
                  WHERE s.status NOT IN ('pending', 'cancelled') \
                  UNION ALL SELECT s.id, m.product_id, 0, 0 - m.quantity FROM shipments s \
                  JOIN stock_movements m ON m.order_id = s.order_id AND m.shipment_id = s.id \
                  WHERE m.kind = 'shipped') t \
                GROUP BY t.id, t.product_id HAVING SUM(t.gone) <> SUM(t.left_by_ledger)",
    },
    Definition {
        name: "each line of a sale counts as returned what its returns hold, and owes less for it",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM return_items",
        wrong: "SELECT CONCAT('order id ', i.order_id, ' line ', i.line, ' returned') AS subject, \
                  CAST(COALESCE(b.back, 0) AS BIG) AS expected, i.returned AS found \
                FROM order_items i JOIN orders o ON o.id = i.order_id \
                LEFT JOIN (SELECT r.order_id, h.line, SUM(h.quantity) AS back, \
                  SUM(h.credit) AS credit FROM returns r \
                  JOIN return_items h ON h.return_id = r.id GROUP BY r.order_id, h.line) b \
                  ON b.order_id = i.order_id AND b.line = i.line \
                WHERE o.kind = 'sale' AND (COALESCE(b.back, 0) <> i.returned \
                  OR COALESCE(b.credit, 0) > i.refunded OR i.returned > i.shipped)",
    },
    Definition {
        name: "each return's goods came back and were written off as the ledger tells",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM returns",
        wrong: "SELECT CONCAT('return ', t.id, ' product ', t.product_id) AS subject, \
                  CAST(SUM(t.ledger_back - t.ledger_off) AS BIG) AS expected, \
                  CAST(SUM(t.back - t.written_off) AS BIG) AS found \
                FROM (SELECT r.id, h.product_id, h.quantity AS back, \
                  CASE WHEN h.disposition = 'write_off' THEN h.quantity ELSE 0 END AS written_off, \
                  0 AS ledger_back, 0 AS ledger_off \
                  FROM returns r JOIN return_items h ON h.return_id = r.id \
                  UNION ALL SELECT r.id, m.product_id, 0, 0, \
                  CASE WHEN m.kind = 'returned' THEN m.quantity ELSE 0 END, \
                  CASE WHEN m.kind = 'adjusted' THEN 0 - m.quantity ELSE 0 END \
                  FROM returns r JOIN stock_movements m \
                  ON m.order_id = r.order_id AND m.return_id = r.id) t \
                GROUP BY t.id, t.product_id \
                HAVING SUM(t.back) <> SUM(t.ledger_back) OR SUM(t.written_off) <> SUM(t.ledger_off)",
    },
    Definition {
        name: "each return credits what its lines do",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM returns",
        wrong: "SELECT CONCAT('return ', r.id) AS subject, \
                  CAST(COALESCE(h.credit, 0) AS BIG) AS expected, r.credited AS found \
                FROM returns r LEFT JOIN (SELECT return_id, SUM(credit) AS credit \
                  FROM return_items GROUP BY return_id) h ON h.return_id = r.id \
                WHERE h.return_id IS NULL OR h.credit <> r.credited",
    },
    Definition {
        name: "a shipment came back if and only if a return booked it",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM shipments",
        wrong: "SELECT CONCAT('shipment ', s.id, ': ', s.status) AS subject, \
                  CAST(CASE WHEN r.id IS NULL THEN 0 ELSE 1 END AS BIG) AS expected, \
                  CAST(CASE WHEN s.status = 'returned' THEN 1 ELSE 0 END AS BIG) AS found \
                FROM shipments s LEFT JOIN returns r ON r.shipment_id = s.id \
                WHERE (s.status = 'returned' AND r.id IS NULL) \
                  OR (s.status <> 'returned' AND r.id IS NOT NULL) \
                  OR (r.id IS NOT NULL AND r.order_id <> s.order_id)",
    },
];
