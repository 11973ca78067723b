//! A hand-edited file with a mistake: what its author reads. The first line of each file is line 1.

use mercer_migrator::Revision;

const HEAD: &str = "revision = \"0003\"\ndown_revision = [\"0002\"]\nmessage = \"Add a nickname\"\n\
                    created = 2026-11-21T08:00:00Z\n";

/// The error of a file, without the file's name.
fn error(text: &str) -> String {
    let error = Revision::parse(text, "0003_add.toml").expect_err(text);
    let error = error.to_string();
    let rest = error.strip_prefix("0003_add.toml:");
    rest.unwrap_or_else(|| panic!("no file in {error}"))
        .to_owned()
}

/// The error of a file that has its head and this from line 5 on.
fn operation_error(text: &str) -> String {
    error(&format!("{HEAD}{text}"))
}

/// The error of a head in which one text was replaced by another.
fn head_error(from: &str, to: &str) -> String {
    assert!(HEAD.contains(from));
    error(&HEAD.replace(from, to))
}

#[test]
fn an_unknown_key_is_named_with_the_one_that_may_be_meant() {
    let add = "[[op]]\ndo = \"add_column\"\ntable = \"customers\"\n";
    assert_eq!(
        operation_error(&format!(
            "{add}colum = {{ name = \"a\", type = \"date\" }}\n"
        )),
        "8:1: [[op]] add_column: unknown key \"colum\"; did you mean \"column\"?"
    );
    assert_eq!(
        operation_error(&format!("{add}column = {{ name = \"a\", nul = true }}\n")),
        "8:24: [[op]] add_column: column: unknown key \"nul\"; did you mean \"null\"?"
    );
    assert_eq!(
        operation_error(&format!("{add}concurrently = true\n")),
        "8:1: [[op]] add_column: unknown key \"concurrently\"; expected one of: table, column, do"
    );
    assert_eq!(
        head_error("message", "mesage"),
        "3:1: unknown key \"mesage\"; did you mean \"message\"?"
    );
    assert_eq!(
        operation_error("[[ops]]\ndo = \"sql\"\n"),
        "5:3: unknown key \"ops\"; did you mean \"op\"?"
    );
}

#[test]
fn a_key_of_the_head_below_an_operation_is_sent_to_the_head() {
    assert_eq!(
        operation_error("[[op]]\ndo = \"sql\"\nup = \"\"\n\ndestructive = \"meant\"\n"),
        "9:1: [[op]] sql: unknown key \"destructive\"; it belongs at the head of the file, above the \
         first [[op]]"
    );
}

#[test]
fn an_unknown_operation_is_named_with_the_one_that_may_be_meant() {
    assert_eq!(
        operation_error("[[op]]\ndo = \"add_colum\"\ntable = \"customers\"\n"),
        "6:6: [[op]]: unknown operation \"add_colum\"; did you mean \"add_column\"?"
    );
    assert_eq!(
        operation_error("[[down]]\ndo = \"crate_index\"\n"),
        "6:6: [[down]]: unknown operation \"crate_index\"; did you mean \"create_index\"?"
    );
    let message = operation_error("[[op]]\ndo = \"launch\"\n");
    assert!(
        message.starts_with("6:6: [[op]]: unknown operation \"launch\"; expected one of: create_"),
        "{message}"
    );
    let message = operation_error("# first\n\n[[op]]\ntable = \"customers\"\n");
    assert!(
        message.starts_with("7:1: [[op]]: \"do\" is missing; expected the name of an operation"),
        "{message}"
    );
}

