//! The development data: documents with spans, brought to three labels.
//!
//! Titles, articles and possessives come off the spans, pronouns are not names, countries are places whatever the source
//! calls them, handles are left out of account. `docs/tagger.md` says what may be trained on and what is measured only.

use std::path::Path;

use serde_json::Value;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gold {
    Person,
    Location,
    Organization,
    /// Neither right nor wrong.
    Unscored,
}

#[derive(Clone, Debug)]
pub struct Span {
    pub start: usize,
    pub end: usize,
    pub gold: Gold,
}

#[derive(Clone, Debug, Default)]
pub struct Document {
    pub text: String,
    pub spans: Vec<Span>,
    /// Whether it belongs to the part that is kept for measuring.
    pub held_out: bool,
}

const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "president",
    "prime",
    "minister",
    "pm",
    "mr.",
    "mrs.",
    "ms.",
    "dr.",
    "gen.",
    "gen",
    "general",
    "lt.",
    "lt",
    "col.",
    "col",
    "capt.",
    "captain",
    "maj.",
    "major",
    "sgt.",
    "sergeant",
    "secretary",
    "judge",
    "justice",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "senator",
    "sen.",
    "sen",
    "rep.",
    "rep",
    "gov.",
    "governor",
    "army",
    "chancellor",
    "ambassador",
    "the",
    "a",
    "an",
    "st",
    "sgt",
    "cpl",
    "pvt",
    "commander",
    "colonel",
    "lieutenant",
    "brig.",
    "adm.",
    "admiral",
    "officer",
    "detective",
    "inspector",
    "constable",
    "coach",
    "father",
    "uncle",
    "aunt",
    "emperor",
    "duke",
    "duchess",
    "sheikh",
    "mayor",
    "vice",
    "deputy",
    "special",
    "envoy",
    "foreign",
    "state",
    "of",
    "defense",
    "us",
    "u.s.",
    "premier",
    "dj",
    "reverend",
    "rev",
    "rev.",
    "saint",
];
const NO_NAMES: &[&str] = &[
    "i", "we", "he", "she", "they", "it", "you", "his", "her", "him", "them", "who", "our", "my", "their", "us", "me",
    "god", "allah", "this", "that", "these", "those", "its", "your", "all", "both", "jesus", "lord", "one",
];

/// Reads a file of lines of JSON. `label` brings the source's labels to ours; `held_out` says which documents are kept.
pub fn read(
    path: &Path,
    countries: &[String],
    label: impl Fn(&str) -> Option<Gold>,
    held_out: impl Fn(usize, &Value) -> bool,
) -> Result<Vec<Document>, String> {
    let file = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut documents = Vec::new();
    for (index, line) in file.lines().enumerate() {
        let value: Value = serde_json::from_str(line).map_err(|error| format!("{}: {error}", path.display()))?;
        let text = value["text"].as_str().unwrap_or_default().to_owned();
        let mut spans = Vec::new();
        for span in value["spans"].as_array().into_iter().flatten() {
            let Some(gold) = label(span["label"].as_str().unwrap_or_default()) else { continue };
            let (start, end) =
                (span["start"].as_u64().unwrap_or(0) as usize, span["end"].as_u64().unwrap_or(0) as usize);
            spans.extend(trim(&text, Span { start, end, gold }, countries));
        }
        let held_out = held_out(index, &value);
        documents.push(Document { spans: apart(spans), text, held_out });
    }
    Ok(documents)
}

/// Takes off what is no part of a name, or all of it.
fn trim(text: &str, mut span: Span, countries: &[String]) -> Option<Span> {
    loop {
        let own = text.get(span.start..span.end)?;
        let space = own.len() - own.trim_start().len();
        if space > 0 {
            span.start += space;
            continue;
        }
        span.end -= own.len() - own.trim_end().len();
        let own = text.get(span.start..span.end)?;
        if own.starts_with(['@', '#']) {
            span.gold = Gold::Unscored;
            return Some(span);
        }
        let Some((first, rest)) = own.split_once(char::is_whitespace) else { break };
        let lower = first.to_lowercase();
        let is_title = TITLES.contains(&lower.as_str());
        let takes_off = match span.gold {
            Gold::Person => is_title || first == ".",
            _ => matches!(lower.as_str(), "the" | "a" | "an"),
        };
        if !takes_off || rest.trim().is_empty() {
            break;
        }
        span.start = span.end - rest.len();
    }
    let own = text.get(span.start..span.end)?;
    for end in ["'s", "’s", " 's", " ’s", ","] {
        if let Some(own) = own.strip_suffix(end) {
            span.end = span.start + own.trim_end().len();
            break;
        }
    }
    let own = text.get(span.start..span.end)?;
    let lower = own.to_lowercase();
    if own.is_empty()
        || NO_NAMES.contains(&lower.as_str())
        || TITLES.contains(&lower.as_str()) && span.gold == Gold::Person
    {
        return None;
    }
    if span.gold == Gold::Organization && countries.iter().any(|country| country == own) {
        span.gold = Gold::Location;
    }
    Some(span)
}

