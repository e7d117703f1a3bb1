#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions};
use proptest::prelude::*;

use super::*;

/// A system, its numbers, and what was drawn for it: coefficients, lower and upper end by statement.
struct Drawn {
    system: System,
    variables: Vec<Variable>,
    greatest: Vec<i64>,
    rows: Vec<(Vec<i64>, Option<i64>, Option<i64>)>,
}

fn drawn(greatest: Vec<i64>, rows: Vec<(Vec<i64>, Option<i64>, Option<i64>)>) -> Drawn {
    let mut system = System::new();
    let variables: Vec<Variable> = greatest
        .iter()
        .enumerate()
        .map(|(index, end)| system.variable(format!("x{index}"), Interval::new(0, *end)))
        .collect();
    for (index, (coefficients, low, high)) in rows.iter().enumerate() {
        let expression = sum(&variables, coefficients);
        match (*low, *high) {
            (Some(low), Some(high)) => system.within(&expression, Interval::new(low, high), format!("s{index}")),
            (Some(low), None) => system.at_least(&expression, low, format!("s{index}")),
            (None, Some(high)) => system.at_most(&expression, high, format!("s{index}")),
            (None, None) => {}
        }
    }
    Drawn { system, variables, greatest, rows }
}

fn sum(variables: &[Variable], coefficients: &[i64]) -> Expression {
    variables.iter().zip(coefficients).fold(Expression::default(), |sum, (variable, c)| sum.and(*variable, *c))
}

impl Drawn {
    /// Returns every whole point that fits.
    fn points(&self) -> Vec<Vec<i64>> {
        let mut points = vec![Vec::new()];
        for end in &self.greatest {
            points =
                points.into_iter().flat_map(|p: Vec<i64>| (0..=*end).map(move |x| [&p[..], &[x]].concat())).collect();
        }
        points.retain(|point| {
            self.rows.iter().all(|(coefficients, low, high)| {
                let value: i64 = coefficients.iter().zip(point).map(|(c, x)| c * x).sum();
                low.is_none_or(|low| value >= low) && high.is_none_or(|high| value <= high.max(low.unwrap_or(high)))
            })
        });
        points
    }
}

fn systems() -> impl Strategy<Value = Drawn> {
    (1_usize..=5).prop_flat_map(|n| {
        let row = (prop::collection::vec(-2_i64..=3, n), prop::option::of(-2_i64..=6), 0_i64..=3, any::<bool>());
        let row = row.prop_map(|(c, low, width, open)| match low {
            Some(low) if open => (c, Some(low), None),
            Some(low) => (c, Some(low), Some(low + if width == 3 { 0 } else { width })),
            None => (c, None, Some(width * 2)),
        });
        (prop::collection::vec(0_i64..=4, n), prop::collection::vec(row, 0..=4)).prop_map(|(g, rows)| drawn(g, rows))
    })
}

