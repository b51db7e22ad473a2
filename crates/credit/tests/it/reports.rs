//! The report of a portfolio on paper.
use kernel::testing::{Client, Reply};
use serde_json::json;

use crate::people::{MODULES, fault, lent, manager, opened, person, traces};

/// All that stands on the paper, page after page.
fn words(paper: &Reply) -> String {
    assert_eq!((paper.status, paper.header("content-type")), (200, "application/pdf"), "{}", paper.text());
    assert!(paper.body.starts_with(b"%PDF"));
    let document = lopdf::Document::load_mem(&paper.body).expect("a document");
    let pages = document.get_pages().into_keys().collect::<Vec<_>>();
    let text = document.extract_text(&pages).expect("text");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn says(text: &str, all: &[&str]) {
    for part in all {
        assert!(text.contains(part), "{part} is not in: {text}");
    }
}

async fn book(ann: &Client<'_>) -> String {
    let book = opened(ann, "Northern loans").await;
    let one = json!({"amount": 600_000, "rate": 5, "credit_rating": "BBB", "borrower": "Amber plc", "sector": "Energy", "maturity_date": "2026-06-30"});
    let two = json!({"amount": 400_000, "rate": 10, "credit_rating": "B", "borrower": "Birch Oy", "sector": "Retail", "status": "Watch List", "debt_to_equity": 4});
    lent(ann, &book, "L-1", one).await;
    lent(ann, &book, "L-2", two).await;
    book
}

kernel::stories! { MODULES;
    // By hand: (600·5 + 400·10)/1000 = 7 %; PD (600·0.004 + 400·0.078)/1000 = 3.36 %; EL 432 + 15,600; RWA 300,000 +
    // 700,000; index 0.36 + 0.16; 600,000 fall due within six months: 60 %.
    async fn the_whole_report_tells_all_figures(house) {
        let ann = manager(house, "ann").await;
        let book = book(&ann).await;
        let paper = ann.get(&format!("{book}/report")).await;
        assert_eq!(paper.header("content-disposition"), "inline; filename=\"portfolio-1-comprehensive-2026-03-15.pdf\"");
        let text = words(&paper);
        says(&text, &["Comprehensive", "Northern loans · 15 March 2026 · all amounts in GBP", "ann", "Page 1 of", "confidential"]);
        says(&text, &["1,000,000.00", "7.00 %", "70,000.00", "3.36 %", "16,032.00", "5,200", "Amber plc", "60.00 %", "2026-Q2"]);
        says(&text, &["L-2", "Birch Oy", "15,600.00", "4.00 !", "Recovery 40 %", "940,000.00", "Rated B or worse: 1 loan"]);
        assert_eq!(ann.get(&format!("{book}/report")).await.body, paper.body, "the same report is the same file");
    }

    async fn each_type_and_each_switch_chooses_its_sections(house) {
        let ann = manager(house, "ann").await;
        let book = book(&ann).await;
        let text = async |query: &str| words(&ann.get(&format!("{book}/report?{query}")).await);
        for (query, has, lacks) in [
            ("type=executive_summary", &["Executive Summary", "Score out of 100", "Greatest borrowers", "Watch list"][..], &["Stress", "Risk-weighted", "By quarter"][..]),
            ("type=portfolio_overview", &["Portfolio Overview", "Mix of risk", "By quarter", "Concentration"], &["Stress", "Score out of 100"]),
            ("type=risk_analysis", &["Risk Analysis", "Stress", "Default and loss", "Covenants"], &["By quarter", "Greatest loans"]),
            ("type=watch_list", &["Watch List", "Worst loans", "Greatest loans"], &["Stress", "Score out of 100", "Amber plc"]),
            ("type=watch_list&sections=stress,health", &["Stress", "Score out of 100"], &["Worst loans", "Greatest loans"]),
            ("sections=maturity", &["By quarter", "2026-Q2"], &["Stress", "Watch list", "Summary"]),
        ] {
            let found = text(query).await;
            says(&found, has);
            for part in lacks {
                assert!(!found.contains(part), "{query}: {part} in {found}");
            }
        }
    }

    async fn a_filter_and_a_day_are_told_on_the_paper(house) {
        let ann = manager(house, "ann").await;
        let book = book(&ann).await;
        let text = words(&ann.get(&format!("{book}/report?sector=Retail&as_of=2026-07-01")).await);
        says(&text, &["1 July 2026", "Only sector", "Retail", "Birch Oy"]);
        assert!(!text.contains("Amber plc"), "{text}");
        let matured = words(&ann.get(&format!("{book}/report?sections=maturity&as_of=2026-07-01")).await);
        says(&matured, &["Matured 1 600,000.00 60.00 %"]);
        let none = words(&ann.get(&format!("{book}/report?sector=Nothing")).await);
        says(&none, &["There is no loan to report on."]);
        let strict = words(&ann.get(&format!("{book}/report?type=watch_list&max_debt_to_equity=4.5")).await);
        says(&strict, &["No covenant is broken."]);
    }

    async fn only_those_who_may_see_the_portfolio_get_its_report(house) {
        let (ann, bob) = (manager(house, "ann").await, manager(house, "bob").await);
        let book = book(&ann).await;
        let before = traces(house).await;
        assert_eq!(bob.get(&format!("{book}/report")).await.refused(403), "Not authorized to access this portfolio");
        assert_eq!(ann.get("/api/v1/portfolios/99/report").await.refused(404), "Portfolio not found");
        house.client().get(&format!("{book}/report")).await.refused(401);
        for (query, field) in [("type=short", "type"), ("sections=summary,cover", "sections"), ("top=0", "top"), ("as_of=soon", "as_of"), ("as_of=1960-01-01", "as_of")] {
            assert_eq!(fault(&ann.get(&format!("{book}/report?{query}")).await.expect(422)).0, json!(["query", field]));
        }
        assert_eq!(traces(house).await, before);
        let root = person(house, "root", kernel::Role::Admin).await;
        says(&words(&root.get(&format!("{book}/report")).await), &["Northern loans", "root"]);
    }
}
