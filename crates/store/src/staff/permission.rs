//! What each role may do: one table, asked by every edge.

use super::Role;
use crate::text::word_enum;

word_enum! {
    /// Something that not everybody may do.
    pub enum Permission {
        /// Look at customers and their addresses.
        CustomersRead = "customers.read",
        /// Record and change them.
        CustomersWrite = "customers.write",
        /// Delete or erase them.
        CustomersDelete = "customers.delete",
        /// Look at products and categories.
        CatalogueRead = "catalogue.read",
        /// Add, change, archive and delete them.
        CatalogueWrite = "catalogue.write",
        /// Change prices and taxes.
        PricesWrite = "prices.write",
        /// Look at stock and its ledger.
        StockRead = "stock.read",
        /// Receive and move goods.
        StockMove = "stock.move",
        /// Count goods and adjust what is on hand.
        StockAdjust = "stock.adjust",
        /// Open, change and close locations.
        LocationsWrite = "locations.write",
        /// Look at orders and their timelines.
        OrdersRead = "orders.read",
        /// Draft and place orders.
        OrdersPlace = "orders.place",
        /// Change placed orders, and take goods back.
        OrdersEdit = "orders.edit",
        /// Give a discount.
        OrdersDiscount = "orders.discount",
        /// Cancel orders.
        OrdersCancel = "orders.cancel",
        /// Delete orders from the books.
        OrdersDelete = "orders.delete",
        /// Look at payments.
        PaymentsRead = "payments.read",
        /// Take payments.
        PaymentsTake = "payments.take",
        /// Give money back, and void payments.
        PaymentsRefund = "payments.refund",
        /// Ship orders and tell where shipments are.
        ShipmentsWrite = "shipments.write",
        /// Look at invoices and reports.
        BooksRead = "books.read",
        /// Issue invoices and credit notes.
        BooksIssue = "books.issue",
        /// Look at the audit log.
        AuditRead = "audit.read",
        /// Look at the users.
        StaffRead = "staff.read",
        /// Add, change and remove users, and give roles.
        StaffManage = "staff.manage",
        /// Look at the settings.
        SettingsRead = "settings.read",
        /// Change them.
        SettingsWrite = "settings.write",
        /// Import data from elsewhere.
        DataImport = "data.import",
        /// Export data: all customers, products, stock and orders at once.
        DataExport = "data.export",
    }
}

const Y: bool = true;
const N: bool = false;

use Permission as May;

/// Who may do what, in the order of [`Permission`]; the columns are owner, manager, clerk, viewer.
#[rustfmt::skip]
const TABLE: &[(Permission, [bool; 4])] = &[
    (May::CustomersRead,   [Y, Y, Y, Y]),
    (May::CustomersWrite,  [Y, Y, Y, N]),
    (May::CustomersDelete, [Y, Y, N, N]),
    (May::CatalogueRead,   [Y, Y, Y, Y]),
    (May::CatalogueWrite,  [Y, Y, N, N]),
    (May::PricesWrite,     [Y, Y, N, N]),
    (May::StockRead,       [Y, Y, Y, Y]),
    (May::StockMove,       [Y, Y, Y, N]),
    (May::StockAdjust,     [Y, Y, N, N]),
    (May::LocationsWrite,  [Y, Y, N, N]),
    (May::OrdersRead,      [Y, Y, Y, Y]),
    (May::OrdersPlace,     [Y, Y, Y, N]),
    (May::OrdersEdit,      [Y, Y, Y, N]),
    (May::OrdersDiscount,  [Y, Y, N, N]),
    (May::OrdersCancel,    [Y, Y, Y, N]),
    (May::OrdersDelete,    [Y, N, N, N]),
    (May::PaymentsRead,    [Y, Y, Y, Y]),
    (May::PaymentsTake,    [Y, Y, Y, N]),
    (May::PaymentsRefund,  [Y, Y, N, N]),
    (May::ShipmentsWrite,  [Y, Y, Y, N]),
    (May::BooksRead,       [Y, Y, N, Y]),
    (May::BooksIssue,      [Y, Y, N, N]),
    (May::AuditRead,       [Y, Y, N, N]),
    (May::StaffRead,       [Y, Y, N, N]),
    (May::StaffManage,     [Y, N, N, N]),
    (May::SettingsRead,    [Y, Y, N, N]),
    (May::SettingsWrite,   [Y, N, N, N]),
    (May::DataImport,      [Y, N, N, N]),
    (May::DataExport,      [Y, Y, N, N]),
];

/// Who acts may not do this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} lacks the permission {permission}; {} has it", role.with_article(), who_may(*.permission))]
pub struct Forbidden {
    /// What they are.
    pub role: Role,
    /// What it takes.
    pub permission: Permission,
}

