import { expect, test } from 'vitest'
import { createGate, type Fetch } from './gate.ts'

const answering: Fetch = async () => new Response('here')

/** Answers only by giving up. */
const silent: Fetch = (_, init) =>
  new Promise((_resolve, reject) => {
    init?.signal?.addEventListener('abort', () => reject(new TypeError('gave up')))
  })

test('a cut line lets nothing through, and everything again when it is let back', async () => {
  const gate = createGate(answering)
  gate.cut(true)
  await expect(gate.fetch('http://server')).rejects.toThrow('the line is cut')
  gate.cut(false)
  await expect(gate.fetch('http://server')).resolves.toMatchObject({ status: 200 })
})

test('what is under way when the line is cut fails at once', async () => {
  const gate = createGate(silent)
  const asked = gate.fetch('http://server')
  gate.cut(true)
  await expect(asked).rejects.toThrow('gave up')
})

test('a request is still given up for the caller’s own reasons', async () => {
  const gate = createGate(silent)
  const caller = new AbortController()
  const asked = gate.fetch('http://server', { signal: caller.signal })
  caller.abort()
  await expect(asked).rejects.toThrow('gave up')
})
