import { expect, test } from 'vitest'
import { findLeaks } from './leaks.ts'

// written in pieces, or this file would be what it warns of
const piece = (...parts: readonly string[]): string => parts.join('')

test.for([
  [piece('cd /wo', 'rk/main'), 'a path of one machine'],
  [piece('"/ho', 'me/anna/project"'), 'a path of one machine'],
  [piece('file:///Us', 'ers/anna'), 'a path of one machine'],
  [piece('C:\\Us', 'ers\\anna'), 'a path of one machine'],
  [piece('https://regis', 'try.example.org/zod'), 'a package registry'],
  [piece('regis', 'try=somewhere'), 'a package registry'],
  [piece('  "resol', 'ved": "https://example.org/zod.tgz",'), 'where a package was fetched from'],
  [piece('//host/:_auth', 'Token=abc'), 'a credential'],
  [piece('-----BEGIN EC PRI', 'VATE KEY-----'), 'a credential'],
  [
    piece('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0NTY3ODkwIn0', '.c2lnbmF0dXJlLW9mLXRva2Vu'),
    'a signed token',
  ],
] as const)('%s is %s', ([text, what]) => {
  expect(findLeaks(`first line\n${text}\n`)).toEqual([{ line: 2, what }])
})

test.for([
  '/usr/bin/env bash',
  piece('${root}/wo', 'rk/file'),
  './tmp/x',
  piece('https://example.org/wo', 'rk/1'),
  'a folder below /root or',
])('%s is nothing to hide', (text) => {
  expect(findLeaks(text)).toEqual([])
})
