//! The load generator.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What is sent, again and again.
pub struct Request {
    url: String,
    script: PathBuf,
}

pub fn is_installed() -> bool {
    let mut asked = Command::new("wrk");
    asked.arg("-v").stdout(Stdio::null()).stderr(Stdio::null());
    asked.status().is_ok()
}

impl Request {
    pub fn get(folder: &Path, url: &str, key: &str) -> Self {
        let script = format!("wrk.headers[\"Authorization\"] = \"Bearer {key}\"\n");
        Request::with(folder, "get.lua", url, &script)
    }

    /// An order of three lines, of other products each time.
    pub fn post(folder: &Path, url: &str, key: &str) -> Self {
        let script = format!(
            r#"local number = math.random(0, 999)
request = function()
  number = number + 1
  local function product(step) return (number * 7 + step * 331) % 1000 + 1 end
  local body = string.format('{{"customer_id":1,"lines":[{{"product_id":%d,"quantity":2}},{{"product_id":%d,"quantity":2}},{{"product_id":%d,"quantity":2}}]}}', product(0), product(1), product(2))
  local headers = {{ ["Content-Type"] = "application/json", ["Authorization"] = "Bearer {key}" }}
  return wrk.format("POST", nil, headers, body)
end
"#
        );
        Request::with(folder, "post.lua", url, &script)
    }

    fn with(folder: &Path, file: &str, url: &str, script: &str) -> Self {
        let file = folder.join(file);
        std::fs::write(&file, script).unwrap();
        Request {
            url: url.to_owned(),
            script: file,
        }
    }

    /// Answers per second. Every answer has to be a success.
    pub fn load(&self, connections: usize, seconds: u64) -> f64 {
        let output = Command::new("wrk")
            .args(["--threads", "1", "--connections", &connections.to_string()])
            .args(["--duration", &format!("{seconds}s"), "--script"])
            .arg(&self.script)
            .arg(&self.url)
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        let failed = text.contains("Non-2xx") || text.contains("Socket errors");
        assert!(output.status.success() && !failed, "{text}");
        let rate = text
            .lines()
            .find_map(|line| line.strip_prefix("Requests/sec:"));
        rate.unwrap().trim().parse().unwrap()
    }
}
