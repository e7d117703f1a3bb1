//! Any bytes as a blind register, as one with a true head and true seal, and as a list in clear: a clear error or a register.
#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use withhold::Key;
use withhold::register::{Builder, Register};

static KEY: LazyLock<Key> = LazyLock::new(|| Key::new(*b"a key for fuzzing only").unwrap());
static BLIND: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut builder = Builder::new(&KEY, "fuzz").unwrap();
    builder.add_all(&b"id,name,telephone\na,Darren Oakfield,07700 900461\n"[..]).unwrap();
    builder.finish().unwrap().into_bytes()
});

fuzz_target!(|input: &[u8]| {
    assert!(Register::open(input, &KEY).is_err(), "nobody but its owner makes a register");
    // A changed byte or a cut anywhere in a true one.
    if let [at, more, value, ..] = input {
        let mut bytes = BLIND.clone();
        let place = (usize::from(*at) << 8 | usize::from(*more)) % bytes.len();
        bytes[place] ^= value | 1;
        assert!(Register::open(bytes, &KEY).is_err(), "a changed register is refused");
        assert!(Register::open(&BLIND[..place], &KEY).is_err(), "a register that is cut short is refused");
    }
    if let Ok(register) = Register::clear_from(input, "fuzz") {
        let register = Arc::new(register);
        let text = String::from_utf8_lossy(input);
        register.mentions(&text, None).expect("any text is searched");
    }
});
