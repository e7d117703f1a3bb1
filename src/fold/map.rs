//! The way back from a folded text to its source.
//!
//! The map is a list of runs. Inside a run every `view_step` bytes of the view come from `source_step` bytes of the
//! source, so a plain text needs one run and a long row of non-breaking spaces also needs one. Spans map outward: a step
//! that is touched is covered whole.

use crate::Span;

/// The runs of a folded text, in order.
#[derive(Clone, Default)]
pub(crate) struct SpanMap {
    runs: Vec<Run>,
}

#[derive(Clone, Copy)]
struct Run {
    view: u32,
    source: u32,
    view_step: u8,
    source_step: u8,
}

impl SpanMap {
    /// Records that from `view` on, each `view_step` bytes come from `source_step` bytes of the source at `source`.
    ///
    /// Steps that are too long for a run are cut to what fits; texts beyond 4 GiB are refused before they get here.
    pub(crate) fn push(&mut self, view: usize, source: usize, view_step: usize, source_step: usize) {
        let run = Run {
            view: u32::try_from(view).unwrap_or(u32::MAX),
            source: u32::try_from(source).unwrap_or(u32::MAX),
            view_step: u8::try_from(view_step.max(1)).unwrap_or(u8::MAX),
            source_step: u8::try_from(source_step).unwrap_or(u8::MAX),
        };
        if let Some(last) = self.runs.last()
            && last.view_step == run.view_step
            && last.source_step == run.source_step
            && last.continues_at(run.view) == run.source
        {
            return;
        }
        self.runs.push(run);
    }

    /// Returns the source bytes that cover `span` of the view.
    pub(crate) fn to_source(&self, span: Span) -> Span {
        let (Some(start), Some(end)) =
            (self.run_at(span.start), self.run_at(span.end.saturating_sub(1).max(span.start)))
        else {
            return span;
        };
        let first = start.step_of(span.start);
        let last = end.step_of(span.end.saturating_sub(1).max(span.start));
        let from = start.source as usize + first * usize::from(start.source_step);
        let to = end.source as usize + (last + 1) * usize::from(end.source_step);
        Span::new(from, to)
    }

    /// Appends to `map` where `span` of this view comes from, as its view from `at` on.
    pub(super) fn copy(&self, span: Span, at: usize, map: &mut Self) {
        let mut from = span.start;
        let mut index = self.runs.partition_point(|run| run.view as usize <= from).saturating_sub(1);
        while let Some(run) = self.runs.get(index).filter(|_| from < span.end) {
            index += 1;
            let end = self.runs.get(index).map_or(span.end, |next| span.end.min(next.view as usize));
            let to = at + from - span.start;
            if run.view_step == 1 {
                let source = run.source as usize + run.step_of(from) * usize::from(run.source_step);
                map.push(to, source, 1, usize::from(run.source_step));
            } else {
                // A piece may begin inside a step, which is touched and covered whole.
                for place in from..end {
                    let byte = self.to_source(Span::new(place, place + 1));
                    map.push(to + place - from, byte.start, 1, byte.len());
                }
            }
            from = end;
        }
    }

    fn run_at(&self, view: usize) -> Option<Run> {
        let after = self.runs.partition_point(|run| run.view as usize <= view);
        self.runs.get(after.saturating_sub(1)).copied()
    }
}

impl Run {
    fn step_of(self, view: usize) -> usize {
        view.saturating_sub(self.view as usize) / usize::from(self.view_step)
    }

    /// Returns where the source would stand if the run went on to `view`, or a value that never matches.
    fn continues_at(self, view: u32) -> u32 {
        let gone = view.wrapping_sub(self.view);
        if !gone.is_multiple_of(u32::from(self.view_step)) {
            return u32::MAX;
        }
        self.source.wrapping_add(gone / u32::from(self.view_step) * u32::from(self.source_step))
    }
}
