#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use proptest::prelude::*;

use super::*;
use crate::policy::Coarseness;

fn treated(treater: &mut Treater<'_>, marked: &str, kind: &str, treatment: &Treatment, subject: u32) -> String {
    let start = marked.find('«').unwrap();
    let text = marked.replace('«', "");
    let end = text.find('»').unwrap();
    let text = text.replace('»', "");
    let kind = Kind::new(kind);
    let replacement = treater.replace(&Withheld {
        part: &text,
        span: Span::new(start, end),
        kind: &kind,
        role: Role::Unknown,
        treatment,
        label: None,
        ground: &"s.38(1)(b); An Act 1992 s.1".into(),
        subject,
        identity: &text[start..end],
    });
    format!("{}{}{}", &text[..replacement.span.start], replacement.text, &text[replacement.span.end..])
}

#[test]
fn values_are_coarsened_so_that_the_sentence_still_reads() {
    use Coarseness::*;
    for (text, kind, to, wanted) in [
        ("in «CO15 4AB».", "UK_POSTCODE", District, "in CO15."),
        ("in «co154ab».", "UK_POSTCODE", Town, "in the Colchester area."),
        ("in «CM1 4AB».", "UK_POSTCODE", County, "in Essex."),
        ("in «EH1 4AB».", "UK_POSTCODE", Country, "in Scotland."),
        ("of «12 Mill Lane, Frinmouth SS9 4AB».", "STREET_ADDRESS", County, "of Essex."),
        ("of «12 Mill Lane».", "STREET_ADDRESS", County, "of [address withheld: s.38(1)(b)]."),
        ("a boy of «14» ran", "AGE", Band, "a boy under 18 ran"),
        ("a man of «30» ran", "AGE", Band, "a man in his 30s ran"),
        ("A woman, «27», ran", "AGE", Band, "A woman, in her late 20s, ran"),
        ("Two men, aged «30» and 27", "AGE", Band, "Two men, in their 30s and 27"),
        ("pupils aged «14»", "AGE", Band, "pupils aged under 18"),
        ("at the age of «14»", "AGE", Band, "at the age of under 18"),
        ("He turned «30» in May.", "AGE", Band, "He turned [age withheld: s.38(1)(b)] in May."),
        ("born on «14 March 1979».", "DATE_OF_BIRTH", Month, "born in March 1979."),
        ("born on «14 March 1979».", "DATE_OF_BIRTH", Year, "born in 1979."),
        ("DOB: «14/03/79»", "DATE_OF_BIRTH", Year, "DOB: 1979"),
        ("DOB: «1979-03-14»", "DATE_OF_BIRTH", Month, "DOB: March 1979"),
        ("born on «the fourteenth of March nineteen seventy-nine».", "DATE_OF_BIRTH", Band, "born in the 1970s."),
        ("born «14.3.2004»", "DATE_OF_BIRTH", Band, "born the 2000s"),
        ("a «34-year-old» man was", "AGE", Band, "a man in his 30s was"),
        ("An «88-year-old» woman was", "AGE", Band, "A woman in her 80s was"),
        ("a «14-year-old» girl was", "AGE", Band, "a girl under 18 was"),
        ("A «17-year-old» Kim Holt", "AGE", Band, "A [age withheld: s.38(1)(b)] Kim Holt"),
        ("a «34-year-old» electrician", "AGE", Band, "a [age withheld: s.38(1)(b)] electrician"),
        ("The «34-year-old» was held", "AGE", Band, "The [age withheld: s.38(1)(b)] was held"),
        ("is «34 years old» and", "AGE", Band, "is in their 30s and"),
        ("lives at «12 Mill Lane, Frinmouth CO15 4AB».", "STREET_ADDRESS", Town, "lives in the Colchester area."),
        ("DOB: «14/03/22»", "DATE_OF_BIRTH", Year, "DOB: [date of birth withheld: s.38(1)(b)]"),
        ("DOB: «14/03/09»", "DATE_OF_BIRTH", Year, "DOB: 2009"),
        ("Kim Holt, «34», was", "AGE", Band, "Kim Holt, in their 30s, was"),
        ("Kim Holt, «aged 19», was", "AGE", Band, "Kim Holt, aged between 18 and 24, was"),
        ("a «thirty-four-year-old» driver", "AGE", Band, "a driver in their 30s"),
        ("a «six-month-old» baby", "AGE", Band, "a baby under 18"),
        ("at «51.7890, 1.1530».", "COORDINATES", District, "at 51.78, 1.15."),
        ("at «51.7890, 1.1530».", "COORDINATES", County, "at 51, 1."),
        ("at «TM 1234 5678».", "GRID_REFERENCE", Town, "at TM15."),
        ("on «the twenty-first of March nineteen seventy-nine»", "DATE_OF_BIRTH", Year, "on 1979"),
        ("born «the first of May two thousand and four»", "DATE_OF_BIRTH", Year, "born 2004"),
        ("ring «07700900123»", "PHONE_NUMBER", Band, "ring [telephone number withheld: s.38(1)(b)]"),
        ("at «51.78, -1.15».", "COORDINATES", District, "at [coordinates withheld: s.38(1)(b)]."),
        ("at «TM 12 56».", "GRID_REFERENCE", District, "at [National Grid reference withheld: s.38(1)(b)]."),
        ("«7» cases", "SMALL_COUNT", Band, "fewer than 10 cases"),
        ("«37» cases", "SMALL_COUNT", Band, "30 to 39 cases"),
        ("ring «07700 900123».", "PHONE_NUMBER", County, "ring [telephone number withheld: s.38(1)(b)]."),
        ("of «12 Mill Lane, Frinton-on-Sea».", "STREET_ADDRESS", Town, "of Frinton-on-Sea."),
        ("at «12 Mill Lane, Frinton-on-Sea, Essex».", "STREET_ADDRESS", District, "at Tendring."),
        ("lives at «12 Mill Lane, Frinton-on-Sea».", "STREET_ADDRESS", County, "lives in Essex."),
        ("lives at «12 Mill Lane», Frinton-on-Sea.", "STREET_ADDRESS", Town, "lives in Frinton-on-Sea."),
        ("lives at «12 Mill Lane», Frinton, Essex, and", "STREET_ADDRESS", County, "lives in Essex, and"),
        (
            "lives at «12 Mill Lane», he said.",
            "STREET_ADDRESS",
            County,
            "lives at [address withheld: s.38(1)(b)], he said.",
        ),
        ("of «Windsor, Mill Lane, Frinmouth».", "STREET_ADDRESS", County, "of [address withheld: s.38(1)(b)]."),
        ("of «12 Mill Lane, Frinton-on-Sea».", "STREET_ADDRESS", Abroad, "of the United Kingdom."),
        ("in «CM1 4AB».", "UK_POSTCODE", Abroad, "in the United Kingdom."),
    ] {
        let mut treater = Treater::new(None, Aliases::default());
        assert_eq!(treated(&mut treater, text, kind, &Treatment::Coarsen(to), 0), wanted);
    }
}

