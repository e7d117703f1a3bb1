//! Measuring: what a model finds against what is there.

use withhold::training::{Label, Mention, Model, Scratch, with_reading};
use withhold::{Confidence, Span};

use crate::corpus::{Document, Gold};

/// Counts for one label at one level.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub gold: usize,
    pub found: usize,
    pub exact: usize,
    /// Of the gold, those that are touched.
    pub touched: usize,
    /// Of the found, those that touch.
    pub right: usize,
}

fn percent(of: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { 100.0 * of as f64 / all as f64 }
}

impl Counts {
    pub fn precision(self) -> f64 {
        percent(self.exact, self.found)
    }
    pub fn recall(self) -> f64 {
        percent(self.exact, self.gold)
    }
    pub fn f1(self) -> f64 {
        percent(2 * self.exact, self.gold + self.found)
    }
    pub fn touched(self) -> f64 {
        percent(self.touched, self.gold)
    }
    pub fn right(self) -> f64 {
        percent(self.right, self.found)
    }
}

/// Returns what is found in a document, in bytes of its text.
pub fn found(model: &Model<'_>, document: &Document, scratch: &mut Scratch) -> Vec<Mention> {
    with_reading(&document.text, |reading| {
        let mut mentions = Vec::new();
        model.tag(reading.text(), scratch, |mention| {
            mentions.push(Mention { span: reading.to_source(mention.span), ..mention })
        });
        mentions
    })
    .unwrap_or_default()
}

pub fn gold_of(label: Label) -> Gold {
    match label {
        Label::Person => Gold::Person,
        Label::Location => Gold::Location,
        Label::Organization => Gold::Organization,
    }
}

/// Counts over documents: for each label, at each level from possible up.
pub fn count(model: &Model<'_>, documents: &[Document]) -> [[Counts; 3]; 3] {
    let mut scratch = Scratch::default();
    let mut counts = [[Counts::default(); 3]; 3];
    for document in documents {
        let mentions = found(model, document, &mut scratch);
        let own: Vec<(Span, Label, Confidence)> =
            mentions.iter().map(|mention| (mention.span, mention.label, mention.confidence)).collect();
        tally(document, &own, &mut counts);
    }
    counts
}

/// Adds what was found in one document.
fn tally(document: &Document, found: &[(Span, Label, Confidence)], counts: &mut [[Counts; 3]; 3]) {
    for (counts, label) in counts.iter_mut().zip(Label::ALL) {
        let gold = gold_of(label);
        let golds: Vec<(usize, usize)> =
            document.spans.iter().filter(|span| span.gold == gold).map(|span| (span.start, span.end)).collect();
        for (counts, level) in counts.iter_mut().zip([Confidence::Possible, Confidence::Likely, Confidence::Certain]) {
            let own: Vec<Span> =
                found.iter().filter(|(_, own, sure)| *own == label && *sure >= level).map(|(span, ..)| *span).collect();
            for span in &own {
                let touches = |start: usize, end: usize| start < span.end && end > span.start;
                if document.spans.iter().any(|other| other.gold == Gold::Unscored && touches(other.start, other.end)) {
                    continue;
                }
                counts.found += 1;
                counts.right += usize::from(golds.iter().any(|(start, end)| touches(*start, *end)));
                counts.exact += usize::from(golds.contains(&(span.start, span.end)));
            }
            counts.gold += golds.len();
            counts.touched += golds
                .iter()
                .filter(|(start, end)| own.iter().any(|span| *start < span.end && *end > span.start))
                .count();
        }
    }
}

/// Prints what the rules and the committed weights find together.
pub fn together(name: &str, documents: &[Document]) {
    let mut counts = [[Counts::default(); 3]; 3];
    for document in documents {
        let mut found: Vec<(Span, Label, Confidence)> = withhold::training::findings(&document.text)
            .into_iter()
            .filter_map(|finding| {
                let label = match finding.kind.as_str() {
                    "PERSON" => Label::Person,
                    "LOCATION" => Label::Location,
                    _ => return None,
                };
                Some((finding.span, label, finding.confidence))
            })
            .collect();
        found.sort_by_key(|(span, label, _)| (*label == Label::Location, *span));
        found.dedup_by_key(|(span, label, _)| (*label == Label::Location, *span));
        tally(document, &found, &mut counts);
    }
    let [possible, likely, _] = counts[0];
    let place = counts[1][1];
    println!(
        "| {name} | {:.1} / {:.1} / {:.1} | {:.1} / {:.1} | {:.1} / {:.1} / {:.1} |",
        likely.precision(),
        likely.recall(),
        likely.f1(),
        possible.right(),
        possible.touched(),
        place.precision(),
        place.recall(),
        place.f1()
    );
}

pub fn heading() {
    println!(
        "| text | PERSON P / R / F1 | any part, possible: P / R | LOCATION P / R / F1 | ORGANIZATION P / R / F1 |"
    );
    println!("|---|---|---|---|---|");
}

pub fn line(name: &str, model: &Model<'_>, documents: &[Document]) {
    let counts = count(model, documents);
    let [person, place, body] = counts;
    let exact = |counts: Counts| format!("{:.1} / {:.1} / {:.1}", counts.precision(), counts.recall(), counts.f1());
    println!(
        "| {name} ({}) | {} | {:.1} / {:.1} | {} | {} |",
        person[0].gold,
        exact(person[1]),
        person[0].right(),
        person[0].touched(),
        exact(place[1]),
        exact(body[1])
    );
}
