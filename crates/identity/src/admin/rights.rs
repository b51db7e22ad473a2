//! The rights matrix: permissions × roles, and operations × roles, read from what the program itself goes by.
use axum::Json;
use kernel::{Can, Result, Role};
use schemars::JsonSchema;
use serde::Serialize;

use crate::permissions::ReadUsers;

/// Who may do what.
#[derive(Serialize, JsonSchema)]
pub struct Rights {
    /// Every role.
    roles: &'static [Role],
    /// Every right, and who holds it.
    permissions: Vec<Right>,
    /// Every operation, and who may call it.
    operations: Vec<OperationRight>,
}

/// A right.
#[derive(Serialize, JsonSchema)]
pub struct Right {
    key: &'static str,
    title: &'static str,
    module: &'static str,
    roles: &'static [Role],
}

/// An operation. Without a permission it is open to everyone who is signed in, or where `public`, to all.
#[derive(Serialize, JsonSchema)]
pub struct OperationRight {
    id: String,
    method: String,
    path: String,
    summary: String,
    permission: Option<String>,
    public: bool,
    roles: Vec<Role>,
}

/// Shows who may do what.
pub async fn list_rights(can: Can<ReadUsers>) -> Result<Json<Rights>> {
    let modules = &can.app().modules;
    let rights =
        modules.iter().flat_map(|module| module.permissions.iter().map(|right| (module.name, right)));
    let permissions = rights
        .map(|(module, right)| Right { key: right.key, title: right.title, module, roles: right.roles })
        .collect::<Vec<_>>();
    let document = can.app().api.get();
    let paths = document.iter().flat_map(|api| api.paths.iter()).flat_map(|paths| paths.iter());
    let mut operations = vec![];
    for (path, item) in paths {
        let Some(item) = item.as_item() else { continue };
        for (method, operation) in item.iter() {
            let permission =
                operation.extensions.get("x-permission").and_then(|key| key.as_str()).map(str::to_owned);
            let public = operation.security.is_empty();
            let holders =
                permission.as_deref().and_then(|key| permissions.iter().find(|right| right.key == key));
            operations.push(OperationRight {
                id: operation.operation_id.clone().unwrap_or_default(),
                method: method.to_uppercase(),
                path: path.clone(),
                summary: operation.summary.clone().unwrap_or_default(),
                roles: holders.map_or(Role::ALL, |right| right.roles).to_vec(),
                permission,
                public,
            });
        }
    }
    Ok(Json(Rights { roles: Role::ALL, permissions, operations }))
}
