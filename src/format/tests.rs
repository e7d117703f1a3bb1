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
    Edit { part, span: Span::new(start, end), replacement: replacement.into() }
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
        let stands = |change: &Change| text[change.written.start..change.written.end].ends_with(&*edit.replacement);
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
        assert!(read[at] || c.is_ascii() && !c.is_ascii_digit(), "{c:?} at {at} is not read in {source:?}");
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
        let replacement = dress(format, replacement.as_str().into(), &text[span.end..]);
        edits.push(Edit { part, span, replacement });
    }
    edits.sort_by_key(|edit| (edit.part, edit.span));
    edits.dedup_by(|next, before| {
        next.part == before.part && next.span.start < before.span.end.max(before.span.start + 1)
    });
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
            proptest::collection::vec(("[ \n]?", inner.clone()), 0..4).prop_map(|items| format!(
                "[{}]",
                items.into_iter().map(|(s, i)| s + &i).collect::<Vec<_>>().join(",")
            )),
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

#[test]
fn names_and_extensions_are_known() {
    for format in FORMATS {
        assert_eq!(format.name().parse::<Format>().unwrap(), format);
    }
    assert_eq!(Format::from_extension(".MD"), Some(Format::Markdown));
    assert_eq!(Format::from_extension("ndjson"), Some(Format::JsonLines));
    assert_eq!(Format::from_extension("docx"), None);
    assert_eq!("docx".parse::<Format>().unwrap_err().kind(), ErrorKind::Input);
}

#[test]
fn edits_outside_their_part_are_refused() {
    let document = read("é".as_bytes(), Format::Text).unwrap();
    for edits in [
        vec![edit(0, 1, 2, "x")],
        vec![edit(0, 0, 3, "x")],
        vec![edit(1, 0, 1, "x")],
        vec![edit(0, 0, 2, "x"), edit(0, 0, 2, "y")],
    ] {
        assert!(write(&document, "é".as_bytes(), Format::Text, &edits).is_err());
    }
}

#[test]
fn what_is_not_text_is_refused() {
    for (bytes, says) in [
        (&b"caf\xe9"[..], "the text is not UTF-8; save it as UTF-8 and try again (byte 3)"),
        (b"\xff\xfea\0", "the text is in UTF-16; save it as UTF-8 and try again"),
        (b"\xfe\xff\0a", "the text is in UTF-16; save it as UTF-8 and try again"),
    ] {
        for format in FORMATS {
            let error = read(bytes, format).unwrap_err();
            assert_eq!((error.kind(), error.to_string()), (ErrorKind::Input, says.to_owned()));
        }
    }
}

#[test]
fn a_byte_order_mark_stays() {
    for (format, rest) in
        [(Format::Text, "a 7\0"), (Format::Markdown, "a 7"), (Format::Csv, "a 7\n"), (Format::Json, "\"a 7\"")]
    {
        let source = format!("\u{feff}{rest}");
        assert_eq!(texts(&read(source.as_bytes(), format).unwrap())[0].trim_end(), rest.trim_matches(['"', '\n']));
        assert_eq!(withhold(&source, format, "7", "x"), source.replace('7', "x"));
    }
}

#[test]
fn json_reads_strings_numbers_and_names() {
    let source = r#" {"a/b": ["x", 07e0, {"~": null}], "phones": [["1"], 12345678901234567890.10], "a/b": "\u0041\ud83d\ude00"} "#;
    let source = source.replace("07e0", "7e0");
    let document = read(source.as_bytes(), Format::Json).unwrap();
    let all: Vec<(String, &str, Option<&str>)> = document
        .parts
        .iter()
        .map(|part| {
            let address = match &part.address {
                Address::Key(pointer) => format!("key {pointer}"),
                Address::Value(pointer) => pointer.to_string(),
                _ => panic!(),
            };
            (address, &*part.text, part.field.as_deref())
        })
        .collect();
    let wanted = [
        ("key /a~1b", "a/b", None),
        ("/a~1b/0", "x", Some("a/b")),
        ("/a~1b/1", "7e0", Some("a/b")),
        ("key /a~1b/2/~0", "~", None),
        ("key /phones", "phones", None),
        ("/phones/0/0", "1", Some("phones")),
        ("/phones/1", "12345678901234567890.10", Some("phones")),
        ("key /a~1b", "a/b", None),
        ("/a~1b", "A😀", Some("a/b")),
    ];
    assert_eq!(all, wanted.map(|(address, text, field)| (address.to_owned(), text, field)));
}

