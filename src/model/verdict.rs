//! What a rule says of a case, and how sure the rule itself is.

use super::code::codes;

codes! {
    /// Outcome of one rule. Everything the service says of the law is a preliminary check, not an approval.
    Verdict "verdict" {
        Pass = "pass" "Đạt" "Pass";
        Fail = "fail" "Không đạt" "Fail";
        NeedsReview = "needs_review" "Cần thẩm tra" "Needs review";
        MissingData = "missing_data" "Thiếu dữ liệu" "Missing data";
        NotApplicable = "not_applicable" "Không áp dụng" "Not applicable";
    }
}

codes! {
    /// How sure a rule's value and citation are. Only `sourced` and `high` may make a case fail.
    Certainty "certainty" {
        Sourced = "sourced" "Có văn bản" "Read in the text";
        High = "high" "Chắc" "High";
        Medium = "medium" "Vừa" "Medium";
        Low = "low" "Thấp" "Low";
    }
}
