//! Making an engine: detectors are chosen and compiled, rows are sorted into automata, digests are taken, once.

use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::{About, Engine};
use crate::audit::{self, NotLookedFor, PolicyRecord, RegisterRecord};
use crate::detect::moment::Moments;
use crate::detect::pattern::Scanner;
use crate::detect::people::People;
use crate::detect::place::Places;
use crate::detect::quasi::Quasi;
use crate::detect::registry::{self, Row, builtin_rows};
use crate::detect::spoken::Spoken;
use crate::register::{Protected, Register};
use crate::risk::Numbers;
use crate::sweep::Sweep;
use crate::value::Value;
use crate::{Date, Detector, DetectorId, Key, Kind, Policy, Result};

/// Collects what an [`Engine`] is made of.
#[must_use]
pub struct EngineBuilder {
    policy: Policy,
    key: Option<Key>,
    rows: Vec<Row>,
    detectors: Vec<Box<dyn Detector>>,
    register: Option<Arc<Register>>,
}

impl EngineBuilder {
    pub(super) fn new(policy: Policy) -> Self {
        Self { policy, key: None, rows: Vec::new(), detectors: Vec::new(), register: None }
    }

    /// Sets the key of tokens, aliases across documents and digests in audits.
    pub fn key(mut self, key: Key) -> Self {
        self.key = Some(key);
        self
    }

    /// Sets the day on which permissions and contacts with an expiry are judged; without it those do not apply.
    pub fn today(mut self, today: Date) -> Self {
        self.policy = self.policy.with_today(today);
        self
    }

    /// Adds a detector of the caller's own. It is worth as much as a built-in one.
    pub fn detector(mut self, detector: impl Detector + 'static) -> Self {
        self.detectors.push(Box::new(detector));
        self
    }

    /// Checks every document against a register of protected people. Entries with an expiry hold until the day that
    /// [`today`](Self::today) tells; without it they hold.
    pub fn register(mut self, register: Arc<Register>) -> Self {
        self.register = Some(register);
        self
    }

    /// Adds rows from TOML text in the form of the built-in ones; `source` is the name that errors use.
    ///
    /// # Errors
    /// [`ErrorKind::Row`](crate::ErrorKind::Row) with line and column.
    pub fn rows(mut self, toml: &str, source: &str) -> Result<Self> {
        self.rows.extend(registry::parse(toml, source)?);
        Ok(self)
    }

    /// Returns the engine.
    ///
    /// # Errors
    /// [`ErrorKind::Row`](crate::ErrorKind::Row) when a row cannot be used or two have the same id.
    pub fn build(self) -> Result<Engine> {
        let policy = self.policy;
        let mut rows: Vec<&Row> = builtin_rows()?.iter().chain(policy.rows()).chain(&self.rows).collect();
        registry::reject_twins(rows.iter().copied())?;
        let mut not_looked_for = Vec::new();
        rows.retain(|row| {
            let reason = policy.why_off(&row.id, &row.kind, row.country.as_deref());
            let on = reason.is_none();
            not_looked_for.extend(reason.map(|reason| off(&row.kind, row.id.as_str(), reason)));
            on
        });
        let scanner = Scanner::new(&rows)?;
        let public = rows.iter().filter(|row| row.public).map(|row| DetectorId::new(&row.id)).collect();
        let mut detectors: Vec<Box<dyn Detector>> = vec![Box::new(scanner)];
        let tagger = policy.why_off("tagger", &Kind::PERSON, None).is_none();
        let grammar: [Box<dyn Detector>; 6] = [
            Box::new(People::new(tagger)),
            Box::new(Places::new()),
            Box::new(Moments::new()),
            Box::new(Spoken::new()),
            Box::new(Quasi),
            Box::new(Numbers::new(policy.profiles())),
        ];
        let record = self.register.as_deref().map(|register| RegisterRecord::of(register, policy.today()));
        let protected = self.register.map(|register| Protected::new(register, policy.today()));
        let protected = protected.map(|protected| Box::new(protected) as Box<dyn Detector>);
        for detector in grammar.into_iter().chain(protected).chain(self.detectors) {
            let id = detector.id();
            let mut any = false;
            for kind in detector.kinds() {
                match policy.why_off(id.as_str(), &kind, None) {
                    Some(reason) => not_looked_for.push(off(&kind, id.as_str(), reason)),
                    None => any = true,
                }
            }
            if any {
                detectors.push(detector);
            }
        }
        // A detector that looks for several kinds still reports one that is off: what it says of that is passed over.
        let (kinds_off, mut looked_for): (Vec<Kind>, Vec<Kind>) =
            detectors.iter().flat_map(|detector| detector.kinds()).partition(|kind| policy.is_off(kind));
        looked_for.sort();
        looked_for.dedup();
        let contacts = Sweep::new(policy.contacts().filter_map(|contact| Value::of(&Kind::PERSON, contact)).zip(0..));
        let lapsed = policy.lapsed_contacts().filter_map(|contact| Value::of(&Kind::PERSON, contact)).collect();
        let about = About {
            policy: PolicyRecord::of(&policy),
            detectors: digest(&rows, &detectors),
            key: self.key.as_ref().map(audit::key_name),
            looked_for: looked_for.into(),
            not_looked_for: not_looked_for.into(),
            expired: policy.expired(),
            register: record,
        };
        Ok(Engine { policy, key: self.key, detectors, public, kinds_off, contacts, lapsed, about })
    }
}

fn off(kind: &Kind, detector: &str, reason: String) -> NotLookedFor {
    NotLookedFor { kind: kind.clone(), detector: detector.to_owned(), reason }
}

/// Returns the digest of every row and detector that looks, and of the version of the crate that holds their grammar.
fn digest(rows: &[&Row], detectors: &[Box<dyn Detector>]) -> String {
    let mut hash = Sha256::new();
    hash.update(env!("CARGO_PKG_VERSION"));
    for row in rows {
        hash.update(format!("{row:?}"));
    }
    for detector in detectors {
        hash.update(detector.id().as_str());
    }
    format!("sha256:{}", audit::hex(&hash.finalize()))
}
