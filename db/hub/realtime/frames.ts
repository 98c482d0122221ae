import { z } from 'zod'

import type { Broadcast, BroadcastPayload } from './broadcast.ts'

/** The two forms in which Phoenix channels speak: 1.0.0 in JSON objects, 2.0.0 in JSON arrays and binary broadcasts. */
export type ProtocolVersion = '1.0.0' | '2.0.0'

/** What a client says. */
export interface Frame {
  readonly joinRef: string | null
  readonly ref: string | null
  readonly topic: string
  readonly event: string
  readonly payload: FramePayload
}

export type FramePayload =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'broadcast'; readonly event: string; readonly payload: BroadcastPayload }

const refSchema = z.union([z.string(), z.number().transform(String), z.null()])
const objectFrame = z.object({
  topic: z.string(),
  event: z.string(),
  payload: z.unknown(),
  ref: refSchema.default(null),
  join_ref: refSchema.default(null),
})
const arrayFrame = z.tuple([refSchema, refSchema, z.string(), z.string(), z.unknown()])

/** Reads what came in, or null where it is nothing of the protocol. */
export function decodeFrame(version: ProtocolVersion, data: Buffer, isBinary: boolean): Frame | null {
  if (isBinary) return version === '2.0.0' ? decodeBinaryBroadcast(data) : null
  const json = parseJson(data.toString('utf8'))
  if (version === '1.0.0') {
    const parsed = objectFrame.safeParse(json)
    if (!parsed.success) return null
    const { topic, event, payload, ref, join_ref: joinRef } = parsed.data
    return { joinRef, ref, topic, event, payload: { kind: 'json', value: payload } }
  }
  const parsed = arrayFrame.safeParse(json)
  if (!parsed.success) return null
  const [joinRef, ref, topic, event, payload] = parsed.data
  return { joinRef, ref, topic, event, payload: { kind: 'json', value: payload } }
}

/** What the hub says: a reply, a system message, the end of a channel. */
export interface ServerMessage {
  readonly joinRef: string | null
  readonly ref: string | null
  readonly topic: string
  readonly event: string
  readonly payload: unknown
}

export function encodeMessage(version: ProtocolVersion, message: ServerMessage): string {
  const { joinRef, ref, topic, event, payload } = message
  return JSON.stringify(
    version === '1.0.0'
      ? { topic, event, payload, ref, join_ref: joinRef }
      : [joinRef, ref, topic, event, payload],
  )
}

/** A broadcast as clients of this version take it; bytes cannot be said in 1.0.0, so there it is null. */
export function encodeBroadcast(version: ProtocolVersion, broadcast: Broadcast): string | Buffer | null {
  const topic = `realtime:${broadcast.topic}`
  if (broadcast.payload.kind === 'json') {
    return encodeMessage(version, {
      joinRef: null,
      ref: null,
      topic,
      event: 'broadcast',
      payload: { type: 'broadcast', event: broadcast.event, payload: broadcast.payload.value },
    })
  }
  return version === '2.0.0' ? encodeBinaryBroadcast(topic, broadcast.event, broadcast.payload.value) : null
}

const kindPush = 3
const kindBroadcast = 4
const encodingBytes = 0
const encodingJson = 1

/**
 *   push        kind 3 | lengths of joinRef, ref, topic, event, metadata | encoding | those five | payload
 *   broadcast   kind 4 | lengths of topic, event, metadata               | encoding | those three | payload
 */
function decodeBinaryBroadcast(data: Buffer): Frame | null {
  if (data.length < 7 || data[0] !== kindPush) return null
  const lengths = [...data.subarray(1, 6)]
  let offset = 7
  const [joinRef, ref, topic, event] = lengths.map((length) => {
    const text = data.toString('utf8', offset, offset + length)
    offset += length
    return text
  })
  if (offset > data.length || topic === undefined || event === undefined) return null
  const payload = decodePayload(data[6], data.subarray(offset))
  if (payload === null) return null
  return {
    joinRef: joinRef === undefined || joinRef === '' ? null : joinRef,
    ref: ref === undefined || ref === '' ? null : ref,
    topic,
    event: 'broadcast',
    payload: { kind: 'broadcast', event, payload },
  }
}

function decodePayload(encoding: number | undefined, bytes: Buffer): BroadcastPayload | null {
  if (encoding === encodingBytes) return { kind: 'bytes', value: Buffer.from(bytes) }
  if (encoding !== encodingJson) return null
  const value = parseJson(bytes.toString('utf8'))
  return value === undefined ? null : { kind: 'json', value }
}

/** A name too long for its length byte cannot be said either. */
function encodeBinaryBroadcast(topic: string, event: string, bytes: Buffer): Buffer | null {
  const [topicBytes, eventBytes] = [Buffer.from(topic), Buffer.from(event)]
  if (topicBytes.length > 255 || eventBytes.length > 255) return null
  const header = Buffer.from([kindBroadcast, topicBytes.length, eventBytes.length, 0, encodingBytes])
  return Buffer.concat([header, topicBytes, eventBytes, bytes])
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
