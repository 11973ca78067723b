//! Each kind of drift, made by hand, is found and named, and nothing else is.

mod declared;

use mercer_database::Kind;
use mercer_testing::TestDatabase;

async fn found(place: &TestDatabase, sql: &str, expected: &[&str]) {
    place.execute(sql).await;
    let changes = declared::changes(place).await;
    let words: Vec<_> = changes.iter().map(ToString::to_string).collect();
    assert_eq!(
        declared::named(&changes),
        expected,
        "{}: {sql}: {words:#?}",
        place.kind
    );
    assert!(changes.iter().all(mercer_migrator::Operation::is_drift));
}

/// One statement that all three databases read alike, on a fresh database each.
async fn on_all(sql: &str, expected: &[&str]) {
    for place in declared::databases().await {
        found(&place, sql, expected).await;
    }
}

/// One statement for each server. SQLite alters neither columns nor constraints.
async fn on_servers(postgres: &str, mysql: &str, expected: &[&str]) {
    for kind in [Kind::Postgres, Kind::MySql] {
        let sql = if kind == Kind::Postgres {
            postgres
        } else {
            mysql
        };
        let Some(place) = TestDatabase::fresh(kind).await else {
            continue;
        };
        declared::create(&place.database, &declared::schema())
            .await
            .expect("the tables can be created");
        found(&place, sql, expected).await;
    }
}

/// On SQLite the table is made anew, with a piece of its text replaced.
async fn on_sqlite(table: &str, old: &str, new: &str, expected: &[&str]) {
    let place = TestDatabase::fresh(Kind::Sqlite).await.expect("a file");
    for declared in declared::schema().tables {
        let statements = mercer_migrator::create_table(&declared, Kind::Sqlite);
        for mut sql in statements {
            if declared.name == table && sql.starts_with("CREATE TABLE") {
                assert!(sql.contains(old), "{old} is not in {sql}");
                sql = sql.replacen(old, new, 1);
            }
            place.execute(&sql).await;
        }
    }
    found(&place, "PRAGMA user_version = 1", expected).await;
}

#[tokio::test]
async fn a_missing_table() {
    on_all("DROP TABLE parts", &["create_table parts.parts"]).await;
}

#[tokio::test]
async fn an_added_column() {
    on_all(
        "ALTER TABLE parts ADD COLUMN colour VARCHAR(9)",
        &["drop_column parts.colour"],
    )
    .await;
}

#[tokio::test]
async fn a_missing_column() {
    on_all(
        "ALTER TABLE things DROP COLUMN night",
        &["add_column things.night"],
    )
    .await;
}

#[tokio::test]
async fn another_type() {
    let expected = ["alter_column things.name"];
    on_servers(
        "ALTER TABLE things ALTER COLUMN name TYPE VARCHAR(50) COLLATE \"C\"",
        "ALTER TABLE things MODIFY name VARCHAR(50) COLLATE utf8mb4_bin NOT NULL",
        &expected,
    )
    .await;
    on_sqlite("things", "VARCHAR(100)", "VARCHAR(50)", &expected).await;
}

#[tokio::test]
async fn another_collation() {
    let expected = ["alter_column things.note"];
    on_servers(
        "ALTER TABLE things ALTER COLUMN note TYPE TEXT COLLATE \"default\"",
        "ALTER TABLE things MODIFY note TEXT COLLATE utf8mb4_general_ci NULL",
        &expected,
    )
    .await;
    on_sqlite(
        "things",
        "\"note\" TEXT NULL",
        "\"note\" TEXT COLLATE NOCASE",
        &expected,
    )
    .await;
}

#[tokio::test]
async fn another_nullability() {
    let expected = ["alter_column things.story"];
    on_servers(
        "ALTER TABLE things ALTER COLUMN story DROP NOT NULL",
        "ALTER TABLE things MODIFY story TEXT COLLATE utf8mb4_bin NULL",
        &expected,
    )
    .await;
    on_sqlite(
        "things",
        "\"story\" TEXT NOT NULL",
        "\"story\" TEXT",
        &expected,
    )
    .await;
}

