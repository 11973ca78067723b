//! What the `information_schema` tells and the model has no words for.

use mercer_database::Error;
use sea_orm::ConnectionTrait;

use super::unmodelled;
use crate::Table;

const TABLES: &str = "SELECT CONVERT(table_name USING utf8mb4) AS table_name, '' AS part, \
    CONVERT(CONCAT_WS(', ', IF(table_type = 'BASE TABLE', NULL, table_type), \
    IF(engine = 'InnoDB', NULL, CONCAT('ENGINE=', engine)), \
    NULLIF(TRIM(create_options), '')) USING utf8mb4) AS words \
    FROM information_schema.tables WHERE table_schema = database() \
    AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')";

/// What is left of `extra` without the words that the model knows.
const COLUMNS: &str = "SELECT CONVERT(table_name USING utf8mb4) AS table_name, \
    CONVERT(column_name USING utf8mb4) AS part, \
    CONVERT(TRIM(BOTH ', ' FROM TRIM(REGEXP_REPLACE(LOWER(extra), CONCAT('auto_increment|', \
    'default_generated|on update [a-z_]+([(][0-9]*[)])?|invisible|', \
    '(virtual|stored|persistent) generated|virtual|persistent|stored'), ''))) USING utf8mb4) \
    AS words FROM information_schema.columns WHERE table_schema = database()";

const INDEXES: &str = "SELECT CONVERT(table_name USING utf8mb4) AS table_name, \
    CONVERT(IF(index_name = 'PRIMARY', 'PRIMARY KEY', index_name) USING utf8mb4) AS part, \
    CONVERT(CONCAT('COMMENT ', QUOTE(index_comment)) USING utf8mb4) AS words \
    FROM information_schema.statistics WHERE table_schema = database() AND seq_in_index = 1 \
    AND index_comment <> ''";

/// Columns of the catalog that MariaDB does not have.
const OF_MYSQL: [&str; 4] = [
    "SELECT CONVERT(table_name USING utf8mb4) AS table_name, \
     CONVERT(column_name USING utf8mb4) AS part, \
     CONVERT(CONCAT('SRID ', srs_id) USING utf8mb4) AS words \
     FROM information_schema.columns WHERE table_schema = database() AND srs_id IS NOT NULL",
    "SELECT CONVERT(table_name USING utf8mb4) AS table_name, \
     CONVERT(column_name USING utf8mb4) AS part, CONVERT('NOT NULL' USING utf8mb4) AS words \
     FROM information_schema.columns WHERE table_schema = database() \
     AND generation_expression <> '' AND is_nullable = 'NO'",
    "SELECT CONVERT(table_name USING utf8mb4) AS table_name, \
     CONVERT(index_name USING utf8mb4) AS part, CONVERT('INVISIBLE' USING utf8mb4) AS words \
     FROM information_schema.statistics WHERE table_schema = database() AND seq_in_index = 1 \
     AND is_visible = 'NO'",
    "SELECT CONVERT(table_name USING utf8mb4) AS table_name, \
     CONVERT(constraint_name USING utf8mb4) AS part, \
     CONVERT('NOT ENFORCED' USING utf8mb4) AS words \
     FROM information_schema.table_constraints WHERE table_schema = database() \
     AND enforced = 'NO'",
];

/// Adds it to the tables that have it.
pub(super) async fn read<C: ConnectionTrait>(
    connection: &C,
    mariadb: bool,
    tables: &mut [Table],
) -> Result<(), Error> {
    let of_mysql = if mariadb { &[][..] } else { &OF_MYSQL[..] };
    for sql in [TABLES, COLUMNS, INDEXES].iter().chain(of_mysql) {
        let found =
            format!("SELECT * FROM ({sql}) AS found WHERE words <> '' ORDER BY table_name, part");
        unmodelled(connection, &found, tables).await?;
    }
    Ok(())
}
