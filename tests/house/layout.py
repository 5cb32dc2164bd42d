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
    if path.endswith('.h') or line.lstrip().startswith('"'):
        line = line.strip()
    line = re.sub(r'(?<=\S) {2,}', ' ', line.rstrip())
    return line.replace('* const', '*const').replace(') {', '){')


def defines_alike(before, after):
    """Whether both are the same G_DEFINE_… macro, whose layout clang-format does not understand."""
    def squeezed(lines):
        return ''.join(''.join(lines).split())

    return bool(before) and before[0].startswith('G_DEFINE_') and squeezed(before) == squeezed(after)


def laid_out(path, before):
    after = subprocess.run(['clang-format', path], check=True, capture_output=True, text=True).stdout
    after = re.sub(r'\b(_|C_|N_|NC_|Q_) \(', r'\1(', after).splitlines()
    matcher = difflib.SequenceMatcher(None, [comparable(path, line) for line in before],
                                      [comparable(path, line) for line in after], autojunk=False)
    result = []
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        old, new = before[start:end], after[new_start:new_end]
        result += old if tag == 'equal' or defines_alike(old, new) else new
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
