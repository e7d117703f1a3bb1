#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use std::collections::BTreeSet;

use proptest::strategy::Strategy;

use super::super::registry::{builtin_rows, parse};
use super::*;
use crate::{Address, Finding, Part, fold};

fn found(scanner: &Scanner, text: &str, field: Option<&str>) -> Vec<Finding> {
    let mut part = Part::plain(Address::Text, text);
    part.field = field.map(Into::into);
    let mut found = Vec::new();
    for reading in fold::readings(&part) {
        scanner.detect(&reading, &mut Findings::new(&reading, &mut found)).unwrap();
    }
    found
}

fn marked(example: &str) -> (String, Span) {
    super::super::trial::marked(example).expect("an example marks its value")
}

fn all() -> (Vec<&'static Row>, Scanner) {
    let rows: Vec<&Row> = builtin_rows().unwrap().iter().collect();
    let scanner = Scanner::new(&rows).unwrap();
    (rows, scanner)
}

#[test]
fn every_row_does_with_its_examples_what_it_says() {
    let mut wrong = Vec::new();
    for row in builtin_rows().unwrap() {
        let only_fields = row.labels.is_empty() && row.alone.is_none() && row.context.is_empty();
        assert!((row.must.len() >= 2 || only_fields) && row.never.len() >= 2, "row {} needs examples", row.id);
        wrong.extend(row.trial().unwrap());
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn a_row_that_does_not_hold_is_told_by_number_and_not_quoted() {
    let toml = OWN.replace("[[row]]", "[[row]]\nmust = [\"log number \u{ab}1234-567890\u{bb}\", \"log \u{ab}12-34\u{bb}\", \"log\"]\nnever = [\"log number 1234-567890\"]");
    let row = &parse(&toml, "own").unwrap()[0];
    assert_eq!(
        row.trial().unwrap(),
        [
            "row `own-log`: the value of text 2 under `must` is not found",
            "row `own-log`: text 3 under `must` has no «value»",
            "row `own-log`: something is found in text 1 under `never`",
        ]
    );
}

/// Which rows also speak up on the examples of other rows: kept, so that a change shows.
#[test]
fn rows_over_each_others_examples() {
    let (rows, scanner) = all();
    let mut lines = BTreeSet::new();
    for row in rows {
        for example in &row.must {
            let (text, span) = marked(example);
            for finding in found(&scanner, &text, None) {
                if finding.detector.as_str() != row.id && finding.span.overlaps(span) {
                    lines.insert(format!("{} also {} {}", row.id, finding.detector, finding.confidence));
                }
            }
        }
    }
    let now: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/detect/builtin/crossings.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &now).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), now, "run with BLESS=1 and read the difference");
}

#[test]
fn ids_are_unique() {
    let mut ids = BTreeSet::new();
    for row in builtin_rows().unwrap() {
        assert!(ids.insert(&row.id), "{} stands twice", row.id);
    }
}

const OWN: &str = "theme = \"own\"\n[[row]]\nid = \"own-log\"\nkind = \"LOG_NUMBER\"\nname = \"log\"\npatterns = ['\\d{4}-\\d{6}']\n\
    alone = \"none\"\nnear = \"possible\"\nlabelled = \"certain\"\nlabels = [\"log number\"]\ncontext = [\"control room\"]\nfields = [\"logNo\"]\n";

#[test]
fn labels_context_and_fields_make_a_row_speak() {
    let rows = parse(OWN, "own").unwrap();
    let scanner = Scanner::new(&rows.iter().collect::<Vec<_>>()).unwrap();
    let confidence = |text: &str, field| found(&scanner, text, field).first().map(|f| f.confidence);
    assert_eq!(confidence("Nothing says what 2026-000123 is.", None), None);
    assert_eq!(confidence("Log number: 2026-000123", None), Some(Confidence::Certain));
    assert_eq!(confidence("The LOG\nNUMBER is 2026-000123", None), Some(Confidence::Certain));
    assert_eq!(confidence("Log number: 2026-0001234", None), None, "not even at the end of a text");
    assert_eq!(confidence("Catalog number 2026-000123", None), None, "a label is a whole word");
    assert_eq!(confidence("Log number. Then 2026-000123", None), None, "a label ends with its sentence");
    assert_eq!(confidence("2026-000123 went to the control room", None), Some(Confidence::Possible));
    assert_eq!(confidence("2026-000123", Some("log_no")), Some(Confidence::Certain));
    assert_eq!(confidence("2026-000123", Some("logNo")), Some(Confidence::Certain));
    assert_eq!(confidence("2026-000123", Some("dialog")), None);
}

