//! What the kernel lets a child take.

use rustix::process::{Resource, Rlimit, setrlimit};
use rustix::time::{ClockId, clock_gettime};

/// What a child may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caps {
    /// Address space in bytes: more ends the child.
    pub memory: u64,
    /// Processor time for one request in seconds: more ends the child, even when nobody watches it.
    pub seconds: u64,
}

impl Default for Caps {
    fn default() -> Self {
        Self { memory: 2 << 30, seconds: 60 }
    }
}

impl Caps {
    /// For the whole life of the process. What the kernel refuses to limit is left to the parent's watch.
    pub(super) fn settle(&self) {
        let both = |value: u64| Rlimit { current: Some(value), maximum: Some(value) };
        let _ = setrlimit(Resource::As, both(self.memory));
        let _ = setrlimit(Resource::Core, both(0));
    }

    /// For the next request: time counts from now.
    pub(super) fn wind(&self) {
        let used = clock_gettime(ClockId::ProcessCPUTime).tv_sec.unsigned_abs();
        let _ = setrlimit(Resource::Cpu, Rlimit { current: Some(used + self.seconds + 1), maximum: None });
    }
}
