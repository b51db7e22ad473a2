//! Policies of every kind, and claims that stand in every way, for the people of the demo world.
use axum::body::Bytes;
use chrono::{DateTime, Duration, NaiveTime, Utc};
use kernel::{Demo, Money, Result};

use crate::{
    claim::{
        commands::file,
        decision::{Verdict, decide},
        http::{Claim, NewClaim, NewClaimStatus},
    },
    document::commands::{NewDocument, add},
    permissions::Write,
    policy::{
        commands::create,
        ending::cancel,
        http::{CancelPolicy, NewPolicy, Policy},
        store::{PolicyStatus, PolicyType},
    },
    renewal::commands::round,
};

use PolicyType::{Auto, Health, Home, Life};

struct Plan {
    holder: &'static str,
    number: &'static str,
    kind: PolicyType,
    /// Whole units.
    cover: i64,
    premium: i64,
    deductible: Option<i64>,
    currency: Option<&'static str>,
    /// Days before the present on which it began, and days after the present on which it is due for renewal.
    began: i64,
    due: i64,
}

macro_rules! plans {
    ($(($holder:literal, $number:literal, $kind:ident, $cover:literal, $premium:literal, $deductible:expr, $currency:expr, $began:literal, $due:literal);)*) => {
        [$(Plan {
            holder: $holder,
            number: $number,
            kind: $kind,
            cover: $cover,
            premium: $premium,
            deductible: $deductible,
            currency: $currency,
            began: $began,
            due: $due,
        }),*]
    };
}

#[rustfmt::skip]
const PLANS: [Plan; 12] = plans! {
    ("user123", "HLT-2041", Health, 150_000, 3_120, Some(500), None, 210, 155);
    ("user123", "AUT-7310", Auto, 32_000, 940, Some(300), None, 347, 18);
    ("user123", "HOM-1187", Home, 280_000, 615, Some(250), None, 120, 245);
    ("testuser", "LIF-0093", Life, 500_000, 1_480, None, None, 400, 330);
    ("testuser", "AUT-7402", Auto, 21_000, 780, Some(300), None, 90, 275);
    ("alice", "HOM-1204", Home, 340_000, 702, Some(500), None, 60, 305);
    ("alice", "HLT-2077", Health, 120_000, 2_760, Some(250), None, 300, 65);
    ("bob", "AUT-7488", Auto, 27_500, 865, Some(500), None, 200, 165);
    ("bob", "HOM-1251", Home, 195_000, 540, None, None, 362, 3);
    ("diana", "LIF-0107", Life, 250_000, 890, None, Some("EUR"), 150, 215);
    ("diana", "AUT-7512", Auto, 18_000, 690, Some(200), None, 240, 125);
    ("diana", "HLT-1968", Health, 90_000, 2_240, Some(250), None, 380, -15);
};

enum Fate {
    Waits,
    Rejected(&'static str, &'static str),
    Approved(&'static str, Option<i64>, &'static str),
    Paid(&'static str, Option<i64>, &'static str),
}

use Fate::{Approved, Paid, Rejected, Waits};

/// Holder, policy, number, amount, days ago, what happened, what became of it.
type Loss = (&'static str, &'static str, &'static str, i64, i64, &'static str, Fate);

#[rustfmt::skip]
const LOSSES: [Loss; 12] = [
    ("user123", "HLT-2041", "CLM-5001", 1_860, 140, "Physiotherapy after a knee operation, twelve sessions", Paid("manager", None, "Covered; prescriptions enclosed.")),
    ("user123", "AUT-7310", "CLM-5014", 2_450, 75, "Rear bumper and lights, hit while parked", Approved("admin", Some(2_100), "Lights are replaced, the bumper is repaired.")),
    ("user123", "HOM-1187", "CLM-5032", 980, 9, "Water damage in the kitchen after a burst hose of the dishwasher", Waits),
    ("user123", "HOM-1187", "CLM-5036", 980, 4, "Burst hose of the dishwasher: water damage in the kitchen", Waits),
    ("testuser", "AUT-7402", "CLM-5019", 640, 40, "Stone chip, windscreen replaced", Paid("manager", None, "Invoice of the garage checked.")),
    ("testuser", "AUT-7402", "CLM-5034", 3_150, 6, "Deer on the country road: bonnet, radiator and headlight", Waits),
    ("alice", "HLT-2077", "CLM-5009", 4_300, 110, "Dental implant, upper left", Rejected("manager", "Implants are not part of this plan; a crown would be.")),
    ("alice", "HOM-1204", "CLM-5028", 5_400, 20, "Storm took tiles off the roof, rain in the attic", Approved("admin", None, "Weather service confirms the storm.")),
    ("alice", "HOM-1204", "CLM-5037", 420, 2, "Bicycle stolen from the locked cellar", Waits),
    ("bob", "AUT-7488", "CLM-5022", 7_900, 35, "Collision at a crossing, front and driver's door", Paid("admin", Some(7_200), "Less the value of what was worn.")),
    ("bob", "HOM-1251", "CLM-5035", 1_275, 5, "Television damaged by lightning", Waits),
    ("diana", "AUT-7512", "CLM-5025", 510, 28, "Scratches along the left side in a car park", Rejected("manager", "Wear; no event was reported.")),
];

