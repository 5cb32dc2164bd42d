# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives the demo account of a sandbox's database a long ledger of the subscription credit.

    fill-sandbox.py DATABASE CUSTOMER ROWS

The rows follow the account's own ones: credit by hand and debits that use it up, so that each running balance follows
from the one before. Prints the id of every hundredth row of the whole ledger, from the newest: the cursors by which it
is paged through.
"""

import json
import sqlite3
import sys

PAGE = 100


def main():
    path, customer, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    database = sqlite3.connect(path)
    owner = json.loads(database.execute('SELECT json FROM objects WHERE id = ?', (customer,)).fetchone()[0])
    balance, created = owner['balance'], 1795000000

    def row(number):
        nonlocal balance
        amount = -(number * 7919 % 9000 + 100) if number % 2 else number * 104729 % 9000 + 100
        if abs(balance + amount) > 10 ** 12:
            amount = -amount
        balance += amount
        identity = f'cbtxn_fill{number:010d}'
        text = json.dumps({
            'id': identity, 'object': 'customer_balance_transaction', 'amount': amount, 'checkout_session': None,
            'created': created + number // 50, 'credit_note': None, 'currency': owner['currency'], 'customer': customer,
            'description': f'Adjustment {number} of the quarter', 'ending_balance': balance, 'invoice': None,
            'livemode': False, 'metadata': {}, 'type': 'adjustment'}, separators=(',', ':'))
        return identity, 'customer_balance_transaction', created + number // 50, customer, text

    with database:
        database.executemany('INSERT INTO objects (id, type, created, customer, json) VALUES (?, ?, ?, ?, ?)',
                             (row(number) for number in range(count)))
        owner['balance'] = balance
        owner['_']['balances'][owner['currency']] = balance
        database.execute('UPDATE objects SET json = ? WHERE id = ?', (json.dumps(owner), customer))
    newest = database.execute("SELECT id FROM objects WHERE type = 'customer_balance_transaction' AND customer = ?"
                              ' ORDER BY seq DESC', (customer,))
    for number, (identity,) in enumerate(newest, 1):
        if number % PAGE == 0:
            print(identity)
    database.close()


main()