#[tokio::test]
async fn a_default() {
    let expected = ["alter_column parts.amount"];
    let sql = "ALTER TABLE parts ALTER COLUMN amount SET DEFAULT 3";
    on_servers(sql, sql, &expected).await;
    on_sqlite(
        "parts",
        "\"amount\" BIGINT",
        "\"amount\" BIGINT DEFAULT 3",
        &expected,
    )
    .await;
}

#[tokio::test]
async fn another_order_of_the_key() {
    let expected = ["alter_primary_key parts.parts"];
    on_servers(
        "ALTER TABLE parts DROP CONSTRAINT parts_pkey, ADD PRIMARY KEY (line, thing_id)",
        "ALTER TABLE parts ADD INDEX parts_thing_id_foreign (thing_id), \
         DROP PRIMARY KEY, ADD PRIMARY KEY (line, thing_id)",
        &expected,
    )
    .await;
    let key = "PRIMARY KEY (\"thing_id\", \"line\")";
    on_sqlite("parts", key, "PRIMARY KEY (line, thing_id)", &expected).await;
}

#[tokio::test]
async fn a_key_that_is_not_numbered() {
    let expected = ["alter_primary_key things.things"];
    let postgres = "ALTER TABLE things ALTER COLUMN id DROP IDENTITY";
    // With a child MariaDB would refuse the change.
    let mysql = "ALTER TABLE shelves MODIFY id BIGINT NOT NULL";
    let Some(place) = TestDatabase::fresh(Kind::MySql).await else {
        return on_servers(postgres, mysql, &expected).await;
    };
    let shelves = mercer_migrator::Schema {
        tables: declared::schema().tables[..1].to_vec(),
        ..mercer_migrator::Schema::default()
    };
    declared::create(&place.database, &shelves)
        .await
        .expect("creatable");
    place.execute(mysql).await;
    let changes = mercer_migrator::check(&place.database, &shelves)
        .await
        .expect("readable");
    assert_eq!(
        declared::named(&changes),
        ["alter_primary_key shelves.shelves"]
    );
    for place in declared::databases().await {
        if place.kind == Kind::Postgres {
            found(&place, postgres, &expected).await;
        }
    }
}

#[tokio::test]
async fn rows_that_are_not_stored_in_the_order_of_the_key() {
    on_sqlite(
        "parts",
        "WITHOUT ROWID",
        "",
        &["alter_primary_key parts.parts"],
    )
    .await;
}

#[tokio::test]
async fn a_missing_index() {
    for place in declared::databases().await {
        let sql = match place.kind {
            Kind::MySql => "DROP INDEX things_day_index ON things",
            _ => "DROP INDEX things_day_index",
        };
        found(&place, sql, &["create_index things.things_day_index"]).await;
    }
}

#[tokio::test]
async fn an_added_index() {
    on_all(
        "CREATE INDEX mine ON things (low, day)",
        &["drop_index things.mine"],
    )
    .await;
}

#[tokio::test]
async fn an_index_in_another_order() {
    for place in declared::databases().await {
        place
            .execute(match place.kind {
                Kind::MySql => "DROP INDEX things_kind_name_index ON things",
                _ => "DROP INDEX things_kind_name_index",
            })
            .await;
        let changed = "CREATE INDEX things_kind_name_index ON things (name, kind)";
        let expected = [
            "drop_index things.things_kind_name_index",
            "create_index things.things_kind_name_index",
        ];
        found(&place, changed, &expected).await;
    }
}

#[tokio::test]
async fn a_missing_unique_constraint() {
    let expected = ["add_unique things.things_name_unique"];
    on_servers(
        "ALTER TABLE things DROP CONSTRAINT things_name_unique",
        "ALTER TABLE things DROP CONSTRAINT things_name_unique",
        &expected,
    )
    .await;
    let text = ",\n  CONSTRAINT \"things_name_unique\" UNIQUE (\"name\")";
    on_sqlite("things", text, "", &expected).await;
}

#[tokio::test]
async fn another_check() {
    let expected = [
        "drop_check parts.parts_amount_check",
        "add_check parts.parts_amount_check",
    ];
    let sql = "ALTER TABLE parts DROP CONSTRAINT parts_amount_check, \
               ADD CONSTRAINT parts_amount_check CHECK (amount >= 0)";
    on_servers(sql, sql, &expected).await;
    on_sqlite("parts", "amount > 0", "amount >= 0", &expected).await;
}