/// A picture of a few dots, and the shortest of invoices.
const PNG: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x08\x00\x00\x00\x08\x01\x00\x00\x00\x00\xect\x83&\x00\x00\x00\x0eIDATx\xdac\x08eX\xc5\x80\x84\x01\x1e\x9c\x03\xfdp\x15\xc9\x90\x00\x00\x00\x00IEND\xaeB`\x82";
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n\
4 0 obj<</Length 68>>stream\nBT /F1 14 Tf 30 120 Td (Invoice 2291: hose and fitter, 980.00) Tj ET\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// Loads the world.
pub async fn load(world: &Demo) -> Result<()> {
    let mut policies = vec![];
    for plan in &PLANS {
        policies.push(enter(world, plan).await?);
    }
    for (holder, number, claim, amount, ago, words, fate) in &LOSSES {
        let Some(policy) = policies.iter().find(|policy| policy.policy_number == *number) else { continue };
        world.ago(Duration::days(*ago));
        let claim = claims(world, holder, policy, (claim, *amount, words)).await?;
        documents(world, holder, &claim).await?;
        decided(world, &claim, *ago, fate).await?;
    }
    if let Some(sold) = policies.iter().find(|policy| policy.policy_number == "AUT-7512") {
        world.ago(Duration::days(12));
        let body = CancelPolicy { effective_date: None, reason: Some("The car was sold.".into()) };
        cancel(&world.can::<Write>("diana")?, sold.id, body).await?;
    }
    world.ago(Duration::zero());
    round(&world.app).await
}

fn units(whole: i64) -> Money {
    Money::from_units(whole * Money::SCALE)
}

fn midnight(moment: DateTime<Utc>) -> DateTime<Utc> {
    moment.date_naive().and_time(NaiveTime::MIN).and_utc()
}

async fn enter(world: &Demo, plan: &Plan) -> Result<Policy> {
    world.ago(Duration::days(plan.began));
    let new = NewPolicy {
        policy_number: plan.number.into(),
        policy_type: plan.kind,
        coverage_amount: units(plan.cover),
        premium: units(plan.premium),
        start_date: midnight(world.app.clock.now()),
        renewal_date: midnight(world.now + Duration::days(plan.due)),
        status: PolicyStatus::Active,
        currency: plan.currency.and_then(|code| code.parse().ok()),
        deductible: plan.deductible.map(units),
    };
    create(&world.can::<Write>(plan.holder)?, new).await
}

async fn claims(world: &Demo, holder: &str, policy: &Policy, loss: (&str, i64, &str)) -> Result<Claim> {
    let (number, amount, words) = loss;
    let new = NewClaim {
        claim_number: number.into(),
        amount: units(amount),
        description: words.into(),
        status: NewClaimStatus::Pending,
        incident_date: None,
        override_reason: None,
    };
    file(&world.can::<Write>(holder)?, policy.id, new).await
}

async fn documents(world: &Demo, holder: &str, claim: &Claim) -> Result<()> {
    let (name, note, content) = match claim.claim_number.as_str() {
        "CLM-5032" => ("invoice-2291.pdf", "Invoice of the fitter", PDF),
        "CLM-5034" => ("bonnet.png", "Photo of the damage", PNG),
        _ => return Ok(()),
    };
    let new =
        NewDocument { name: name.into(), note: Some(note.into()), content: Bytes::from_static(content) };
    add(&world.can::<Write>(holder)?, claim.id, new).await.map(drop)
}

async fn decided(world: &Demo, claim: &Claim, ago: i64, fate: &Fate) -> Result<()> {
    let text = |words: &str| Some(words.to_owned());
    let (reviewer, verdict) = match fate {
        Waits => return Ok(()),
        Rejected(who, why) => (*who, Verdict::Reject { reason: text(why) }),
        Approved(who, amount, why) | Paid(who, amount, why) => (
            *who,
            Verdict::Approve { reason: text(why), approved_amount: amount.map(units), override_reason: None },
        ),
    };
    world.ago(Duration::days(ago) - Duration::hours(30));
    decide(&world.caller(reviewer)?, claim.id, None, verdict).await?;
    if matches!(fate, Paid(..)) {
        world.ago(Duration::days(ago) - Duration::hours(75));
        let verdict = Verdict::Pay { reason: None, reference: Some(format!("PAY-{}", claim.id + 8_800)) };
        decide(&world.caller("admin")?, claim.id, None, verdict).await?;
    }
    Ok(())
}
