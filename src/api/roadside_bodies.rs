//! What several answers about the land along roads share on the wire.

use serde::Serialize;
use utoipa::ToSchema;

use super::coded::*;
use super::road_bodies::TextBody;
use crate::model::{Coded, ConnectionStanding, Id, RoadSection};
use crate::query::roadside::points::PointOnDay;

/// A section of a road that is only named here.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[schema(as = SectionNamed)]
pub struct SectionBody<'a> {
    /// Its id.
    pub id: &'a str,
    /// Number on the sign.
    pub r#ref: Option<&'a str>,
    /// What it is called.
    pub name: NameBody<'a>,
    /// Management class.
    pub class: RoadClassCode,
}

impl<'a> SectionBody<'a> {
    /// Names a section.
    pub fn of(id: &'a Id, section: &'a RoadSection) -> Self {
        SectionBody {
            id: id.as_str(),
            r#ref: section.road_ref.as_deref(),
            name: (&section.name).into(),
            class: section.class.into(),
        }
    }
}

/// Why a point has the standing it has.
pub fn standing_reason(on: &PointOnDay<'_>) -> TextBody {
    let Some(permit) = on.permit else {
        return TextBody {
            vi: "Chưa có số liệu về giấy phép đấu nối; chưa kết luận được là có phép hay không.".into(),
            en: "No permit is on record: whether the point has one is unknown.".into(),
        };
    };
    let label = permit.state.label();
    let last = permit.expires_on.filter(|_| on.is_expired());
    match (last, on.standing()) {
        (Some(last), _) => TextBody {
            vi: format!("{}; hết hiệu lực từ sau ngày {last}.", label.vi),
            en: format!("{}; lapsed after {last}.", label.en),
        },
        (None, ConnectionStanding::Approved) => match permit.expires_on {
            Some(last) if permit.is_expired(on.point.branch_type, last.tomorrow().unwrap_or(last)) => TextBody {
                vi: format!("{}; có hiệu lực đến hết ngày {last}.", label.vi),
                en: format!("{}; in force through {last}.", label.en),
            },
            _ => TextBody { vi: format!("{}.", label.vi), en: format!("{}.", label.en) },
        },
        (None, _) => TextBody { vi: format!("{}.", label.vi), en: format!("{}.", label.en) },
    }
}
