import type { EventName } from '../../shared/contract/events.ts'
import type { CallInput, CallName, CallReply } from '../../shared/contract/index.ts'
import type { RequestFrame } from '../../shared/contract/terminal.ts'
import type { WindowBridge } from './window-bridge.ts'
import { createListeners } from './listeners.ts'
import { parseEvent, parseHostFrame, parseReply } from './parse-frame.ts'

/** The part of a WebSocket that the bridge uses, so that a test can stand in for the network. */
export type SocketLike = Pick<WebSocket, 'send' | 'addEventListener'>

interface Waiting {
  readonly frame: RequestFrame
  readonly answer: (reply: unknown) => void
}

const firstRetryMs = 200
const slowestRetryMs = 3000

/**
 * Speaks to the terminal over the host's WebSocket, for a window in a browser.
 *
 * A socket that drops is opened again, and whatever was asked and not answered is asked again: reads are harmless, and
 * commands carry a `requestId`, so the terminal does them once however often they arrive.
 */
export function createSocketBridge(openSocket: () => SocketLike): WindowBridge {
  const listeners = createListeners()
  const waiting = new Map<number, Waiting>()
  let socket: SocketLike | null = null
  let open = false
  let nextId = 1
  let retryMs = firstRetryMs

  connect()
  return { call, on: listeners.on, onConnection: listeners.onConnection, isConnected: () => open }

  function connect(): void {
    const opening = openSocket()
    socket = opening
    opening.addEventListener('open', () => {
      open = true
      retryMs = firstRetryMs
      for (const { frame } of waiting.values()) opening.send(JSON.stringify(frame))
      listeners.tellConnection(true)
    })
    opening.addEventListener('message', (message) => hear(message.data))
    opening.addEventListener('close', () => {
      open = false
      listeners.tellConnection(false)
      setTimeout(connect, retryMs)
      retryMs = Math.min(retryMs * 2, slowestRetryMs)
    })
  }

  function call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallReply<Name>> {
    const frame: RequestFrame = { id: nextId++, name, input }
    return new Promise((resolve, reject) => {
      waiting.set(frame.id, {
        frame,
        answer: (reply) => {
          try {
            resolve(parseReply(name, reply))
          } catch (cause) {
            reject(new Error(`the reply to ${name} does not fit the contract`, { cause }))
          }
        },
      })
      if (open) socket?.send(JSON.stringify(frame))
    })
  }

  function hear(data: unknown): void {
    const frame = parseHostFrame(data)
    if ('event' in frame) return tell(frame.event, frame.data)
    const asked = waiting.get(frame.id)
    waiting.delete(frame.id)
    asked?.answer(frame.reply)
  }

  function tell(event: EventName, data: unknown): void {
    listeners.tell(event, parseEvent(event, data))
  }
}
