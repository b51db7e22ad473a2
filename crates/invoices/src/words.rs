//! The fixed words of the contract as enums: the same on the wire and in the database.

/// Declares one; what it needs is imported by `sea_orm::entity::prelude::*`, serde and schemars where it is used.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $value:ident),* $(,)? }) => {
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
        )]
        $(#[$doc])*
        #[serde(rename_all = "snake_case")]
        #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
        #[expect(missing_docs, reason = "the names say it")]
        pub enum $name { $($(#[$of])* $value),* }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&ActiveEnum::to_value(self))
            }
        }
    };
}
pub(crate) use words;
