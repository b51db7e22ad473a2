//! Which ways a notice goes. Pure.
use super::store::Model;
use crate::{inbox::model::MESSAGE, settings::Settings};

/// The ways of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ways {
    /// Into the inbox.
    pub in_app: bool,
    /// By mail, to whoever takes mail.
    pub mail: bool,
}

/// The ways of this kind: those that its reader chose, else those of the house.
pub fn ways(kind: &str, chosen: Option<&Model>, house: &Settings) -> Ways {
    let usual =
        Ways { in_app: house.in_app, mail: house.mail && !house.inbox_only.iter().any(|one| one == kind) };
    let ways = chosen.map_or(usual, |choice| Ways { in_app: choice.in_app, mail: choice.mail });
    Ways { in_app: ways.in_app || always_in_app(kind), ..ways }
}

/// What the administration writes always reaches the inbox.
pub fn always_in_app(kind: &str) -> bool {
    kind == MESSAGE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house() -> Settings {
        Settings { in_app: true, mail: true, inbox_only: vec!["a.quiet".into()], read_days: 1 }
    }

    fn choice(in_app: bool, mail: bool) -> Model {
        let chosen_at = chrono::DateTime::default();
        Model { user_id: 1, kind: String::new(), in_app, mail, chosen_at }
    }

    #[test]
    fn a_choice_wins_over_the_house() {
        assert_eq!(ways("a.b", None, &house()), Ways { in_app: true, mail: true });
        assert_eq!(ways("a.quiet", None, &house()), Ways { in_app: true, mail: false });
        assert_eq!(ways("a.quiet", Some(&choice(false, true)), &house()), Ways { in_app: false, mail: true });
        assert_eq!(ways("a.b", Some(&choice(false, false)), &house()), Ways { in_app: false, mail: false });
    }

    #[test]
    fn nobody_shuts_out_the_administration() {
        assert!(ways(MESSAGE, Some(&choice(false, false)), &house()).in_app);
        assert!(ways(MESSAGE, None, &Settings { in_app: false, ..house() }).in_app);
    }
}
