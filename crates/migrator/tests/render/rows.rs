//! Operations on rows.

use crate::places::{self, same, text, there, values};
use mercer_database::Kind;
use mercer_migrator::{
    Backfill, InsertRows, Literal, Operation, PerDatabase, Schema, Sql, Statement, backfill_batch,
    backfill_left, inspect, render,
};

fn rows(columns: &[&str], key: &[&str], rows: Vec<Vec<Literal>>) -> InsertRows {
    let names = |names: &[&str]| names.iter().map(|&name| text(name)).collect();
    InsertRows {
        table: text("things"),
        columns: names(columns),
        key: names(key),
        rows,
    }
}

fn words(words: &str) -> Literal {
    Literal::Text(text(words))
}

#[tokio::test]
async fn rows_come_and_go_as_they_were_written() {
    let odd = "a'b\\c\"d`e;f\n--g/*h $1 ? :x";
    for place in places::databases().await {
        let before = values(&place, "things", &["id", "name", "note"]).await;
        let row = |id, name: &str| {
            vec![
                Literal::Integer(id),
                words(name),
                words(odd),
                Literal::Boolean(true),
                words("2026-11-21T04:05:06.123456789Z"),
                words("2026-02-28"),
                words("{\"a\":\"\\\\ ' \\u00e9\"}"),
                Literal::Null,
            ]
        };
        let columns = [
            "id", "name", "note", "active", "made_at", "day", "details", "amount",
        ];
        let inserted = rows(&columns, &["name"], vec![row(30, "one"), row(40, "t'w\\o")]);
        let insert = Operation::InsertRows(inserted);
        there(&place, &insert).await;
        let now = values(&place, "things", &["id", "note", "made_at", "day"]).await;
        let moment = match place.kind {
            Kind::Postgres => "2026-11-21 04:05:06.123456+00",
            _ => "2026-11-21 04:05:06.123456",
        };
        let expected = format!("40|{odd}|{moment}|2026-02-28");
        assert!(now.contains(&expected), "{}: {now:#?}", place.kind);
        // Numbers given by hand are not given again.
        place
            .execute("INSERT INTO things (name, active) VALUES ('next', TRUE)")
            .await;
        let ids = values(&place, "things", &["id", "name"]).await;
        assert!(ids.contains(&text("41|next")), "{}: {ids:?}", place.kind);
        place.execute("DELETE FROM things WHERE id = 41").await;
        for reverse in insert.reverse().expect("reversible") {
            there(&place, &reverse).await;
        }
        assert_eq!(
            values(&place, "things", &["id", "name", "note"]).await,
            before
        );
    }
}

#[test]
fn rows_that_do_not_fit_are_refused_by_place() {
    let schema = places::schema();
    for kind in mercer_testing::KINDS {
        let refusal = |rows: InsertRows| {
            let operation = Operation::InsertRows(rows);
            let error = render(&operation, &schema, kind).expect_err("does not fit");
            error.to_string()
        };
        let short = refusal(rows(&["id", "name"], &["id"], vec![vec![words("a")]]));
        assert!(
            short.contains("row 1 has 1 values for 2 columns"),
            "{short}"
        );
        let moment = refusal(rows(&["made_at"], &["made_at"], vec![vec![words("soon")]]));
        assert!(
            moment.contains("things.made_at: \"soon\" is no moment"),
            "{moment}"
        );
        let truth = refusal(rows(
            &["active"],
            &["active"],
            vec![vec![Literal::Integer(2)]],
        ));
        assert!(truth.contains("is no true or false"), "{truth}");
        let column = refusal(rows(&["weight"], &["weight"], vec![vec![Literal::Null]]));
        assert!(column.contains("things has no column weight"), "{column}");
        let delete = Operation::DeleteRows(rows(&["id"], &[], vec![vec![Literal::Null]]));
        let error = render(&delete, &schema, kind)
            .expect_err("no key")
            .to_string();
        assert!(error.contains("name its columns in `key`"), "{error}");
    }
}

fn backfill(table: &str, size: u32) -> Backfill {
    Backfill {
        table: text(table),
        set: PerDatabase::same("label = 'none'"),
        condition: PerDatabase::same("label IS NULL OR label = 'x'"),
        batch_size: size,
    }
}