impl Permission {
    /// Whether it lets somebody look and nothing else: its word says `read`.
    pub fn only_reads(self) -> bool {
        let verb = self.as_str().rsplit('.').next();
        verb == Some("read")
    }
}

impl Role {
    /// Everything that somebody with this role may do, in the order of the table.
    pub fn permissions(self) -> Vec<Permission> {
        let named = TABLE.iter().map(|(permission, _)| *permission);
        named.filter(|permission| self.may(*permission)).collect()
    }

    /// Whether somebody with this role may do it. What the table does not name, nobody may.
    pub fn may(self, permission: Permission) -> bool {
        let column = match self {
            Role::Owner => 0,
            Role::Manager => 1,
            Role::Clerk => 2,
            Role::Viewer => 3,
        };
        TABLE
            .iter()
            .any(|(named, allowed)| *named == permission && allowed[column])
    }
}

/// The roles that have it, for a sentence. At least an owner does.
fn who_may(permission: Permission) -> String {
    let roles = [Role::Owner, Role::Manager, Role::Clerk, Role::Viewer];
    let roles = roles.into_iter().filter(|role| role.may(permission));
    let mut roles: Vec<&str> = roles.map(Role::with_article).collect();
    match roles.pop() {
        Some(last) if !roles.is_empty() => format!("{} or {last}", roles.join(", ")),
        Some(only) => format!("only {only}"),
        None => "nobody".to_owned(),
    }
}

/// Lets the role pass, or says what it lacks.
pub fn require(role: Role, permission: Permission) -> Result<(), Forbidden> {
    if role.may(permission) {
        Ok(())
    } else {
        Err(Forbidden { role, permission })
    }
}

#[cfg(test)]
mod tests {
    use super::{Forbidden, Permission, Role, TABLE, require};

    const ROLES: [Role; 4] = [Role::Owner, Role::Manager, Role::Clerk, Role::Viewer];

    /// The whole table, as the documentation and the edges rely on it.
    const EXPECTED: &str = "\
customers.read    owner manager clerk viewer
customers.write   owner manager clerk
customers.delete  owner manager
catalogue.read    owner manager clerk viewer
catalogue.write   owner manager
prices.write      owner manager
stock.read        owner manager clerk viewer
stock.move        owner manager clerk
stock.adjust      owner manager
locations.write   owner manager
orders.read       owner manager clerk viewer
orders.place      owner manager clerk
orders.edit       owner manager clerk
orders.discount   owner manager
orders.cancel     owner manager clerk
orders.delete     owner
payments.read     owner manager clerk viewer
payments.take     owner manager clerk
payments.refund   owner manager
shipments.write   owner manager clerk
books.read        owner manager viewer
books.issue       owner manager
audit.read        owner manager
staff.read        owner manager
staff.manage      owner
settings.read     owner manager
settings.write    owner
data.import       owner
data.export       owner manager
";

    #[test]
    fn each_role_may_do_what_the_table_says() {
        let told = Permission::WORDS.iter().map(|word| {
            let permission: Permission = word.parse().expect("a permission");
            let roles = ROLES.iter().filter(|role| role.may(permission));
            let roles: Vec<_> = roles.map(|role| role.as_str()).collect();
            format!("{word:<17} {}", roles.join(" "))
        });
        assert_eq!(told.collect::<Vec<_>>().join("\n"), EXPECTED.trim_end());
    }

    #[test]
    fn every_permission_stands_in_the_table_once_and_in_order() {
        let named: Vec<_> = TABLE.iter().map(|(named, _)| named.as_str()).collect();
        assert_eq!(named, Permission::WORDS);
    }

    #[test]
    fn what_a_role_lacks_is_told() {
        assert_eq!(require(Role::Clerk, Permission::OrdersPlace), Ok(()));
        let (role, permission) = (Role::Clerk, Permission::PaymentsRefund);
        let refused = require(role, permission);
        assert_eq!(refused, Err(Forbidden { role, permission }));
        let words = "a clerk lacks the permission payments.refund; an owner or a manager has it";
        assert_eq!(refused.map_err(|f| f.to_string()), Err(words.to_owned()));
        let refused = require(Role::Viewer, Permission::DataImport);
        let words = "a viewer lacks the permission data.import; only an owner has it";
        assert_eq!(refused.map_err(|f| f.to_string()), Err(words.to_owned()));
    }

    #[test]
    fn a_permission_that_only_reads_says_so() {
        assert!(Permission::OrdersRead.only_reads());
        assert!(!Permission::OrdersPlace.only_reads());
    }
}
