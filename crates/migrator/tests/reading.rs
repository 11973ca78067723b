//! What a live database tells of itself beyond the tables that a store declares.

#[path = "created/mod.rs"]
mod created;

use mercer_database::Kind;
use mercer_migrator::{Column, ColumnType, EnumType, Schema, Table, check, compare, inspect};
use mercer_testing::TestDatabase;

async fn place(kind: Kind, statements: &[&str]) -> Option<(TestDatabase, Schema)> {
    let place = TestDatabase::fresh(kind).await?;
    for sql in statements {
        place.execute(sql).await;
    }
    let live = inspect(&place.database).await.expect("readable");
    // Whatever it is, it is what it is.
    assert_eq!(compare(&live, &live, kind), [], "{kind}");
    Some((place, live))
}

fn column<'a>(table: &'a Table, name: &str) -> &'a Column {
    let found = table.columns.iter().find(|column| column.name == name);
    found.unwrap_or_else(|| panic!("{} has no column {name}", table.name))
}

fn other(text: &str) -> ColumnType {
    ColumnType::Other(text.to_owned())
}

#[tokio::test]
async fn numbers_and_bytes_are_read_back_as_declared() {
    let mut columns = vec![
        Column::new("id", ColumnType::Integer, false),
        Column::new("small", ColumnType::SmallInteger, true),
        Column::new("usual", ColumnType::Integer, false),
        Column::new("floating", ColumnType::Double, true),
        Column::new("price", ColumnType::Decimal(12, 2), false),
        Column::new("whole", ColumnType::Decimal(9, 0), true),
        Column::new("file", ColumnType::Binary, true),
        Column::new("Odd \"name`", ColumnType::Text(9), true),
    ];
    columns[1].default = Some("-3".to_owned());
    columns[3].default = Some("2.50".to_owned());
    columns[4].default = Some("1.5".to_owned());
    let mut declared = Schema {
        tables: vec![Table::with_columns("Odd table", columns, &["id"])],
        ..Schema::default()
    };
    for identity in [false, true] {
        declared.tables[0].identity = identity;
        for place in mercer_testing::databases().await {
            created::create(&place.database, &declared)
                .await
                .expect("creatable");
            let changes = check(&place.database, &declared).await.expect("readable");
            assert_eq!(changes, [], "{}", place.kind);
        }
    }
}

#[tokio::test]
async fn comments_are_read_and_differ() {
    let cases = [
        (
            Kind::Postgres,
            &[
                "CREATE TABLE t (a bigint PRIMARY KEY, b bigint)",
                "COMMENT ON TABLE t IS 'It''s a table'",
                "COMMENT ON COLUMN t.b IS 'It''s b'",
            ][..],
        ),
        (
            Kind::MySql,
            &[
                "CREATE TABLE t (a bigint PRIMARY KEY, b bigint COMMENT 'It''s b') \
               COMMENT 'It''s a table'",
            ][..],
        ),
    ];
    for (kind, statements) in cases {
        let Some((_, live)) = place(kind, statements).await else {
            continue;
        };
        let table = &live.tables[0];
        assert_eq!(table.comment.as_deref(), Some("It's a table"));
        assert_eq!(column(table, "b").comment.as_deref(), Some("It's b"));
        assert_eq!(column(table, "a").comment, None);
        let mut declared = live.clone();
        declared.tables[0].comment = None;
        declared.tables[0].columns[1].comment = Some("b".to_owned());
        let words: Vec<_> = compare(&declared, &live, kind)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            words,
            [
                "t: the comment is \"It's a table\", declared is none",
                "t: column b is 64-bit integer, optional, comment \"It's b\", declared is \
                 64-bit integer, optional, comment \"b\"",
            ]
        );
        // SQLite has none to differ.
        assert_eq!(compare(&declared, &live, Kind::Sqlite), []);
    }
}

