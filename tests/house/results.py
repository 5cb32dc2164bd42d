# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the tests of the last `meson test`, every TAP line as one.

    results.py BUILD/meson-logs/testlog.json

The last line is `N passed, N failed`. A test that was skipped, or was expected to fail, counts as failed: one that
cannot run is to be left out by the name of its suite, where everybody sees it.
"""

import json
import os
import re
import sys

TAP = re.compile(r'^(not )?ok\b(?:\s+\d+)?\s*-?\s*([^#]*)(?:#\s*(SKIP|TODO)\b.*)?$', re.I)


def count(program):
    """The names of the tests of @program that passed, and of those that did not."""
    passed, failed = [], []
    output = program.get('stdout', '')
    if re.search(r'^1\.\.\d+', output, re.M):
        for line in output.splitlines():
            found = TAP.match(line)
            if found:
                (failed if found[1] or found[3] else passed).append(found[2].strip())
    elif program['result'] == 'OK':
        passed.append('')
    if program['result'] != 'OK' and not failed:
        failed.append(program['result'].lower())
    return passed, failed


def main():
    passed = failed = 0
    # Where nothing ran there is no log.
    with open(sys.argv[1] if os.path.exists(sys.argv[1]) else os.devnull, encoding='utf-8') as file:
        for line in file:
            program = json.loads(line)
            good, bad = count(program)
            passed += len(good)
            failed += len(bad)
            for name in bad:
                print(f'FAILED {program["name"]}: {name}')
    print(f'{passed} passed, {failed} failed')
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
