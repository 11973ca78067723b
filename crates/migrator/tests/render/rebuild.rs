//! A rebuilt SQLite table keeps everything.

use crate::places::{self, run_sqlite, sqlite, text, there, values};
use mercer_database::Kind;
use mercer_migrator::{Check, Operation, PrimaryKey, inspect, render};
use mercer_testing::TestDatabase;

async fn place() -> TestDatabase {
    let place = TestDatabase::fresh(Kind::Sqlite).await.expect("a file");
    places::fill(&place).await;
    place
}

/// An operation that rebuilds the table.
fn rebuild() -> Operation {
    Operation::AddCheck {
        table: text("things"),
        check: Check {
            name: text("things_more_check"),
            expression: text("length(name) < 30"),
        },
    }
}

#[tokio::test]
async fn children_under_cascade_stay_and_would_go_with_foreign_keys_on() {
    for (keys_off, left) in [(true, 3), (false, 0)] {
        let place = place().await;
        let before = inspect(&place.database).await.expect("readable");
        let statements = render(&rebuild(), &before, Kind::Sqlite).expect("renderable");
        run_sqlite(&place, &statements, keys_off).expect("done");
        let parts = values(&place, "parts", &["thing_id", "line"]).await;
        assert_eq!(parts.len(), left, "foreign keys off: {keys_off}");
        assert_eq!(values(&place, "things", &["id"]).await.len(), 3);
        // The children still refer to the table.
        place.execute("DELETE FROM things WHERE id = 1").await;
        let parts = values(&place, "parts", &["thing_id", "line"]).await;
        assert_eq!(parts.len(), usize::from(keys_off));
    }
}

#[tokio::test]
async fn counters_of_deleted_rows_go_on() {
    let place = place().await;
    place.execute("DELETE FROM things WHERE id = 9").await;
    there(&place, &rebuild()).await;
    place
        .execute("INSERT INTO things (name, active) VALUES ('new', TRUE)")
        .await;
    let names = values(&place, "things", &["id", "name"]).await;
    assert_eq!(names, ["10|new", "1|chair", "2|table"]);
    // An empty table too.
    place.execute("DELETE FROM things").await;
    for reverse in rebuild().reverse().expect("reversible") {
        there(&place, &reverse).await;
    }
    place
        .execute("INSERT INTO things (name, active) VALUES ('newer', TRUE)")
        .await;
    assert_eq!(
        values(&place, "things", &["id", "name"]).await,
        ["11|newer"]
    );
    let sequences = values(&place, "sqlite_sequence", &["name", "seq"]).await;
    assert_eq!(sequences, ["shelves|5", "things|11"]);
}

#[tokio::test]
async fn rows_keep_their_numbers_where_no_column_holds_them() {
    let place = place().await;
    place
        .execute("CREATE TABLE loose (rowid TEXT, name TEXT UNIQUE, n BIGINT CHECK (loose.n > 0))")
        .await;
    place
        .execute(
            "INSERT INTO loose (_rowid_, rowid, name, n) VALUES (7, 'x', 'a', 1), (3, 'y', 'b', 2)",
        )
        .await;
    let operation = Operation::AddCheck {
        table: text("loose"),
        check: Check {
            name: text("loose_n_check"),
            expression: text("loose.n < 10 AND name <> 'loose.n'"),
        },
    };
    // It comes back without the table's name in front, and that is no difference.
    there(&place, &operation).await;
    let refused = sqlite(&place).execute("INSERT INTO loose (n) VALUES (10)", []);
    assert!(refused.is_err(), "the check holds");
    let rows = values(&place, "loose", &["_rowid_", "rowid", "name", "n"]).await;
    assert_eq!(rows, ["3|y|b|2", "7|x|a|1"]);
}

