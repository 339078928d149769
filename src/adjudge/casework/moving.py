"""Out of the store into a bundle, and back."""

from pathlib import Path

from adjudge.casework import bundle
from adjudge.casework.bundle_check import checked
from adjudge.casework.pages import brief_text
from adjudge.errors import CheckFailed
from adjudge.pipeline.record import package_version
from adjudge.store.case import Case
from adjudge.store.log import Store


def export(store: Store, name: str, target: Path) -> bundle.Files:
    """Write a case as a bundle, to a new folder or to a file that ends in .zip; the same case gives the same bytes."""
    files = bundled(Case(store, name))
    bundle.write(files, target, name)
    return files


def bundled(case: Case) -> bundle.Files:
    """Give the files of a case's bundle by name."""
    documents = case.store.documents(case.name)
    files = bundle.expected(case.entries, documents)
    files[bundle.MANIFEST] = bundle.manifest(case.name, case.entries, package_version())
    files[bundle.BRIEF] = brief_text(case.name, case.entries, documents).encode()
    files[bundle.SUMS] = bundle.sums(files)
    return files


def restore(store: Store, path: Path, *, actor: str) -> tuple[str, int]:
    """Take a bundle's case into the store, entry for entry as it is; gives its name and how many entries were new."""
    read, found = checked(path)
    if read is None or not found.holds:
        raise CheckFailed(f"the bundle {str(path)!r} does not hold and was not imported: {found.problems[0]}")
    return read.case, store.restore(read.case, read.entries, read.documents, actor=actor)