#[test]
fn json_is_written_with_what_is_around_as_it_was() {
    for (source, needle, replacement, wanted) in [
        (r#"{"a" :"x \u00e9 07700 \/"}"#, "07700", r#"["\]"#, r#"{"a" :"x \u00e9 [\"\\] \/"}"#),
        (r#"["\ud83d\ude007 \n"]"#, "😀", "", r#"["7 \n"]"#),
        ("[447700900123]", "447700900123", "[phone]", r#"["[phone]"]"#),
        ("[447700900123]", "900123", "000000", "[447700000000]"),
        ("[1.5]", "1.", "0", r#"["05"]"#),
        (r#"{"Jo": 1, "x": 2, "x (2)": 3}"#, "Jo", "x", r#"{"x (3)": 1, "x": 2, "x (2)": 3}"#),
        ("\"Jo\"", "Jo", "\n\u{1}", r#""\n\u0001""#),
    ] {
        assert_eq!(withhold(source, Format::Json, needle, replacement), wanted);
    }
    let source = r#"{"Jo": {"Jo": 1}, "Al": 2}"#;
    let edits = [edit(0, 0, 2, "[name]"), edit(1, 0, 2, "[name]"), edit(3, 0, 2, "[name]")];
    assert_eq!(written(source, Format::Json, &edits), r#"{"[name]": {"[name]": 1}, "[name] (2)": 2}"#);
}

#[test]
fn bad_json_is_refused_where_it_is_bad() {
    for (source, format, line) in [
        ("", Format::Json, Some(1)),
        ("{\"a\":1} x", Format::Json, Some(1)),
        ("[1,\n2,]", Format::Json, Some(2)),
        ("[01]", Format::Json, Some(1)),
        (r#"["\ud83d"]"#, Format::Json, None),
        (r#"{"\ud83d\u0041": 1}"#, Format::Json, None),
        ("{}\n\n{\"a\"}\n", Format::JsonLines, Some(3)),
    ] {
        let error = read(source.as_bytes(), format).unwrap_err();
        assert_eq!((error.kind(), error.line().map(|(line, _)| line)), (ErrorKind::Input, line), "{source:?}");
    }
}

#[test]
fn json_lines_tell_the_line() {
    let source = "{\"name\": \"Jo\"}\r\n \n[\"Al\"]\n\"x\"";
    let document = read(source.as_bytes(), Format::JsonLines).unwrap();
    let pointers: Vec<String> = document
        .parts
        .iter()
        .map(|part| match &part.address {
            Address::Value(pointer) | Address::Key(pointer) => pointer.to_string(),
            _ => panic!(),
        })
        .collect();
    assert_eq!(pointers, ["/0/name", "/0/name", "/2/0", "/3"]);
    assert_eq!(withhold(source, Format::JsonLines, "Al", "\n"), source.replace("Al", "\\n"));
}

#[test]
fn csv_cells_have_their_header() {
    let source = "name;phone\r\n\"Smith, \"\"Jo\"\"\nx\";07700\r\n\r\nAl\nBo;;3;4";
    let document = read(source.as_bytes(), Format::Csv).unwrap();
    let all: Vec<(u32, u32, &str, Option<&str>)> = document
        .parts
        .iter()
        .map(|part| match part.address {
            Address::Cell { row, column } => (row, column, &*part.text, part.field.as_deref()),
            _ => panic!(),
        })
        .collect();
    let wanted = [
        (0, 0, "name", None),
        (0, 1, "phone", None),
        (1, 0, "Smith, \"Jo\"\nx", Some("name")),
        (1, 1, "07700", Some("phone")),
        (2, 0, "Al", Some("name")),
        (3, 0, "Bo", Some("name")),
        (3, 2, "3", None),
        (3, 3, "4", None),
    ];
    assert_eq!(all, wanted);
}

#[test]
fn csv_cells_are_quoted_when_they_need_it() {
    for (source, needle, replacement, wanted) in [
        ("a,b\n1,2\n", "1", "[x]", "a,b\n[x],2\n"),
        ("a,b\n1,2\n", "1", "[x, y]", "a,b\n\"[x, y]\",2\n"),
        ("a,b\n1,2\n", "1", "\"x\"", "a,b\n\"\"\"x\"\"\",2\n"),
        ("a,b\n\"1 \"\"z\"\"\",2\n", "1", "x\"", "a,b\n\"x\"\" \"\"z\"\"\",2\n"),
        ("a\n1\n2\n", "1", "", "a\n\"\"\n2\n"),
        ("a;b\n1;2\n", "a", "x, y, z", "\"x, y, z\";b\n1;2\n"),
        ("a\tb\n1\t2\n", "2", "x, y", "a\tb\n1\tx, y\n"),
        ("a,b\nJo,2\n", "Jo", "=1+1", "a,b\n'=1+1,2\n"),
        ("a,b\nJo-5,2\n", "Jo", "", "a,b\n'-5,2\n"),
        ("a,b\n+44 7700,2\n", "7700", "x", "a,b\n+44 x,2\n"),
    ] {
        assert_eq!(withhold(source, Format::Csv, needle, replacement), wanted, "from {source:?}");
    }
}

#[test]
fn an_open_quote_in_csv_is_refused_with_its_line() {
    let error = read("a,b\n1,2\n3,\"4\n5,6\n".as_bytes(), Format::Csv).unwrap_err();
    assert_eq!(error.line(), Some((3, 3)));
}

/// Source, what a reader sees, what stands in the markup.
const HTML_READS_AS: &[(&str, &str, &str)] = &[
    ("<p>07700 <b title='t'>900</b> 123</p>", "07700 900 123", "t"),
    ("<p>a</p>\n<p>b<br>c<td>d", "a¶b|c|d", ""),
    ("0<wbr>7<!-- Jo -->7<o:p></o:p>0", "0770", " Jo ¶o:p¶o:p"),
    ("<a href=tel:07700 data-dob=\"1 May\">x</a>", "x", "tel:07700¶data-dob|1 May"),
    ("a < b <3 <", "a < b <3 <", ""),
    ("Ring <jane@mail.example> now", "Ring  now", "jane@mail.example"),
    ("x <b 07700 900123 and", "x ¶<b 07700 900123 and", ""),
    ("x <b 07700 900123 title=T and Jo>y", "x y", "07700 900123¶T¶and Jo"),
    ("<script>if (a<b) 'Jo'</script>z", "z", "if (a<b) 'Jo'"),
    ("<title>A <b></title>z", "A <b>¶z", ""),
    ("<textarea>A</textarea>", "A", ""),
    ("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0//EN\" \"http://www.w3.org/TR/xhtml1.dtd\">z", "z", ""),
    ("<!doctype Jo><?x 7?></ 8><![CDATA[9]]>", "", "doctype Jo¶x 7?¶ 8¶[CDATA[9]]"),
    ("<!-- a", "<!-- a", ""),
    ("<!-->a<!--->b<!--c--!>d", "abd", "c"),
    ("<img alt=\"Jo > Al\"/>z", "z", "Jo > Al"),
    ("one\n\n  two", "one\ntwo", ""),
    ("<xmp>a</xmp ><iframe>b", "a¶b", ""),
];

#[test]
fn html_is_read_with_its_markup() {
    for (source, prose, aside) in HTML_READS_AS {
        let document = read(source.as_bytes(), Format::Html).unwrap();
        let both: Vec<String> = document.parts.iter().map(reading).collect();
        assert_eq!(both, [*prose, *aside], "from {source:?}");
        check_round_trip(source.as_bytes(), Format::Html, &[]);
    }
}

#[test]
fn html_tags_outlive_the_value_around_them() {
    for (source, part, from, to, replacement, wanted) in [
        ("a 07700 <b>900 123</b> z", 0, 2, 18, "[x]", "a [x]<b></b> z"),
        ("a <i>07<b title=t>7</b></i>8", 0, 5, 28, "[x]", "a <i>[x]<b title=t></b></i>"),
        ("<a href=07700>z", 1, 8, 13, "[a b]", "<a href=[a&#32;b]>z"),
        ("<a href='07700'>z", 1, 9, 14, "[a b]", "<a href='[a b]'>z"),
        ("x <07700b>", 0, 3, 8, "", "x <<!---->b>"),
        ("x <07700>", 0, 3, 8, "Person A", "x <<!---->Person A>"),
    ] {
        assert_eq!(written(source, Format::Html, &[edit(part, from, to, replacement)]), wanted);
    }
    assert_eq!(&*dress(Format::Html, "<b> & \"'".into(), ""), "&lt;b&gt; &amp; &quot;&#39;");
}

/// Source, what a reader sees, what stands in the markup.
const MARKDOWN_READS_AS: &[(&str, &str, &str)] = &[
    ("07700 **900 123**\n\nnext", "07700 900 123¶next", ""),
    ("one\ntwo  \nthree", "one\ntwo|three", ""),
    ("0*7*7_0_ `0` ~~9~~", "077_0_ 0 9", ""),
    ("jane\\_x\\@mail.example", "jane_x@mail.example", ""),
    (
        "see [07](https://a.example/Jo \"Al\")700 <https://b.example>",
        "see 07700 https://b.example",
        "https://a.example/Jo \"Al",
    ),
    ("![Jo](jo.png)", "Jo", "jo.png"),
    ("[a]: https://a.example/7 \"Jo\"\n\n[a]", "a", "a]: https://a.example/7 \"Jo"),
    ("- a\n- b\n\n12. June 1980", "a|b¶12. June 1980", ""),
    ("|a|b|\n|-|-|\n|1|2|", "a|b|1|2", ""),
    ("> one\n> two", "one\ntwo", ""),
    ("```Jo\nx = 7\n```", "x = 7\n", "Jo"),
    ("---\nauthor: Jo\n---\n\nz", "author: Jo\n¶z", ""),
    ("a <b title=\"Jo\">07</b>7<!-- Al -->", "a 077", "Jo¶ Al "),
    ("<div title=Jo>\nx\n</div>\n\nz", "\nx\n¶z", "Jo"),
    ("# Jo #\n\nAl\n==", "Jo¶Al", ""),
    ("- [x] Jo", "Jo", ""),
    ("a[^7]\n\n[^7]: Jo", "a¶Jo", "^7]\n\n[^7]:"),
    ("&#64; A&amp;B", "&#64; A&amp;B", ""),
];

#[test]
fn markdown_is_read_with_its_markup() {
    for (source, prose, aside) in MARKDOWN_READS_AS {
        let document = read(source.as_bytes(), Format::Markdown).unwrap();
        let both: Vec<String> = document.parts.iter().map(reading).collect();
        assert_eq!(both, [*prose, *aside], "from {source:?}");
        check_all_read(source, Format::Markdown);
    }
}

#[test]
fn markdown_keeps_markup_but_not_stars_of_nothing() {
    for (source, from, to, replacement, wanted) in [
        ("a 07700 **900 123** z", 2, 17, "[x]", "a [x] z"),
        ("a 07700 **900 123 or** z", 2, 17, "[x]", "a [x] or z"),
        ("a **07700 900123** z", 4, 16, "[x]", "a **[x]** z"),
        ("07700 `900 123` z", 0, 14, "[x]", "[x] z"),
        ("07700 `900 1*23*` z", 0, 10, "[x]", "[x]` 1*23*` z"),
        ("> 07700\n> 900123 z", 2, 16, "[x]", "> [x]\n>  z"),
        ("[07700](u) 900 z", 1, 14, "[x]", "[[x]](u) z"),
    ] {
        assert_eq!(written(source, Format::Markdown, &[edit(0, from, to, replacement)]), wanted);
    }
}

#[test]
fn replacements_in_markdown_are_no_markup() {
    for (replacement, after, wanted) in [
        ("[name withheld]", " rang", "[name withheld]"),
        ("[name withheld]", ": rang", "\\[name withheld\\]"),
        ("[name withheld]", "(Jo)", "\\[name withheld\\]"),
        ("07700 ******", "", "07700 \\*\\*\\*\\*\\*\\*"),
        ("- x", "", "\\- x"),
        ("12. x", "", "12\\. x"),
        ("1.5 miles", "", "1.5 miles"),
        ("s.38(1)(b)", "", "s.38(1)(b)"),
    ] {
        assert_eq!(&*dress(Format::Markdown, replacement.into(), after), wanted);
        let source = format!("{wanted}{after}");
        let document = read(source.as_bytes(), Format::Markdown).unwrap();
        assert_eq!(reading(&document.parts[0]), format!("{replacement}{after}"), "reads as it was meant");
    }
}

#[test]
fn hostile_documents_are_read_or_refused() {
    let many = 200_000;
    for unit in [
        "<", "</", "<!--", "<a ", "<a b=", "<title>", "<a b=\"", "<?", "--", "[", "![", "](", "*", "**a", "_", "`",
        "``a", "~", "\\", "&", "|", "> ", "- ", "1. ", "\n", "\"", "\",\"", ",", "{\"a\":", "\"\"\"", "[^a]", "```\n",
        "a\r",
    ] {
        let source = unit.repeat(many / unit.len());
        for format in FORMATS {
            let Ok(document) = read(source.as_bytes(), format) else { continue };
            assert_eq!(write(&document, source.as_bytes(), format, &[]).unwrap().bytes, source.as_bytes());
        }
    }
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    assert!(read(deep.as_bytes(), Format::Json).unwrap_err().to_string().contains("128 deep"));
    let quoted = format!("{} 7", ">".repeat(10_000));
    check_all_read(&quoted, Format::Markdown);
}

#[test]
fn a_part_is_small() {
    // A table has one for every cell.
    assert!(size_of::<Part<'_>>() <= 80);
}

#[test]
fn values_are_replaced_where_they_stand() {
    for (format, source, needle, wanted) in [
        (Format::Text, "a 07700 900123 b", "07700 900123", "a [x] b"),
        (Format::Json, "{ \"t\" : \"a \\u0030 é\" , \"n\":1.50}", "0", "{ \"t\" : \"a [x] é\" , \"n\":1.50}"),
        (Format::Json, "{\"n\": 7700900123}", "7700900123", "{\"n\": \"[x]\"}"),
        (Format::Json, "{\"jane\": [\"jane\"]}", "jane", "{\"[x]\": [\"jane\"]}"),
        (Format::JsonLines, "{\"a\":1}\n\n{\"a\":\"b\"}\n", "b", "{\"a\":1}\n\n{\"a\":\"[x]\"}\n"),
        (Format::Csv, "a;b\r\n1;\"x \"\"y\"\"\"\r\n", "y", "a;b\r\n1;\"x \"\"[x]\"\"\"\r\n"),
    ] {
        assert_eq!(withhold(source, format, needle, "[x]"), wanted);
    }
    assert_eq!(withhold("a,b\n1,2\n", Format::Csv, "2", "x,y"), "a,b\n1,\"x,y\"\n");
    assert_eq!(withhold("a,b\n1,2\n", Format::Csv, "2", "=1+1"), "a,b\n1,'=1+1\n");
}

#[test]
fn markup_is_skipped_and_text_is_read() {
    let read_as = |format, source: &str| reading(&read(source.as_bytes(), format).unwrap().parts[0]);
    assert_eq!(read_as(Format::Markdown, "07700 **900 123** x"), "07700 900 123 x");
    assert_eq!(read_as(Format::Html, "<p>a<b>b</b><br>c</p><p>d"), "ab|c¶d");
    let html =
        read(b"<a title='t' href=\"mailto:j@m.example\">x</a><!-- c --><script>s</script>", Format::Html).unwrap();
    for hidden in ["t", "mailto:j@m.example", "c", "s"] {
        assert!(texts(&html).iter().any(|text| text.contains(hidden)), "{hidden}");
    }
}

#[test]
fn what_is_not_in_its_format_is_an_error_with_its_place() {
    for (format, source, wanted) in [
        (Format::Text, &b"a\xffb"[..], "byte 1"),
        (Format::Json, b"{\"a\": }", "line 1"),
        (Format::Json, b"{} {}", "line 1"),
        (Format::JsonLines, b"{}\n{\n", "line 2"),
        (Format::Csv, b"a,b\n1,\"2\n", "line 2"),
        (Format::Text, b"\xff\xfea\0", "UTF-16"),
    ] {
        let error = read(source, format).map(|_| ()).unwrap_err().to_string();
        assert!(error.contains(wanted), "{error}");
    }
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    assert!(read(deep.as_bytes(), Format::Json).is_err());
}