#[test]
fn what_an_operation_lacks_is_missed_where_the_operation_begins() {
    assert_eq!(
        operation_error(
            "[[op]]\ndo = \"sql\"\nup = \"\"\n\n[[op]]\ndo = \"add_column\"\ntable = \"customers\"\n"
        ),
        "9:1: [[op]] add_column: \"column\" is missing; expected a column, such as { name = \
         \"nickname\", type = \"text(40)\" }"
    );
    assert_eq!(
        operation_error("[[op]]\ndo = \"drop_check\"\ntable = \"customers\"\nexpression = \"1\"\n"),
        "5:1: [[op]] drop_check: \"name\" is missing; expected its name; \"\" if it has none"
    );
    assert_eq!(
        operation_error(
            "[[op]]\ndo = \"create_table\"\ntable = \"a\"\ncolumns = [{ name = \"b\" }]\n"
        ),
        "8:12: [[op]] create_table: columns: \"type\" is missing; expected a type, such as \
         \"text(40)\""
    );
}

#[test]
fn what_the_head_lacks_is_missed_in_the_first_line() {
    assert_eq!(
        head_error("down_revision = [\"0002\"]\n", ""),
        "1:1: \"down_revision\" is missing; expected the ids of the revisions before it, such as \
         [\"1f0c7a2b9d34\"], or []"
    );
    for key in ["revision", "message", "created"] {
        let lines = HEAD.lines().filter(|line| !line.starts_with(key));
        let text: Vec<_> = lines.collect();
        let message = error(&text.join("\n"));
        let expected = format!("1:1: \"{key}\" is missing; expected ");
        assert!(message.starts_with(&expected), "{message}");
    }
}

#[test]
fn a_value_of_the_wrong_kind_is_named_with_what_was_expected() {
    assert_eq!(
        operation_error(
            "[[op]]\ndo = \"create_index\"\ntable = \"a\"\nname = 5\ncolumns = [\"b\"]\n"
        ),
        "8:8: [[op]] create_index: name: found the number 5, expected the index's name, in quotes"
    );
    assert_eq!(
        operation_error(
            "[[op]]\ndo = \"create_index\"\ntable = \"a\"\nname = \"i\"\ncolumns = \"b\"\n"
        ),
        "9:11: [[op]] create_index: columns: found the text \"b\", expected the names of columns, \
         such as [\"id\"]"
    );
    assert_eq!(
        operation_error(
            "[[op]]\ndo = \"create_index\"\ntable = \"a\"\nname = \"i\"\ncolumns = [\"b\"]\nunique \
             = \"yes\"\n"
        ),
        "10:10: [[op]] create_index: unique: found the text \"yes\", expected true or false, \
         without quotes"
    );
    assert_eq!(
        operation_error("[op]\ndo = \"sql\"\n"),
        "5:1: op: found a table, expected tables, each headed [[op]] in two pairs of brackets"
    );
    assert_eq!(
        head_error("[\"0002\"]", "\"0002\""),
        "2:17: down_revision: found the text \"0002\", expected the ids of the revisions before it, \
         such as [\"1f0c7a2b9d34\"], or []"
    );
}

#[test]
fn a_text_for_only_some_databases_is_refused() {
    let expected = "expected SQL for this database; mysql = \"\" does nothing there";
    assert_eq!(
        operation_error("[[op]]\ndo = \"sql\"\nup = { sqlite = \"a\", postgres = \"b\" }\n"),
        format!("7:6: [[op]] sql: up: \"mysql\" is missing; {expected}")
    );
    let message = operation_error(
        "[[op]]\ndo = \"sql\"\nup = \"\"\ndown.sqlite = \"a\"\ndown.postgres = \"b\"\n",
    );
    assert!(
        message.ends_with(&format!(
            "[[op]] sql: down: \"mysql\" is missing; {expected}"
        )),
        "{message}"
    );
    assert!(message.starts_with("8:"), "{message}");
    let message = operation_error(
        "[[op]]\ndo = \"backfill\"\ntable = \"a\"\nset = { mariadb = \"a\" }\nwhere = \"b\"\n",
    );
    assert_eq!(
        message,
        "8:9: [[op]] backfill: set: unknown key \"mariadb\"; expected one of: sqlite, postgres, \
         mysql"
    );
}

