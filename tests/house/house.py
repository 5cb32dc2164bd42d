# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the source tree to the rules of the house; TAP on standard output.

    house.py SOURCE-ROOT
"""

import json
import os
import re
import sys
from collections import Counter

# What a folder of src/ may include besides itself. "face" is the one header of the sandbox that
# others see.
FLOORS = {
    'base': set(),
    'billing': {'base'},
    'stripe': {'billing', 'base'},
    'words': {'billing', 'base'},
    'oidc': {'base'},
    'sandbox': {'oidc', 'billing', 'base'},
    'store': {'stripe', 'billing', 'base'},
    'export': {'words', 'billing', 'base'},
    'account': {'export', 'store', 'words', 'oidc', 'stripe', 'billing', 'base', 'face'},
    'app': {'account', 'export', 'store', 'words', 'oidc', 'stripe', 'billing', 'base', 'face'},
    'cli': {'account', 'export', 'store', 'words', 'oidc', 'stripe', 'billing', 'base', 'face'},
    '': {'app', 'cli', 'account', 'export', 'store', 'words', 'oidc', 'stripe', 'billing', 'base', 'face'},
}
FACE = 'smrt-sandbox.h'
WITH_GTK = {'app', ''}
MOST_LINES = 1000
SANDBOX_PERMISSIONS = {
    '--share=ipc', '--share=network', '--socket=wayland', '--socket=fallback-x11', '--device=dri',
}
# Written in pieces, so that the rules do not find themselves.
PRIVATE = re.compile('|'.join([
    r'(?<![\w.])/' + r'(work|root|home|Users)/',
    r'https?://' + r'(deb|registry|mirror|ftp|packages)[.-]',
    '"resolved"' + r'\s*:',
    '_auth' + 'Token',
]))
UNFINISHED = re.compile(r'\b(TODO|FIXME|XXX|HACK)\b|not (yet )?implemented', re.I)
TRANSLATED = re.compile(r'(?<!\w)(_|N_|C_|NC_|Q_|ngettext|g_dngettext|g_dpgettext2?) ?\(|translatable="yes"')
COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\])*"', re.S)
TEXT = ('.c', '.h', '.ui', '.css', '.xml', '.in', '.py', '.js', '.cjs', '.mjs', '.sh', '.svg', '.build', '.txt',
        '.json', '.md', '.1', '.supp', '.conf', '.po')
WITHOUT_SPDX = ('.json', '.md', '.supp', '.po', '.txt')


class Tree:
    def __init__(self, root):
        self.root = root
        self.files = []
        for folder, folders, names in os.walk(root):
            folders[:] = sorted(f for f in folders if not f.startswith(('_build', 'build', '.git', '.flatpak'))
                                and f not in ('node_modules', '__pycache__'))
            for name in sorted(names):
                path = os.path.relpath(os.path.join(folder, name), root)
                if name.endswith(TEXT) or path in ('dev', '.ci/run', 'po/POTFILES', 'po/LINGUAS'):
                    self.files.append(path)
        self.source = [f for f in self.files if re.match(r'src/.*\.[ch]$', f)]

    def read(self, path):
        with open(os.path.join(self.root, path), encoding='utf-8') as file:
            return file.read()

    def exists(self, path):
        return os.path.exists(os.path.join(self.root, path))


def floor_of(path):
    parts = path.split('/')
    return parts[1] if len(parts) > 2 else ''


def check_includes(tree):
    """Every file includes headers of its own floor and the floors below alone"""
    home = {os.path.basename(f): floor_of(f) for f in tree.source if f.endswith('.h')}
    for path in tree.source:
        floor = floor_of(path)
        if floor not in FLOORS:
            yield f'{path}: src/{floor} has no place in the house'
            continue
        for number, line in enumerate(tree.read(path).splitlines(), 1):
            found = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
            if not found:
                continue
            header = found[1]
            if re.match(r'(gtk|gdk|gsk)/|adwaita', header) and floor not in WITH_GTK:
                yield f'{path}:{number}: {header}: no GTK below the top floor'
            if '/' in header and os.path.basename(header) in home:
                yield f'{path}:{number}: {header}: headers are included by their bare name'
            target = home.get(os.path.basename(header))
            if target is None or target == floor or target in FLOORS[floor]:
                continue
            if os.path.basename(header) == FACE and 'face' in FLOORS[floor]:
                continue
            yield f'{path}:{number}: src/{floor} may not include {header} of src/{target}'


def check_pairs(tree):
    """Every class has its own pair of files, named after it"""
    stems = Counter(os.path.basename(f) for f in tree.source)
    for path in tree.source:
        name = os.path.basename(path)
        if stems[name] > 1:
            yield f'{path}: another folder has a file of this name'
        if path == 'src/main.c':
            continue
        if not name.startswith('smrt-'):
            yield f'{path}: the name does not start with smrt-'
        if path.endswith('.c') and not tree.exists(path[:-2] + '.h') and not tree.exists(path[:-2] + '-private.h'):
            yield f'{path}: has no header of the same stem'
    for path in tree.files:
        if re.match(r'ui/smrt-.*\.ui$', path) and not tree.exists('src/app/' + os.path.basename(path)[:-3] + '.c'):
            yield f'{path}: has no class of the same stem in src/app'


def check_length(tree):
    """No file is longer than a thousand lines"""
    for path in tree.files:
        if path.endswith(('.c', '.h', '.ui', '.py', '.css')) and len(tree.read(path).splitlines()) > MOST_LINES:
            yield f'{path}: more than {MOST_LINES} lines'


def check_spdx(tree):
    """Every source file names its licence at its top"""
    for path in tree.files:
        if path.endswith(WITHOUT_SPDX) and path != 'meson_options.txt' or path == 'po/POTFILES':
            continue
        head = '\n'.join(tree.read(path).splitlines()[:3])
        if 'SPDX-License-Identifier: GPL-3.0-or-later' not in head:
            yield f'{path}: no SPDX line'


def check_privacy(tree):
    """No path of a machine and no registry's address is in the tree"""
    for path in tree.files:
        for number, line in enumerate(tree.read(path).splitlines(), 1):
            if PRIVATE.search(line):
                yield f'{path}:{number}: {line.strip()[:80]}'


