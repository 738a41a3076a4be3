//! Shuts the process in before it opens a file of a stranger.

use std::error::Error;

use landlock::{ABI, Access, AccessFs, PathBeneath, PathFd, Ruleset, RulesetAttr, RulesetCreatedAttr};
use rustix::process::{Resource, Rlimit, Signal, set_parent_process_death_signal, setrlimit};
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, TargetArch};

/// (what, at most). Memory and files in bytes, time in seconds of the processor.
const LIMITS: [(Resource, u64); 5] = [
    (Resource::As, 1 << 30),
    (Resource::Cpu, 60),
    (Resource::Fsize, 512 << 20),
    (Resource::Nofile, 64),
    (Resource::Core, 0),
];

/// Nothing that a reader of files needs: the network, other programs, other processes.
const FORBIDDEN: [i64; 14] = [
    libc::SYS_socket,
    libc::SYS_socketpair,
    libc::SYS_connect,
    libc::SYS_bind,
    libc::SYS_listen,
    libc::SYS_sendto,
    libc::SYS_execve,
    libc::SYS_execveat,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_unshare,
    libc::SYS_mount,
    libc::SYS_bpf,
];

/// From here on: bounded memory, time and output, no network, no other program, no file outside the folder it was started in.
pub fn enter() -> Result<(), Box<dyn Error>> {
    set_parent_process_death_signal(Some(Signal::KILL))?;
    for (resource, most) in LIMITS {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    see_only_its_folder()?;
    forbid()
}

/// Kernels without Landlock leave the limits and the forbidden calls.
fn see_only_its_folder() -> Result<(), Box<dyn Error>> {
    let abi = ABI::V3;
    let mut rules = Ruleset::default().handle_access(AccessFs::from_all(abi))?.create()?;
    rules = rules.add_rule(PathBeneath::new(PathFd::new(".")?, AccessFs::from_all(abi)))?;
    // Libraries, GDAL's and PROJ's tables.
    for readable in ["/usr/lib", "/lib", "/usr/share/gdal", "/usr/share/proj", "/usr/local/share", "/etc/ld.so.cache"] {
        if let Ok(path) = PathFd::new(readable) {
            rules = rules.add_rule(PathBeneath::new(path, AccessFs::from_read(abi)))?;
        }
    }
    rules.restrict_self()?;
    Ok(())
}

fn forbid() -> Result<(), Box<dyn Error>> {
    let rules = FORBIDDEN.iter().map(|call| (*call, vec![])).collect();
    let refuse = SeccompAction::Errno(libc::EPERM as u32);
    let arch: TargetArch = std::env::consts::ARCH.try_into()?;
    let filter: BpfProgram = SeccompFilter::new(rules, SeccompAction::Allow, refuse, arch)?.try_into()?;
    seccompiler::apply_filter(&filter)?;
    Ok(())
}
