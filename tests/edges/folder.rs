//! A folder with a store and revisions in it, and the commands that a person runs there.

use std::fs;
use std::path::{Path, PathBuf};

use crate::mercer::{Ran, command, ran, run};
use crate::shop::Shop;

/// Suppliers beside the store's tables, and a column that refers to them.
pub(crate) const SUPPLIERS: &str = r#"
[[op]]
do = "create_table"
table = "suppliers"
columns = [
    { name = "id", type = "big_integer" },
    { name = "name", type = "text(80)" },
    { name = "phone", type = "text(40)", null = true },
]
primary_key = ["id"]
identity = true

[[op]]
do = "add_column"
table = "products"
column = { name = "supplier_id", type = "big_integer", null = true }

[[op]]
do = "add_foreign_key"
table = "products"
name = "products_supplier_id_foreign"
columns = ["supplier_id"]
references = "suppliers"
referenced_columns = ["id"]
on_delete = "set_null"
"#;

/// Two suppliers, the one of them twice.
pub(crate) const TWICE: &str = r#"
[[op]]
do = "insert_rows"
table = "suppliers"
columns = ["id", "name"]
key = ["id"]
rows = [[1, "Acme"], [2, "Acme"]]
"#;

/// What the rows of [`TWICE`] do not allow.
pub(crate) const UNIQUE: &str = r#"
[[op]]
do = "add_unique"
table = "suppliers"
name = "suppliers_name_unique"
columns = ["name"]
"#;

/// A loss of data.
pub(crate) const DROP_PHONE: &str = r#"
[[op]]
do = "drop_column"
table = "suppliers"
column = { name = "phone", type = "text(40)", null = true }
"#;

/// A folder of a test's own.
pub(crate) struct Folder {
    shop: Shop,
}

impl Folder {
    /// Nothing in it.
    pub(crate) fn empty() -> Self {
        Folder {
            shop: Shop::without_a_store(),
        }
    }

    /// A place for revisions in it, and no database yet.
    pub(crate) fn with_revisions() -> Self {
        let folder = Folder::empty();
        folder.good(&["db", "init"]);
        folder
    }

    /// The suppliers as revision `s1`, not applied yet.
    pub(crate) fn with_suppliers() -> Self {
        let folder = Folder::with_revisions();
        folder.add_revision("s1", "Suppliers", SUPPLIERS);
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.shop.folder()
    }

    pub(crate) fn shop(&self) -> &Shop {
        &self.shop
    }

    /// Writes a revision that follows the newest one of the branch.
    pub(crate) fn add_revision(&self, id: &str, message: &str, operations: &str) -> PathBuf {
        let file = self.good_json(&["db", "revision", "-m", message, "--rev-id", id, "--json"]);
        let path = self
            .path()
            .join(file["file"].as_str().expect("a file is named"));
        let head = fs::read_to_string(&path).expect("the file is there");
        fs::write(&path, head + operations).expect("the file can be written");
        path
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        run(self.path(), arguments)
    }

    /// The same with variables in the environment.
    pub(crate) fn run_with(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Ran {
        let mut command = command(self.path(), arguments);
        command.envs(variables.iter().copied());
        ran(&command.output().expect("mercer starts"))
    }

    /// Runs a command that succeeds, and returns what it printed.
    pub(crate) fn good(&self, arguments: &[&str]) -> String {
        self.ends_with(0, arguments).stdout
    }

    /// The same for a command that prints JSON.
    pub(crate) fn good_json(&self, arguments: &[&str]) -> serde_json::Value {
        let printed = self.good(arguments);
        serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{error}: {printed}"))
    }

    /// Runs a command that ends with this exit code.
    pub(crate) fn ends_with(&self, code: i32, arguments: &[&str]) -> Ran {
        let ran = self.run(arguments);
        assert_eq!(
            ran.code,
            Some(code),
            "mercer {}\n{}{}",
            arguments.join(" "),
            ran.stdout,
            ran.stderr
        );
        ran
    }

    /// The copies that were made before `mercer.db` was changed.
    pub(crate) fn backups(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.path()).expect("the folder is readable");
        let paths = entries.map(|entry| entry.expect("the folder is readable").path());
        let mut backups: Vec<PathBuf> = paths
            .filter(|path| path.extension().is_some_and(|kind| kind == "backup"))
            .collect();
        backups.sort();
        backups
    }

    /// Runs statements on a file of this folder with no program of ours between.
    pub(crate) fn sqlite(&self, file: &str, sql: &str) {
        let database = rusqlite::Connection::open(self.path().join(file)).expect("it opens");
        database
            .execute_batch(sql)
            .unwrap_or_else(|error| panic!("{error}: {sql}"));
    }

    /// The names of the tables of a file of this folder.
    pub(crate) fn tables(&self, file: &Path) -> Vec<String> {
        let database = rusqlite::Connection::open(self.path().join(file)).expect("it opens");
        let mut tables = database
            .prepare(
                "SELECT name FROM sqlite_schema WHERE type = 'table' \
                 AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'mercer%' ORDER BY name",
            )
            .expect("the schema is readable");
        tables
            .query_map([], |row| row.get(0))
            .and_then(Iterator::collect)
            .expect("the schema is readable")
    }
}
