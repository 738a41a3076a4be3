//! Every question of the README is asked, and its answer is compared with the one shown there.

use serde_json::Value;

use crate::door::Door;
use crate::sample::sample;

/// The questions with the answers shown: `curl` blocks, each followed by a `json` block.
pub fn questions(readme: &str) -> Vec<(String, Value)> {
    let mut questions = vec![];
    for block in readme.split("```sh\ncurl -s '").skip(1) {
        let (address, rest) = block.split_once('\'').unwrap();
        let (_, json) = rest.split_once("```json\n").unwrap();
        let (json, _) = json.split_once("\n```").unwrap();
        let path = address.strip_prefix("http://127.0.0.1:8080").unwrap();
        questions.push((path.to_owned(), serde_json::from_str(json).unwrap_or_else(|error| panic!("{path}: {error}"))));
    }
    questions
}

/// What is shown and not in the answer. Keys may be left out of what is shown; a list shows its first members.
pub fn differences(shown: &Value, answer: &Value, path: &str, found: &mut Vec<String>) {
    match (shown, answer) {
        (Value::Object(shown), Value::Object(answer)) => {
            for (key, shown) in shown {
                differences(shown, answer.get(key).unwrap_or(&Value::Null), &format!("{path}.{key}"), found);
            }
        }
        (Value::Array(shown), Value::Array(answer)) if shown.len() <= answer.len() => {
            for (at, (shown, answer)) in shown.iter().zip(answer).enumerate() {
                differences(shown, answer, &format!("{path}[{at}]"), found);
            }
        }
        _ if shown == answer => {}
        _ => found.push(format!("{path}: shown {shown}, answered {answer}")),
    }
}

#[tokio::test]
async fn the_five_questions_are_answered_as_shown() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let questions = questions(&readme);
    assert_eq!(questions.len(), 5);
    let door = Door::to(sample().clone());
    for (path, shown) in questions {
        let answer = door.get(&path).await;
        assert!(answer.status.is_success(), "{path}: {}", answer.json());
        let mut found = vec![];
        differences(&shown, &answer.json(), "", &mut found);
        assert_eq!(found, Vec::<String>::new(), "{path}");
        assert!(shown.as_object().is_some_and(|shown| !shown.is_empty()), "{path} shows nothing");
    }
}

#[test]
fn a_wrong_answer_would_be_noticed() {
    let mut found = vec![];
    let answer = serde_json::json!({"a": [{"b": 1, "c": 2}], "d": null});
    differences(&serde_json::json!({"a": [{"b": 1}]}), &answer, "", &mut found);
    assert!(found.is_empty());
    differences(&serde_json::json!({"a": [{"b": 2}, {}], "e": 0}), &answer, "", &mut found);
    assert_eq!(found.len(), 2, "{found:?}");
}
