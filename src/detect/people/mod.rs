//! stub
pub(crate) struct NameForm {
    pub(crate) words: String,
    pub(crate) capital: bool,
}
pub(crate) fn forms(_: &str) -> Vec<NameForm> {
    Vec::new()
}
