import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import * as fc from 'fast-check'
import { envelope as envelopeSchema, type Envelope } from '../../shared/protocol/envelope.ts'
import { canonicalJson, chainHash, firstHash, sealEnvelope } from './envelope.ts'

const anEnvelope: Envelope = {
  seq: 1,
  opId: '0198a5c0-0000-7000-8000-000000000001',
  name: 'booking.checkIn',
  args: { stayId: '0198a5c0-0000-7000-8000-0000000000aa', note: 'näh\u20ac' },
  actor: '0198a5c0-0000-7000-8000-0000000000bb',
  businessDate: '2026-08-13',
  at: { wall: '2026-08-13T14:05:06.789Z', monotonicMs: 12, serverOffsetMs: null },
  offline: false,
  schemaVersion: 4,
  writes: [],
  prevHash: firstHash,
}

test('canonical JSON is that of RFC 8785, section 3.2.2', () => {
  const value: unknown = JSON.parse(
    String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],` +
      String.raw`"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
  )
  expect(canonicalJson(value)).toBe(
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],` +
      String.raw`"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  )
})

test('canonical JSON sorts names as RFC 8785, section 3.2.3, by UTF-16 units', () => {
  const value: unknown = JSON.parse(
    String.raw`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh",` +
      String.raw`"1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}`,
  )
  const names = Array.from(canonicalJson(value).matchAll(/:"([^"]+)"/g), (match) => match[1])
  expect(names).toEqual([
    'Carriage Return',
    'One',
    'Control',
    'Latin Small Letter O With Diaeresis',
    'Euro Sign',
    'Emoji: Grinning Face',
    'Hebrew Letter Dalet With Dagesh',
  ])
})

test('canonical numbers are those of RFC 8785, appendix B', () => {
  const vectors: readonly (readonly [string, string])[] = [
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
  ]
  for (const [bits, text] of vectors)
    expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text)
})

test('half a surrogate pair has no canonical text', () => {
  expect(() => canonicalJson({ name: '\ud800' })).toThrow('surrogate')
})

test('a sealed envelope reads back as itself, and its hash covers the hash before and the bytes of the body', () => {
  const op = sealEnvelope(anEnvelope)
  expect(envelopeSchema.parse(JSON.parse(op.body))).toEqual(anEnvelope)
  expect(op.hash).toBe(
    createHash('sha256')
      .update(Buffer.from(firstHash + op.body, 'utf8'))
      .digest('hex'),
  )
  // a fixed vector: this text and this hash are what servers already hold
  expect(op.hash).toBe('56428d081259ab4f3a3ef20b99712711360a98aa44e0e115cda65bc1cce21dae')
})

test('the order in which a value was built does not show', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ stringUnit: 'grapheme' })),
      (record) => {
        const reversed = Object.fromEntries(Object.entries(record).toReversed())
        expect(canonicalJson(reversed)).toBe(canonicalJson(record))
      },
    ),
  )
})

test('no envelope of a chain can change without the hash of every later one', () => {
  const chain = (words: readonly string[]) => {
    const hashes: string[] = []
    for (const word of words) hashes.push(chainHash(hashes.at(-1) ?? firstHash, canonicalJson({ word })))
    return hashes
  }
  const before = chain(['a', 'b', 'c', 'd'])
  const after = chain(['a', 'B', 'c', 'd'])
  expect(after[0]).toBe(before[0])
  for (const index of [1, 2, 3]) expect(after[index]).not.toBe(before[index])
})