impl std::fmt::Debug for Drawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?}", self.greatest, self.rows)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// The interval of every number and of a sum is what trying all whole points gives.
    #[test]
    fn intervals_are_those_of_all_points(drawn in systems(), weights in prop::collection::vec(-1_i64..=2, 5)) {
        let points = drawn.points();
        let mut asked: Vec<Vec<i64>> = Vec::new();
        for index in 0..drawn.variables.len() {
            asked.push((0..drawn.variables.len()).map(|other| i64::from(other == index)).collect());
        }
        asked.push(weights[..drawn.variables.len()].to_vec());
        let quantities: Vec<Expression> = asked.iter().map(|one| sum(&drawn.variables, one)).collect();
        let rules = Rules::default().with_members(drawn.variables.clone());
        match drawn.system.expose(&quantities, &rules, &Limits::default()) {
            Ok(verdicts) => {
                for (verdict, weights) in verdicts.iter().zip(&asked) {
                    let value = |point: &Vec<i64>| weights.iter().zip(point).map(|(w, x)| w * x).sum::<i64>();
                    let values: Vec<i64> = points.iter().map(value).collect();
                    let found = (verdict.answer.interval.least, verdict.answer.interval.greatest);
                    prop_assert_eq!(found, (*values.iter().min().unwrap(), values.iter().max().copied()));
                    let exact = values.iter().all(|value| *value == values[0]);
                    let insider = (0..drawn.variables.len()).any(|cell| {
                        let mut own = points.iter().filter(|point| point[cell] >= 1).map(value);
                        own.next().is_some_and(|first| own.all(|other| other == first))
                    });
                    let wanted = if exact { Exposure::Exact } else if insider { Exposure::Insider } else { Exposure::Protected };
                    prop_assert_eq!(verdict.exposure, wanted);
                }
            }
            Err(Unsolved::Contradiction { .. }) => prop_assert!(points.is_empty()),
            Err(other) => panic!("{other}"),
        }
    }

    /// Cells of tables with totals: the same intervals as a floating-point solver of whole-number programmes gives.
    #[test]
    fn intervals_of_tables_are_those_of_another_solver(
        rows in 2_usize..=4, columns in 2_usize..=5,
        numbers in prop::collection::vec(0_i64..=9, 20),
        hidden in prop::collection::vec(any::<bool>(), 20),
        rounded in any::<bool>(),
    ) {
        let (system, cells) = table(rows, columns, &numbers, &hidden, rounded);
        let quantities: Vec<Expression> = cells.iter().map(|cell| (*cell).into()).collect();
        let answers = system.audit(&quantities, &Limits::default()).unwrap();
        for (cell, answer) in answers.iter().enumerate() {
            let low = other_solver(&system, cell, OptimizationDirection::Minimize);
            let high = other_solver(&system, cell, OptimizationDirection::Maximize);
            prop_assert_eq!((answer.interval.least, answer.interval.greatest), (low, Some(high)));
        }
    }
}

/// Returns a table with its totals, printed exactly or rounded to 5; hidden cells are 0 to 12.
fn table(rows: usize, columns: usize, numbers: &[i64], hidden: &[bool], rounded: bool) -> (System, Vec<Variable>) {
    let mut system = System::new();
    let mut cells = Vec::new();
    for at in 0..rows * columns {
        let cell = system.variable(format!("cell {at}"), Interval::new(0, 12));
        if !hidden[at % hidden.len()] {
            system.equal(&cell.into(), numbers[at % numbers.len()], format!("cell {at}"));
        }
        cells.push(cell);
    }
    let lines = (0..rows).map(|r| (0..columns).map(|c| r * columns + c).collect::<Vec<_>>());
    let lines = lines.chain((0..columns).map(|c| (0..rows).map(|r| r * columns + c).collect()));
    for (index, line) in lines.enumerate() {
        let total: i64 = line.iter().map(|at| numbers[at % numbers.len()]).sum();
        let expression = Expression::sum(line.iter().map(|at| cells[*at]));
        if rounded {
            let nearest = (total + 2) / 5 * 5;
            system.within(&expression, Interval::new(nearest - 2, nearest + 2), format!("total {index}"));
        } else {
            system.equal(&expression, total, format!("total {index}"));
        }
    }
    (system, cells)
}

fn other_solver(system: &System, asked: usize, direction: OptimizationDirection) -> i64 {
    let mut problem = Problem::new(direction);
    let variables: Vec<_> = system
        .bounds
        .iter()
        .enumerate()
        .map(|(index, b)| {
            let most = i32::try_from(b.greatest.unwrap()).unwrap();
            problem.add_integer_var(f64::from(u8::from(index == asked)), (i32::try_from(b.least).unwrap(), most))
        })
        .collect();
    for row in &system.rows {
        let terms: Vec<_> =
            row.terms.iter().map(|(v, c)| (variables[*v], f64::from(i32::try_from(*c).unwrap()))).collect();
        for (end, op) in [(row.least, ComparisonOp::Ge), (row.greatest, ComparisonOp::Le)] {
            if let Some(end) = end {
                problem.add_constraint(&terms, op, f64::from(i32::try_from(end).unwrap()));
            }
        }
    }
    let solution = problem.solve_with(SolveOptions::default()).unwrap().into_solution().unwrap();
    #[allow(clippy::cast_possible_truncation, reason = "small whole numbers")]
    let value = solution.objective().round() as i64;
    value
}

fn answer(system: &System, quantity: impl Into<Expression>) -> Answer {
    system.audit(&[quantity.into()], &Limits::default()).unwrap().remove(0)
}

