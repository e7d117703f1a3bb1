//! stub
pub(crate) struct NameForm {
    pub(crate) words: String,
    pub(crate) capital: bool,
}
pub(crate) fn forms(_: &str) -> Vec<NameForm> {
    Vec::new()
}

pub(crate) struct People;
impl People {
    pub(crate) fn new() -> Self {
        Self
    }
}
impl crate::Detector for People {
    fn id(&self) -> crate::DetectorId {
        crate::DetectorId::fixed("People")
    }
    fn kinds(&self) -> Vec<crate::Kind> {
        vec![]
    }
    fn detect(
        &self,
        _: &crate::Reading<'_>,
        _: &mut crate::Findings<'_>,
    ) -> std::result::Result<(), crate::Unfinished> {
        Ok(())
    }
}
pub(crate) fn marks_a_person(_w: &str) -> bool {
    false
}
