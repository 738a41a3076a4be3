//! Shapes that many bodies share.

use super::shape::shape;
use crate::model::Term as TermOfYears;

shape!(Name { "vi" => vi, "en" => en, });

shape!(Source { "kind" => kind, "title" => title, "url" => url, "date" => date, });

shape!(Claim {
    "figure" => figure,
    "value" => value,
    "as_of" => as_of,
    "accuracy" => accuracy,
    "source" => source,
    "note" => note,
} check |claim| claim.check());

shape!(Decision { "number" => number, "date" => date, "subject" => subject, "source" => source, });

shape!(Developer { "name" => name, "source" => source, });

shape!(Document { "number" => number, "date" => date, });

shape!(Term { "start" => start, "end" => end, } check |term| TermOfYears::new(term.start, term.end));

shape!(Price {
    "amount" => amount,
    "currency" => currency,
    "basis" => basis,
    "term_end" => term_end,
    "vat_included" => vat_included,
    "land_rent_included" => land_rent_included,
    "management_fee" => management_fee,
    "infrastructure_fee" => infrastructure_fee,
    "wastewater_fee" => wastewater_fee,
} check |price| price.check());