#[test]
fn what_is_left_of_a_whole_is_told_as_a_subtraction() {
    let mut system = System::new();
    let (missing, abroad, here) = (system.count("missing"), system.count("abroad"), system.count("not abroad"));
    system.equal(&missing.into(), 9, "sentence 1");
    system.equal(&Expression::sum([abroad, here]).minus(missing), 0, "the whole");
    assert_eq!(answer(&system, here).interval, Interval::new(0, 9));
    system.equal(&abroad.into(), 2, "sentence 2");
    let answer = answer(&system, here);
    assert_eq!(answer.exact(), Some(7));
    assert_eq!(answer.derivation.to_string(), "9 missing - 2 abroad = 7 not abroad");
    assert_eq!(answer.derivation.method, Method::Subtraction);
    assert_eq!(answer.derivation.steps[0].sources, ["the whole"]);
}

#[test]
fn chains_are_told_in_order() {
    let mut system = System::new();
    let all = system.count("people");
    let men = system.count("men");
    let women = system.count("women");
    let young = system.count("women under 30");
    let older = system.count("women of 30 or more");
    system.equal(&all.into(), 20, "title");
    system.equal(&men.into(), 15, "row 1");
    system.equal(&young.into(), 4, "row 2");
    system.equal(&Expression::sum([men, women]).minus(all), 0, "by sex");
    system.equal(&Expression::sum([young, older]).minus(women), 0, "by age");
    let answer = answer(&system, older);
    let steps: Vec<&str> = answer.derivation.steps.iter().map(|step| step.text.as_str()).collect();
    assert_eq!(steps, ["20 people - 15 men = 5 women", "5 women - 4 women under 30 = 1 women of 30 or more"]);
}

#[test]
fn seven_cases_in_ten_wards_of_which_three_had_none() {
    let mut system = System::new();
    let wards: Vec<Variable> =
        (0..7).map(|i| system.variable(format!("ward {i}"), Interval { least: 1, greatest: None })).collect();
    system.equal(&Expression::sum(wards.clone()), 7, "seven cases");
    let quantities: Vec<Expression> = wards.iter().map(|ward| (*ward).into()).collect();
    for answer in system.audit(&quantities, &Limits::default()).unwrap() {
        assert_eq!(answer.exact(), Some(1));
    }
}

#[test]
fn interlocking_totals_give_a_cell_that_no_single_total_gives() {
    // Two statements with two unknowns each: a + b = 5 and a - b = 1.
    let mut system = System::new();
    let (a, b, c) = (system.count("a"), system.count("b"), system.count("c"));
    system.equal(&Expression::sum([a, b, c]), 9, "A");
    system.equal(&Expression::sum([a, b]).and(c, 2), 13, "B");
    let answer = answer(&system, c);
    assert_eq!(answer.exact(), Some(4));
    assert_eq!(answer.derivation.to_string(), "-[A] + [B] = 4 c");
    assert_eq!(answer.derivation.method, Method::Combination);
    let sum = super::tests::answer(&system, Expression::sum([a, b]));
    assert_eq!(sum.exact(), Some(5));
}

#[test]
fn a_percentage_leaves_the_numerators_that_round_to_it() {
    for (whole, per_cent, least, greatest) in [(9, 22, 2, 2), (802, 33, 261, 268), (10, 50, 5, 5), (3, 1, 0, 0)] {
        let mut system = System::new();
        let (part, base) = (system.count("part"), system.count("base"));
        system.equal(&base.into(), whole, "base");
        system.at_most(&Expression::from(part).minus(base), 0, "a part");
        system.share(part, base, per_cent * 10, 10, "share");
        let found = system.audit(&[part.into()], &Limits::default());
        if (whole, per_cent) == (3, 1) {
            assert!(matches!(found, Err(Unsolved::Contradiction { .. })), "1 per cent of three is nobody");
        } else {
            assert_eq!(found.unwrap()[0].interval, Interval::new(least, greatest));
        }
    }
}

