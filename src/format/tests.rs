#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use proptest::prelude::*;

use super::*;
use crate::{Address, Join, Part};

const FORMATS: [Format; 6] =
    [Format::Text, Format::Markdown, Format::Html, Format::Json, Format::JsonLines, Format::Csv];

fn texts<'d>(document: &'d Document<'_>) -> Vec<&'d str> {
    document.parts.iter().map(|part| &*part.text).collect()
}

/// What the segments of a part say, with `|` for another line and `¶` for another block.
fn reading(part: &Part<'_>) -> String {
    let mut text = String::new();
    for (index, segment) in part.segments.iter().enumerate() {
        text.push_str(match segment.join {
            _ if index == 0 => "",
            Join::Inline => "",
            Join::Line => "|",
            Join::Block => "¶",
        });
        text.push_str(segment.span.of(&part.text).unwrap());
    }
    text
}

fn edit(part: usize, start: usize, end: usize, replacement: &str) -> Edit {
    Edit { part, span: Span::new(start, end), replacement: replacement.to_owned() }
}

fn written(source: &str, format: Format, edits: &[Edit]) -> String {
    let document = read(source.as_bytes(), format).unwrap();
    let written = write(&document, source.as_bytes(), format, edits).unwrap();
    String::from_utf8(written.bytes).unwrap()
}

/// Writes over the first `needle` in any part.
fn withhold(source: &str, format: Format, needle: &str, replacement: &str) -> String {
    let document = read(source.as_bytes(), format).unwrap();
    for (number, part) in document.parts.iter().enumerate() {
        if let Some(at) = part.text.find(needle) {
            return written(source, format, &[edit(number, at, at + needle.len(), replacement)]);
        }
    }
    panic!("{needle:?} is not read");
}

/// Checks all that has to hold of reading `source` and writing it with `edits`.
fn check_round_trip(source: &[u8], format: Format, edits: &[Edit]) {
    let document = read(source, format).unwrap();
    check_segments(&document);
    assert_eq!(write(&document, source, format, &[]).unwrap().bytes, source, "nothing to edit");
    let Ok(written) = write(&document, source, format, edits) else {
        assert_eq!(format, Format::Csv, "only tables may refuse edits");
        return;
    };
    let again = read(&written.bytes, format).unwrap();
    check_segments(&again);
    assert_eq!(again.parts.len(), document.parts.len(), "as many parts");
    let names_edited = edits.iter().any(|edit| matches!(document.parts[edit.part].address, Address::Key(_)));
    assert_eq!(written.placed.len(), edits.len());
    for (index, (old, new)) in document.parts.iter().zip(&again.parts).enumerate() {
        assert!(names_edited || old.address == new.address, "at the same place");
        assert_eq!(std::mem::discriminant(&old.address), std::mem::discriminant(&new.address));
        let own: Vec<&Change> = written.changes.iter().filter(|change| change.part == index).collect();
        let (mut from, mut to) = (0, 0);
        for change in own {
            assert_eq!(old.text[from..change.source.start], new.text[to..change.written.start], "kept between edits");
            (from, to) = (change.source.end, change.written.end);
        }
        assert_eq!(old.text[from..], new.text[to..], "kept behind the edits");
    }
    for (number, edit) in edits.iter().enumerate() {
        let placed = written.placed[number];
        assert!(placed.end <= written.bytes.len());
        let own = |change: &&Change| change.part == edit.part && edit.span.contains(change.source);
        let text = &again.parts[edit.part].text;
        let stands = |change: &Change| text[change.written.start..change.written.end].ends_with(&edit.replacement);
        let encoded = matches!(format, Format::Html);
        assert!(encoded || written.changes.iter().filter(own).any(stands), "the replacement stands there");
    }
}

/// Segments are in order, apart, on character boundaries; the parts of one text share none.
fn check_segments(document: &Document<'_>) {
    let mut all = Vec::new();
    for part in &document.parts {
        let mut at = 0;
        for segment in part.segments.iter() {
            assert!(segment.span.start >= at && segment.span.of(&part.text).is_some());
            at = segment.span.end;
            all.push(segment.span);
        }
    }
    all.sort();
    assert!(all.windows(2).all(|pair| pair[0].end <= pair[1].start), "segments of two parts overlap");
}

/// Every digit and every character outside ASCII is read, wherever it stands.
fn check_all_read(source: &str, format: Format) {
    let document = read(source.as_bytes(), format).unwrap();
    let mut read = vec![false; source.len()];
    let start = document.parts[0].origin().start;
    for part in &document.parts {
        for segment in part.segments.iter() {
            read[start + segment.span.start..start + segment.span.end].fill(true);
        }
    }
    for (at, c) in source.char_indices().skip_while(|(at, _)| *at < start) {
        assert!(read[at] || !(c.is_ascii_digit() || !c.is_ascii()), "{c:?} at {at} is not read in {source:?}");
    }
}

