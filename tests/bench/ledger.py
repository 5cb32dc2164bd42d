# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures an account with a long ledger beside the same with a short one, and beside sqlite3 and plain requests.

    ledger.py PROGRAM MAKE-COPY CREDITS FIRST-LOAD FILL-SANDBOX

Each figure stands beside its reference of the same run; the limits are ratios (memory: a difference). Needs a display.
"""

import glob
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

SHORT, LONG, LOADED = 1_000, 1_000_000, 100_000
RUNS = 3
SEARCHED = 'adjustment 77777'
SEARCH = f"""SELECT seq FROM credit WHERE currency = 'usd' AND instr (search, '{SEARCHED}') ORDER BY seq DESC"""
# What --csv prints, cell by cell.
COLUMNS = """SELECT id, date (created, 'unixepoch'), strftime ('%Y-%m-%dT%H:%M:%SZ', created, 'unixepoch'),
  CASE kind WHEN 1 THEN 'adjustment' ELSE 'other' END, words, credit.invoice,
  (SELECT number FROM invoice WHERE invoice.id = credit.invoice),
  printf ('%s%d.%02d', iif (amount < 0, '-', ''), abs (amount) / 100, abs (amount) % 100),
  printf ('%s%d.%02d', iif (balance < 0, '-', ''), abs (balance) / 100, abs (balance) % 100), upper (currency)
  FROM credit ORDER BY seq DESC"""

failed = []


def report(name, subject, reference, ratio, limit, unit='ms'):
    over = ratio > limit
    print(f'{name:<44} {subject:>9.1f} {unit:<4} {reference:>9.1f} {unit:<4} {ratio:>7.2f}   limit {limit:.2f}'
          f'{"  OVER" if over else ""}', flush=True)
    if over:
        failed.append(name)


def run_json(*command, env=None):
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=env)
    return json.loads(done.stdout)


def timed(command, env=None):
    start = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=env)
    return time.monotonic() - start


class Home:
    """A person's folders, with an account in the list and a long ledger in its offline copy."""

    def __init__(self, folder, rows, program, make_copy):
        os.makedirs(folder)
        self.env = dict(os.environ, HOME=folder, XDG_DATA_HOME=os.path.join(folder, 'data'),
                        XDG_CONFIG_HOME=os.path.join(folder, 'config'), XDG_CACHE_HOME=os.path.join(folder, 'cache'),
                        XDG_STATE_HOME=os.path.join(folder, 'state'), SECRET_BACKEND='file',
                        SECRET_FILE_TEST_PATH=os.path.join(folder, 'keyring'), SECRET_FILE_TEST_PASSWORD='bench')
        server = subprocess.Popen([program, 'sandbox'], stdout=subprocess.PIPE, text=True)
        try:
            face = json.loads(server.stdout.readline())
            subprocess.run([program, 'sign-in', f'--server={face["url"]}', f'--customer={face["customer"]}',
                            '--name=Bench'], check=True, stdout=subprocess.DEVNULL,
                           env=dict(self.env, SMRT_API_KEY=face['keys']['owner']))
            subprocess.run([program, 'products', '--account=Bench'], check=True, stdout=subprocess.DEVNULL,
                           env=self.env)
        finally:
            server.terminate()
            server.wait()
        [self.copy] = glob.glob(os.path.join(folder, 'data', 'smrtphone-plans', 'accounts', '*.db'))
        subprocess.run([make_copy, self.copy, str(rows)], check=True)


def measure_window(credits, homes):
    """First frame and memory, in turn, each in a process of its own."""
    frames, memory = {SHORT: [], LONG: []}, {SHORT: [], LONG: []}
    for number in range(RUNS + 1):
        for rows, home in homes.items():
            result = run_json(credits, 'frame', env=home.env)
            if number > 0:
                frames[rows].append(result['frame_us'] / 1000)
                memory[rows].append(result['peak_kib'] / 1024)
    long_frame, short_frame = statistics.median(frames[LONG]), statistics.median(frames[SHORT])
    report('first frame of Credits, 1M and 1k rows', long_frame, short_frame, long_frame / short_frame, 1.2)
    return memory


