//! What always holds of a release, as functions that the property tests and every fuzz target call.
//!
//! They use the public interface alone and are written apart from the code they judge. Each panics with the number of
//! the property that does not hold; none prints the input.

#![allow(dead_code, reason = "each user calls some of them")]
#![allow(missing_docs, reason = "a test module that two packages include")]

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;
use withhold::{
    Confidence, Detector, DetectorId, Engine, Evidence, EvidenceSet, Findings, Format, Kind, Outcome, Policy, Reading,
    Region, Span, Unfinished,
};

/// A policy without permissions, so that whatever is found is withheld everywhere.
pub(crate) const STRICT: &str = r#"
[policy]
name = "strict"
version = "1"

[default]
treatment = "label"
ground = "s.40(2)"
"#;

/// Returns the engine that most properties are tried on.
pub(crate) fn strict() -> Engine {
    Engine::new(Policy::from_toml(STRICT, "strict").unwrap()).unwrap()
}

/// Tries every property that can be told from one input. Input that is not in `format` is no case.
pub(crate) fn all(engine: &Engine, input: &[u8], format: Format) {
    let Ok(outcome) = engine.release(input, format) else { return };
    entries_correspond(&outcome);
    assert!(engine.release(input, format).is_ok_and(|again| same(&again, &outcome)), "property 5: the answer differs");
    let Outcome::Released(release) = &outcome else { return };
    if release.regions().is_empty() {
        assert!(release.bytes() == input, "property 3: nothing withheld, yet the bytes differ");
        return;
    }
    no_value_survives(input, format, &outcome);
    edits_fall_on_graphemes(input, format, &release.regions());
    let again = engine.release(release.bytes(), format);
    let Ok(Outcome::Released(again)) = again else { panic!("property 10: the release does not open again") };
    assert!(again.bytes() == release.bytes(), "property 4: releasing a release changes it");
}

