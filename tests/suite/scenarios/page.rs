//! Every scenario of the page about them is asked of the sample, and its answer is compared with the one shown there.

use serde_json::Value;

use super::world::ask;
use crate::door::Door;
use crate::readme::differences;
use crate::sample::sample;

#[tokio::test]
async fn the_scenarios_of_the_page_are_answered_as_shown() {
    let page = std::fs::read_to_string("docs/roads-scenarios.md").unwrap();
    let door = Door::to(sample().clone());
    let mut asked = 0;
    for block in page.split("scenarios/access' -d '").skip(1) {
        let (scenario, rest) = block.split_once('\'').unwrap();
        let (_, shown) = rest.split_once("```json\n").unwrap();
        let (shown, _) = shown.split_once("\n```").unwrap();
        let answer = ask(&door, &serde_json::from_str(scenario).unwrap()).await;
        let shown: Value = serde_json::from_str(shown).unwrap_or_else(|error| panic!("{scenario}: {error}"));
        let mut found = vec![];
        differences(&shown, &answer, "", &mut found);
        assert_eq!(found, Vec::<String>::new(), "{scenario}");
        asked += 1;
    }
    assert_eq!(asked, 3);
}
