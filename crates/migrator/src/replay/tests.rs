//! What operations do to a schema.

use super::*;
use crate::{
    Action, Check, Column, ColumnType, ForeignKey, Index, IndexPart, IndexTerm, PrimaryKey,
};

fn schema() -> Schema {
    let number = |name| Column::new(name, ColumnType::BigInteger, false);
    let mut parent = Table::with_columns("parents", vec![number("id"), number("size")], &["id"])
        .unique(&["size"])
        .check("size", "size > 0 AND parents.size <> length('size')");
    parent.indexes.push(Index {
        name: "parents_odd_index".to_owned(),
        parts: vec![IndexPart {
            term: IndexTerm::Expression("(\"size\" % 2)".to_owned()),
            descending: false,
        }],
        unique: false,
        predicate: Some("size::text <> ''".to_owned()),
        method: None,
    });
    let mut child = Table::with_columns("children", vec![number("id"), number("parent")], &["id"]);
    child.foreign_keys.push(ForeignKey {
        name: "children_parent_foreign".to_owned(),
        columns: vec!["parent".to_owned()],
        parent: "parents".to_owned(),
        parent_columns: vec!["id".to_owned()],
        on_delete: Action::Cascade,
        on_update: Action::NoAction,
    });
    Schema {
        tables: vec![parent, child],
        ..Schema::default()
    }
}

fn after(operation: &Operation) -> Schema {
    let mut schema = schema();
    replay(&mut schema, operation).expect("the operation fits");
    schema
}

fn refusal(operation: &Operation) -> String {
    let mut changed = schema();
    let error = replay(&mut changed, operation).expect_err("the operation does not fit");
    assert_eq!(changed, schema(), "a refused operation changes nothing");
    error.to_string()
}

fn text(text: &str) -> String {
    text.to_owned()
}

#[test]
fn a_renamed_column_has_its_name_everywhere() {
    let schema = after(&Operation::RenameColumn {
        table: text("parents"),
        from: text("size"),
        to: text("order"),
    });
    let parents = &schema.tables[0];
    assert_eq!(parents.columns[1].name, "order");
    assert_eq!(parents.uniques[0].columns, ["order"]);
    assert_eq!(
        parents.checks[0].expression,
        "\"order\" > 0 AND parents.\"order\" <> length('size')"
    );
    let index = &parents.indexes[0];
    assert_eq!(
        index.parts[0].term,
        IndexTerm::Expression(text("(\"order\" % 2)"))
    );
    assert_eq!(index.predicate.as_deref(), Some("\"order\"::text <> ''"));
    let schema = after(&Operation::RenameColumn {
        table: text("parents"),
        from: text("id"),
        to: text("number"),
    });
    assert_eq!(schema.tables[0].primary_key, ["number"]);
    assert_eq!(schema.tables[1].primary_key, ["id"]);
    assert_eq!(schema.tables[1].foreign_keys[0].parent_columns, ["number"]);
}

#[test]
fn a_renamed_table_has_its_name_everywhere() {
    let schema = after(&Operation::RenameTable {
        from: text("parents"),
        to: text("elders"),
    });
    assert_eq!(schema.tables[0].name, "elders");
    assert_eq!(schema.tables[1].foreign_keys[0].parent, "elders");
    assert_eq!(
        schema.tables[0].checks[0].expression,
        "size > 0 AND elders.size <> length('size')"
    );
}

#[test]
fn a_column_in_use_is_not_dropped() {
    let drop = |table: &str, column: &str| {
        refusal(&Operation::DropColumn {
            table: text(table),
            column: Column::new(column, ColumnType::BigInteger, false),
        })
    };
    assert_eq!(
        drop("parents", "size"),
        "parents.size is used by unique constraint parents_size_unique; drop that first"
    );
    assert_eq!(
        drop("children", "parent"),
        "children.parent is used by foreign key children_parent_foreign; drop that first"
    );
    assert_eq!(
        drop("parents", "id"),
        "parents.id is used by the primary key; drop that first"
    );
    assert!(drop("parents", "weight").starts_with("parents has no column weight"));
    let mut schema = schema();
    schema.tables[0].uniques.clear();
    schema.tables[0].checks.clear();
    let drop_size = Operation::DropColumn {
        table: text("parents"),
        column: Column::new("size", ColumnType::BigInteger, false),
    };
    let error = replay(&mut schema, &drop_size).expect_err("an index uses it");
    assert!(
        error.to_string().contains("index parents_odd_index"),
        "{error}"
    );
}

#[test]
fn what_does_not_fit_is_refused_by_name() {
    let parents = schema().tables.remove(0);
    let created = refusal(&Operation::CreateTable(Box::new(parents.clone())));
    assert!(created.starts_with("a table parents exists already"));
    let dropped = refusal(&Operation::DropTable(Box::new(parents.clone())));
    assert!(
        dropped.starts_with("children refers to parents with foreign key children_parent_foreign"),
        "{dropped}"
    );
    let check = parents.checks[0].clone();
    let table = text("parents");
    let again = refusal(&Operation::AddCheck {
        table: table.clone(),
        check: check.clone(),
    });
    assert!(again.starts_with("parents has a check parents_size_check already"));
    let missing = refusal(&Operation::DropCheck {
        table: text("children"),
        check,
    });
    assert!(missing.starts_with("children has no check parents_size_check"));
    let nowhere = refusal(&Operation::AddCheck {
        table: text("nowhere"),
        check: Check {
            name: text("x"),
            expression: text("1 = 1"),
        },
    });
    assert!(nowhere.starts_with("there is no table nowhere"));
    let renamed = refusal(&Operation::RenameTable {
        from: text("parents"),
        to: text("children"),
    });
    assert!(renamed.starts_with("a table children exists already"));
}

#[test]
fn a_key_requires_its_columns() {
    let mut schema = schema();
    schema.tables[0].columns[1].nullable = true;
    let to = PrimaryKey {
        columns: vec![text("size"), text("id")],
        ..PrimaryKey::default()
    };
    let operation = Operation::AlterPrimaryKey {
        table: text("parents"),
        from: PrimaryKey::default(),
        to,
    };
    replay(&mut schema, &operation).expect("the columns are there");
    assert_eq!(schema.tables[0].primary_key, ["size", "id"]);
    assert!(!schema.tables[0].columns[1].nullable);
}

#[test]
fn names_are_told_from_what_only_reads_like_them() {
    for (expression, there) in [
        ("a > 0", true),
        ("A > 0", true),
        ("`a` > 0", true),
        ("t.a > 0", true),
        ("a.b > 0", false),
        ("a(b) > 0", false),
        ("b = 'a'", false),
        ("b::a > 0", false),
        ("CAST(b AS a) > 0", false),
        ("\"A\" > 0", false),
        ("aa > 0", false),
    ] {
        assert_eq!(mentions(expression, "a", None), there, "{expression}");
    }
    assert!(mentions("[A] > 0", "a", Some(Kind::Sqlite)));
}
