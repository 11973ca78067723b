use mercer_database::Kind;

use super::{Plan, PlanOptions, Rename, plan};
use crate::{
    Action, BOOKKEEPING_TABLES, Column, ColumnType, EnumType, ForeignKey, OnDelete, Operation,
    Schema, Table, Text,
};

const KINDS: [Kind; 3] = [Kind::Sqlite, Kind::Postgres, Kind::MySql];

fn number(name: &str) -> Column {
    Column::new(name, ColumnType::BigInteger, false)
}

fn table(name: &str, columns: &[&str]) -> Table {
    let columns = columns.iter().map(|name| number(name)).collect();
    Table::with_columns(name, columns, &["id"])
}

fn schema(tables: &[Table]) -> Schema {
    Schema {
        tables: tables.to_vec(),
        ..Schema::default()
    }
}

/// Products and the orders' lines that refer to them.
fn shop() -> Schema {
    schema(&[
        table("products", &["id", "sku", "weight"])
            .unique(&["sku"])
            .index(&["weight"])
            .check("weight", "weight > 0"),
        table("lines", &["id", "product_id"])
            .index(&["product_id"])
            .foreign_key("product_id", "products", OnDelete::Restrict),
    ])
}

fn planned(live: &Schema, target: &Schema, kind: Kind) -> Plan {
    plan(live, target, kind, &PlanOptions::default())
}

fn named(operations: &[Operation]) -> Vec<String> {
    let one = |operation: &Operation| {
        let (table, name) = (operation.table(), operation.name());
        if table == name || table.is_empty() {
            format!("{} {name}", operation.kind())
        } else {
            format!("{} {table}.{name}", operation.kind())
        }
    };
    operations.iter().map(one).collect()
}

/// The operations, which are the same on all three databases.
fn on_all(live: &Schema, target: &Schema, expected: &[&str]) {
    for kind in KINDS {
        assert_eq!(
            named(&planned(live, target, kind).operations),
            expected,
            "{kind}"
        );
    }
}

#[test]
fn parents_are_created_first_and_circles_are_closed_at_the_end() {
    let children = table("children", &["id", "parent_id"]).foreign_key(
        "parent_id",
        "parents",
        OnDelete::Restrict,
    );
    let mut eggs = table("eggs", &["id", "hen_id"]);
    let mut hens = table("hens", &["id", "egg_id"]);
    eggs = eggs.foreign_key("hen_id", "hens", OnDelete::Cascade);
    hens = hens.foreign_key("egg_id", "eggs", OnDelete::Cascade);
    let target = schema(&[children, table("parents", &["id"]), eggs, hens]);
    on_all(
        &Schema::default(),
        &target,
        &[
            "create_table parents",
            "create_table children",
            "create_table eggs",
            "create_table hens",
            "add_foreign_key eggs.eggs_hen_id_foreign",
        ],
    );
    on_all(
        &target,
        &Schema::default(),
        &[
            "drop_foreign_key hens.hens_egg_id_foreign",
            "drop_table children",
            "drop_table parents",
            "drop_table eggs",
            "drop_table hens",
        ],
    );
}

#[test]
fn what_stands_on_a_column_goes_before_it() {
    let mut target = shop();
    target.tables[0].columns.remove(2);
    target.tables[0].indexes.clear();
    target.tables[0].checks.clear();
    on_all(
        &shop(),
        &target,
        &[
            "drop_check products.products_weight_check",
            "drop_index products.products_weight_index",
            "drop_column products.weight",
        ],
    );
    on_all(
        &target,
        &shop(),
        &[
            "add_column products.weight",
            "create_index products.products_weight_index",
            "add_check products.products_weight_check",
        ],
    );
}

