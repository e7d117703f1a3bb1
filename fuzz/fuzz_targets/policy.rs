//! Any text as a policy, as rows and as an audit: a clear error or a value, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use withhold::{Audit, Engine, Policy};

fuzz_target!(|text: &str| {
    if let Ok(policy) = Policy::from_toml(text, "case") {
        let shown = policy.to_toml();
        let again = Policy::from_toml(&shown, "shown").expect("what is shown can be read");
        assert_eq!(again.digest(), policy.digest(), "what is shown decides the same");
        let _ = Engine::new(policy);
    }
    if let Ok(audit) = Audit::from_json(text) {
        assert_eq!(Audit::from_json(&audit.to_json()).as_ref(), Ok(&audit));
    }
});
