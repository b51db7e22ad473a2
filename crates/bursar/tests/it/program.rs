//! The real program, on a free port, with a data folder of its own.
use std::{
    fs::File,
    process::{Child, Command},
    time::Duration,
};

use kernel::testing::servers;
use serde_json::{Value, json};
use tempfile::TempDir;

/// What the program says goes to this file of its data folder.
const LOG: &str = "said.log";

/// A running server; killed when dropped.
pub struct Program {
    pub base: String,
    pub data: TempDir,
    settings: Vec<(String, String)>,
    child: Child,
    port: u16,
}

/// A command of the program on this data folder, with no settings from outside.
#[expect(clippy::disallowed_methods, reason = "what this machine calls PATH is no setting")]
pub fn command(data: &TempDir, settings: &[(String, String)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bursar"));
    command.env_clear().env("PATH", std::env::var("PATH").unwrap_or_default());
    command.env("BURSAR_DATA_DIR", data.path()).env("BURSAR_LIMITS_GENERAL", "1000000");
    command.envs(settings.iter().map(|(key, value)| (key, value))).current_dir(data.path());
    command
}

fn spawn(data: &TempDir, settings: &[(String, String)], port: u16) -> Child {
    let mut command = command(data, settings);
    command.args(["serve", "--listen", &format!("127.0.0.1:{port}")]);
    let log = File::options().create(true).append(true).open(data.path().join(LOG)).expect("a log");
    command.stdout(log.try_clone().expect("the log")).stderr(log).spawn().expect("the program starts")
}

impl Program {
    /// Starts with these settings (environment variables), and waits until it is ready.
    pub async fn start(settings: &[(&str, &str)]) -> Self {
        let settings = settings.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect::<Vec<_>>();
        let (data, port) = (TempDir::new().expect("a folder"), servers::free_port());
        let child = spawn(&data, &settings, port);
        let program = Self { base: format!("http://127.0.0.1:{port}"), data, settings, child, port };
        program.wait().await;
        program
    }

    async fn wait(&self) {
        for _ in 0..400 {
            let ready = reqwest::get(format!("{}/health/ready", self.base)).await;
            if ready.is_ok_and(|answer| answer.status() == 200) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("the program did not become ready");
    }

    /// Another command on the same data.
    pub fn command(&self) -> Command {
        command(&self.data, &self.settings)
    }

    /// `kill -9`, and up again.
    pub async fn kill_and_restart(&mut self) {
        self.kill();
        self.child = spawn(&self.data, &self.settings, self.port);
        self.wait().await;
    }

    /// What it said so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.data.path().join(LOG)).expect("the log")
    }

    /// Its number in the system.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }

    /// The polite signal.
    pub fn ask_to_stop(&self) {
        let done = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(done.is_ok_and(|s| s.success()));
    }

    /// Whether it ended by itself, and well, within some seconds.
    pub async fn ended_well(&mut self) -> bool {
        for _ in 0..200 {
            if let Some(status) = self.child.try_wait().expect("a status") {
                return status.success();
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        false
    }

    /// Opens an account, and gives its access token.
    pub async fn register(&self, name: &str) -> String {
        let body = json!({ "email": format!("{name}@program.example"), "user_id": name, "password": "Korn-Speicher-7" });
        let answer = self.post("/api/auth/register", "", &body).await;
        assert_eq!(answer.0, 201, "{}", answer.1);
        answer.1["access_token"].as_str().expect("a token").to_owned()
    }

    /// POST with a token; status and body.
    pub async fn post(&self, path: &str, token: &str, body: &Value) -> (u16, Value) {
        let request =
            reqwest::Client::new().post(format!("{}{path}", self.base)).bearer_auth(token).json(body);
        let answer = request.send().await.expect("an answer");
        (answer.status().as_u16(), answer.json().await.unwrap_or_default())
    }

    /// GET with a token; status and body.
    pub async fn get(&self, path: &str, token: &str) -> (u16, Value) {
        let request = reqwest::Client::new().get(format!("{}{path}", self.base)).bearer_auth(token);
        let answer = request.send().await.expect("an answer");
        (answer.status().as_u16(), answer.json().await.unwrap_or_default())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// What a command said, and whether it went well.
pub fn said(mut command: Command) -> (bool, String) {
    let output = command.output().expect("it runs");
    let text =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.success(), text)
}