/// Turns three numbers into an edit of some part.
fn edits_of(source: &[u8], format: Format, picks: &[(u16, u16, u16, String)]) -> Vec<Edit> {
    let document = read(source, format).unwrap();
    let mut edits = Vec::new();
    for (part, start, len, replacement) in picks {
        if document.parts.is_empty() {
            break;
        }
        let part = usize::from(*part) % document.parts.len();
        let text = &document.parts[part].text;
        let start = text.floor_char_boundary(usize::from(*start) % (text.len() + 1));
        let end = text.floor_char_boundary((start + usize::from(*len) % 9).min(text.len())).max(start);
        let span = Span::new(start, end);
        let span = match document.parts[part].segments.iter().find(|s| s.span.overlaps(span)) {
            _ if document.parts[part].segments.is_empty() => span,
            Some(segment) => Span::new(span.start.max(segment.span.start), span.end),
            None => continue,
        };
        let replacement = dress(format, replacement.clone(), &text[span.end..]);
        edits.push(Edit { part, span, replacement });
    }
    edits.sort_by_key(|edit| (edit.part, edit.span));
    edits.dedup_by(|next, before| next.part == before.part && next.span.start < before.span.end.max(before.span.start + 1));
    if document.parts.iter().any(|part| part.address == Address::Markup) {
        // Two parts over one text: an edit of prose may reach over markup that another edits.
        let mut taken: Vec<Span> = Vec::new();
        edits.retain(|edit| {
            let free = taken.iter().all(|span| !span.overlaps(edit.span) && span.start != edit.span.start);
            taken.push(edit.span);
            free
        });
    }
    edits
}

fn picks() -> impl Strategy<Value = Vec<(u16, u16, u16, String)>> {
    let replacement = "\\[withheld\\]|\\[a, b; \"c\"\\]|Person A|=1\\+1|-|12|<b>\\\\|\n|é||\\*\\*|`|x{0,3}";
    proptest::collection::vec((any::<u16>(), any::<u16>(), any::<u16>(), replacement), 0..6)
}

fn json() -> impl Strategy<Value = String> {
    let string = r#""([a-c ~/0-9é]|\\n|\\"|\\\\|\\u00e9|\\ud83d\\ude00|\\/){0,6}""#;
    let leaf = prop_oneof![
        string.prop_map(|text| text),
        "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,3})?([eE][+-]?[0-9]{1,3})?",
        "true|false|null",
    ];
    leaf.prop_recursive(4, 24, 4, move |inner| {
        prop_oneof![
            proptest::collection::vec(("[ \n]?", inner.clone()), 0..4)
                .prop_map(|items| format!("[{}]", items.into_iter().map(|(s, i)| s + &i).collect::<Vec<_>>().join(","))),
            proptest::collection::vec((string, " ?", inner), 0..4).prop_map(|items| {
                let members: Vec<String> = items.into_iter().map(|(k, s, v)| format!("{k}{s}:{s}{v}")).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

const HTML: &str = "(<b>|</b>|<p>|</p>|<br>|<!--|-->|<a href=\"|<a href=|\">|'|\"|=|<|>|/|</|<title>|</title>|<script>|\
                    </script>|<!|<\\?|<x|12|7|é| |\n|&amp;|&#64;|-|<td|\\]\\]>|<textarea>|<!doctype html|b ){0,24}";
const MARKDOWN: &str = "(\\*|\\*\\*|_|`|``|~~|\\[|\\]|\\(|\\)|\\]\\(|!\\[|<|>|> |- |1\\. |#|\\||\n|\n\n|    |\t|12|7|é|a| |\
                        \\\\|&amp;|&#64;|```|---|\\[\\^1\\]|\\[\\^1\\]: |: |<b>|</b>|<!--|-->|http://a\\.example/1|\\[x\\]|\"|:\\-|  \n){0,28}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn text_keeps_what_is_not_edited(source in "\u{feff}?\\PC{0,40}", picks in picks()) {
        check_round_trip(source.as_bytes(), Format::Text, &edits_of(source.as_bytes(), Format::Text, &picks));
    }

    #[test]
    fn json_keeps_what_is_not_edited(source in json(), picks in picks()) {
        check_round_trip(source.as_bytes(), Format::Json, &edits_of(source.as_bytes(), Format::Json, &picks));
    }

    #[test]
    fn json_lines_keep_what_is_not_edited(lines in proptest::collection::vec(json(), 0..4), picks in picks()) {
        let source = lines.iter().map(|line| line.replace('\n', " ")).collect::<Vec<_>>().join("\r\n\n");
        check_round_trip(source.as_bytes(), Format::JsonLines, &edits_of(source.as_bytes(), Format::JsonLines, &picks));
    }

    #[test]
    fn csv_keeps_what_is_not_edited(
        cells in proptest::collection::vec("[a-c0-9é=@; ,\t]{0,5}[,;\t\n]|\"([a-c,;\n]|\"\"){0,5}\"[,\n]|\r\n|[a-c]\"[bc,]\n", 0..16),
        picks in picks(),
    ) {
        let source = cells.concat();
        if read(source.as_bytes(), Format::Csv).is_ok() {
            check_round_trip(source.as_bytes(), Format::Csv, &edits_of(source.as_bytes(), Format::Csv, &picks));
        }
    }

    #[test]
    fn html_keeps_what_is_not_edited(source in HTML, picks in picks()) {
        check_all_read(&source, Format::Html);
        let edits = edits_of(source.as_bytes(), Format::Html, &picks);
        check_round_trip(source.as_bytes(), Format::Html, &edits);
        check_all_read(&written(&source, Format::Html, &edits), Format::Html);
    }

    #[test]
    fn markdown_keeps_what_is_not_edited(source in MARKDOWN, picks in picks()) {
        check_all_read(&source, Format::Markdown);
        let edits = edits_of(source.as_bytes(), Format::Markdown, &picks);
        check_round_trip(source.as_bytes(), Format::Markdown, &edits);
        check_all_read(&written(&source, Format::Markdown, &edits), Format::Markdown);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..60), text in "[\\[\\]{}\",:<>!/a=0-9e.\\\\u -]{0,60}") {
        for format in FORMATS {
            for source in [bytes.as_slice(), text.as_bytes()] {
                if read(source, format).is_ok() {
                    check_round_trip(source, format, &[]);
                }
            }
        }
    }
}