#[test]
fn a_key_given_twice_is_refused() {
    assert_eq!(
        error(&format!("{HEAD}message = \"again\"\n")),
        "5:1: the key \"message\" is given twice"
    );
    assert_eq!(
        operation_error("[[op]]\ndo = \"sql\"\nup.sqlite = \"a\"\nup.sqlite = \"b\"\n"),
        "8:4: the key \"sqlite\" is given twice"
    );
}

#[test]
fn what_is_not_toml_is_refused_where_it_stops_being_toml() {
    assert_eq!(
        operation_error("[[op]]\ndo = add_column\n"),
        "6:6: string values must be quoted"
    );
    let message = operation_error("[[op]]\ndo = \"add_column\n");
    assert!(message.starts_with("6:"), "{message}");
}

#[test]
fn columns_count_characters_not_bytes() {
    assert_eq!(
        operation_error(
            "[[op]]\ndo = \"drop_enum\"\nname = \"m\"\nvalues = [\"grün\", \"weiß\", 3]\n"
        ),
        "8:27: [[op]] drop_enum: values: found the number 3, expected its values, such as \
         [\"draft\", \"placed\"]"
    );
}

#[test]
fn a_bad_date_is_refused() {
    let expected = "expected a day and time in UTC, such as 2026-11-21T08:00:00Z";
    assert_eq!(
        head_error("2026-11-21T08:00:00Z", "2026-11-21"),
        format!("4:11: created: found the time 2026-11-21, {expected}")
    );
    assert_eq!(
        head_error("2026-11-21T08:00:00Z", "2026-11-21T08:00:00"),
        format!("4:11: created: found the time 2026-11-21T08:00:00, {expected}")
    );
    assert_eq!(
        head_error("2026-11-21T08:00:00Z", "\"yesterday\""),
        format!("4:11: created: found the text \"yesterday\", {expected}")
    );
    let message = head_error("2026-11-21T08:00:00Z", "2026-02-31T08:00:00Z");
    assert!(message.starts_with("4:"), "{message}");
}

#[test]
fn a_bad_id_is_refused_wherever_it_stands() {
    for bad in [
        "", "a b", "head", "heads", "base", "current", "../x", ".x", "-1", "ä", "a@b",
    ] {
        let message = head_error("\"0003\"", &format!("\"{bad}\""));
        let expected = format!("1:12: revision: found the text {bad:?}, expected 1 to 64 of");
        assert!(message.starts_with(&expected), "{message}");
        let message = head_error("\"0002\"", &format!("\"{bad}\""));
        assert!(
            message.starts_with("2:18: down_revision: found"),
            "{message}"
        );
        for key in ["branch_labels", "depends_on"] {
            let message = error(&format!("{HEAD}{key} = [{bad:?}]\n"));
            assert!(message.starts_with("5:"), "{message}");
            assert!(message.contains("expected 1 to 64 of"), "{message}");
        }
    }
    let message = head_error("0003", &"x".repeat(65));
    assert!(message.contains("expected 1 to 64 of"), "{message}");
}

#[test]
fn an_alteration_of_one_thing_into_another_is_refused() {
    assert_eq!(
        operation_error(
            "[[op]]\ndo = \"alter_column\"\ntable = \"a\"\nfrom = { name = \"b\", type = \"date\" \
             }\nto = { name = \"c\", type = \"date\" }\n"
        ),
        "9:6: [[op]] alter_column: to: found the name \"c\", expected \"b\" as in \"from\"; \
         rename_column gives it another name"
    );
    let message = operation_error(
        "[[op]]\ndo = \"alter_enum\"\nfrom = { name = \"b\", values = [] }\nto = { name = \"c\", \
         values = [] }\n",
    );
    assert_eq!(
        message,
        "8:6: [[op]] alter_enum: to: found the name \"c\", expected \"b\" as in \"from\""
    );
}