#[tokio::test]
async fn views_and_the_triggers_of_other_tables_stay() {
    let place = place().await;
    for sql in [
        "CREATE VIEW names AS SELECT name FROM things",
        "CREATE VIEW few AS SELECT name FROM names LIMIT 1",
        "CREATE TABLE log (line TEXT)",
        "CREATE TRIGGER on_shelf AFTER INSERT ON shelves BEGIN \
         INSERT INTO log SELECT name FROM things WHERE id = 1; END",
        "CREATE TRIGGER on_view INSTEAD OF INSERT ON names BEGIN \
         INSERT INTO log VALUES (new.name); END",
    ] {
        place.execute(sql).await;
    }
    let texts = || -> Vec<String> {
        let connection = sqlite(&place);
        let mut query = connection
            .prepare("SELECT sql FROM sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY 1")
            .expect("a query");
        let rows = query.query_map([], |row| row.get(0)).expect("rows");
        rows.collect::<Result<_, _>>().expect("texts")
    };
    let before = texts();
    there(&place, &rebuild()).await;
    assert_eq!(texts(), before);
    assert_eq!(before.len(), 4);
    assert_eq!(values(&place, "few", &["name"]).await, ["chair"]);
    place
        .execute("INSERT INTO shelves (name) VALUES ('new')")
        .await;
    place.execute("INSERT INTO names VALUES ('seen')").await;
    assert_eq!(values(&place, "log", &["line"]).await, ["chair", "seen"]);
    // The setting that the renaming needs is back: a column's new name reaches views.
    let rename = Operation::RenameColumn {
        table: text("things"),
        from: text("name"),
        to: text("title"),
    };
    place.execute("DROP VIEW few").await;
    place.execute("DROP TRIGGER on_view").await;
    there(&place, &rename).await;
    assert!(texts().iter().any(|sql| sql.contains("title")));
}

#[tokio::test]
async fn a_rebuild_that_breaks_a_view_or_a_trigger_fails_and_leaves_everything_as_it_was() {
    let key = |clustered| PrimaryKey {
        columns: vec![text("code")],
        identity: false,
        clustered,
    };
    let operation = Operation::AlterPrimaryKey {
        table: text("loose"),
        from: key(false),
        to: key(true),
    };
    for (reader, breaks) in [
        ("CREATE VIEW numbers AS SELECT rowid AS n FROM loose", true),
        ("CREATE VIEW codes AS SELECT code FROM loose", false),
        (
            "CREATE TRIGGER on_log AFTER INSERT ON log BEGIN \
             DELETE FROM loose WHERE _rowid_ = new.n; END",
            true,
        ),
        (
            "CREATE TRIGGER on_loose AFTER UPDATE ON loose BEGIN \
             INSERT INTO log VALUES (new.rowid); END",
            true,
        ),
        (
            "CREATE TRIGGER on_loose AFTER UPDATE ON loose BEGIN \
             INSERT INTO log VALUES (new.code); END",
            false,
        ),
    ] {
        let place = TestDatabase::fresh(Kind::Sqlite).await.expect("a file");
        for sql in [
            "CREATE TABLE loose (code TEXT NOT NULL PRIMARY KEY)",
            "CREATE TABLE log (n BIGINT)",
            "INSERT INTO loose VALUES ('a')",
            reader,
            "CREATE VIEW over AS SELECT 1 AS one FROM loose",
        ] {
            place.execute(sql).await;
        }
        if reader.contains("numbers") {
            place
                .execute("CREATE VIEW again AS SELECT n FROM numbers")
                .await;
        }
        let before = inspect(&place.database).await.expect("readable");
        let done = places::apply(&place, &operation).await;
        let after = inspect(&place.database).await.expect("readable");
        assert_eq!(done.is_err(), breaks, "{reader}: {done:?}");
        assert_eq!(before == after, breaks, "{reader}");
        let refusal = done.err().unwrap_or_default();
        assert_eq!(refusal.contains("rowid"), breaks, "{refusal}");
        assert_eq!(values(&place, "loose", &["code"]).await, ["a"]);
        // Nothing ran that the trigger would have written down.
        assert_eq!(values(&place, "log", &["n"]).await, [""; 0]);
    }
}

#[tokio::test]
async fn a_required_column_with_a_row_without_value_is_refused_and_nothing_is_lost() {
    for place in places::databases().await {
        let part = || places::schema().tables[2].columns[2].clone();
        let mut to = part();
        to.nullable = false;
        let operation = Operation::AlterColumn {
            table: text("parts"),
            from: part(),
            to,
        };
        let refusal = places::apply(&place, &operation).await;
        assert!(refusal.is_err(), "{}", place.kind);
        let parts = values(&place, "parts", &["thing_id", "line", "label"]).await;
        assert_eq!(parts, ["1|1|leg", "1|2|-", "9|1|bulb"], "{}", place.kind);
    }
}

