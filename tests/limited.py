"""A command on a disk without room: ``python -m tests.limited BYTES MODULE ARGUMENT…``.

No file may become larger than BYTES, which is what a full disk looks like to a program.
"""

import resource
import runpy
import sys


def main() -> None:
    limit, module, *arguments = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
