//! The examples of docs/roads-registers.md are asked of the sample, and what is shown there is what is answered.

use crate::door::Door;
use crate::readme::{differences, questions};
use crate::sample::sample;

#[tokio::test]
async fn the_examples_are_answered_as_shown() {
    let text = std::fs::read_to_string("docs/roads-registers.md").unwrap();
    let questions = questions(&text);
    assert_eq!(questions.len(), 5);
    let door = Door::to(sample().clone());
    for (path, shown) in questions {
        let answer = door.get(&path).await;
        assert!(answer.status.is_success(), "{path}: {}", answer.json());
        let mut found = vec![];
        differences(&shown, &answer.json(), "", &mut found);
        assert_eq!(found, Vec::<String>::new(), "{path}");
    }
}