#[test]
fn an_unknown_type_is_refused_with_all_that_are_known() {
    for bad in [
        "varchar(40)",
        "text",
        "text(-1)",
        "text(a)",
        "decimal(5)",
        "native: ",
        "Date",
        "",
    ] {
        let message = operation_error(&format!(
            "[[op]]\ndo = \"add_column\"\ntable = \"a\"\ncolumn = {{ name = \"b\", type = {bad:?} }}"
        ));
        let expected = format!(
            "8:31: [[op]] add_column: column: type: found the text {bad:?}, expected small_integer, "
        );
        assert!(message.starts_with(&expected), "{message}");
        assert!(message.ends_with("after \"native: \""), "{message}");
    }
}

#[test]
fn rows_that_do_not_fit_their_columns_are_refused() {
    let insert = |rest: &str| {
        operation_error(&format!(
            "[[op]]\ndo = \"insert_rows\"\ntable = \"a\"\ncolumns = [\"b\", \"c\"]\n{rest}\n"
        ))
    };
    assert_eq!(
        insert("key = [\"b\"]\nrows = [\n  [1, 2],\n  [3],\n]"),
        "12:3: [[op]] insert_rows: rows: found 1 values, expected 2 values, one for each column"
    );
    for key in ["[\"d\"]", "[]"] {
        assert_eq!(
            insert(&format!("key = {key}\nrows = []")),
            "9:7: [[op]] insert_rows: key: found a list, expected the columns, of those listed, \
             that tell one row from another"
        );
    }
    for value in [
        "1.5",
        "2026-01-01",
        "{ null = false }",
        "{}",
        "[]",
        "99999999999999999999",
    ] {
        let message = insert(&format!("key = [\"b\"]\nrows = [[1, {value}]]"));
        assert!(
            message.starts_with("10:13: [[op]] insert_rows: rows: found "),
            "{message}"
        );
    }
}

#[test]
fn a_batch_of_no_rows_is_refused() {
    for size in ["0", "-1", "4294967296", "\"many\""] {
        let message = operation_error(&format!(
            "[[op]]\ndo = \"backfill\"\ntable = \"a\"\nset = \"b = 1\"\nwhere = \"b = 0\"\nbatch_size \
             = {size}\n"
        ));
        assert!(
            message.starts_with("10:14: [[op]] backfill: batch_size: found "),
            "{message}"
        );
        assert!(message.ends_with("a whole number from 1"), "{message}");
    }
}

#[test]
fn a_revision_is_not_irreversible_and_told_how_to_reverse() {
    let message = error(&format!(
        "{HEAD}irreversible = \"gone\"\n[[down]]\ndo = \"sql\"\nup = \"\"\n"
    ));
    assert_eq!(
        message,
        "5:16: irreversible: found a reason, and [[down]] as well, expected only one of them"
    );
    for key in ["irreversible", "destructive"] {
        let message = error(&format!("{HEAD}{key} = \" \"\n"));
        assert!(
            message.ends_with("found the text \" \", expected the reason"),
            "{message}"
        );
    }
}

#[test]
fn a_part_of_an_index_is_one_thing() {
    let part = |part: &str| {
        operation_error(&format!(
            "[[op]]\ndo = \"create_index\"\ntable = \"a\"\nname = \"i\"\ncolumns = [{part}]\n"
        ))
    };
    assert_eq!(
        part("{ column = \"b\", expression = \"lower(b)\" }"),
        "9:12: [[op]] create_index: columns: found a column and an expression, expected one of them"
    );
    let message = part("{ descending = true }");
    let expected = "9:12: [[op]] create_index: columns: \"column\" is missing; expected the name";
    assert!(message.starts_with(expected), "{message}");
}

#[test]
fn an_unknown_action_is_refused() {
    assert_eq!(
        operation_error(
            "[[op]]\ndo = \"add_foreign_key\"\ntable = \"a\"\nname = \"f\"\ncolumns = \
             [\"b\"]\nreferences = \"c\"\nreferenced_columns = [\"id\"]\non_delete = \
             \"CASCADE\"\n"
        ),
        "12:13: [[op]] add_foreign_key: on_delete: found the text \"CASCADE\", expected no_action, \
         restrict, cascade, set_null or set_default"
    );
}