#[test]
fn places_are_coarsened_so_that_the_sentence_still_reads() {
    use Coarseness::*;
    for (text, to, wanted) in [
        ("in «Frinton» on Friday", District, "in Tendring on Friday"),
        ("in «Frinton» on Friday", Town, "in Tendring on Friday"),
        ("in «Frinton» on Friday", County, "in Essex on Friday"),
        ("in «Frinton» on Friday", Country, "in England on Friday"),
        ("in «Frinton» on Friday", Abroad, "in the United Kingdom on Friday"),
        ("in «FRINTON» on Friday", County, "in Essex on Friday"),
        ("in «Essex».", County, "in the county."),
        ("In «Essex», he", County, "In the county, he"),
        ("«Essex» is", County, "The county is"),
        ("in «Essex».", Country, "in England."),
        ("in Frinton, Essex, and in «Norfolk».", County, "in Frinton, Essex, and in England."),
        ("in Frinton and in «Essex».", County, "in Frinton and in the county."),
        ("in «Tendring».", District, "in the district."),
        ("in «north Essex».", County, "in Essex."),
        ("in «England».", Country, "in the United Kingdom."),
        ("in «the United Kingdom».", Country, "in [location withheld: s.38(1)(b)]."),
        ("in «Cowes».", County, "in the Isle of Wight."),
        ("the «Cowes» area", County, "the Isle of Wight area"),
        ("a «Frinton» man", County, "an Essex man"),
        ("A «Frinton» man", District, "A Tendring man"),
        ("an «Alicante» hotel", County, "a Spain hotel"),
        ("in «Colchester».", District, "in Essex."),
        ("in «Swansea».", County, "in Wales."),
        ("in «Belfast».", County, "in Northern Ireland."),
        ("in «Alicante».", Town, "in Spain."),
        ("in «Alicante».", Country, "in Spain."),
        ("in «Alicante».", Abroad, "abroad."),
        ("In «Alicante» he", Abroad, "Abroad he"),
        ("flew to «Alicante».", Abroad, "flew abroad."),
        ("back from «Alicante».", Abroad, "back from abroad."),
        ("of «Alicante».", Abroad, "of another country."),
        ("«Spain» is", Country, "Another country is"),
        ("in «Spain».", County, "abroad."),
        ("a «Spain» trip", Country, "a [location withheld: s.38(1)(b)] trip"),
        ("in «Austin, Texas».", Town, "in Texas."),
        ("in «Newport».", County, "in the United Kingdom."),
        ("in «Springfield».", Country, "in [location withheld: s.38(1)(b)]."),
        ("«Frinton» Road", County, "[location withheld: s.38(1)(b)] Road"),
        ("in Frinton, «Essex», on", County, "in Frinton, on"),
        ("in Leeds, «Essex».", County, "in Leeds, England."),
        ("from south «London».", County, "from England."),
        ("in north «Essex».", County, "in the county."),
        ("«Kent» and Essex Serious Crime", County, "[location withheld: s.38(1)(b)] and Essex Serious Crime"),
        ("in «Harwich» and Clacton.\nThe Clacton", County, "in Essex and Clacton.\nThe Clacton"),
        ("in «Frinmouth».", County, "in [location withheld: s.38(1)(b)]."),
    ] {
        let got = treated(&mut Treater::new(None, Aliases::default()), text, "LOCATION", &Treatment::Coarsen(to), 0);
        assert_eq!(got, wanted, "{text} {to:?}");
    }
}

