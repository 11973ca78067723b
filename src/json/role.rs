//! What each role may do.

use mercer_store::staff;
use schemars::JsonSchema;
use serde::Serialize;

/// A role with everything that it may do.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "RoleWithPermissions")]
pub(crate) struct Role {
    pub(crate) name: staff::Role,
    pub(crate) permissions: Vec<staff::Permission>,
}

impl From<staff::Role> for Role {
    fn from(role: staff::Role) -> Self {
        Role {
            name: role,
            permissions: role.permissions(),
        }
    }
}
