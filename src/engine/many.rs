//! Many documents at once, from several threads.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::Engine;
use crate::format::Format;
use crate::outcome::Outcome;
use crate::risk::Known;
use crate::{Error, ErrorKind, Result};

impl Engine {
    /// Decides on many documents from `jobs` threads, each as [`release`](Self::release) does. The answers stand in the order
    /// of the documents and are those that one thread gives.
    ///
    /// ```
    /// use std::num::NonZeroUsize;
    /// use withhold::{Engine, Format, Policy};
    ///
    /// let engine = Engine::new(Policy::builtin("press")?)?;
    /// let documents = ["Ring 07700 900123.", "The office is open."].map(|text| (text, Format::Text));
    /// let outcomes = engine.release_all(&documents, NonZeroUsize::new(2).unwrap());
    ///
    /// let withheld: Vec<usize> = outcomes.iter().map(|outcome| outcome.as_ref().unwrap().regions().len()).collect();
    /// assert_eq!(withheld, [1, 0]);
    /// # Ok::<(), withhold::Error>(())
    /// ```
    pub fn release_all<B: AsRef<[u8]> + Sync>(
        &self,
        documents: &[(B, Format)],
        jobs: NonZeroUsize,
    ) -> Vec<Result<Outcome>> {
        self.release_all_with(documents, &Known::new(), jobs)
    }

    /// Decides on many documents as [`release_all`](Self::release_all), each put beside what readers
    /// [know already](Self::release_with).
    pub fn release_all_with<B: AsRef<[u8]> + Sync>(
        &self,
        documents: &[(B, Format)],
        known: &Known,
        jobs: NonZeroUsize,
    ) -> Vec<Result<Outcome>> {
        let release = |(bytes, format): &(B, Format)| self.release_with(bytes.as_ref(), *format, known);
        if jobs.get() == 1 || documents.len() < 2 {
            return documents.iter().map(release).collect();
        }
        let next = AtomicUsize::new(0);
        let work = || {
            let mut done = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(document) = documents.get(index) else { return done };
                done.push((index, release(document)));
            }
        };
        let mut outcomes: Vec<Option<Result<Outcome>>> = documents.iter().map(|_| None).collect();
        thread::scope(|scope| {
            let threads: Vec<_> = (0..jobs.get().min(documents.len())).map(|_| scope.spawn(work)).collect();
            for (index, outcome) in threads.into_iter().filter_map(|thread| thread.join().ok()).flatten() {
                if let Some(place) = outcomes.get_mut(index) {
                    *place = Some(outcome);
                }
            }
        });
        // A thread that broke off gave no answer, and no answer is no release.
        let broken = || Err(Error::new(ErrorKind::Input, "the document was not read to its end; try it by itself"));
        outcomes.into_iter().map(|outcome| outcome.unwrap_or_else(broken)).collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

    use super::*;
    use crate::Policy;

    #[test]
    fn an_engine_is_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Engine>();
    }

    #[test]
    fn many_threads_answer_as_one_does_and_in_order() {
        let engine = Engine::new(Policy::builtin("press").unwrap()).unwrap();
        let texts: Vec<Vec<u8>> = (0..40)
            .map(|n| match n % 7 {
                3 => b"\xff".to_vec(),
                _ => {
                    format!("Call {n} times. Ring 07700 9001{n:02} and ask for Dorian Fenwick.").repeat(n).into_bytes()
                }
            })
            .collect();
        let documents: Vec<(&[u8], Format)> = texts.iter().map(|text| (text.as_slice(), Format::Text)).collect();
        let told = |outcome: &Result<Outcome>| match outcome {
            Ok(outcome) => outcome.audit().to_json(),
            Err(error) => error.to_string(),
        };
        let one: Vec<String> = documents.iter().map(|(text, format)| told(&engine.release(text, *format))).collect();
        for jobs in [1, 2, 3, 64] {
            let many = engine.release_all(&documents, NonZeroUsize::new(jobs).unwrap());
            assert_eq!(many.iter().map(told).collect::<Vec<_>>(), one, "{jobs} threads");
        }
        assert!(engine.release_all::<&[u8]>(&[], NonZeroUsize::MIN).is_empty());
    }
}
