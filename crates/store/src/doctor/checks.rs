//! The checks, each one statement that returns the rows that are wrong.
//!
//! The statements are plain SQL that all three databases read alike. `BIG` stands for the
//! database's name of a 64-bit integer in a CAST: a SUM is a decimal on the servers.

/// One check as SQL.
pub(super) struct Definition<'a> {
    /// What holds when nothing is found.
    pub(super) name: &'a str,
    /// Counts what is examined, as `examined`.
    pub(super) examined: &'a str,
    /// Selects what is wrong: `subject` (text), `expected` and `found` (integers).
    pub(super) wrong: &'a str,
}

// Those with a name of their own are what a repair starts from, too.
pub(super) const CHECKS: &[Definition<'static>] = &[
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
        name: "what became of each transfer's goods is in the ledger",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM stock_transfer_items",
        wrong: "SELECT CONCAT('transfer ', i.transfer_id, ' product ', i.product_id) AS subject, \
                  i.received + i.brought_back - i.quantity AS expected, \
                  CAST(COALESCE(m.net, 0) AS BIG) AS found \
                FROM stock_transfer_items i LEFT JOIN (SELECT s.transfer_id, s.product_id, \
                  SUM(s.quantity) AS net, \
                  SUM(CASE WHEN s.kind = 'transferred' AND s.location_id = t.to_location_id \
                    THEN s.quantity ELSE 0 END) AS arrived, \
                  SUM(CASE WHEN s.kind = 'adjusted' THEN s.quantity ELSE 0 END) AS written_off \
                  FROM stock_movements s JOIN stock_transfers t ON t.id = s.transfer_id \
                  GROUP BY s.transfer_id, s.product_id) m \
                  ON m.transfer_id = i.transfer_id AND m.product_id = i.product_id \
                WHERE COALESCE(m.net, 0) <> i.received + i.brought_back - i.quantity \
                  OR COALESCE(m.arrived, 0) <> i.received + i.lost \
                  OR COALESCE(m.written_off, 0) <> -i.lost",
    },
    Definition {
        name: "goods are in transit exactly as long as their transfer is, and never below zero",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM stock_transfers",
        wrong: "SELECT CONCAT('transfer ', t.id, ' ', t.status) AS subject, \
                  CAST(0 AS BIG) AS expected, CAST(COALESCE(i.total, 0) AS BIG) AS found \
                FROM stock_transfers t LEFT JOIN (SELECT transfer_id, \
                  SUM(quantity - received - lost - brought_back) AS total, \
                  MIN(quantity - received - lost - brought_back) AS least \
                  FROM stock_transfer_items GROUP BY transfer_id) i ON i.transfer_id = t.id \
                WHERE COALESCE(i.least, 0) < 0 \
                  OR (t.status = 'in_transit' AND COALESCE(i.total, 0) = 0) \
                  OR (t.status <> 'in_transit' AND COALESCE(i.total, 0) <> 0)",
    },
    Definition {
        name: "the differences of closed counts, and of no others, are adjustments in the ledger",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM stock_count_items",
        wrong: "SELECT CONCAT('count ', c.id, ' product ', i.product_id) AS subject, \
                  CASE WHEN c.status = 'closed' THEN COALESCE(i.difference, 0) ELSE 0 END \
                    AS expected, CAST(COALESCE(m.total, 0) AS BIG) AS found \
                FROM stock_counts c JOIN stock_count_items i ON i.count_id = c.id \
                LEFT JOIN (SELECT count_id, product_id, SUM(quantity) AS total \
                  FROM stock_movements WHERE count_id IS NOT NULL \
                  GROUP BY count_id, product_id) m \
                  ON m.count_id = i.count_id AND m.product_id = i.product_id \
                WHERE COALESCE(m.total, 0) <> \
                  CASE WHEN c.status = 'closed' THEN COALESCE(i.difference, 0) ELSE 0 END",
    },
    Definition {
        name: "open orders add up to what is reserved",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM stock_levels",
        wrong: RESERVED,
    },
    Definition {
        name: "every reserved line has a stock level",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM orders \
                   WHERE status = 'placed' AND kind = 'sale'",
        wrong: "SELECT CONCAT('order ', o.number, ' line ', i.line) AS subject, \
                  i.quantity - i.shipped AS expected, CAST(0 AS BIG) AS found \
                FROM orders o JOIN order_items i ON i.order_id = o.id \
                LEFT JOIN stock_levels l \
                  ON l.product_id = i.product_id AND l.location_id = o.location_id \
                WHERE o.status = 'placed' AND o.kind = 'sale' AND i.quantity > i.shipped \
                  AND i.stocked AND l.id IS NULL",
    },
    Definition {
        name: "each order's sums are those of its lines, and no placed order is empty",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM orders",
        wrong: SUMS,
    },
    Definition {
        // The unit price may itself have been rounded to the minor unit (an imported price of
        // 0.001), which is why half a minor unit per piece is allowed beside the line's own half.
        name: "each line costs its price times its quantity, rounded once",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM order_items",
        wrong: "SELECT CONCAT('order id ', order_id, ' line ', line) AS subject, \
                  CAST(unit_price * 1.0 * quantity / 1000 AS BIG) AS expected, subtotal AS found \
                FROM order_items \
                WHERE ABS(subtotal - unit_price * 1.0 * quantity / 1000) > 0.5 + quantity / 2000.0",
    },
    Definition {
        // Tax and rate multiplied out, so that nothing is divided: a tax is at most half a minor
        // unit off, on top of a price or inside it.
        name: "each line's tax is its rate of what it costs, rounded once",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM order_items",
        wrong: "SELECT CONCAT('order id ', i.order_id, ' line ', i.line) AS subject, \
                  CAST(i.tax_rate_ppm AS BIG) AS expected, i.tax AS found \
                FROM order_items i JOIN orders o ON o.id = i.order_id \
                WHERE (i.tax <> 0 OR i.tax_rate_ppm <> 0) AND \
                  ((o.prices_include_tax AND (i.total <> i.subtotal - i.discount - i.order_discount \
                    OR ABS(i.tax * (1000000.0 + i.tax_rate_ppm) - i.total * 1.0 * i.tax_rate_ppm) \
                      > 500000.0 + 0.5 * i.tax_rate_ppm)) \
                  OR (NOT o.prices_include_tax AND (i.total <> i.subtotal - i.discount \
                    - i.order_discount + i.tax \
                    OR ABS(i.tax * 1000000.0 - (i.total - i.tax) * 1.0 * i.tax_rate_ppm) > 500000.0)))",
    },
    Definition {
        name: "each order's states follow from its lines and its money",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM orders",
        wrong: STATES,
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

/// The derived states, spelt once more and in another language than the writer's.
pub(super) const STATES: &str = "SELECT CONCAT('order ', o.number, ': ', o.payment_status, ', ', \
      o.fulfilment_status) AS subject, o.captured - o.refunded AS expected, \
      CASE WHEN o.status = 'placed' THEN o.total - o.credited ELSE 0 END AS found \
    FROM orders o LEFT JOIN (SELECT order_id, COUNT(*) AS goods, \
      SUM(CASE WHEN shipped > 0 THEN 1 ELSE 0 END) AS left_some, \
      SUM(CASE WHEN shipped = quantity THEN 1 ELSE 0 END) AS left_all, \
      SUM(CASE WHEN delivered = quantity THEN 1 ELSE 0 END) AS arrived, \
      SUM(CASE WHEN returned > 0 THEN 1 ELSE 0 END) AS back_some, \
      SUM(CASE WHEN returned = quantity THEN 1 ELSE 0 END) AS back_all \
      FROM order_items WHERE stocked GROUP BY order_id) g ON g.order_id = o.id \
    WHERE (o.payment_status <> 'unrecorded' AND o.payment_status <> \
      CASE WHEN o.captured - o.refunded > \
          CASE WHEN o.status = 'placed' THEN o.total - o.credited ELSE 0 END THEN 'refund_due' \
        WHEN o.captured - o.refunded < \
          CASE WHEN o.status = 'placed' THEN o.total - o.credited ELSE 0 END \
          THEN CASE WHEN o.captured = o.refunded THEN 'unpaid' ELSE 'partially_paid' END \
        WHEN o.captured = o.refunded AND o.captured > 0 THEN 'refunded' \
        WHEN o.status <> 'placed' THEN 'unpaid' \
        WHEN o.credited > 0 AND o.captured > 0 THEN 'partially_refunded' \
        ELSE 'paid' END) \
    OR o.fulfilment_status <> \
      CASE WHEN o.kind = 'return' THEN 'returned' \
        WHEN o.status <> 'placed' AND o.placed_at IS NULL THEN 'unfulfilled' \
        WHEN g.goods IS NULL THEN 'fulfilled' \
        WHEN g.left_some = 0 THEN 'unfulfilled' \
        WHEN g.left_all < g.goods THEN 'partially_fulfilled' \
        WHEN g.back_all = g.goods THEN 'returned' \
        WHEN g.back_some > 0 THEN 'partially_returned' \
        WHEN g.arrived = g.goods THEN 'delivered' \
        ELSE 'fulfilled' END";

/// Stock levels whose reservations are not those of the open lines.
pub(super) const RESERVED: &str = "SELECT CONCAT('product ', l.product_id, ' at location ', l.location_id) AS subject, \
      CAST(COALESCE(r.open, 0) AS BIG) AS expected, l.reserved AS found \
    FROM stock_levels l LEFT JOIN (SELECT i.product_id, o.location_id, \
      SUM(i.quantity - i.shipped) AS open FROM order_items i \
      JOIN orders o ON o.id = i.order_id \
      WHERE o.status = 'placed' AND o.kind = 'sale' AND i.stocked \
      GROUP BY i.product_id, o.location_id) r \
      ON r.product_id = l.product_id AND r.location_id = l.location_id \
    WHERE COALESCE(r.open, 0) <> l.reserved";

/// Orders whose sums are not those of their lines.
pub(super) const SUMS: &str = "SELECT CONCAT('order ', o.number) AS subject, o.total AS expected, \
      CAST(COALESCE(s.total, 0) + o.shipping AS BIG) AS found \
    FROM orders o LEFT JOIN (SELECT order_id, SUM(subtotal) AS subtotal, \
      SUM(discount + order_discount) AS discount, SUM(tax) AS tax, \
      SUM(total) AS total, SUM(refunded) AS refunded, MAX(line) AS last_line \
      FROM order_items GROUP BY order_id) s ON s.order_id = o.id \
    WHERE (s.order_id IS NULL AND o.status <> 'draft') \
      OR COALESCE(s.subtotal, 0) <> o.subtotal \
      OR COALESCE(s.discount, 0) <> o.discount \
      OR COALESCE(s.tax, 0) <> o.tax \
      OR COALESCE(s.total, 0) + o.shipping <> o.total \
      OR COALESCE(s.refunded, 0) + o.shipping_refunded <> o.credited \
      OR COALESCE(s.last_line, 0) > o.last_line";