#[tokio::test]
async fn enum_types_are_read_and_differ() {
    let statements = [
        "CREATE TYPE mood AS ENUM ('good', 'it''s bad')",
        "CREATE TYPE \"Odd mood\" AS ENUM ('b', 'a')",
        "CREATE TABLE t (a bigint PRIMARY KEY, m mood DEFAULT 'good', n \"Odd mood\", o mood[])",
    ];
    let Some((_, live)) = place(Kind::Postgres, &statements).await else {
        return;
    };
    let named = |name: &str, values: &[&str]| EnumType {
        name: name.to_owned(),
        values: values.iter().map(|&value| value.to_owned()).collect(),
    };
    let odd = named("Odd mood", &["b", "a"]);
    assert_eq!(
        live.enums,
        [odd.clone(), named("mood", &["good", "it's bad"])]
    );
    let table = &live.tables[0];
    assert_eq!(column(table, "m").column_type, other("mood"));
    assert_eq!(column(table, "n").column_type, other("\"Odd mood\""));
    assert_eq!(column(table, "o").column_type, other("mood[]"));
    let mut declared = live.clone();
    declared.enums = vec![
        named("mood", &["good", "so so", "it's bad"]),
        named("size", &["small"]),
    ];
    let changes = compare(&declared, &live, Kind::Postgres);
    let words: Vec<_> = changes.iter().map(ToString::to_string).collect();
    assert_eq!(
        words,
        [
            "enum type mood (good, it's bad) is declared as enum type mood (good, so so, it's bad)",
            "enum type size (small) is missing",
            "enum type Odd mood (b, a) is not declared",
        ]
    );
    assert!(!changes[2].is_drift(), "it may be its owner's");
}

#[tokio::test]
async fn numbering_that_is_not_the_keys_and_older_numbering_are_read() {
    let statements = [
        "CREATE TABLE \"Odd one\" (id serial PRIMARY KEY, a bigint GENERATED ALWAYS AS IDENTITY, \
         b bigserial, c bigint DEFAULT 5)",
        "CREATE SEQUENCE shared",
        "CREATE TABLE two (id bigint DEFAULT nextval('shared') PRIMARY KEY)",
    ];
    if let Some((_, live)) = place(Kind::Postgres, &statements).await {
        let table = &live.tables[0];
        assert!(table.identity);
        assert_eq!(column(table, "id").column_type, ColumnType::Integer);
        assert_eq!(column(table, "id").default, None);
        let default = |name| column(table, name).default.as_deref();
        assert_eq!(default("a"), Some("GENERATED ALWAYS AS IDENTITY"));
        assert_eq!(default("b"), Some("GENERATED BY DEFAULT AS IDENTITY"));
        assert_eq!(default("c"), Some("5"));
        let two = &live.tables[1];
        assert!(!two.identity);
        let own = column(two, "id").default.as_deref();
        assert!(
            own.is_some_and(|text| text.starts_with("nextval(")),
            "{own:?}"
        );
    }
    let statements = [
        "CREATE TABLE t (a bigint, b int NOT NULL AUTO_INCREMENT UNIQUE, \
                       PRIMARY KEY (a, b))",
    ];
    if let Some((_, live)) = place(Kind::MySql, &statements).await {
        assert!(!live.tables[0].identity);
        let numbered = &column(&live.tables[0], "b").column_type;
        let ColumnType::Other(text) = numbered else {
            panic!("{numbered:?}");
        };
        assert!(text.ends_with(" AUTO_INCREMENT"), "{text}");
    }
}

#[tokio::test]
async fn sqlites_ways_to_number_rows_are_told_apart() {
    let statements = [
        "CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT)",
        "CREATE TABLE b (id INTEGER PRIMARY KEY)",
        "CREATE TABLE c (id INT PRIMARY KEY)",
        "CREATE TABLE d (id TEXT PRIMARY KEY)",
    ];
    let (place, live) = place(Kind::Sqlite, &statements).await.expect("a file");
    let [a, b, c, d] = &live.tables[..] else {
        panic!("{:?}", live.tables);
    };
    let key = |table: &Table| {
        let id = column(table, "id");
        (table.identity, id.column_type.clone(), id.nullable)
    };
    assert_eq!(key(a), (true, ColumnType::BigInteger, false));
    assert_eq!(key(b), (false, ColumnType::Integer, false));
    assert_eq!(key(c), (false, other("INT"), true));
    assert_eq!(key(d), (false, ColumnType::LongText, true));
    // Made anew from what was read, each is of its kind again.
    let again = TestDatabase::fresh(place.kind).await.expect("a file");
    created::create(&again.database, &live)
        .await
        .expect("creatable");
    assert_eq!(inspect(&again.database).await.expect("readable"), live);
    let mut declared = live.clone();
    declared.tables[1].identity = true;
    let changes = compare(&declared, &live, Kind::Sqlite);
    let kinds: Vec<_> = changes
        .iter()
        .map(mercer_migrator::Operation::kind)
        .collect();
    assert_eq!(kinds, ["alter_column", "alter_primary_key"]);
}

