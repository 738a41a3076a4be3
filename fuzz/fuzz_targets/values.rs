//! Any text as a number, a day, a code of a table: read or refused in two languages, never both, never infinite.
#![no_main]

use std::collections::BTreeMap;

use kcn_atlas::import::mapping::{Plan, Target, decimal};
use kcn_atlas::import::table::{Cell, Table, TableRow};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(number) = decimal(text) {
        assert!(number.is_finite(), "{text:?} is {number}");
    }
    let (fields, values) = text.split_once('\n').unwrap_or(("", text));
    let heads = ["Ký hiệu", "Diện tích (m²)", "Ngày cập nhật", "Loại đất", "Thửa", fields];
    let row = TableRow { number: 1, values: vec![Cell::Text(values.to_owned()); heads.len()], ..TableRow::default() };
    let table = Table { fields: heads.map(str::to_owned).to_vec(), rows: vec![row], ..Table::default() };
    let target = Target::find("lots").unwrap();
    let set = BTreeMap::from([("declared_area_ha".to_owned(), values.to_owned())]);
    let (plan, mut issues) = Plan::of(&table, &target, &BTreeMap::new(), &set);
    plan.draft(&table.rows[0], &mut issues);
    // Columns that are worked out, and pieces of a long text, are passed over in silence.
    assert!(plan.understood.used.len() + plan.understood.unused.len() <= heads.len());
    assert!(issues.iter().all(|issue| !issue.expected.vi.is_empty() && !issue.expected.en.is_empty()));
});
