//! Make a key for a program.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::{ActiveValue, EntityTrait};

use super::ApiKeyError;
use super::entity::{ActiveModel, Entity, Model};
use crate::secret::Secret;
use crate::staff::{Permission, scopes_to_text};
use crate::{Invalid, Store, audit, secret, text};

/// What every key begins with, so that one that lies where it should not is known for what it is.
pub(super) const PREFIX: &str = "mercer";

/// A key to be created.
#[derive(Clone, Debug)]
pub struct CreateApiKey {
    /// What the staff call it, at most 64 characters, unique: till-3.
    pub name: String,
    /// What it may do; at least one permission, and none that whoever creates it lacks.
    pub scopes: Vec<Permission>,
    /// Until when it is good, if not always.
    pub expires_at: Option<DateTime<Utc>>,
}

/// A key that was created.
#[derive(Clone, Debug)]
pub struct Created {
    /// The key as it is kept.
    pub key: Model,
    /// What the program has to present; it cannot be shown again.
    pub secret: Secret,
}

/// Creates a key.
///
/// # Errors
/// [`ApiKeyError::ScopeNotHeld`] when whoever acts lacks one of the permissions themselves.
pub async fn create(store: &Store, input: CreateApiKey) -> Result<Created, ApiKeyError> {
    let mut key = check(store, &input)?;
    let secret = secret::random::<32>();
    key.secret_hash = secret::hash(&secret);
    let shown = format!("{PREFIX}_{}_{secret}", key.public_id);
    let unit_store = store.clone();
    let key = store
        .database()
        .write(move |transaction: Transaction| {
            let (store, mut key) = (unit_store.clone(), key.clone());
            async move {
                let mut row = ActiveModel::from(key.clone());
                row.id = ActiveValue::NotSet;
                key.id = Entity::insert(row).exec(&transaction).await?.last_insert_id;
                let act = audit::Act::added("api_keys.create", key.subject(), key.told());
                audit::record_in(&store, &transaction, act).await?;
                Ok::<_, ApiKeyError>(key)
            }
        })
        .await?;
    Ok(Created {
        key,
        secret: Secret::of(shown),
    })
}

/// The row without its id and the hash of its secret.
fn check(store: &Store, input: &CreateApiKey) -> Result<Model, ApiKeyError> {
    let now = store.now();
    let name = text::one_line("name", &input.name, 64)?;
    if input.scopes.is_empty() {
        let reason = "a key that may do nothing is of no use; give it at least one permission, \
                      for example orders.read";
        return Err(Invalid::new("scopes", reason).into());
    }
    if let Some(lacking) = input.scopes.iter().find(|scope| !store.holds(**scope)) {
        return Err(ApiKeyError::ScopeNotHeld(*lacking));
    }
    if let Some(expires_at) = input.expires_at
        && expires_at <= now
    {
        let reason = format!("{expires_at} is not in the future");
        return Err(Invalid::new("expires_at", reason).into());
    }
    Ok(Model {
        id: 0,
        name,
        public_id: secret::random::<8>(),
        secret_hash: String::new(),
        scopes: scopes_to_text(&input.scopes),
        created_by: store.actor().to_string(),
        created_at: now,
        expires_at: input.expires_at,
        last_used_at: None,
        revoked_at: None,
    })
}
