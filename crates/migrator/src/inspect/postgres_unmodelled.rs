//! What PostgreSQL's catalog tells and the model has no words for.

use mercer_database::Error;
use sea_orm::ConnectionTrait;

use super::unmodelled;
use crate::Table;

/// Columns that only some versions have are read as JSON.
const CONSTRAINTS: &str = "SELECT c.relname::text AS table_name, \
    CASE k.contype WHEN 'p' THEN 'PRIMARY KEY' ELSE k.conname::text END AS part, \
    NULLIF(concat_ws(' ', \
    CASE WHEN k.contype = 'x' THEN pg_get_constraintdef(k.oid) END, \
    CASE WHEN k.contype <> 'x' AND k.condeferred THEN 'DEFERRABLE INITIALLY DEFERRED' \
    WHEN k.contype <> 'x' AND k.condeferrable THEN 'DEFERRABLE' END, \
    CASE WHEN k.confmatchtype = 'f' THEN 'MATCH FULL' END, \
    CASE WHEN k.contype = 'c' AND k.connoinherit THEN 'NO INHERIT' END, \
    CASE WHEN to_jsonb(k) ->> 'confdelsetcols' IS NOT NULL THEN 'ON DELETE SET (some columns)' END, \
    CASE WHEN to_jsonb(k) ->> 'conperiod' = 'true' THEN 'WITHOUT OVERLAPS' END, \
    CASE WHEN to_jsonb(k) ->> 'conenforced' = 'false' THEN 'NOT ENFORCED' \
    WHEN NOT k.convalidated THEN 'NOT VALID' END), '') AS words \
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid \
    WHERE c.relnamespace = current_schema()::regnamespace \
    AND k.contype IN ('p', 'u', 'c', 'f', 'x') ORDER BY c.relname, k.conname";

const INDEXES: &str = "SELECT c.relname::text AS table_name, \
    CASE WHEN x.indisprimary THEN 'PRIMARY KEY' ELSE i.relname::text END AS part, \
    NULLIF(concat_ws(' ', \
    'INCLUDE (' || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY n.place) \
    FROM generate_series(x.indnkeyatts::int, x.indnatts - 1) AS n(place) \
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[n.place]) || ')', \
    CASE WHEN to_jsonb(x) ->> 'indnullsnotdistinct' = 'true' THEN 'NULLS NOT DISTINCT' END, \
    (SELECT string_agg(DISTINCT 'COLLATE ' || quote_ident(o.collname), ' ') \
    FROM generate_series(0, x.indnkeyatts - 1) AS n(place) \
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[n.place] \
    JOIN pg_collation o ON o.oid = x.indcollation[n.place] \
    WHERE a.attcollation <> o.oid), \
    'WITH (' || array_to_string(i.reloptions, ', ') || ')'), '') AS words \
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid \
    WHERE c.relnamespace = current_schema()::regnamespace \
    AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = x.indexrelid \
    AND k.contype = 'x') ORDER BY c.relname, i.relname";

const TABLES: &str = "SELECT c.relname::text AS table_name, '' AS part, \
    NULLIF(concat_ws(', ', \
    'PARTITION BY ' || pg_get_partkeydef(c.oid), \
    (SELECT CASE WHEN c.relispartition THEN 'PARTITION OF ' ELSE 'INHERITS ' END \
    || string_agg(p.inhparent::regclass::text, ', ' ORDER BY p.inhseqno) \
    FROM pg_inherits p WHERE p.inhrelid = c.oid HAVING count(*) > 0), \
    CASE WHEN c.relpersistence = 'u' THEN 'UNLOGGED' END, \
    CASE WHEN c.relrowsecurity THEN 'ROW LEVEL SECURITY' END, \
    (SELECT string_agg('RULE ' || quote_ident(r.rulename), ', ' ORDER BY r.rulename) \
    FROM pg_rewrite r WHERE r.ev_class = c.oid), \
    'WITH (' || array_to_string(c.reloptions, ', ') || ')'), '') AS words \
    FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace \
    AND c.relkind IN ('r', 'p') ORDER BY c.relname";

/// Of the options only those that can be set: a server was seen to stamp each column with one of its
/// own (`pg_attver`), another number for each table.
const COLUMNS: &str = "SELECT c.relname::text AS table_name, a.attname::text AS part, \
    NULLIF(concat_ws(' ', \
    CASE WHEN a.attstorage <> t.typstorage THEN 'STORAGE ' || CASE a.attstorage \
    WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END, \
    'COMPRESSION ' || CASE to_jsonb(a) ->> 'attcompression' \
    WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END, \
    CASE WHEN a.attidentity <> '' AND s.seqincrement <> 1 THEN 'INCREMENT BY ' || s.seqincrement \
    END, CASE WHEN a.attidentity <> '' AND s.seqcycle THEN 'CYCLE' END, \
    'WITH (' || (SELECT string_agg(o.option, ', ') FROM unnest(a.attoptions) AS o(option) \
    WHERE o.option LIKE 'n\\_distinct%') || ')'), '') AS words \
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid \
    LEFT JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid \
    AND d.refobjsubid = a.attnum AND d.classid = 'pg_class'::regclass AND d.deptype = 'i' \
    LEFT JOIN pg_sequence s ON s.seqrelid = d.objid \
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') \
    AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum";

/// Adds it to the tables that have it.
pub(super) async fn read<C: ConnectionTrait>(
    connection: &C,
    tables: &mut [Table],
) -> Result<(), Error> {
    for sql in [TABLES, COLUMNS, CONSTRAINTS, INDEXES] {
        let found = format!("SELECT * FROM ({sql}) AS found WHERE words IS NOT NULL");
        unmodelled(connection, &found, tables).await?;
    }
    Ok(())
}