/// Everything that SQLite's tables can have and the model carries.
const ODD: [&str; 7] = [
    "CREATE TABLE odd (code TEXT COLLATE NOCASE NOT NULL, part BIGINT NOT NULL DEFAULT (1 + 1), \
     twice BIGINT AS (part * 2) STORED, again BIGINT GENERATED ALWAYS AS (part * 3) VIRTUAL, \
     liked BOOLEAN NOT NULL DEFAULT TRUE CHECK (liked IN (0, 1)), \
     at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, note VARCHAR(9) DEFAULT 'it''s' CHECK (note <> 'x'), \
     up TEXT REFERENCES odd (code) ON DELETE SET NULL, bytes BLOB DEFAULT x'00ff', \
     UNIQUE (part), UNIQUE (code), CHECK (part > 0), PRIMARY KEY (part, code)) WITHOUT ROWID",
    "CREATE INDEX odd_some_index ON odd (lower(code) DESC, note) WHERE part > 1",
    "CREATE TABLE log (line TEXT)",
    "CREATE TRIGGER odd_log AFTER INSERT ON odd WHEN new.part > 5 BEGIN \
     INSERT INTO log VALUES (new.code || ';'); END",
    "CREATE TRIGGER odd_gone BEFORE DELETE ON odd BEGIN INSERT INTO log VALUES ('gone'); END",
    "INSERT INTO odd (code, part, bytes) VALUES ('A', 3, x'01')",
    "INSERT INTO odd (code, up) VALUES ('b', 'a')",
];

#[tokio::test]
async fn a_table_keeps_all_that_the_model_carries() {
    let place = place().await;
    for sql in ODD {
        place.execute(sql).await;
    }
    let columns = ["code", "part", "twice", "again", "liked", "note", "up"];
    let before = values(&place, "odd", &columns).await;
    assert_eq!(before, ["A|3|6|9|1|it's|-", "b|2|4|6|1|it's|a"]);
    let odd = inspect(&place.database).await.expect("readable");
    let odd = odd.tables.iter().find(|it| it.name == "odd").expect("odd");
    let foreign_key = odd.foreign_keys[0].clone();
    let unique = odd.uniques.iter().find(|it| it.columns == ["part"]);
    let of_note = odd.checks.iter().find(|it| it.expression.contains("note"));
    let table = || text("odd");
    for operation in [
        Operation::AddCheck {
            table: table(),
            check: Check {
                name: text("odd_more_check"),
                expression: text("part < 90"),
            },
        },
        Operation::DropForeignKey {
            table: table(),
            key: foreign_key,
        },
        Operation::DropUnique {
            table: table(),
            unique: unique.expect("unnamed").clone(),
        },
        Operation::DropCheck {
            table: table(),
            check: of_note.expect("unnamed").clone(),
        },
    ] {
        places::there_and_back(&place, &operation).await;
        assert_eq!(
            values(&place, "odd", &columns).await,
            before,
            "{operation:?}"
        );
    }
    assert_eq!(
        values(&place, "log", &["line"]).await,
        [""; 0],
        "no trigger ran"
    );
    place
        .execute("INSERT INTO odd (code, part) VALUES ('c', 7)")
        .await;
    place.execute("DELETE FROM odd WHERE code = 'A'").await;
    assert_eq!(values(&place, "log", &["line"]).await, ["c;", "gone"]);
    let now = values(&place, "odd", &["code", "up", "at"]).await;
    assert!(
        now[0].starts_with("b|-|") || now[0].starts_with("b|a|"),
        "{now:?}"
    );
    let refused = sqlite(&place).execute("INSERT INTO odd (code, part) VALUES ('B', 8)", []);
    assert!(refused.is_err(), "capitals are not told apart");
}

#[tokio::test]
async fn a_rebuild_that_fails_leaves_everything_as_it_was() {
    let place = place().await;
    let before = inspect(&place.database).await.expect("readable");
    let operation = Operation::AddCheck {
        table: text("things"),
        check: Check {
            name: text("things_name_check"),
            expression: text("name <> 'lamp'"),
        },
    };
    let refusal = places::apply(&place, &operation)
        .await
        .expect_err("a row is in the way");
    assert!(refusal.contains("things_name_check"), "{refusal}");
    let after = inspect(&place.database).await.expect("readable");
    assert_eq!(before, after);
    assert_eq!(values(&place, "things", &["id"]).await.len(), 3);
}