#[tokio::test]
async fn computed_columns_tell_how_they_are_kept() {
    for place in mercer_testing::databases().await {
        let virtual_one = match place.kind {
            Kind::Postgres => "",
            _ => ", v BIGINT GENERATED ALWAYS AS (a + 1) VIRTUAL",
        };
        let sql = format!(
            "CREATE TABLE t (a BIGINT PRIMARY KEY, \
             s BIGINT GENERATED ALWAYS AS (a * 2) STORED{virtual_one})"
        );
        place.execute(&sql).await;
        let live = inspect(&place.database).await.expect("readable");
        let mut declared = live.clone();
        let table = &mut declared.tables[0];
        table.columns[1].default = Some("generated always as (a * 2) stored".to_owned());
        for column in &mut table.columns[2..] {
            column.default = Some("GENERATED ALWAYS AS (a + 1)".to_owned());
        }
        assert_eq!(compare(&declared, &live, place.kind), [], "{}", place.kind);
        declared.tables[0].columns[1].default =
            Some("GENERATED ALWAYS AS (a * 3) STORED".to_owned());
        assert_eq!(
            compare(&declared, &live, place.kind).len(),
            1,
            "{}",
            place.kind
        );
    }
}

#[tokio::test]
async fn triggers_and_views_are_read_with_their_words() {
    let start = "CREATE TABLE \"Odd t\" (a BIGINT PRIMARY KEY, b BIGINT)";
    let cases = [
        (
            Kind::Sqlite,
            vec![
                start.to_owned(),
                "CREATE TRIGGER up AFTER INSERT ON \"Odd t\" BEGIN \
                 UPDATE \"Odd t\" SET b = 1; END"
                    .to_owned(),
                "CREATE VIEW seen AS SELECT a FROM \"Odd t\"".to_owned(),
            ],
        ),
        (
            Kind::Postgres,
            vec![
                start.to_owned(),
                "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql \
                 AS 'BEGIN RETURN new; END'"
                    .to_owned(),
                "CREATE TRIGGER up BEFORE INSERT ON \"Odd t\" FOR EACH ROW EXECUTE FUNCTION f()"
                    .to_owned(),
                "CREATE VIEW seen AS SELECT a FROM \"Odd t\"".to_owned(),
            ],
        ),
        (
            Kind::MySql,
            vec![
                start.replace('"', "`"),
                "CREATE TRIGGER up BEFORE INSERT ON `Odd t` FOR EACH ROW SET NEW.b = 1".to_owned(),
                "CREATE VIEW seen AS SELECT a FROM `Odd t`".to_owned(),
            ],
        ),
    ];
    for (kind, statements) in cases {
        let statements: Vec<_> = statements.iter().map(String::as_str).collect();
        let Some((place, live)) = place(kind, &statements).await else {
            continue;
        };
        assert_eq!(live.tables.len(), 1, "{kind}: a view is no table");
        let (trigger, view) = (&live.tables[0].triggers[0], &live.views[0]);
        assert_eq!((trigger.name.as_str(), view.name.as_str()), ("up", "seen"));
        // The words make the same again.
        let drop_trigger = match kind {
            Kind::Postgres => "DROP TRIGGER up ON \"Odd t\"",
            _ => "DROP TRIGGER up",
        };
        for sql in [drop_trigger, "DROP VIEW seen", &trigger.sql, &view.sql] {
            place.execute(sql).await;
        }
        let again = inspect(&place.database).await.expect("readable");
        assert_eq!(
            (&again.tables, &again.views),
            (&live.tables, &live.views),
            "{kind}"
        );
    }
}

#[tokio::test]
async fn mariadbs_defaults_and_other_extras_are_carried() {
    let statements = ["CREATE TABLE t (id bigint PRIMARY KEY, \
        a datetime(6) DEFAULT current_timestamp(6) ON UPDATE current_timestamp(6), \
        b int unsigned, c varchar(9) COLLATE utf8mb4_general_ci DEFAULT 'it''s', \
        d int INVISIBLE, e tinyint)"];
    let Some((_, live)) = place(Kind::MySql, &statements).await else {
        return;
    };
    let table = &live.tables[0];
    let default = |name| column(table, name).default.clone().unwrap_or_default();
    assert_eq!(
        default("a").to_lowercase(),
        "current_timestamp(6) on update current_timestamp(6)"
    );
    assert_eq!(default("c"), "'it''s'");
    let types = ["b", "c", "d", "e"].map(|name| column(table, name).column_type.to_string());
    let said = "the database's type";
    assert_eq!(types[0], format!("{said} int unsigned"));
    assert_eq!(
        types[1],
        format!("{said} varchar(9) COLLATE utf8mb4_general_ci")
    );
    assert!(types[2].ends_with(" INVISIBLE"), "{}", types[2]);
    assert_eq!(types[3], format!("{said} tinyint"));
}
