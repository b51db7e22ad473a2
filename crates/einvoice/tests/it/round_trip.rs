//! What is written is read again as it was.
use chrono::NaiveDate;
use einvoice::{
    Account, Address, Allowance, Amount, Attachment, Attribute, Contact, Debit, Delivery, Document,
    Identifier, Invoice, Item, Line, Note, Party, Payment, Period, Preceding, Price, Tax, Totals, read, ubl,
};
use proptest::{collection::vec, option, prelude::*, test_runner::TestRunner};

fn text() -> impl Strategy<Value = String> {
    "[A-Za-zÄß0-9<&>\"'€./-]([ A-Za-zÄß0-9<&>\"'€./-]{0,12}[A-Za-zÄß0-9<&>\"'€./-])?"
        .prop_filter("NA stands for none", |text| text != "NA")
}

fn some() -> impl Strategy<Value = Option<String>> {
    option::of(text())
}

fn number() -> impl Strategy<Value = Amount> {
    (-1_000_000_000i64..1_000_000_000, 0..6u32).prop_map(|(number, scale)| Amount::new(number, scale))
}

fn sum() -> impl Strategy<Value = Option<Amount>> {
    option::of(number())
}

fn date() -> impl Strategy<Value = Option<NaiveDate>> {
    option::of((0..20_000u64).prop_map(|days| NaiveDate::default() + chrono::Days::new(days)))
}

fn id() -> impl Strategy<Value = Identifier> {
    (text(), option::of("[0-9]{4}")).prop_map(|(value, scheme)| Identifier { value, scheme })
}

prop_compose! {
    fn address()(lines in (some(), some(), some()), place in (some(), some(), some(), option::of("[A-Z]{2}"))) -> Address {
        let (city, post_code, subdivision, country) = place;
        Address { line1: lines.0, line2: lines.1, line3: lines.2, city, post_code, subdivision, country }
    }
}

prop_compose! {
    fn party(is_trader: bool)(
        names in (some(), some(), some()), ids in vec(id(), 0..3), legal_id in option::of(id()), tax in (some(), some()),
        endpoint in option::of(id()), address in option::of(address()), contact in option::of((some(), some(), some())),
    ) -> Party {
        let contact = contact.map(|(name, phone, email)| Contact { name, phone, email });
        let trading_name = names.1.filter(|_| is_trader);
        Party { name: names.0, trading_name, ids, legal_id, vat_id: tax.0, tax_id: tax.1, legal_form: names.2, endpoint, address, contact }
    }
}

prop_compose! {
    fn allowance()(is_charge: bool, sums in (sum(), sum(), sum(), sum()), texts in (some(), some(), some())) -> Allowance {
        let (amount, base, percent, rate) = sums;
        Allowance { is_charge, amount, base, percent, rate, category: texts.0, reason: texts.1, reason_code: texts.2 }
    }
}

prop_compose! {
    fn line()(
        texts in (some(), some(), some(), some(), some()), item in (some(), some(), some(), some(), some()),
        object in option::of(id()), quantity in option::of((number(), some())), net in sum(),
        period in option::of((date(), date())), allowances in vec(allowance(), 0..2),
        price in option::of((sum(), sum(), sum(), option::of((number(), some())))), rate in sum(),
        extras in (option::of(id()), vec(id(), 0..2), vec((some(), some()), 0..2)),
    ) -> Line {
        let (quantity, unit) = quantity.map_or((None, None), |(number, unit)| (Some(number), unit));
        let price = price.map(|(net, discount, gross, base)| {
            let (base_quantity, base_unit) = base.map_or((None, None), |(number, unit)| (Some(number), unit));
            Price { net, discount, gross, base_quantity, base_unit }
        });
        let (id, note, order_line, accounting_reference, category) = texts;
        let (name, description, seller_id, buyer_id, origin) = item;
        let attributes = extras.2.into_iter().map(|(name, value)| Attribute { name, value }).collect();
        let item = Item { name, description, seller_id, buyer_id, standard_id: extras.0, classes: extras.1, origin, attributes };
        let period = period.map(|(start, end)| Period { start, end });
        Line { id, note, object, quantity, unit, net, order_line, accounting_reference, period, allowances, price, category, rate, item, is_informative: false }
    }
}