#[tokio::test]
async fn a_missing_and_an_added_check() {
    let expected = [
        "drop_check parts.mine",
        "add_check parts.parts_amount_check",
    ];
    let sql = "ALTER TABLE parts DROP CONSTRAINT parts_amount_check, \
               ADD CONSTRAINT mine CHECK (line < 9)";
    on_servers(sql, sql, &expected).await;
    let text = "\"parts_amount_check\" CHECK (amount > 0)";
    on_sqlite("parts", text, "mine CHECK (line < 9)", &expected).await;
}

#[tokio::test]
async fn a_truth_value_that_may_be_any_number() {
    let text = " CHECK (\"active\" IN (0, 1))";
    on_sqlite("things", text, "", &["alter_column things.active"]).await;
}

#[tokio::test]
async fn a_missing_foreign_key() {
    let expected = ["add_foreign_key things.things_shelf_id_foreign"];
    on_servers(
        "ALTER TABLE things DROP CONSTRAINT things_shelf_id_foreign",
        "ALTER TABLE things DROP FOREIGN KEY things_shelf_id_foreign",
        &expected,
    )
    .await;
    let text = ",\n  CONSTRAINT \"things_shelf_id_foreign\" FOREIGN KEY (\"shelf_id\") \
                REFERENCES \"shelves\" (\"id\") ON DELETE RESTRICT";
    on_sqlite("things", text, "", &expected).await;
    // MariaDB made an index for this one, which stays.
    on_servers(
        "ALTER TABLE things DROP CONSTRAINT things_parent_id_foreign",
        "ALTER TABLE things DROP FOREIGN KEY things_parent_id_foreign",
        &["add_foreign_key things.things_parent_id_foreign"],
    )
    .await;
}

#[tokio::test]
async fn another_action_of_a_foreign_key() {
    let expected = [
        "drop_foreign_key parts.parts_thing_id_foreign",
        "add_foreign_key parts.parts_thing_id_foreign",
    ];
    for place in declared::databases().await {
        let drop = match place.kind {
            Kind::Postgres => "ALTER TABLE parts DROP CONSTRAINT parts_thing_id_foreign",
            Kind::MySql => "ALTER TABLE parts DROP FOREIGN KEY parts_thing_id_foreign",
            Kind::Sqlite => continue,
        };
        place.execute(drop).await;
        let add = "ALTER TABLE parts ADD CONSTRAINT parts_thing_id_foreign FOREIGN KEY (thing_id) \
                   REFERENCES things (id) ON DELETE CASCADE ON UPDATE CASCADE";
        found(&place, add, &expected).await;
    }
    on_sqlite(
        "parts",
        "ON DELETE CASCADE",
        "ON DELETE SET NULL",
        &expected,
    )
    .await;
}

#[tokio::test]
async fn an_index_of_another_name() {
    let expected = ["rename_index things.mine"];
    for place in declared::databases().await {
        let drop = match place.kind {
            Kind::MySql => "DROP INDEX things_day_index ON things",
            _ => "DROP INDEX things_day_index",
        };
        place.execute(drop).await;
        found(&place, "CREATE INDEX mine ON things (day)", &expected).await;
    }
    // Where both are there, the one is in excess.
    on_all(
        "CREATE INDEX mine ON things (day)",
        &["drop_index things.mine"],
    )
    .await;
}

#[tokio::test]
async fn a_comment() {
    on_servers(
        "COMMENT ON TABLE parts IS 'Of things'",
        "ALTER TABLE parts COMMENT 'Of things'",
        &["set_table_comment parts.parts"],
    )
    .await;
    on_servers(
        "COMMENT ON COLUMN parts.amount IS 'In pieces'",
        "ALTER TABLE parts MODIFY amount BIGINT NOT NULL COMMENT 'In pieces'",
        &["alter_column parts.amount"],
    )
    .await;
}

#[tokio::test]
async fn a_smaller_number() {
    let expected = ["alter_column parts.amount"];
    on_servers(
        "ALTER TABLE parts ALTER COLUMN amount TYPE integer",
        "ALTER TABLE parts MODIFY amount INT NOT NULL",
        &expected,
    )
    .await;
    on_sqlite(
        "parts",
        "\"amount\" BIGINT",
        "\"amount\" INTEGER",
        &expected,
    )
    .await;
}
