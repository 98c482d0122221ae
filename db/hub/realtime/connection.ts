import { randomUUID } from 'node:crypto'

import { WebSocket } from 'ws'
import type { RawData } from 'ws'

import type { Clock } from '../../../shared/kernel/clock.ts'
import type { Broadcast } from './broadcast.ts'
import type { ChannelName, Channels, Subscriber } from './channels.ts'
import { decodeFrame, encodeBroadcast, encodeMessage } from './frames.ts'
import type { Frame, ProtocolVersion } from './frames.ts'
import { parseAccessToken, parseBroadcast, parseJoin, refuseJoin } from './requests.ts'
import type { Identify, Speaker } from './identify.ts'

export interface ConnectionDeps {
  readonly channels: Channels
  readonly publish: (broadcast: Broadcast) => void
  readonly identify: Identify
  readonly clock: Clock
}

/** One client's socket, and the channels it has joined. */
export interface Connection {
  /** Ends sockets that have been silent and channels whose token has expired. */
  tend(): void
  close(): void
}

const maxFramesPerSecond = 200
/** A client beats every 25 s; one that has missed two beats is gone. */
const silenceMs = 60_000
/** A client that reads this much too slowly is cut off: it pulls again when it is back. */
const maxBufferedBytes = 4 * 1024 * 1024

interface Joined {
  readonly joinRef: string | null
  readonly name: ChannelName
  readonly wantsAck: boolean
  readonly subscriber: Subscriber
  speaker: Speaker
}

/** Speaks the Phoenix channels protocol with one client: join, broadcast, access token, leave, heartbeat. */
export function openConnection(
  socket: WebSocket,
  version: ProtocolVersion,
  apiKey: string,
  deps: ConnectionDeps,
): Connection {
  const { channels, publish, identify, clock } = deps
  const socketId = randomUUID()
  const joined = new Map<string, Joined>()
  let heardAtMs = clock.monotonic()
  let second = { startedAtMs: heardAtMs, frames: 0 }
  // Frames are taken one after the other: a leave that follows a join must not overtake it while a token is checked.
  let work = Promise.resolve()

  function say(message: string | Buffer | null): void {
    if (message === null || socket.readyState !== WebSocket.OPEN) return
    if (socket.bufferedAmount > maxBufferedBytes) socket.terminate()
    else socket.send(message)
  }

  function reply(frame: Frame, status: 'ok' | 'error', response: unknown): void {
    if (frame.ref === null) return
    say(encodeMessage(version, { ...frame, event: 'phx_reply', payload: { status, response } }))
  }

  async function take(frame: Frame): Promise<void> {
    if (frame.topic === 'phoenix') return reply(frame, 'ok', {})
    switch (frame.event) {
      case 'phx_join':
        return await join(frame)
      case 'phx_leave':
        leave(frame.topic)
        reply(frame, 'ok', {})
        return say(encodeMessage(version, { ...frame, event: 'phx_close', payload: {} }))
      case 'broadcast':
        return broadcast(frame)
      case 'access_token':
        return await renew(frame)
      default:
        return reply(frame, 'error', { reason: `this server does not offer ${frame.event}` })
    }
  }

  async function join(frame: Frame): Promise<void> {
    const asked = parseJoin(frame)
    if (asked === null) return reply(frame, 'error', { reason: 'bad join' })
    const speaker = await identify(asked.token ?? apiKey)
    // Meanwhile the client may have gone, and nobody would take its channel back.
    if (socket.readyState !== WebSocket.OPEN) return
    const others = joined.has(frame.topic) ? joined.size - 1 : joined.size
    const refusal = refuseJoin(asked, speaker, others)
    if (refusal !== null || speaker === null) return reply(frame, 'error', { reason: refusal })
    // A client that lost track joins again: its older self on the topic ends.
    leave(frame.topic)
    const channel: Joined = {
      joinRef: frame.joinRef,
      name: asked.channel,
      wantsAck: asked.wantsAck,
      subscriber: {
        socketId,
        wantsOwn: asked.wantsOwn,
        deliver: (message) => say(encodeBroadcast(version, message)),
      },
      speaker,
    }
    joined.set(frame.topic, channel)
    channels.join(channel.name, channel.subscriber)
    reply(frame, 'ok', { postgres_changes: [] })
  }

  function leave(topic: string): void {
    const channel = joined.get(topic)
    if (channel === undefined) return
    joined.delete(topic)
    channels.leave(channel.name, channel.subscriber)
  }

  function broadcast(frame: Frame): void {
    const channel = joined.get(frame.topic)
    if (channel === undefined) return reply(frame, 'error', { reason: 'unmatched topic' })
    const message = parseBroadcast(frame)
    if (message === null) return reply(frame, 'error', { reason: 'bad broadcast' })
    publish({ ...message, ...channel.name, senderId: socketId })
    if (channel.wantsAck) reply(frame, 'ok', {})
  }

  async function renew(frame: Frame): Promise<void> {
    const channel = joined.get(frame.topic)
    const asked = parseAccessToken(frame)
    if (channel === undefined || asked === null) return
    const speaker = await identify(asked.token ?? apiKey)
    if (speaker === null) return expel(frame.topic, channel, 'Invalid access token')
    if (channel.name.isPrivate && speaker.role === 'anon') {
      return expel(frame.topic, channel, 'A private channel needs a signed-in user')
    }
    channel.speaker = speaker
  }

  function expel(topic: string, channel: Joined, message: string): void {
    leave(topic)
    const about = { joinRef: channel.joinRef, ref: null, topic }
    const payload = { channel: channel.name.topic, extension: 'system', status: 'error', message }
    say(encodeMessage(version, { ...about, event: 'system', payload }))
    say(encodeMessage(version, { ...about, event: 'phx_close', payload: {} }))
  }

  function isTooFast(): boolean {
    if (heardAtMs - second.startedAtMs >= 1000) second = { startedAtMs: heardAtMs, frames: 0 }
    second.frames += 1
    return second.frames > maxFramesPerSecond
  }

  socket.on('message', (data, isBinary) => {
    heardAtMs = clock.monotonic()
    if (isTooFast()) return socket.close(1008, 'too many messages')
    const frame = decodeFrame(version, bytesOf(data), isBinary)
    if (frame === null) return socket.close(1003, 'not of the protocol')
    work = work.then(() => take(frame)).catch(() => socket.close(1011, 'internal error'))
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', () => {
    for (const topic of joined.keys()) leave(topic)
  })

  return {
    tend() {
      if (clock.monotonic() - heardAtMs > silenceMs) return socket.terminate()
      const nowMs = clock.now()
      for (const [topic, channel] of joined) {
        const { expiresAtMs } = channel.speaker
        if (expiresAtMs !== null && expiresAtMs <= nowMs) expel(topic, channel, 'Access token has expired')
      }
    },
    close() {
      socket.close(1001, 'the server stops')
    },
  }
}

function bytesOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
}
