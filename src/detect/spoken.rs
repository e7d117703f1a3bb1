//! Telephone and reference numbers dictated in words: "oh seven double seven".

pub(crate) struct Spoken;
impl Spoken {
    pub(crate) fn new() -> Self {
        Self
    }
}
impl crate::Detector for Spoken {
    fn id(&self) -> crate::DetectorId {
        crate::DetectorId::fixed("Spoken")
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
