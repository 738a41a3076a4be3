//! What is wrong with a file, in words a CAD operator can act on.

use geo::Coord;

use crate::model::Name;
use crate::model::code::codes;

codes! {
    /// What becomes of the row.
    Severity "severity" {
        Refused = "refused" "Bị từ chối" "Refused";
        Repaired = "repaired" "Đã sửa" "Repaired";
        Question = "question" "Cần xác nhận" "To be confirmed";
        Note = "note" "Ghi chú" "Note";
    }
}

codes! {
    /// What is wrong, or was.
    IssueKind "issue" {
        NoGeometry = "no_geometry" "Không có hình" "No geometry";
        WrongShape = "wrong_shape" "Sai loại hình" "Wrong kind of geometry";
        UnclosedRing = "unclosed_ring" "Vòng chưa khép" "Unclosed ring";
        OpenPolyline = "open_polyline" "Đường chưa khép thành vùng" "Polyline that encloses nothing";
        ClosedPolyline = "closed_polyline" "Đường khép kín được chuyển thành vùng" "Closed polyline turned into an outline";
        DuplicatePoints = "duplicate_points" "Đỉnh trùng" "Repeated points";
        SelfIntersection = "self_intersection" "Tự cắt" "Self-intersection";
        Spike = "spike" "Gai nhọn" "Spike";
        Sliver = "sliver" "Mảnh vụn" "Sliver";
        ZeroArea = "zero_area" "Diện tích bằng 0" "No area";
        HoleOutside = "hole_outside" "Lỗ nằm ngoài" "Hole outside its shell";
        HolesOverlap = "holes_overlap" "Các lỗ chồng nhau" "Overlapping holes";
        NestedShells = "nested_shells" "Vùng nằm trong vùng" "Shell inside a shell";
        Winding = "winding" "Chiều vòng ngược" "Winding";
        AreaChanged = "area_changed" "Sửa làm đổi diện tích quá mức" "Repair changes the area too much";
        OrdinatesDropped = "ordinates_dropped" "Bỏ cao độ" "Heights dropped";
        CurvesFlattened = "curves_flattened" "Cung được chia thành đoạn thẳng" "Curves made straight";
        OutOfRange = "out_of_range" "Tọa độ ngoài phạm vi" "Coordinates out of range";
        Text = "text" "Chữ không đọc được" "Text that cannot be read";
        Label = "label" "Nhãn không khớp" "Label without an outline";
        MissingRows = "missing_rows" "Thiếu dòng" "Rows missing";
        MissingFile = "missing_file" "Thiếu tệp đi kèm" "Companion file missing";
        Unreadable = "unreadable" "Không đọc được" "Unreadable";
        Placement = "placement" "Hệ tọa độ" "Coordinate system";
        UnknownColumn = "unknown_column" "Cột không dùng" "Column not used";
        DoubtfulNumber = "doubtful_number" "Số có thể hiểu hai cách" "Number that can be read in two ways";
        BadValue = "bad_value" "Giá trị không hợp lệ" "Value not accepted";
        DuplicateId = "duplicate_id" "Trùng mã" "Duplicate id";
        Overlap = "overlap" "Chồng lấn" "Overlap";
        OutsideOwner = "outside_owner" "Nằm ngoài ranh giới" "Outside its boundary";
        AreaDiffers = "area_differs" "Diện tích khai khác diện tích đo" "Declared and measured area differ";
        Reference = "reference" "Tham chiếu không có" "Reference that leads nowhere";
        Contradiction = "contradiction" "Trạng thái mâu thuẫn" "States that contradict each other";
        SectionDiffers = "section_differs" "Các đoạn ghi khác nhau về tuyến" "Links that disagree about their section";
        Matched = "matched" "Nhận ra theo hình" "Recognised by its shape";
        Parts = "parts" "Ghép nhiều hình thành một" "Shapes put together";
        Derived = "derived" "Suy ra từ hình" "Derived from the shapes";
        NotTaken = "not_taken" "Không đưa vào" "Left out";
        Columns = "columns" "Cần chỉ rõ cột" "Columns to be named";
    }
}

/// One thing that is wrong, or was, with a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    /// What becomes of the row.
    pub severity: Severity,
    /// What is wrong.
    pub kind: IssueKind,
    /// The layer.
    pub layer: String,
    /// The row's number in the file; `None` = the layer as a whole.
    pub row: Option<u64>,
    /// The field.
    pub field: Option<String>,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: Name,
    /// Where, in degrees once the file is placed.
    pub at: Option<Coord<f64>>,
}