/// Returns the text of an input of plain text, in which spans count: a byte order mark is no part of it.
fn text_of(input: &[u8]) -> &str {
    let text = str::from_utf8(input).unwrap();
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Properties 1 and 8: no withheld value is in the release or in any view of its audit, in the folded view.
pub(crate) fn no_value_survives(input: &[u8], format: Format, outcome: &Outcome) {
    let Outcome::Released(release) = outcome else { return };
    // What a permission or its public nature keeps may stand elsewhere; other tests look at that.
    if format != Format::Text || !release.audit().kept.is_empty() {
        return;
    }
    let audit = release.audit();
    let released = words(release.text());
    let views = [audit.to_json(), audit.to_text(), audit.schedule_markdown(), audit.schedule_csv()].map(|v| words(&v));
    for (region, entry) in release.regions().iter().zip(&audit.entries) {
        let value = words(region.span.of(text_of(input)).unwrap());
        let letters: usize = value.iter().map(|word| word.chars().count()).sum();
        // A word alone may stand elsewhere in something public: "@section" and "section 31".
        let alone = value.len() == 1 && !value.iter().any(|word| word.contains(|c: char| c.is_ascii_digit()));
        let telling = letters >= 6 && !alone && !contains(&words(&entry.replacement), &value);
        if telling {
            assert!(!contains(&released, &value), "property 1: a withheld {} is in the release", region.kind);
            let digits = value.iter().all(|word| word.bytes().all(|b| b.is_ascii_digit()));
            for view in views.iter().filter(|_| letters >= 8 || !digits) {
                assert!(!contains(view, &value), "property 8: a withheld {} is in the audit", region.kind);
            }
        }
    }
}

/// Property 2: every byte of every finding is covered, whatever overlaps it.
pub(crate) fn findings_are_covered(text: &str, spans: &[Span]) {
    let engine =
        Engine::builder(Policy::from_toml(STRICT, "strict").unwrap()).detector(Planted::at(spans)).build().unwrap();
    let outcome = engine.release_text(text).unwrap();
    let covered = cover(text, &outcome.regions());
    for span in spans {
        assert!(covered[span.start..span.end].iter().all(|c| *c), "property 2: a byte of a finding is not covered");
    }
}

/// Property 5: the order of detectors changes nothing.
pub(crate) fn order_does_not_matter(text: &str, first: &[Span], second: &[Span]) {
    let release = |one: &[Span], other: &[Span]| {
        let policy = Policy::from_toml(STRICT, "strict").unwrap();
        let builder = Engine::builder(policy).detector(Planted::at(one)).detector(Planted::at(other));
        builder.build().unwrap().release_text(text).unwrap()
    };
    let (one, other) = (release(first, second), release(second, first));
    assert!(same(&one, &other), "property 5: the order of detectors shows");
}

/// Property 6: one more finding never reveals more.
pub(crate) fn one_more_finding_reveals_no_more(text: &str, spans: &[Span], more: Span) {
    let cover_of = |spans: &[Span]| {
        let policy = Policy::from_toml(STRICT, "strict").unwrap();
        let engine = Engine::builder(policy).detector(Planted::at(spans)).build().unwrap();
        cover_of_input(text, &engine.release_text(text).unwrap())
    };
    let with: Vec<Span> = spans.iter().copied().chain([more]).collect();
    reveals_no_more(&cover_of(spans), &cover_of(&with));
}

/// Property 6: a policy with one more rule or bar never reveals more.
pub(crate) fn stricter_policy_reveals_no_more(text: &str, policy: &str, addition: &str) {
    let cover_of = |toml: &str| {
        let engine = Engine::new(Policy::from_toml(toml, "case").unwrap()).unwrap();
        cover_of_input(text, &engine.release_text(text).unwrap())
    };
    reveals_no_more(&cover_of(policy), &cover_of(&format!("{policy}\n{addition}")));
}

/// Returns what is covered for what the input itself holds: what only the wording of a replacement brings to light, by
/// the words that then stand around, is no finding of the input.
fn cover_of_input(text: &str, outcome: &Outcome) -> Vec<bool> {
    let seen = |index: usize| {
        let hypotheses = &outcome.audit().entries[index].hypotheses;
        hypotheses.iter().any(|hypothesis| !hypothesis.evidence.has(Evidence::SecondLook))
    };
    let regions = outcome.regions().into_iter().enumerate().filter(|(index, _)| seen(*index)).map(|(_, region)| region);
    cover(text, &regions.collect::<Vec<_>>())
}

fn reveals_no_more(loose: &[bool], strict: &[bool]) {
    let revealed = loose.iter().zip(strict).any(|(loose, strict)| *loose && !*strict);
    assert!(!revealed, "property 6: a stricter engine reveals more");
}

/// Property 7: regions and audit entries correspond one to one, and each entry's replacement stands where it says.
pub(crate) fn entries_correspond(outcome: &Outcome) {
    let audit = outcome.audit();
    assert!(audit.entries.len() == outcome.regions().len(), "property 7: regions and entries differ in number");
    for (region, entry) in outcome.regions().iter().zip(&audit.entries) {
        assert!(region.kind == entry.kind && region.role == entry.role, "property 7: an entry is about something else");
    }
    if let Outcome::Released(release) = outcome {
        assert!(audit.verify(None, None, Some(release.bytes()), None).is_good(), "property 7: the audit does not fit");
    }
}

/// Property 11: what is withheld starts and ends on grapheme boundaries.
pub(crate) fn edits_fall_on_graphemes(input: &[u8], format: Format, regions: &[Region]) {
    if format != Format::Text {
        return;
    }
    let text = text_of(input);
    let mut bounds: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
    bounds.push(text.len());
    for region in regions {
        let cut = [region.span.start, region.span.end].iter().any(|at| bounds.binary_search(at).is_err());
        assert!(!cut, "property 11: a grapheme is cut");
    }
}

fn cover(text: &str, regions: &[Region]) -> Vec<bool> {
    let mut covered = vec![false; text.len()];
    for region in regions {
        covered[region.span.start..region.span.end].fill(true);
    }
    covered
}

fn same(one: &Outcome, other: &Outcome) -> bool {
    let bytes = |outcome: &Outcome| match outcome {
        Outcome::Released(release) => Some(release.bytes().to_vec()),
        Outcome::Refused(_) => None,
    };
    bytes(one) == bytes(other) && one.audit().entries == other.audit().entries
}

/// Returns the words of a text as a reader takes them, by a fold that is not the one under test.
fn words(text: &str) -> Vec<String> {
    let shown: String = text
        .nfkd()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'))
        .collect();
    shown.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

fn contains(text: &[String], value: &[String]) -> bool {
    !value.is_empty() && text.windows(value.len()).any(|window| window == value)
}

/// A detector that reports the given spans of the source, if they are still there to be read.
pub(crate) struct Planted {
    spans: Vec<Span>,
}

impl Planted {
    pub(crate) fn at(spans: &[Span]) -> Self {
        Self { spans: spans.to_vec() }
    }
}

impl Detector for Planted {
    fn id(&self) -> DetectorId {
        DetectorId::fixed("planted")
    }

    fn kinds(&self) -> Vec<Kind> {
        vec![Kind::new("PLANTED")]
    }

    fn detect(&self, reading: &Reading<'_>, findings: &mut Findings<'_>) -> Result<(), Unfinished> {
        // Only the first look has the spans: what was written since has other words in their place.
        if reading.is_rejoined() || reading.text().contains("withheld") {
            return Ok(());
        }
        for span in &self.spans {
            let evidence = EvidenceSet::of(Evidence::Caller);
            findings.push(*span, Kind::new("PLANTED"), Confidence::Certain, evidence, self.id());
        }
        Ok(())
    }
}