#[test]
fn foreign_keys_are_made_anew_round_a_change_of_what_they_stand_on() {
    let keys = |between: &[&str]| {
        let mut all = vec!["drop_foreign_key lines.lines_product_id_foreign"];
        all.extend(between);
        all.push("add_foreign_key lines.lines_product_id_foreign");
        all.into_iter().map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    let mut changed = shop();
    changed.tables[0].columns[0].column_type = ColumnType::Integer;
    changed.tables[1].columns[1].column_type = ColumnType::Integer;
    let types = keys(&["alter_column products.id", "alter_column lines.product_id"]);
    let mut numbered = shop();
    numbered.tables[0].identity = true;
    let mut bare = shop();
    bare.tables[1].indexes.clear();
    let mut default = shop();
    default.tables[1].columns[1].default = Some("1".to_owned());
    for kind in KINDS {
        let operations = |target| named(&planned(&shop(), target, kind).operations);
        assert_eq!(operations(&changed), types, "{kind}");
        assert_eq!(
            operations(&numbered),
            keys(&["alter_primary_key products"]),
            "{kind}"
        );
        // MySQL would not let the last index go.
        assert_eq!(
            operations(&bare),
            keys(&["drop_index lines.lines_product_id_index"]),
            "{kind}"
        );
        // What no foreign key cares for.
        assert_eq!(operations(&default), ["alter_column lines.product_id"]);
    }
}

#[test]
fn a_unique_constraint_comes_before_the_foreign_keys_that_refer_to_it() {
    let mut live = shop();
    live.tables[0].uniques.clear();
    let mut target = shop();
    target.tables[1].columns.push(number("sku"));
    target.tables[1].foreign_keys.push(ForeignKey {
        name: "lines_sku_foreign".to_owned(),
        columns: vec!["sku".to_owned()],
        parent: "products".to_owned(),
        parent_columns: vec!["sku".to_owned()],
        on_delete: Action::Restrict,
        on_update: Action::NoAction,
    });
    on_all(
        &live,
        &target,
        &[
            "add_column lines.sku",
            "add_unique products.products_sku_unique",
            "add_foreign_key lines.lines_sku_foreign",
        ],
    );
    on_all(
        &target,
        &live,
        &[
            "drop_foreign_key lines.lines_sku_foreign",
            "drop_unique products.products_sku_unique",
            "drop_column lines.sku",
        ],
    );
}

#[test]
fn a_new_key_is_there_before_the_old_column_goes() {
    let live = schema(&[table("products", &["id", "sku"])]);
    let columns = vec![number("sku"), number("shop")];
    let target = schema(&[Table::with_columns("products", columns, &["sku", "shop"])]);
    on_all(
        &live,
        &target,
        &[
            "add_column products.shop",
            "alter_primary_key products",
            "drop_column products.id",
        ],
    );
}

#[test]
fn a_computed_column_is_made_anew_with_what_stands_on_it() {
    let mut live = shop();
    let mut double = Column::new("double", ColumnType::BigInteger, true);
    double.default = Some("GENERATED ALWAYS AS (weight * 2) STORED".to_owned());
    live.tables[0].columns.push(double);
    live.tables[0] = live.tables[0].clone().index(&["double"]);
    let remade = [
        "drop_index products.products_double_index",
        "drop_column products.double",
        "add_column products.double",
        "create_index products.products_double_index",
    ];
    let mut target = live.clone();
    target.tables[0].columns[3].default =
        Some("GENERATED ALWAYS AS (weight * 3) STORED".to_owned());
    on_all(&live, &target, &remade);
    let mut target = live.clone();
    target.tables[0].columns[2].column_type = ColumnType::Integer;
    let mut remade = remade.to_vec();
    remade.insert(2, "alter_column products.weight");
    on_all(&live, &target, &remade);
}

#[test]
fn an_enum_type_is_there_as_long_as_a_table_uses_it() {
    let mut target = schema(&[table("moods", &["id"])]);
    target.tables[0].columns.push(Column::new(
        "mood",
        ColumnType::Other("mood".to_owned()),
        true,
    ));
    target.enums.push(EnumType {
        name: "mood".to_owned(),
        values: vec!["good".to_owned()],
    });
    let there = planned(&Schema::default(), &target, Kind::Postgres);
    let back = planned(&target, &Schema::default(), Kind::Postgres);
    assert_eq!(
        named(&there.operations),
        ["create_enum mood", "create_table moods"]
    );
    assert_eq!(
        named(&back.operations),
        ["drop_table moods", "drop_enum mood"]
    );
    let without = schema(&[table("moods", &["id"])]);
    let less = planned(&target, &without, Kind::Postgres);
    assert_eq!(
        named(&less.operations),
        ["drop_column moods.mood", "drop_enum mood"]
    );
}

#[test]
fn a_declared_rename_comes_first_and_the_rest_is_compared_after_it() {
    let mut target = shop();
    target.tables[0].name = "articles".to_owned();
    target.tables[0].renamed_from = Some("products".to_owned());
    target.tables[0].columns[2].name = "grams".to_owned();
    target.tables[0].columns[2].renamed_from = Some("weight".to_owned());
    target.tables[0].columns[2].nullable = true;
    target.tables[0].checks[0].expression = "grams > 0".to_owned();
    target.tables[0].indexes.clear();
    target.tables[0] = target.tables[0].clone().index(&["grams"]);
    target.tables[1].foreign_keys[0].parent = "articles".to_owned();
    let expected = [
        "rename_table products",
        "rename_column articles.weight",
        "alter_column articles.grams",
        "rename_index articles.products_weight_index",
    ];
    on_all(&shop(), &target, &expected);
    // Made already, it is none.
    on_all(&target, &target, &[]);
    // The command line can tell the same, and mistakes are said.
    let mut untold = target.clone();
    untold.tables[0].renamed_from = None;
    untold.tables[0].columns[2].renamed_from = None;
    let renames = [
        "products=articles",
        "products.weight=grams",
        "prodcuts=articles",
    ];
    let options = PlanOptions {
        renames: renames
            .map(|text| Rename::parse(text).expect("right"))
            .to_vec(),
        ..PlanOptions::default()
    };
    let plan = plan(&shop(), &untold, Kind::Sqlite, &options);
    assert_eq!(named(&plan.operations), expected);
    assert_eq!(plan.unused_renames, options.renames[2..]);
    assert_eq!(plan.warnings.len(), 1);
    assert!(plan.warnings[0].contains("table prodcuts"), "{plan:?}");
}

#[test]
fn a_suspected_rename_is_told_with_the_words_that_make_it_one() {
    let mut target = shop();
    target.tables[0].columns[2].name = "grams".to_owned();
    target.tables[0].indexes.clear();
    target.tables[0].checks.clear();
    target.tables[1].name = "items".to_owned();
    let plan = planned(&shop(), &target, Kind::Sqlite);
    let suspected: Vec<_> = plan
        .suspected_renames
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(suspected, ["lines=items", "products.weight=grams"]);
    for (warning, rename) in plan.warnings.iter().zip(&suspected) {
        assert!(
            warning.ends_with(&format!("--rename {rename}")),
            "{warning}"
        );
    }
    // Another type is no rename, nor is a table with other columns.
    target.tables[0].columns[2].column_type = ColumnType::Date;
    target.tables[1]
        .columns
        .push(Column::new("day", ColumnType::Date, true));
    target.tables[1]
        .columns
        .push(Column::new("note", ColumnType::LongText, true));
    assert_eq!(
        planned(&shop(), &target, Kind::Sqlite).suspected_renames,
        []
    );
}

#[test]
fn what_no_revision_made_is_left_alone_with_a_warning() {
    let mut live = shop();
    live.tables[0].columns.push(number("shelf"));
    live.tables[0] = live.tables[0]
        .clone()
        .index(&["shelf"])
        .check("shelf", "shelf > 0");
    live.tables.push(table("mine", &["id"]));
    let mut target = shop();
    target.tables[0].columns.remove(2);
    target.tables[0].indexes.clear();
    target.tables[0].checks.clear();
    let options = PlanOptions {
        known: Some(shop()),
        ..PlanOptions::default()
    };
    for kind in KINDS {
        let plan = plan(&live, &target, kind, &options);
        let expected = [
            "drop_check products.products_weight_check",
            "drop_index products.products_weight_index",
            "drop_column products.weight",
        ];
        assert_eq!(named(&plan.operations), expected, "{kind}");
        let about = [
            "shelf",
            "products_shelf_check",
            "products_shelf_index",
            "mine",
        ];
        assert_eq!(plan.warnings.len(), about.len(), "{:#?}", plan.warnings);
        for (warning, about) in plan.warnings.iter().zip(about) {
            assert!(
                warning.contains(about) && warning.contains("left alone"),
                "{warning}"
            );
        }
        assert!(plan.warnings[0].contains("new rows will be refused"));
        let everything = planned(&live, &target, kind);
        assert_eq!(everything.operations.len(), expected.len() + 4);
    }
}

#[test]
fn the_migrators_own_tables_are_passed_over() {
    let own = BOOKKEEPING_TABLES.map(|name| table(name, &["id"]));
    on_all(&schema(&own), &Schema::default(), &[]);
    on_all(&Schema::default(), &schema(&own), &[]);
}

#[test]
fn a_view_that_reads_what_changes_is_warned_of() {
    let mut live = shop();
    live.views.push(Text {
        name: "heavy".to_owned(),
        sql: "CREATE VIEW heavy AS SELECT weight FROM products".to_owned(),
    });
    let mut target = shop();
    target.tables[0].columns[2].column_type = ColumnType::Double;
    let plan = planned(&live, &target, Kind::Postgres);
    assert_eq!(plan.warnings.len(), 1, "{plan:?}");
    assert!(plan.warnings[0].starts_with("view heavy reads products.weight"));
}

#[test]
fn a_rename_is_read_from_the_command_line() {
    let column = Rename::Column {
        table: "products".to_owned(),
        from: "title".to_owned(),
        to: "name".to_owned(),
    };
    assert_eq!(Rename::parse("products.title=name"), Ok(column.clone()));
    assert_eq!(
        Rename::parse("products.title=products.name"),
        Ok(column.clone())
    );
    assert_eq!(column.to_string(), "products.title=name");
    for wrong in [
        "", "a", "a=", "=b", "a=a", "a.b.c=d", "a.=b", ".a=b", "a=b=c", "a=b.c",
    ] {
        assert!(Rename::parse(wrong).is_err(), "{wrong}");
    }
}
