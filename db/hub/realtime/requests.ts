import { z } from 'zod'

import type { Broadcast } from './broadcast.ts'
import type { ChannelName } from './channels.ts'
import type { Frame } from './frames.ts'
import type { Speaker } from './identify.ts'

/** What a client asks for when it joins. */
export interface JoinRequest {
  readonly channel: ChannelName
  /** Null where it brings none of its own. */
  readonly token: string | null
  readonly wantsOwn: boolean
  readonly wantsAck: boolean
  readonly wantsPresence: boolean
  readonly wantsChanges: boolean
}

const maxChannels = 100
const prefix = 'realtime:'

const joinSchema = z.object({
  access_token: z.string().nullish(),
  config: z
    .object({
      private: z.boolean().default(false),
      broadcast: z.object({ self: z.boolean().default(false), ack: z.boolean().default(false) }).prefault({}),
      presence: z.object({ enabled: z.boolean().default(false) }).prefault({}),
      postgres_changes: z.array(z.unknown()).nullish(),
    })
    .prefault({}),
})
const broadcastSchema = z.object({ event: z.string(), payload: z.unknown() })
const accessTokenSchema = z.object({ access_token: z.string().nullish() })

export function parseJoin(frame: Frame): JoinRequest | null {
  const parsed = joinSchema.safeParse(jsonOf(frame))
  if (!parsed.success || !frame.topic.startsWith(prefix)) return null
  const { config, access_token: token } = parsed.data
  return {
    channel: { topic: frame.topic.slice(prefix.length), isPrivate: config.private },
    token: token ?? null,
    wantsOwn: config.broadcast.self,
    wantsAck: config.broadcast.ack,
    wantsPresence: config.presence.enabled,
    wantsChanges: (config.postgres_changes ?? []).length > 0,
  }
}

/** Why somebody may not join, in words that the client library hands on; null where they may. */
export function refuseJoin(asked: JoinRequest, speaker: Speaker | null, others: number): string | null {
  if (speaker === null) return 'InvalidJWTToken: the token is not valid, or has expired'
  if (asked.channel.isPrivate && speaker.role === 'anon') {
    return 'Unauthorized: a private channel needs a signed-in user'
  }
  if (asked.wantsPresence) return 'this server does not offer presence'
  if (asked.wantsChanges) return 'this server does not offer postgres_changes'
  return others >= maxChannels ? 'ChannelRateLimitReached: too many channels' : null
}

export function parseBroadcast(frame: Frame): Pick<Broadcast, 'event' | 'payload'> | null {
  if (frame.payload.kind === 'broadcast') {
    return { event: frame.payload.event, payload: frame.payload.payload }
  }
  const parsed = broadcastSchema.safeParse(frame.payload.value)
  if (!parsed.success) return null
  return { event: parsed.data.event, payload: { kind: 'json', value: parsed.data.payload ?? {} } }
}

export function parseAccessToken(frame: Frame): { readonly token: string | null } | null {
  const parsed = accessTokenSchema.safeParse(jsonOf(frame))
  return parsed.success ? { token: parsed.data.access_token ?? null } : null
}

function jsonOf(frame: Frame): unknown {
  return frame.payload.kind === 'json' ? frame.payload.value : null
}