/// Columns whose names are no labels in a text: what stands in them needs no digit to be looked at.
#[test]
fn columns_say_what_their_cells_hold() {
    let (_, scanner) = all();
    for (field, value, kind) in [
        ("instagram", "kareno_77", Some("SOCIAL_HANDLE")),
        ("Snapchat username", "bigkev", Some("SOCIAL_HANDLE")),
        ("userName", "@j.holt", Some("SOCIAL_HANDLE")),
        ("instagram", "yes", None),
        ("snapchat", "14", None),
        ("what3words", "filled.count.soap", Some("WHAT3WORDS")),
        ("location", "Frinmouth", None),
        ("comment", "bigkev", None),
    ] {
        let found = found(&scanner, value, Some(field));
        assert_eq!(found.first().map(|finding| finding.kind.as_str()), kind, "{field}: {value}");
    }
}

#[test]
fn broken_rows_name_the_place_and_the_remedy() {
    for (rows, wanted) in [
        (OWN.replace("labels", "labelz"), "labelz"),
        (OWN.replace("alone = \"none\"", "check = \"nope\""), "there is no check `nope`"),
        (OWN.replace("own-log", "Own Log"), "lower-case"),
    ] {
        let error = parse(&rows, "own").unwrap_err();
        assert!(error.to_string().contains(wanted), "{error}");
    }
    for (pattern, wanted) in
        [("\\\\b\\\\d+", "bounds are the scanner's work"), ("\\\\d*", "the empty text"), ("[", "pattern")]
    {
        let rows = parse(&OWN.replace("'\\d{4}-\\d{6}'", &format!("\"{pattern}\"")), "own").unwrap();
        let error = Scanner::new(&rows.iter().collect::<Vec<_>>()).map(|_| ()).unwrap_err();
        assert!(error.to_string().contains(wanted), "{error}");
    }
}

/// The slow way to the same findings: every place of the text is tried, with every pattern by itself, by `regex`.
struct Slow {
    /// The patterns of each row, anchored at the start: one that looks, one that asks whether a text matches to its end.
    patterns: Vec<(u16, regex::bytes::Regex, regex::bytes::Regex)>,
    anchors: Vec<String>,
}

impl Slow {
    fn new(rows: &[&Row]) -> Self {
        let compile = |row: &Row, pattern: String| {
            let builder = |pattern: &str| {
                let mut builder = regex::bytes::RegexBuilder::new(pattern);
                builder.unicode(false).case_insensitive(!row.case).build().unwrap()
            };
            (builder(&format!("^(?:{pattern})")), builder(&format!("^(?:{pattern})$")))
        };
        let patterns = (0..).zip(rows).flat_map(|(index, row)| {
            row.shapes().map(move |pattern| compile(row, pattern)).map(move |(start, whole)| (index, start, whole))
        });
        let anchors = rows.iter().flat_map(|row| &row.anchors).map(|anchor| anchor.to_ascii_lowercase());
        Self { patterns: patterns.collect(), anchors: anchors.collect() }
    }

    /// Returns for every place whether a match may start there: near a digit, `@`, `/`, `#` or the anchor of a row.
    fn starts(&self, text: &str) -> Vec<bool> {
        let text = text.to_ascii_lowercase();
        let mut starts = vec![false; text.len()];
        let sign = |at: usize| matches!(text.as_bytes()[at], b'0'..=b'9' | b'@' | b'/' | b'#');
        // A word that goes on from a letter of whatever script is no anchor.
        let glued = |at: usize| text.get(..at).is_some_and(|before| before.ends_with(char::is_alphabetic));
        let anchored = |at: usize| {
            self.anchors.iter().any(|anchor| {
                let word = anchor.starts_with(char::is_alphabetic);
                text.as_bytes()[at..].starts_with(anchor.as_bytes()) && !(word && glued(at))
            })
        };
        for trigger in (0..text.len()).filter(|at| sign(*at) || anchored(*at)) {
            let reach = if text.as_bytes()[trigger] == b'@' { LOOK_BACK_AT } else { LOOK_BACK };
            starts[trigger.saturating_sub(reach)..=trigger].fill(true);
        }
        starts
    }

