//! Nothing is written over what is read, into something that is no file, or twice into one file.

use std::path::Path;

use crate::output::Failure;

/// Refuses outputs that would overwrite what is read. `read` holds paths with what they are ("the input"); without a path
/// for the input, standard input is it.
pub(crate) fn reject(outputs: &[&Path], read: &[(Option<&Path>, &str)], is_from_stdin: bool) -> Result<(), Failure> {
    for (index, path) in outputs.iter().enumerate() {
        let shown = path.display();
        for (other, what) in read {
            if other.is_some_and(|other| is_same(other, path)) {
                return Err(Failure::Message(format!("{shown} is {what}; write to another file")));
            }
        }
        if is_from_stdin && is_stdin(path) {
            return Err(Failure::Message(format!("{shown} is the input; write to another file")));
        }
        if path.symlink_metadata().is_ok_and(|data| !data.is_file() && !data.is_symlink()) {
            return Err(Failure::Message(format!("{shown} is no ordinary file; write to another one")));
        }
        if outputs.iter().skip(index + 1).any(|other| is_same(other, path)) {
            return Err(Failure::Message(format!("{shown} is named twice; give each output a file of its own")));
        }
    }
    Ok(())
}

/// Returns whether two paths lead to one file, by whatever way.
fn is_same(one: &Path, other: &Path) -> bool {
    let full = |path: &Path| {
        path.canonicalize().ok().or_else(|| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            Some(folder.canonicalize().ok()?.join(path.file_name()?))
        })
    };
    one == other || full(one).is_some_and(|one| Some(one) == full(other)) || is_same_inode(one, other)
}

#[cfg(unix)]
fn is_same_inode(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &Path| path.metadata().ok().map(|data| (data.dev(), data.ino()));
    id(one).is_some_and(|one| Some(one) == id(other))
}

/// Returns whether standard input is read from the file at `path`.
#[cfg(unix)]
fn is_stdin(path: &Path) -> bool {
    use std::os::fd::AsFd;
    use std::os::unix::fs::MetadataExt;
    let stdin = std::io::stdin().as_fd().try_clone_to_owned().map(std::fs::File::from);
    let id = |data: std::fs::Metadata| (data.dev(), data.ino());
    let own = stdin.and_then(|stdin| stdin.metadata()).map(id).ok();
    own.is_some() && path.metadata().map(id).ok() == own
}

#[cfg(not(unix))]
fn is_stdin(_: &Path) -> bool {
    false
}

#[cfg(not(unix))]
fn is_same_inode(_: &Path, _: &Path) -> bool {
    false
}
