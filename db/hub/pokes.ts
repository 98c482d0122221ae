import { setTimeout as sleep } from 'node:timers/promises'

import pg from 'pg'
import { z } from 'zod'

import { messageOf } from './log.ts'
import type { Log } from './log.ts'
import type { Broadcast } from './realtime/broadcast.ts'

/** The topic on which terminals hear that there is something to pull. */
const pokeTopic = 'front-desk'

export interface Pokes {
  close(): Promise<void>
}

/**
 * Passes on what the database says: on `sync_poke` that something changed, and on `realtime_send` what SQL broadcasts.
 * Every hub listens for itself. A lost connection is made again; terminals pull by themselves meanwhile.
 */
export async function listenForPokes(
  databaseUrl: string,
  deliver: (broadcast: Broadcast) => void,
  log: Log,
): Promise<Pokes> {
  const stopping = new AbortController()
  let client = await connect()

  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client({ connectionString: databaseUrl, keepAlive: true })
    fresh.on('error', (error) => log(`hub: database listener failed reason=${error.message}`))
    fresh.on('notification', (notification) => {
      for (const broadcast of broadcastsOf(notification.channel, notification.payload ?? ''))
        deliver(broadcast)
    })
    await fresh.connect()
    await fresh.query('listen sync_poke')
    await fresh.query('listen realtime_send')
    fresh.on('end', () => {
      if (!stopping.signal.aborted) void reconnect()
    })
    return fresh
  }

  async function reconnect(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await sleep(1000, undefined, { signal: stopping.signal })
        client = await connect()
        // What was said meanwhile is lost: say that something may have changed.
        for (const broadcast of broadcastsOf('sync_poke', '{}')) deliver(broadcast)
        return log('hub: database listener is back')
      } catch (error) {
        if (!stopping.signal.aborted) log(`hub: database listener not back yet reason=${messageOf(error)}`)
      }
    }
  }

  return {
    async close() {
      stopping.abort()
      await client.end()
    },
  }
}

const sendSchema = z.object({
  topic: z.string(),
  event: z.string(),
  private: z.boolean(),
  payload: z.unknown(),
})

/** A poke goes to both channels of its name: a terminal may have joined either. */
function broadcastsOf(channel: string, text: string): readonly Broadcast[] {
  if (channel === 'sync_poke') {
    const payload = { kind: 'json', value: parseJson(text) ?? {} } as const
    return [false, true].map((isPrivate) => ({
      topic: pokeTopic,
      isPrivate,
      event: 'poke',
      payload,
      senderId: null,
    }))
  }
  const sent = sendSchema.safeParse(parseJson(text))
  if (!sent.success) return []
  const { topic, event, private: isPrivate, payload } = sent.data
  return [{ topic, event, isPrivate, payload: { kind: 'json', value: payload }, senderId: null }]
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
