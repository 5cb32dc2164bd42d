# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks or mends the layout of C files with clang-format.

    layout.py --check|--write FILE...

clang-format knows indentation, braces and spaces, but not the columns in which names are aligned here
(parameters, structure members, prototypes of a header). A line that differs in such spaces alone stays as it is.
"""

import difflib
import re
import subprocess
import sys


def comparable(path, line):
    if path.endswith('.h'):
        line = line.strip()
    line = re.sub(r'(?<=\S) {2,}', ' ', line.rstrip())
    if line.startswith('G_DEFINE_QUARK'):
        line = line.replace(' - ', '-')
    return line.replace('* const', '*const')


def laid_out(path, before):
    after = subprocess.run(['clang-format', path], check=True, capture_output=True, text=True).stdout.splitlines()
    matcher = difflib.SequenceMatcher(None, [comparable(path, line) for line in before],
                                      [comparable(path, line) for line in after], autojunk=False)
    result = []
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        result += before[start:end] if tag == 'equal' else after[new_start:new_end]
    return result


def main():
    write = sys.argv[1] == '--write'
    wrong = 0
    for path in sys.argv[2:]:
        with open(path, encoding='utf-8') as file:
            before = file.read().splitlines()
        after = laid_out(path, before)
        if before == after:
            continue
        wrong += 1
        if write:
            with open(path, 'w', encoding='utf-8') as file:
                file.write('\n'.join(after) + '\n')
        else:
            print('\n'.join(difflib.unified_diff(before, after, path, path, n=0, lineterm='')))
    return 1 if wrong and not write else 0


if __name__ == '__main__':
    sys.exit(main())
