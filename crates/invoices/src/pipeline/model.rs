//! Rules of the pipeline: the order of the stages, and how far each one is.
use crate::invoice::store::Stage;

/// The stages in their order.
pub const ORDER: [Stage; 8] = [
    Stage::Upload,
    Stage::Ocr,
    Stage::Extraction,
    Stage::Validation,
    Stage::Arithmetic,
    Stage::Duplication,
    Stage::Flagging,
    Stage::Review,
];

/// How far an invoice is when this stage has ended, percent. Reading the file is a quarter of the way.
pub fn progress(stage: Stage) -> f64 {
    match stage {
        Stage::Upload => 0.0,
        Stage::Ocr => 25.0,
        Stage::Extraction => 50.0,
        Stage::Validation => 65.0,
        Stage::Arithmetic => 75.0,
        Stage::Duplication => 85.0,
        Stage::Flagging => 95.0,
        Stage::Review => 100.0,
    }
}

/// What is left after the last stage that ended.
pub fn after(last: Stage) -> &'static [Stage] {
    let done = ORDER.iter().position(|stage| *stage == last).map_or(0, |at| at + 1);
    &ORDER[done..]
}

/// The name for people: `Ocr`, `Extraction`.
pub fn title(stage: Stage) -> String {
    let mut name = stage.to_string();
    name[..1].make_ascii_uppercase();
    name
}

/// How many files one job takes: enough to share changes, few enough to spread over cores and replicas.
pub const CHUNK: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stages_go_forward_and_end_at_a_hundred() {
        assert_eq!(after(Stage::Upload).first(), Some(&Stage::Ocr));
        assert_eq!(after(Stage::Flagging), [Stage::Review]);
        assert!(after(Stage::Review).is_empty());
        assert!(ORDER.windows(2).all(|two| progress(two[0]) < progress(two[1]) && two[0] < two[1]));
        assert_eq!((progress(Stage::Ocr), progress(Stage::Review)), (25.0, 100.0));
        assert_eq!(title(Stage::Ocr), "Ocr");
    }
}
