//! Codes as offices write them: the code itself, its label in either language, or another common word for it.

use std::collections::BTreeMap;

use crate::model::*;

/// A list of codes, and every word that is understood as one of them.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    /// Code and Vietnamese label, in the order of a menu.
    listed: Vec<(&'static str, &'static str)>,
    /// Folded word → code.
    words: BTreeMap<String, &'static str>,
}

fn of<T: Coded>() -> Codes {
    let mut codes = Codes::default();
    for value in T::ALL {
        let (code, label) = (value.code(), value.label());
        codes.listed.push((code, label.vi));
        // A code outweighs a label, and an earlier label a later one.
        codes.words.insert(fold(code), code);
        for word in [label.vi, label.en] {
            codes.words.entry(fold(word)).or_insert(code);
        }
    }
    codes
}

impl Codes {
    /// The list of a name; `None` = there is none of that name. `also` are further words for its codes.
    pub fn named(name: &str, also: &BTreeMap<String, String>) -> Option<Self> {
        let mut codes = match name {
            "admin_level" => of::<AdminLevel>(),
            "approval_regime" => of::<ApprovalRegime>(),
            "branch_type" => of::<BranchType>(),
            "build_status" => of::<BuildStatus>(),
            "chainage_basis" => of::<ChainageBasis>(),
            "connection" => of::<ConnectionState>(),
            "constraint_class" => of::<ConstraintClass>(),
            "constraint_status" => of::<ConstraintStatus>(),
            "data_class" => of::<DataClass>(),
            "geometry_accuracy" => of::<GeometryAccuracy>(),
            "land_regime" => of::<LandRegime>(),
            "land_use" => of::<LandUse>(),
            "location_accuracy" => of::<LocationAccuracy>(),
            "material_kind" => of::<MaterialKind>(),
            "node_class" => of::<NodeClass>(),
            "node_status" => of::<NodeStatus>(),
            "occupation" => of::<OccupationState>(),
            "offer" => of::<OfferState>(),
            "permit_state" => of::<PermitState>(),
            "place_class" => of::<PlaceClass>(),
            "resettlement_kind" => of::<ResettlementKind>(),
            "road_class" => of::<RoadClass>(),
            "road_status" => of::<RoadStatus>(),
            "road_structure" => of::<RoadStructure>(),
            "sector" => of::<Sector>(),
            "side" => of::<Side>(),
            "servicing" => of::<ServicingState>(),
            "terrain" => of::<Terrain>(),
            "tenure" => of::<TenureState>(),
            "zone_kind" => of::<ZoneKind>(),
            "zone_status" => of::<ZoneStatus>(),
            _ => return None,
        };
        for (word, code) in also {
            let known = codes.listed.iter().find(|(known, _)| known == code)?.0;
            codes.words.insert(fold(word), known);
        }
        Some(codes)
    }

    /// The code a word means.
    ///
    /// **Errors**: [`Refused`] listing every code with its label.
    pub fn read(&self, word: &str) -> Result<&'static str, Refused> {
        self.words.get(&fold(word)).copied().ok_or_else(|| {
            let listed: Vec<String> = self.listed.iter().map(|(code, label)| format!("{code} ({label})")).collect();
            let listed = listed.join(", ");
            Refused::new("code", word, &listed, &listed)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_its_labels_and_other_words_are_understood_without_marks_and_case() {
        let also = BTreeMap::from([("Đã cấp sổ".to_owned(), "certified".to_owned())]);
        let codes = Codes::named("tenure", &also).unwrap();
        for word in ["certified", "CERTIFIED", "Đã cấp giấy chứng nhận", "da cap so", "Certified"] {
            assert_eq!(codes.read(word).unwrap(), "certified", "{word}");
        }
        let refused = codes.read("sổ hồng").unwrap_err();
        assert!(refused.allowed.vi.contains("allocated (Đã giao chủ hạ tầng)"), "{}", refused.allowed.vi);
        assert!(Codes::named("houses", &BTreeMap::new()).is_none());
        assert!(Codes::named("tenure", &BTreeMap::from([("x".into(), "y".into())])).is_none(), "a word for no code");
    }
}