#[test]
fn what_is_taken_out_leaves_whole_punctuation() {
    for (text, wanted) in [
        ("Call «Jane Holt» now.", "Call now."),
        ("Call «Jane Holt».", "Call."),
        ("Kim, «34», left.", "Kim, left."),
        ("Kim («34») left.", "Kim left."),
        ("«Jane» left.", "left."),
        ("He left “«now»”.", "He left."),
        ("of Ash, «34».", "of Ash."),
    ] {
        assert_eq!(treated(&mut Treater::new(None, Aliases::default()), text, "AGE", &Treatment::Remove, 0), wanted);
    }
}

#[test]
fn aliases_are_the_same_for_the_same_subject() {
    let mut treater = Treater::new(None, Aliases::default());
    let mut alias = |kind, subject| treated(&mut treater, "«x»", kind, &Treatment::Alias, subject);
    assert_eq!([alias("PERSON", 0), alias("PERSON", 1), alias("PERSON", 0)], ["Person A", "Person B", "Person A"]);
    assert_eq!(alias("STREET_ADDRESS", 2), "Address A");
    assert_eq!(letters(26) + &letters(27), "ZAA");
    let key = Key::new(b"0123456789abcdef".to_vec()).unwrap();
    let of = |text| treated(&mut Treater::new(Some(&key), Aliases::default()), text, "PERSON", &Treatment::Alias, 0);
    assert_eq!(of("«Jane»"), of("«Jane»"));
    assert_ne!(of("«Jane»"), of("«June»"));
}

#[test]
fn labels_and_tokens() {
    let label = Treatment::Label(Some("[{kind} held back]".to_owned()));
    assert_eq!(
        treated(&mut Treater::new(None, Aliases::default()), "«x»'s", "PERSON", &label, 0),
        "[name held back]'s"
    );
    assert_eq!(
        treated(&mut Treater::new(None, Aliases::default()), "«x»", "LOG_NUMBER", &Treatment::Label(None), 0),
        "[log number withheld: s.38(1)(b)]"
    );
    assert_eq!(
        treated(&mut Treater::new(None, Aliases::default()), "«x»", "PERSON", &Treatment::Token, 0),
        "[name withheld: s.38(1)(b)]"
    );
    let key = Key::new(b"0123456789abcdef".to_vec()).unwrap();
    let token = treated(&mut Treater::new(Some(&key), Aliases::default()), "«x»", "PERSON", &Treatment::Token, 0);
    assert!(token.starts_with("[PERSON:") && token.len() == 25, "{token}");
}

proptest! {
    #[test]
    fn a_replacement_covers_its_region_and_keeps_nothing_of_it(
        before in "\\PC{0,12}", value in "[a-zé0-9 /.-]{1,24}", after in "\\PC{0,12}",
        kind in prop::sample::select(&["PERSON", "AGE", "DATE_OF_BIRTH", "UK_POSTCODE", "COORDINATES", "GRID_REFERENCE", "STREET_ADDRESS", "LOCATION", "ODD"][..]),
        which in 0_usize..13,
    ) {
        let coarse = Coarseness::ALL.get(which).copied().map(Treatment::Coarsen);
        let treatment = coarse.unwrap_or_else(|| [Treatment::Remove, Treatment::Mask, Treatment::Alias, Treatment::Token, Treatment::Label(None)][which - 8].clone());
        let part = format!("{before}{value}{after}");
        let span = Span::new(before.len(), before.len() + value.len());
        let kind = Kind::new(kind);
        let withheld = Withheld { part: &part, span, kind: &kind, role: Role::Unknown, treatment: &treatment, label: None, ground: &Arc::default(), subject: 0, identity: &value };
        let replacement = Treater::new(None, Aliases::default()).replace(&withheld);
        prop_assert!(replacement.span.contains(span) && replacement.span.of(&part).is_some());
        prop_assert!(replacement.done >= treatment || matches!(replacement.done, Treatment::Label(_)));
        if !matches!(replacement.done, Treatment::Coarsen(_)) && value.chars().filter(|c| c.is_alphanumeric()).count() > 9 {
            prop_assert!(!replacement.text.contains(&value));
        }
    }
}