/// Keeps the longest of spans that overlap.
fn apart(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by_key(|span| (std::cmp::Reverse(span.end - span.start), span.start));
    let mut kept: Vec<Span> = Vec::new();
    for span in spans {
        if kept.iter().all(|other| span.end <= other.start || span.start >= other.end) {
            kept.push(span);
        }
    }
    kept.sort_by_key(|span| span.start);
    kept
}

/// Joins sentences into documents of about so many.
pub fn join(documents: &[Document], many: usize) -> Vec<Document> {
    documents
        .chunks(many)
        .map(|chunk| {
            let mut joined = Document { held_out: chunk[0].held_out, ..Document::default() };
            for document in chunk {
                let from = joined.text.len();
                joined.text.push_str(&document.text);
                joined.text.push('\n');
                joined.spans.extend(document.spans.iter().map(|span| Span {
                    start: span.start + from,
                    end: span.end + from,
                    gold: span.gold,
                }));
            }
            joined
        })
        .collect()
}

/// Prints tokens that stand a space apart as a text would be.
pub fn printed(document: &Document) -> Document {
    let text = &document.text;
    let mut out = String::with_capacity(text.len());
    let mut map = vec![0; text.len() + 1];
    let mut open = false;
    let mut glue = false;
    for (at, c) in text.char_indices() {
        map[at] = out.len();
        if c == ' ' {
            let rest = &text[at + 1..];
            let next = rest.split(' ').next().unwrap_or_default();
            let closes = matches!(next, "," | "." | ";" | ":" | "!" | "?" | ")" | "'s" | "'" | "..." | "%" | "n't")
                || next.starts_with("'") && next.len() <= 3
                || next == "\"" && open;
            if closes || glue {
                glue = false;
                continue;
            }
        }
        glue = false;
        if c == '"' {
            open = !open;
            glue = open;
        }
        if matches!(c, '(' | '$' | '#') {
            glue = true;
        }
        out.push(c);
    }
    map[text.len()] = out.len();
    let spans = document.spans.iter().map(|span| Span {
        start: map[span.start],
        end: map[span.end].max(map[span.start]),
        gold: span.gold,
    });
    let spans = spans.filter(|span| out.get(span.start..span.end).is_some()).collect();
    Document { spans, text: out, held_out: document.held_out }
}

/// Returns the document in capitals or in small letters.
pub fn recased(document: &Document, capitals: bool) -> Document {
    let mut out = String::with_capacity(document.text.len());
    let mut map = vec![0; document.text.len() + 1];
    for (at, c) in document.text.char_indices() {
        map[at] = out.len();
        if capitals { out.extend(c.to_uppercase()) } else { out.extend(c.to_lowercase()) }
    }
    map[document.text.len()] = out.len();
    let spans = document
        .spans
        .iter()
        .map(|span| Span { start: map[span.start], end: map[span.end], gold: span.gold })
        .collect();
    Document { text: out, spans, held_out: document.held_out }
}

/// Returns the document with some names replaced: `name` gives another for a person, a place or a body, or none.
pub fn replaced(document: &Document, mut name: impl FnMut(&str, Gold) -> Option<String>) -> Document {
    let mut out = Document { held_out: document.held_out, ..Document::default() };
    let mut from = 0;
    for span in &document.spans {
        out.text.push_str(&document.text[from..span.start]);
        let own = &document.text[span.start..span.end];
        let start = out.text.len();
        match name(own, span.gold) {
            Some(other) => out.text.push_str(&other),
            None => out.text.push_str(own),
        }
        out.spans.push(Span { start, end: out.text.len(), gold: span.gold });
        from = span.end;
    }
    out.text.push_str(&document.text[from..]);
    out
}

/// Reads sentences with their names marked, `[P …]`, `[L …]`, `[O …]`, as one document.
pub fn marked(text: &str) -> Document {
    let mut document = Document::default();
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        document.text.push_str(&rest[..at]);
        let Some(end) = rest[at..].find(']') else { break };
        let inside = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        let Some((label, name)) = inside.split_once(' ') else {
            document.text.push_str("WORLD CUP");
            continue;
        };
        let start = document.text.len();
        document.text.push_str(name);
        let gold = match label {
            "P" => Gold::Person,
            "L" => Gold::Location,
            _ => Gold::Organization,
        };
        document.spans.push(Span { start, end: document.text.len(), gold });
    }
    document.text.push_str(rest);
    document
}
