import { RealtimeClient } from '@supabase/supabase-js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { decodeFrame, encodeBroadcast } from './frames.ts'

/** The client library's own writer and reader. */
const { serializer } = new RealtimeClient('ws://127.0.0.1:1/realtime/v1', { params: { apikey: 'key' } })
const shortText = fc
  .string({ maxLength: 60, unit: 'grapheme' })
  .filter((text) => Buffer.byteLength(text) <= 255)

function writtenByClient(message: object): { readonly data: Buffer; readonly isBinary: boolean } {
  let written: string | ArrayBuffer = ''
  serializer.encode(
    { topic: '', event: '', payload: {}, ...message },
    (result: string | ArrayBuffer) => (written = result),
  )
  return typeof written === 'string'
    ? { data: Buffer.from(written), isBinary: false }
    : { data: Buffer.from(written), isBinary: true }
}

function readByClient(data: string | Buffer | null): unknown {
  let read: unknown
  const raw = Buffer.isBuffer(data) ? new Uint8Array(data).buffer : (data ?? '')
  serializer.decode(raw, (message: unknown) => (read = message))
  return read
}

describe('frames of the client library', () => {
  test('a broadcast it writes is read as it was meant', () => {
    fc.assert(
      fc.property(shortText, shortText, shortText, fc.jsonValue(), (ref, topic, event, payload) => {
        const { data, isBinary } = writtenByClient({
          join_ref: '1',
          ref,
          topic,
          event: 'broadcast',
          payload: { type: 'broadcast', event, payload },
        })
        const frame = decodeFrame('2.0.0', data, isBinary)
        const sent: unknown = JSON.parse(JSON.stringify(payload ?? {}))
        expect(frame).toEqual({
          joinRef: '1',
          ref: ref === '' ? null : ref,
          topic,
          event: 'broadcast',
          payload: { kind: 'broadcast', event, payload: { kind: 'json', value: sent } },
        })
      }),
    )
  })

  test('a broadcast of bytes that we write is read as it was meant', () => {
    fc.assert(
      fc.property(shortText, fc.uint8Array(), (event, bytes) => {
        const read = readByClient(
          encodeBroadcast('2.0.0', {
            topic: 'front-desk',
            isPrivate: false,
            event,
            payload: { kind: 'bytes', value: Buffer.from(bytes) },
            senderId: null,
          }),
        )
        const payload = { type: 'broadcast', event, payload: new Uint8Array(bytes).buffer }
        expect(read).toMatchObject({ topic: 'realtime:front-desk', event: 'broadcast', payload })
      }),
    )
  })

  test('no bytes whatever are more than refused', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.boolean(), (bytes, isBinary) => {
        for (const version of ['1.0.0', '2.0.0'] as const) {
          expect(() => decodeFrame(version, Buffer.from(bytes), isBinary)).not.toThrow()
        }
      }),
    )
  })
})