def measure_scrolling(credits, homes, memory):
    result = run_json(credits, 'scroll', env=homes[LONG].env)
    reference = run_json(credits, 'scroll', env=homes[SHORT].env)
    rate, short_rate = result['frames_per_second'], reference['frames_per_second']
    print(f'{"scrolling by 60 px a frame, 1M and 1k rows":<44} {rate:>9.1f} fps  {short_rate:>9.1f} fps  {"":>7}   at least '
          f'55, jumps {result["jumps"]}{"" if rate >= 55 and result["jumps"] == 0 else "  OVER"}', flush=True)
    if rate < 55 or result['jumps'] != 0:
        failed.append('scrolling')
    grown = max(result['peak_kib'] / 1024, statistics.median(memory[LONG]))
    short = max(reference['peak_kib'] / 1024, statistics.median(memory[SHORT]))
    over = grown - short > 32
    print(f'{"peak RSS after scrolling":<44} {grown:>9.1f} MiB  {short:>9.1f} MiB  {grown - short:>+7.1f}   limit +32'
          f'{"  OVER" if over else ""}', flush=True)
    if over:
        failed.append('memory')


def measure_search(credits, home):
    result = run_json(credits, 'search', SEARCHED, env=home.env)
    shell = statistics.median(timed(['sqlite3', '-readonly', home.copy, SEARCH]) * 1000 for _ in range(RUNS))
    start_up = statistics.median(timed(['sqlite3', '-readonly', home.copy, 'SELECT 1']) * 1000 for _ in range(RUNS))
    subject = result['search_us'] / 1000
    report(f'search: {result["found"]} of 1M rows, and sqlite3', subject, shell - start_up,
           subject / (shell - start_up), 1.3)


def measure_export(program, home):
    subject, reference = [], []
    for _ in range(3):
        subject.append(timed([program, 'credits', '--offline', '--csv', '--account=Bench'], env=home.env) * 1000)
        reference.append(timed(['sqlite3', '-readonly', '-csv', home.copy, COLUMNS]) * 1000)
    report('CSV of 1M rows, and sqlite3 -csv', statistics.median(subject), statistics.median(reference),
           statistics.median(subject) / statistics.median(reference), 2.0)


def measure_first_load(program, first_load, fill_sandbox, folder):
    database, cursors = os.path.join(folder, 'sandbox.db'), os.path.join(folder, 'cursors')
    command = [program, 'sandbox', f'--database={database}']
    first = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    customer = json.loads(first.stdout.readline())['customer']
    first.terminate()
    first.wait()
    with open(cursors, 'w', encoding='utf-8') as file:
        subprocess.run([sys.executable, fill_sandbox, database, customer, str(LOADED)], check=True, stdout=file)
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        face = json.loads(server.stdout.readline())
        result = run_json(first_load, face['url'], customer, cursors, os.path.join(folder, 'loaded.db'),
                          env=dict(os.environ, SMRT_API_KEY=face['keys']['owner']))
    finally:
        server.terminate()
        server.wait()
    report('first load of 100k rows, and the pages alone', result['loaded_us'] / 1000, result['fetched_us'] / 1000,
           result['loaded_us'] / result['fetched_us'], 1.5)


def main():
    program, make_copy, credits, first_load, fill_sandbox = sys.argv[1:6]
    with tempfile.TemporaryDirectory(prefix='smrt-bench-') as folder:
        print('An account with 1,000,000 rows in a ledger beside one with 1,000, and other programs', flush=True)
        measure_first_load(program, first_load, fill_sandbox, folder)
        homes = {rows: Home(os.path.join(folder, str(rows)), rows, program, make_copy) for rows in (SHORT, LONG)}
        memory = measure_window(credits, homes)
        measure_scrolling(credits, homes, memory)
        measure_search(credits, homes[LONG])
        measure_export(program, homes[LONG])
    return 1 if failed else 0


sys.exit(main())
