//! The checks, each one statement that returns the rows that are wrong.
//!
//! The statements are plain SQL that all three databases read alike. `BIG` stands for the
//! database's name of a 64-bit integer in a CAST: a SUM is a decimal on the servers.

/// One check as SQL.
pub(super) struct Definition {
    /// What holds when nothing is found.
    pub(super) name: &'static str,
    /// Counts what is examined, as `examined`.
    pub(super) examined: &'static str,
    /// Selects what is wrong: `subject` (text), `expected` and `found` (integers).
    pub(super) wrong: &'static str,
}

pub(super) const CHECKS: &[Definition] = &[
    Definition {
        name: "the movements of each product add up to what is on hand",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM stock_levels",
        wrong: "SELECT CONCAT('product ', l.product_id, ' at location ', l.location_id) AS subject, \
                  CAST(COALESCE(m.total, 0) AS BIG) AS expected, l.on_hand AS found \
                FROM stock_levels l LEFT JOIN (SELECT product_id, location_id, \
                  SUM(quantity) AS total FROM stock_movements GROUP BY product_id, location_id) m \
                  ON m.product_id = l.product_id AND m.location_id = l.location_id \
                WHERE COALESCE(m.total, 0) <> l.on_hand",
    },
    Definition {
        name: "every movement belongs to a stock level",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM stock_movements",
        wrong: "SELECT CONCAT('product ', m.product_id, ' at location ', m.location_id) AS subject, \
                  CAST(SUM(m.quantity) AS BIG) AS expected, CAST(0 AS BIG) AS found \
                FROM stock_movements m LEFT JOIN stock_levels l \
                  ON l.product_id = m.product_id AND l.location_id = m.location_id \
                WHERE l.id IS NULL GROUP BY m.product_id, m.location_id",
    },
    Definition {
        name: "each movement's stock afterwards is the running sum of the ledger",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM stock_movements",
        wrong: "SELECT CONCAT('movement ', id) AS subject, CAST(running AS BIG) AS expected, \
                  on_hand_after AS found FROM (SELECT id, on_hand_after, SUM(quantity) OVER \
                  (PARTITION BY product_id, location_id ORDER BY id) AS running \
                  FROM stock_movements) ledger WHERE running <> on_hand_after",
    },
    Definition {
        name: "open orders add up to what is reserved",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM stock_levels",
        wrong: "SELECT CONCAT('product ', l.product_id, ' at location ', l.location_id) AS subject, \
                  CAST(COALESCE(r.open, 0) AS BIG) AS expected, l.reserved AS found \
                FROM stock_levels l LEFT JOIN (SELECT i.product_id, o.location_id, \
                  SUM(i.quantity - i.shipped) AS open FROM order_items i \
                  JOIN orders o ON o.id = i.order_id \
                  WHERE o.status = 'placed' AND o.kind = 'sale' \
                    AND o.fulfilment_status = 'unfulfilled' AND i.stocked \
                  GROUP BY i.product_id, o.location_id) r \
                  ON r.product_id = l.product_id AND r.location_id = l.location_id \
                WHERE COALESCE(r.open, 0) <> l.reserved",
    },
    Definition {
        name: "every reserved line has a stock level",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM orders \
                   WHERE fulfilment_status = 'unfulfilled' AND status = 'placed'",
        wrong: "SELECT CONCAT('order ', o.number, ' line ', i.line) AS subject, \
                  i.quantity - i.shipped AS expected, CAST(0 AS BIG) AS found \
                FROM orders o JOIN order_items i ON i.order_id = o.id \
                LEFT JOIN stock_levels l \
                  ON l.product_id = i.product_id AND l.location_id = o.location_id \
                WHERE o.status = 'placed' AND o.kind = 'sale' \
                  AND o.fulfilment_status = 'unfulfilled' AND i.stocked AND l.id IS NULL",
    },
    Definition {
        name: "items + tax + shipping - discount = total, and no placed order is empty",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM orders",
        wrong: "SELECT CONCAT('order ', o.number) AS subject, o.total AS expected, \
                  CAST(COALESCE(s.lines_total, 0) + COALESCE(s.lines_tax, 0) \
                    + o.shipping - o.discount AS BIG) AS found \
                FROM orders o LEFT JOIN (SELECT order_id, SUM(total) AS lines_total, \
                  SUM(tax) AS lines_tax FROM order_items GROUP BY order_id) s \
                  ON s.order_id = o.id \
                WHERE (s.order_id IS NULL AND o.status <> 'draft') \
                  OR COALESCE(s.lines_total, 0) <> o.subtotal \
                  OR COALESCE(s.lines_tax, 0) <> o.tax \
                  OR COALESCE(s.lines_total, 0) + COALESCE(s.lines_tax, 0) \
                    + o.shipping - o.discount <> o.total",
    },
    Definition {
        // The unit price may itself have been rounded to the minor unit (an imported price of
        // 0.001), which is why half a minor unit per piece is allowed beside the line's own half.
        name: "each line's total is its price times its quantity, rounded once",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM order_items",
        wrong: "SELECT CONCAT('order id ', order_id, ' line ', line) AS subject, \
                  CAST(unit_price * 1.0 * quantity / 1000 AS BIG) AS expected, total AS found \
                FROM order_items \
                WHERE ABS(total - unit_price * 1.0 * quantity / 1000) > 0.5 + quantity / 2000.0",
    },
    Definition {
        name: "each payment agrees with its events and refunds",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM payments",
        wrong: "SELECT CONCAT('payment ', p.id) AS subject, \
                  CAST(COALESCE(e.captured, 0) - COALESCE(e.refunded, 0) AS BIG) AS expected, \
                  p.captured - p.refunded AS found \
                FROM payments p LEFT JOIN (SELECT payment_id, \
                  SUM(CASE WHEN kind = 'captured' THEN amount ELSE 0 END) AS captured, \
                  SUM(CASE WHEN kind = 'refunded' THEN amount ELSE 0 END) AS refunded \
                  FROM payment_events GROUP BY payment_id) e ON e.payment_id = p.id \
                LEFT JOIN (SELECT payment_id, SUM(amount) AS total FROM refunds \
                  GROUP BY payment_id) r ON r.payment_id = p.id \
                WHERE COALESCE(e.captured, 0) <> p.captured \
                  OR COALESCE(e.refunded, 0) <> p.refunded \
                  OR COALESCE(r.total, 0) <> p.refunded",
    },
    Definition {
        name: "each order's payments add up to what it has captured and refunded",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM orders",
        wrong: "SELECT CONCAT('order ', o.number) AS subject, \
                  CAST(COALESCE(p.captured, 0) - COALESCE(p.refunded, 0) AS BIG) AS expected, \
                  o.captured - o.refunded AS found \
                FROM orders o LEFT JOIN (SELECT order_id, SUM(captured) AS captured, \
                  SUM(refunded) AS refunded FROM payments GROUP BY order_id) p \
                  ON p.order_id = o.id \
                WHERE COALESCE(p.captured, 0) <> o.captured \
                  OR COALESCE(p.refunded, 0) <> o.refunded",
    },
    Definition {
        name: "every customer has an address",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM customers",
        wrong: "SELECT CONCAT('customer ', c.id) AS subject, CAST(1 AS BIG) AS expected, \
                  CAST(0 AS BIG) AS found FROM customers c \
                LEFT JOIN customer_addresses l ON l.customer_id = c.id \
                WHERE l.customer_id IS NULL",
    },
    Definition {
        name: "every address has a customer",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM addresses",
        wrong: "SELECT CONCAT('address ', a.id) AS subject, CAST(1 AS BIG) AS expected, \
                  CAST(0 AS BIG) AS found FROM addresses a \
                LEFT JOIN customer_addresses l ON l.address_id = a.id \
                WHERE l.address_id IS NULL",
    },
    Definition {
        name: "each product's price is the last of its price history",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM products",
        wrong: "SELECT CONCAT('product ', p.id) AS subject, \
                  CAST(COALESCE(c.price, 0) AS BIG) AS expected, p.price AS found \
                FROM products p LEFT JOIN price_changes c \
                  ON c.id = (SELECT MAX(l.id) FROM price_changes l WHERE l.product_id = p.id) \
                WHERE c.id IS NULL OR c.price <> p.price OR c.currency <> p.currency",
    },
    Definition {
        name: "every category lies, at some height, in one that lies in none",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM categories",
        wrong: "WITH RECURSIVE reached AS (SELECT id FROM categories WHERE parent_id IS NULL \
                  UNION ALL SELECT c.id FROM categories c JOIN reached r ON c.parent_id = r.id) \
                SELECT CONCAT('category ', c.id) AS subject, CAST(1 AS BIG) AS expected, \
                  CAST(0 AS BIG) AS found FROM categories c LEFT JOIN reached r ON r.id = c.id \
                WHERE r.id IS NULL",
    },
];
