//! Street addresses, premises and schools in prose.

pub(crate) struct Places;
impl Places {
    pub(crate) fn new() -> Self {
        Self
    }
}
impl crate::Detector for Places {
    fn id(&self) -> crate::DetectorId {
        crate::DetectorId::fixed("Places")
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
