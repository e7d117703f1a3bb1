//! How likely somebody is to be found again (El Emam and Dankar, Protecting Privacy Using k-Anonymity, JAMIA 15(5), 2008;
//! El Emam, Guide to the De-Identification of Personal Health Information, 2013).
//!
//! The *prosecutor* knows that a person is in the data; the *journalist* knows only that the person is in the population
//! from which the data come; the *marketer* wants to recognise as many as possible. Without a population every person in it
//! is taken to be in the data: the journalist's and the marketer's chances are then upper limits.

use serde::Serialize;

/// The chances of three intruders.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Risks {
    /// Of one who knows that the person is in the data.
    pub prosecutor: Risk,
    /// Of one who knows that the person is in the population.
    pub journalist: Risk,
    /// The share of people in the data whom one would recognise who tries all of them.
    pub marketer: f64,
    /// Whether a population was given; else the data stand for it.
    pub population_given: bool,
}

/// The chances that one person is recognised, over all people in the data.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Risk {
    /// The greatest.
    pub highest: f64,
    /// The mean.
    pub average: f64,
    /// The share of people whose chance is above 1 / k.
    pub above_threshold: f64,
}

/// The size of one class.
#[derive(Clone, Copy)]
pub(super) struct Size {
    /// People of the class itself.
    pub(super) own: u64,
    /// People in the data who cannot be told from them.
    pub(super) data: u64,
    /// People in the population who cannot be told from them; at least as many.
    pub(super) population: u64,
}

impl Risks {
    pub(super) fn of(sizes: &[Size], k: u64, population_given: bool) -> Self {
        let prosecutor = Risk::of(sizes.iter().map(|size| (size.own, size.data)), k);
        let journalist = Risk::of(sizes.iter().map(|size| (size.own, size.population)), k);
        let marketer = journalist.average;
        Self { prosecutor, journalist, marketer, population_given }
    }
}

impl Risk {
    /// Returns the risk of classes, given as their own people and those they cannot be told from.
    fn of(classes: impl Iterator<Item = (u64, u64)> + Clone, k: u64) -> Self {
        let classes = classes.filter(|(own, _)| *own > 0);
        let people = classes.clone().map(|(own, _)| own).sum::<u64>() as f64;
        let share = |sum: f64| if people > 0.0 { sum / people } else { 0.0 };
        let average = share(classes.clone().map(|(own, of)| own as f64 / of as f64).sum());
        let above_threshold = share(classes.clone().filter(|(_, of)| *of < k).map(|(own, _)| own as f64).sum());
        let least = classes.map(|(_, of)| of).min();
        Self { highest: least.map_or(0.0, |least| 1.0 / least as f64), average, above_threshold }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_intruders_over_a_set_worked_by_hand() {
        // Classes of 1, 3 and 6 people, of 4, 3 and 60 in the population.
        let size = |own, population| Size { own, data: own, population };
        let risks = Risks::of(&[size(1, 4), size(3, 3), size(6, 60)], 5, true);
        assert_eq!(risks.prosecutor.highest, 1.0);
        assert!((risks.prosecutor.average - 0.3).abs() < 1e-12, "three classes of ten people");
        assert!((risks.prosecutor.above_threshold - 0.4).abs() < 1e-12);
        assert!((risks.journalist.highest - 1.0 / 3.0).abs() < 1e-12);
        assert!((risks.marketer - (0.25 + 1.0 + 0.1) / 10.0).abs() < 1e-12);
    }
}
