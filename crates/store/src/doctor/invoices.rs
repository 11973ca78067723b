//! The checks of invoices and credit notes.

use super::checks::Definition;

pub(super) const CHECKS: &[Definition<'static>] = &[
    Definition {
        name: "each series of invoices is numbered from 1 without a gap",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM invoices",
        wrong: "SELECT CONCAT('series ', s.name) AS subject, s.next_number - 1 AS expected, \
                  CAST(CASE WHEN COALESCE(i.documents, 0) <> s.next_number - 1 \
                    THEN COALESCE(i.documents, 0) ELSE i.highest END AS BIG) AS found \
                FROM invoice_series s LEFT JOIN (SELECT series_id, COUNT(*) AS documents, \
                  MIN(sequence_number) AS lowest, MAX(sequence_number) AS highest \
                  FROM invoices GROUP BY series_id) i ON i.series_id = s.id \
                WHERE COALESCE(i.documents, 0) <> s.next_number - 1 \
                  OR COALESCE(i.lowest, 1) <> 1 \
                  OR COALESCE(i.highest, 0) <> s.next_number - 1",
    },
    Definition {
        name: "each invoice's lines add up to it",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM invoices",
        wrong: "SELECT CONCAT('invoice ', i.number) AS subject, \
                  CAST(COALESCE(l.total, 0) AS BIG) AS expected, i.total AS found \
                FROM invoices i LEFT JOIN (SELECT invoice_id, SUM(net) AS net, SUM(tax) AS tax, \
                  SUM(total) AS total FROM invoice_lines GROUP BY invoice_id) l \
                  ON l.invoice_id = i.id \
                WHERE l.invoice_id IS NULL OR l.net <> i.net OR l.tax <> i.tax \
                  OR l.total <> i.total",
    },
    Definition {
        name: "no line of an order is credited beyond what was billed of it",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM invoice_lines",
        wrong: "SELECT CONCAT('order ', order_number, ' line ', line) AS subject, \
                  CAST(billed AS BIG) AS expected, CAST(credited AS BIG) AS found FROM \
                  (SELECT i.order_id, i.order_number, l.line, l.tax_rate_ppm, \
                    SUM(CASE WHEN i.kind = 'invoice' THEN l.total ELSE 0 END) AS billed, \
                    SUM(CASE WHEN i.kind = 'invoice' THEN 0 ELSE l.total END) AS credited \
                    FROM invoice_lines l JOIN invoices i ON i.id = l.invoice_id \
                    GROUP BY i.order_id, i.order_number, l.line, l.tax_rate_ppm) sums \
                WHERE credited > billed",
    },
    Definition {
        // Multiplied out as for the lines of orders: at most half a minor unit off.
        name: "the tax billed of each line is its rate of what was billed, rounded once",
        examined: "SELECT CAST(COUNT(*) AS BIG) AS examined FROM invoice_lines",
        wrong: "SELECT CONCAT('order ', order_number, ' line ', line) AS subject, \
                  CAST(tax_rate_ppm AS BIG) AS expected, CAST(tax AS BIG) AS found FROM \
                  (SELECT i.order_id, i.order_number, l.line, l.tax_rate_ppm, \
                    SUM(CASE WHEN i.kind = 'invoice' THEN l.tax ELSE -l.tax END) AS tax, \
                    SUM(CASE WHEN i.kind = 'invoice' THEN l.total ELSE -l.total END) AS total \
                    FROM invoice_lines l JOIN invoices i ON i.id = l.invoice_id \
                    GROUP BY i.order_id, i.order_number, l.line, l.tax_rate_ppm) sums \
                WHERE ABS(tax * (1000000.0 + tax_rate_ppm) - total * 1.0 * tax_rate_ppm) \
                  > 500000.0 + 0.5 * tax_rate_ppm",
    },
];
