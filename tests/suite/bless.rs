//! Accepted answers: compared in a test, written only by `make bless`.

use std::path::Path;
use std::{env, fs};

/// Compares a text with the accepted one at `path`, from the top of the project. `make bless` accepts it instead.
pub fn compare(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if env::var_os("KCN_ATLAS_BLESS").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
        return;
    }
    let accepted = fs::read_to_string(&file).unwrap_or_default();
    let Some((line, (was, is))) = accepted.lines().zip(text.lines()).enumerate().find(|(_, (was, is))| was != is)
    else {
        assert_eq!(
            accepted.lines().count(),
            text.lines().count(),
            "{path} has another length; accept it with `make bless`"
        );
        return;
    };
    panic!(
        "{path} differs at line {}; if that is meant, accept it with `make bless`\n  was {was}\n  is  {is}",
        line + 1
    );
}