#[tokio::test]
async fn a_backfill_changes_a_batch_at_a_time_until_none_is_left() {
    for place in places::databases().await {
        place
            .execute(
                "INSERT INTO parts VALUES (1, 3, NULL), (1, 4, NULL), (1, 5, 'x'), (2, 1, NULL)",
            )
            .await;
        let schema = inspect(&place.database).await.expect("readable");
        let left = |place| async move {
            let filled = values(place, "parts", &["thing_id", "line", "label"]).await;
            filled
                .iter()
                .filter(|row| row.ends_with('-') || row.ends_with('x'))
                .count()
        };
        let backfill = backfill("parts", 2);
        let batch = backfill_batch(&backfill, &schema, place.kind).expect("renderable");
        for expected in [3, 1, 0, 0] {
            places::run(&place, std::slice::from_ref(&batch))
                .await
                .expect("a batch");
            assert_eq!(
                left(&place).await,
                expected,
                "{}: {}",
                place.kind,
                batch.sql
            );
        }
        let parts = values(&place, "parts", &["thing_id", "line", "label"]).await;
        assert_eq!(parts.len(), 7);
        assert!(parts.contains(&text("1|1|leg")) && parts.contains(&text("1|3|none")));
        let query = backfill_left(&backfill, place.kind);
        assert!(
            query.starts_with("SELECT COUNT(*) AS rows_left FROM"),
            "{query}"
        );
    }
}

#[tokio::test]
async fn a_backfill_changes_rows_of_every_table_at_once() {
    for place in places::databases().await {
        let operation = Operation::Backfill(Backfill {
            table: text("things"),
            set: PerDatabase::same("note = name"),
            condition: PerDatabase::same("note <> name"),
            batch_size: 1,
        });
        there(&place, &operation).await;
        let notes = values(&place, "things", &["note"]).await;
        assert_eq!(notes, ["chair", "lamp", "table"], "{}", place.kind);
    }
}

#[tokio::test]
async fn statements_of_ones_own_run() {
    for place in places::databases().await {
        let start = inspect(&place.database).await.expect("readable");
        let up = "CREATE TABLE own (id BIGINT NOT NULL PRIMARY KEY, line TEXT);\n\
                  -- a remark; with an end\nINSERT INTO own VALUES (1, 'a;b'), (2, 'it''s');";
        let operation = Operation::Sql(Sql {
            up: PerDatabase::same(up),
            down: Some(PerDatabase::same("DROP TABLE own")),
        });
        let statements = render(&operation, &start, place.kind).expect("renderable");
        assert_eq!(
            statements.len(),
            if place.kind == Kind::MySql { 2 } else { 1 }
        );
        places::run(&place, &statements).await.expect("runs");
        assert_eq!(
            values(&place, "own", &["id", "line"]).await,
            ["1|a;b", "2|it's"]
        );
        for reverse in operation.reverse().expect("reversible") {
            let statements = render(&reverse, &start, place.kind).expect("renderable");
            places::run(&place, &statements).await.expect("runs");
        }
        let end = inspect(&place.database).await.expect("readable");
        same(&start, &end, place.kind, "own statements and back");
    }
}

#[test]
fn statements_of_ones_own_are_cut_where_each_commits_by_itself() {
    let cut = |sql: &str, kind: Kind| -> Vec<String> {
        let operation = Operation::Sql(Sql {
            up: PerDatabase::same(sql),
            down: None,
        });
        let statements: Vec<Statement> =
            render(&operation, &Schema::default(), kind).expect("renderable");
        statements.into_iter().map(|one| one.sql).collect()
    };
    let two = "SELECT ';' ; -- ;\n SELECT 2;";
    assert_eq!(cut(two, Kind::MySql), ["SELECT ';'", "-- ;\n SELECT 2"]);
    assert_eq!(cut(two, Kind::Sqlite), ["SELECT ';' ; -- ;\n SELECT 2"]);
    let body = "CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW BEGIN DELETE FROM b; END;";
    assert_eq!(cut(body, Kind::MySql), [body.trim_end_matches(';')]);
    for kind in mercer_testing::KINDS {
        assert_eq!(cut("  ; ", kind), [""; 0]);
        assert_eq!(cut("", kind), [""; 0]);
    }
}