#[test]
fn totals_that_do_not_add_up_are_named() {
    let mut system = System::new();
    let (a, b, other) = (system.count("a"), system.count("b"), system.count("other"));
    system.equal(&Expression::sum([a, b]), 5, "total");
    system.equal(&a.into(), 3, "cell a");
    system.equal(&b.into(), 4, "cell b");
    system.equal(&other.into(), 1, "elsewhere");
    let Err(Unsolved::Contradiction { sources }) = system.audit(&[], &Limits::default()) else { panic!() };
    assert_eq!(sources, ["total", "cell a", "cell b"]);
    // Only in whole numbers: two equal parts of an odd number.
    let mut system = System::new();
    let (a, b) = (system.variable("a", Interval::new(0, 9)), system.variable("b", Interval::new(0, 9)));
    system.equal(&Expression::default().and(a, 2).and(b, -2), 1, "halves");
    assert!(matches!(system.audit(&[a.into()], &Limits::default()), Err(Unsolved::Contradiction { .. })));
}

#[test]
fn what_has_no_limit_says_so() {
    let mut system = System::new();
    let (a, b) = (system.count("a"), system.count("b"));
    system.at_least(&Expression::from(a).minus(b), 2, "two more");
    assert_eq!(answer(&system, a).interval, Interval { least: 2, greatest: None });
    assert_eq!(answer(&system, a).interval.values(), None);
    assert_eq!(answer(&system, Expression::from(a).minus(b)).interval.least, 2);
}

#[test]
fn what_is_not_finished_is_no_verdict() {
    let mut system = System::new();
    let (a, b) = (system.count("a"), system.count("b"));
    system.equal(&Expression::default().and(a, i64::MAX).and(b, i64::MAX - 1), i64::MAX, "large");
    system.equal(&Expression::default().and(a, i64::MAX - 7).and(b, i64::MAX - 9), i64::MAX - 11, "large too");
    assert!(system.audit(&[a.into()], &Limits::default()).is_err());
    let other = System::new().audit(&[a.into()], &Limits::default());
    assert!(matches!(other, Err(Unsolved::NotFinished { .. })), "a variable of another system");
    let (system, cells) = table(4, 5, &[3, 4, 5, 6, 7], &[true], false);
    let few = system.audit(&[cells[0].into()], &Limits::default().with_steps(1));
    assert!(matches!(few, Err(Unsolved::NotFinished { .. })));
}

#[test]
fn a_member_of_the_group_knows_more() {
    // One person is in one of two cells: whoever it is knows which.
    let mut system = System::new();
    let (a, b) = (system.count("a"), system.count("b"));
    system.equal(&Expression::sum([a, b]), 1, "total");
    let quantities = [a.into()];
    let verdict = |rules: Rules| system.expose(&quantities, &rules, &Limits::default()).unwrap()[0].exposure;
    assert_eq!(verdict(Rules::default()), Exposure::Protected);
    assert_eq!(verdict(Rules::default().with_members([a, b])), Exposure::Insider);
    assert_eq!(verdict(Rules::default().with_fewest(3)), Exposure::Narrow);
}

#[test]
fn a_table_of_two_thousand_hidden_cells_is_audited_within_the_limits() {
    let numbers: Vec<i64> = (0..2_000).map(|at| (at * at + 7 * at) % 11).collect();
    let hidden: Vec<bool> = (0..2_000).map(|at| (at * 7 + at / 50) % 5 == 0).collect();
    let (system, cells) = table(40, 50, &numbers, &hidden, false);
    let quantities: Vec<Expression> = cells.iter().map(|cell| (*cell).into()).collect();
    let rules = Rules::default().with_fewest(3).with_members(cells.clone());
    let verdicts = system.expose(&quantities, &rules, &Limits::default()).unwrap();
    for (at, verdict) in verdicts.iter().enumerate() {
        let interval = verdict.answer.interval;
        assert!(interval.least <= numbers[at] && interval.greatest.unwrap() >= numbers[at]);
    }
    assert!(verdicts.iter().filter(|verdict| verdict.exposure == Exposure::Protected).count() > 300);
}

#[test]
fn debug_prints_no_number() {
    let mut system = System::new();
    let a = system.variable("a", Interval::new(41, 41));
    system.equal(&a.into(), 41, "s");
    let shown = format!("{system:?} {:?}", answer(&system, a));
    assert!(!shown.contains("41"), "{shown}");
}
