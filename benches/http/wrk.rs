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
    /// A reading request, of a program with a key or of anybody.
    pub fn get(folder: &Path, url: &str, key: Option<&str>) -> Self {
        let script = key.map(|key| format!("wrk.headers[\"Authorization\"] = \"Bearer {key}\"\n"));
        let file = if key.is_some() {
            "key.lua"
        } else {
            "anybody.lua"
        };
        Request::with(folder, file, url, &script.unwrap_or_default())
    }

    /// An order of three lines, of other products each time. The texts are made before the load
    /// begins: the generator shall not take the time of what it measures.
    pub fn post(folder: &Path, url: &str, key: &str) -> Self {
        let script = format!(
            r#"local requests, number = {{}}, math.random(0, 999)
init = function()
  local headers = {{ ["Content-Type"] = "application/json", ["Authorization"] = "Bearer {key}" }}
  for number = 0, 999 do
    local function product(step) return (number * 7 + step * 331) % 1000 + 1 end
    local body = string.format('{{"customer_id":1,"lines":[{{"product_id":%d,"quantity":2}},{{"product_id":%d,"quantity":2}},{{"product_id":%d,"quantity":2}}]}}', product(0), product(1), product(2))
    requests[number] = wrk.format("POST", nil, headers, body)
  end
end
request = function()
  number = number + 1
  return requests[number % 1000]
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
