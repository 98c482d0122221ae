import type { WebSocket } from 'ws'
import { z } from 'zod'
import { askTerminal, hearTerminal } from '../../shared/contract/door.ts'
import type { CallError } from '../../shared/contract/errors.ts'
import type { HostFrame, Terminal } from '../../shared/contract/terminal.ts'
import { err } from '../../shared/kernel/result.ts'

/** The largest request is a booking with long notes; anything beyond this is not ours. The socket closes with 1009. */
export const maxFrameBytes = 64 * 1024

/** A window that does not read what it is sent is let go; it comes back and reads afresh. */
const maxUnreadBytes = 16 * 1024 * 1024

/** RFC 6455: the message breaks the endpoint's rules. */
const policyViolation = 1008

const requestFrame = z
  .object({ id: z.int().nonnegative(), name: z.string().max(100), input: z.unknown() })
  .strict()

/** One window on one socket: its requests go to the terminal, replies and events come back. */
export function serveWindow(socket: WebSocket, terminal: Terminal): void {
  const send = (frame: HostFrame): void => {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > maxUnreadBytes) return socket.terminate()
    socket.send(JSON.stringify(frame))
  }

  const stop = hearTerminal(terminal, (event, data) => send({ event, data }))
  socket.on('close', stop)
  // what follows an error is a close
  socket.on('error', () => {})
  socket.on('message', (data, isBinary) => {
    const frame = isBinary || !Buffer.isBuffer(data) ? null : parseFrame(data.toString())
    if (frame === null) return socket.close(policyViolation, 'malformed frame')
    void answer(terminal, frame).then((reply) => send({ id: frame.id, reply }))
  })
}

async function answer(terminal: Terminal, frame: z.output<typeof requestFrame>): Promise<unknown> {
  try {
    return await askTerminal(terminal, frame.name, frame.input)
  } catch (error) {
    console.error(`browser: call failed name=${frame.name}`, error)
    return err<CallError>({ code: 'internal' })
  }
}

function parseFrame(text: string): z.output<typeof requestFrame> | null {
  try {
    return requestFrame.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
