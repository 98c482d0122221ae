import { z } from 'zod'

/** One message to everybody who joined a topic. */
export interface Broadcast {
  /** Without the `realtime:` that clients put before it. */
  readonly topic: string
  /** Public and private channels of one name are two channels. */
  readonly isPrivate: boolean
  readonly event: string
  readonly payload: BroadcastPayload
  /** The socket it came from, which gets it back only if it asked to; null for one from outside. */
  readonly senderId: string | null
}

export type BroadcastPayload =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'bytes'; readonly value: Buffer }

const wireSchema = z.object({
  topic: z.string(),
  isPrivate: z.boolean(),
  event: z.string(),
  json: z.unknown().optional(),
  bytes: z.string().optional(),
  senderId: z.string().nullable(),
})

/** As hubs pass it to each other. */
export function broadcastToText(broadcast: Broadcast): string {
  const { payload, ...rest } = broadcast
  return JSON.stringify(
    payload.kind === 'json'
      ? { ...rest, json: payload.value }
      : { ...rest, bytes: payload.value.toString('base64') },
  )
}

export function broadcastFromText(text: string): Broadcast | null {
  try {
    const { json, bytes, ...rest } = wireSchema.parse(JSON.parse(text))
    const payload: BroadcastPayload =
      bytes === undefined
        ? { kind: 'json', value: json }
        : { kind: 'bytes', value: Buffer.from(bytes, 'base64') }
    return { ...rest, payload }
  } catch {
    return null
  }
}
