//! Dates of birth and ages in words and figures.

pub(crate) struct Moments;
impl Moments {
    pub(crate) fn new() -> Self {
        Self
    }
}
impl crate::Detector for Moments {
    fn id(&self) -> crate::DetectorId {
        crate::DetectorId::fixed("Moments")
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