def check_finished(tree):
    """Nothing is marked as unfinished"""
    for path in tree.files:
        if path.startswith('tests/house/'):
            continue
        for number, line in enumerate(tree.read(path).splitlines(), 1):
            if UNFINISHED.search(line):
                yield f'{path}:{number}: {line.strip()[:80]}'


def check_money(tree):
    """No floating point in the floors that reckon with money"""
    for path in tree.source:
        code = COMMENT.sub(lambda found: '\n' * found[0].count('\n'), tree.read(path))
        strict = floor_of(path) in ('billing', 'stripe', 'words', 'export')
        for number, line in enumerate(code.splitlines(), 1):
            if strict and re.search(r'\b(g?double|g?float)\b', line) \
               or re.search(r'get_double|\b(g_ascii_|g_)?strto(d|f|ld)\b|\batof\b', line):
                yield f'{path}:{number}: {line.strip()[:80]}'


def check_potfiles(tree):
    """po/POTFILES names exactly the files with something to translate"""
    listed = [line.strip() for line in tree.read('po/POTFILES').splitlines()
              if line.strip() and not line.startswith('#')]
    for path in listed:
        if not tree.exists(path):
            yield f'po/POTFILES: {path} is not there'
    if listed != sorted(set(listed)):
        yield 'po/POTFILES: not sorted, or something twice'
    for path in tree.files:
        if not re.match(r'src/.*\.c$|ui/.*\.ui$', path):
            continue
        if bool(TRANSLATED.search(tree.read(path))) != (path in listed):
            yield f'{path}: ' + ('listed, but nothing to translate' if path in listed else 'missing')


def check_manifest(tree):
    """The Flatpak manifest is whole and asks for no more than it needs"""
    manifest = json.loads(tree.read('flatpak/io.smrtphone.Plans.json'))
    if manifest['id'] != 'io.smrtphone.Plans' or manifest['command'] != 'smrtphone-plans':
        yield 'the id or the command is not ours'
    if set(manifest['finish-args']) != SANDBOX_PERMISSIONS:
        yield f'permissions: {sorted(set(manifest["finish-args"]) ^ SANDBOX_PERMISSIONS)}'
    if len(manifest['modules']) != 1:
        yield 'everything but the program itself comes from the runtime'


CHECKS = [check_includes, check_pairs, check_length, check_spdx, check_privacy, check_finished, check_money,
          check_potfiles, check_manifest]


def main():
    tree = Tree(sys.argv[1])
    failed = 0
    print(f'1..{len(CHECKS)}')
    for number, check in enumerate(CHECKS, 1):
        findings = list(check(tree))
        failed += bool(findings)
        print(f'{"not ok" if findings else "ok"} {number} {check.__doc__}')
        for finding in findings:
            print(f'# {finding}')
    if not tree.source:
        print('Bail out! There is no source here')
        return 1
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
