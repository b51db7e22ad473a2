//! Structured invoices by the rules of their own standard, which the crate `einvoice` judges.
use super::rule;
use crate::{
    check::{Facts, Fault, Rule, Severity, evidence::Broken},
    invoice::store::Stage::{Arithmetic, Validation},
};

/// The rules.
pub const RULES: &[Rule] = &[
    rule(
        Validation,
        Severity::Error,
        "en16931.rule",
        "Rule of EN 16931 is broken",
        "EN 16931-1:2017",
        |facts| broken(facts, |one| !is_sum(one)),
    ),
    rule(
        Arithmetic,
        Severity::Error,
        "en16931.sum",
        "Sum of EN 16931 is wrong",
        "EN 16931-1:2017",
        |facts| broken(facts, is_sum),
    ),
];

/// Whether a rule is about sums: BR-CO-10 to BR-CO-17, and the bases and amounts of each category of VAT.
fn is_sum(one: &Broken) -> bool {
    let id = one.id.as_str();
    let number = |start: &str| id.strip_prefix(start).and_then(|rest| rest.parse::<u32>().ok());
    if let Some(number) = number("BR-CO-") {
        return (10..=17).contains(&number);
    }
    id.starts_with("BR-")
        && !id.starts_with("BR-CL-")
        && (id.ends_with("-08") || id.ends_with("-09"))
        && id.matches('-').count() == 2
}

/// Each rule once, with how often it is broken.
fn broken(facts: &Facts, wanted: fn(&Broken) -> bool) -> Vec<Fault> {
    let mut faults: Vec<(Fault, usize)> = vec![];
    for one in facts.evidence.broken.iter().filter(|one| wanted(one)) {
        if let Some((_, times)) =
            faults.iter_mut().find(|(fault, _)| fault.standard.as_deref() == Some(&one.id))
        {
            *times += 1;
            continue;
        }
        let severity = if one.is_error { Severity::Error } else { Severity::Warning };
        let says = format!("{}: {}", one.id, one.says);
        let fault = Fault { standard: Some(one.id.clone()), field: one.field.clone(), ..Fault::says(says) };
        faults.push((fault.as_bad_as(severity), 1));
    }
    let counted = |(mut fault, times): (Fault, usize)| {
        if times > 1 {
            fault.message.push_str(&format!(" ({times} times)"));
        }
        fault
    };
    faults.into_iter().map(counted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{all, run};

    #[test]
    fn rules_of_the_standard_keep_their_names() {
        let one = |id: &str, is_error| Broken { id: id.into(), says: "x".into(), is_error, field: None };
        let mut facts = Facts::default();
        facts.evidence.broken =
            vec![one("BR-CO-10", true), one("BR-03", true), one("BR-03", true), one("BR-DE-21", false)];
        let found = all(&facts).into_iter().filter(|one| one.rule.starts_with("en16931."));
        let found =
            found.map(|one| (one.rule, one.severity, one.source.unwrap_or_default())).collect::<Vec<_>>();
        let text = |id: &str| format!("EN 16931-1:2017 {id}");
        assert_eq!(
            found,
            [
                ("en16931.br-03".to_owned(), Severity::Error, text("BR-03")),
                ("en16931.br-de-21".to_owned(), Severity::Warning, text("BR-DE-21")),
                ("en16931.br-co-10".to_owned(), Severity::Error, text("BR-CO-10")),
            ]
        );
        let sums = run(Arithmetic, &facts).into_iter().filter(|one| one.rule.starts_with("en16931"));
        assert_eq!(sums.count(), 1);
    }
}