prop_compose! {
    fn payment(has_debit: bool)(
        texts in (some(), some(), some()), accounts in vec((some(), some(), some()), 0..2), debit in (some(), some(), some()),
    ) -> Payment {
        let accounts = accounts.into_iter().map(|(id, name, bank)| Account { id, name, bank }).collect();
        let debit = has_debit.then_some(Debit { mandate: debit.0, creditor: debit.1, account: debit.2 });
        Payment { means: texts.0, text: texts.1, reference: texts.2, accounts, card: None, debit }
    }
}

prop_compose! {
    fn totals(has_accounted: bool)(sums in (sum(), sum(), sum(), sum(), sum()), others in (sum(), sum(), sum(), sum(), sum())) -> Totals {
        let (lines, allowances, charges, net, tax) = sums;
        let (gross, paid, rounding, due, accounted) = others;
        Totals { lines, allowances, charges, net, tax, gross, paid, rounding, due, tax_accounted: accounted.filter(|_| has_accounted) }
    }
}

prop_compose! {
    fn head()(
        names in (some(), some(), some(), some(), some(), some()), others in (some(), some(), some(), some(), some(), some()),
        dates in (date(), date(), date()), is_credit: bool, object in option::of(id()),
        notes in vec((option::of("[A-Z]{3}"), text()), 0..2), preceding in vec((some(), date()), 0..2),
        period in option::of((date(), date())),
    ) -> Invoice {
        let notes = notes.into_iter().map(|(subject, text)| Note { subject, text }).collect();
        let period = period.map(|(start, end)| Period { start, end }).filter(|period| *period != Period::default());
        Invoice {
            number: names.0, buyer_reference: names.1, project: names.2, contract: names.3, purchase_order: names.4, sales_order: names.5,
            receiving_advice: others.0, despatch_advice: others.1, tender: others.2, accounting_reference: others.3,
            payment_terms: others.4, process: others.5, issue_date: dates.0, tax_point_date: dates.1, due_date: dates.2,
            type_code: Some(if is_credit { "381" } else { "380" }.to_owned()), currency: Some("EUR".to_owned()),
            tax_currency: Some("SEK".to_owned()), object, notes, period,
            preceding: preceding.into_iter().map(|(number, date)| Preceding { number, date }).collect(),
            ..Invoice::default()
        }
    }
}

prop_compose! {
    fn invoice()(
        head in head(), seller in party(true), buyer in party(true), payee in option::of(party(false)),
        representative in option::of(party(false)), delivery in option::of((some(), option::of(id()), date(), option::of(address()))),
        payments in (payment(true), vec(payment(false), 0..2)), allowances in vec(allowance(), 0..2), totals in totals(true),
        taxes in vec((sum(), sum(), sum(), some(), some(), some()), 0..2), lines in vec(line(), 0..3),
        documents in vec((some(), some(), some(), option::of((some(), some(), "[A-Za-z0-9+/]{0,20}"))), 0..2),
    ) -> Invoice {
        let tax = |(base, amount, rate, category, reason, reason_code)| Tax { base, amount, rate, category, reason, reason_code };
        let file = |(mime, filename, content)| Attachment { mime, filename, content };
        let document = |(id, description, url, found): (_, _, _, Option<_>)| Document { id, description, url, attachment: found.map(file) };
        Invoice {
            seller, buyer, payee, representative, totals, allowances, lines,
            delivery: delivery.map(|(name, location, date, address)| Delivery { name, location, date, address }),
            payments: std::iter::once(payments.0).chain(payments.1).collect(),
            taxes: taxes.into_iter().map(tax).collect(),
            documents: documents.into_iter().map(document).collect(),
            ..head
        }
    }
}

#[test]
fn what_is_written_is_read_again() {
    let body = || {
        let mut runner = TestRunner::new(ProptestConfig::with_cases(200));
        runner
            .run(&invoice(), |invoice| {
                let xml = ubl::write(&invoice);
                let file = read(xml.as_bytes()).expect("what we write can be read");
                prop_assert_eq!(file.written.problems.len(), 0);
                prop_assert_eq!(file.invoice, invoice);
                Ok(())
            })
            .map_err(|fault| fault.to_string())
    };
    // A strategy of so many parts wants more than the two megabytes that a test gets.
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(body).expect("a thread");
    assert_eq!(thread.join().expect("the property does not panic"), Ok(()));
}

#[test]
fn peppol_is_named_where_nothing_is() {
    let file = read(ubl::write_peppol(&Invoice::default()).as_bytes()).unwrap();
    assert_eq!(file.family, einvoice::Family::Peppol);
    assert_eq!(file.invoice.process.as_deref(), Some(ubl::PEPPOL_PROCESS));
}