    fn found(&self, scanner: &Scanner, text: &str) -> Vec<Finding> {
        let part = Part::plain(Address::Text, text);
        let mut found = Vec::new();
        for reading in fold::readings(&part) {
            let mut findings = Findings::new(&reading, &mut found);
            let mut scratch = scanner.scratch.get();
            let scratch = &mut *scratch;
            scratch.begin(scanner.rows.len());
            let spaced = reading.text().replace('\n', " ");
            let bytes = spaced.as_bytes();
            let starts = self.starts(reading.text());
            for start in (0..bytes.len()).filter(|start| starts[*start]) {
                let Some(after_letter) = start_at(reading.text().as_bytes(), start) else { continue };
                scratch.ends.clear();
                for (row, looks, whole) in &self.patterns {
                    if looks.is_match(&bytes[start..]) {
                        let ends = (start + 1..=bytes.len()).filter(|end| whole.is_match(&bytes[start..*end]));
                        scratch.ends.extend(ends.map(|end| (*row, end)));
                    }
                }
                if !scratch.ends.is_empty() {
                    scanner.judge(scratch, &reading, start, after_letter, &mut findings);
                }
            }
        }
        found
    }
}

/// Returns whether a match may start at `at`, and if so whether a letter stands directly before it.
fn start_at(bytes: &[u8], at: usize) -> Option<bool> {
    let before = if at == 0 { b' ' } else { bytes[at - 1] };
    if bytes[at].is_ascii_alphanumeric() {
        if !before.is_ascii_alphanumeric() {
            return Some(false);
        }
        return (bytes[at].is_ascii_digit() && before.is_ascii_alphabetic()).then_some(true);
    }
    matches!(bytes[at], b'+' | b'(' | b'/' | b'@' | b'#' | b'[' | b':' | 0xc2).then_some(false)
}

fn same(one: &[Finding], other: &[Finding]) -> bool {
    one.len() == other.len() && one.iter().all(|finding| other.contains(finding))
}

#[track_caller]
fn assert_same(scanner: &Scanner, slow: &Slow, text: &str) -> usize {
    let (fast, slow) = (found(scanner, text, None), slow.found(scanner, text));
    assert!(same(&fast, &slow), "{text:?}\nfast: {fast:?}\nslow: {slow:?}");
    fast.len()
}

/// One automaton for all rows finds what each pattern finds by itself with `regex`.
#[test]
fn the_scanner_finds_what_regex_finds_one_by_one() {
    let (rows, scanner) = all();
    let slow = Slow::new(&rows);
    for row in &rows {
        let must: usize = row.must.iter().map(|example| assert_same(&scanner, &slow, &marked(example).0)).sum();
        assert!(must >= row.must.len());
        row.never.iter().for_each(|example| {
            assert_same(&scanner, &slow, example);
        });
    }
}

/// The same over texts put together of pieces of examples, of digits and signs, cut and joined anywhere.
#[test]
fn the_scanner_finds_what_regex_finds_in_hostile_texts() {
    let (rows, scanner) = all();
    let slow = Slow::new(&rows);
    let examples: Vec<String> =
        rows.iter().flat_map(|row| &row.must).map(|example| marked(example).0).filter(|text| text.is_ascii()).collect();
    let whole = examples.clone();
    let piece = proptest::prop_oneof![
        4 => (0..whole.len()).prop_map(move |index| whole[index].clone()),
        2 => (0..examples.len(), 0_usize..60, 1_usize..40).prop_map(move |(index, from, len)| {
            let text = &examples[index];
            let from = from.min(text.len());
            text[from..(from + len).min(text.len())].to_owned()
        }),
        1 => "[0-9]{1,14}",
        3 => "[ /@#.:,+()\\n-]{1,3}",
        1 => "[A-Za-z]{1,9}",
        1 => "(.){1,4}",
    ];
    let texts = proptest::collection::vec(piece, 1..7).prop_map(|pieces| pieces.concat());
    let config = proptest::test_runner::Config { cases: 1_200, failure_persistence: None, ..Default::default() };
    let mut runner = proptest::test_runner::TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let found = std::cell::Cell::new(0);
    let run = runner.run(&texts, |text| {
        found.set(found.get() + assert_same(&scanner, &slow, &text));
        Ok(())
    });
    run.unwrap();
    assert!(found.get() > 600, "only {} findings were compared", found.get());
}
