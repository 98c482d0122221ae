import type { LineStatus } from '../../shared/contract/calls/terminal.ts'
import type { Terminal } from '../../shared/contract/terminal.ts'
import { openTerminal } from '../../electron/terminal.ts'

interface DeskOptions {
  readonly dataDir: string
  readonly server: {
    readonly url: string
    readonly anonKey: string
    readonly enrolCode: () => Promise<string>
  }
  readonly log: (text: string) => void
}

/** This machine's terminal: enrolled with the embedded server on its first run, and holding the hotel when it returns. */
export async function openDesk({ dataDir, server, log }: DeskOptions): Promise<Terminal> {
  const terminal = await openTerminal({ dataDir, server: { url: server.url, anonKey: server.anonKey } })
  try {
    const status = await ask(terminal)
    if (!status.enrolled) {
      log('enrolling this terminal')
      const enrolled = await terminal.call('terminal.enrol', {
        code: await server.enrolCode(),
        terminalName: 'Front Desk',
      })
      if (!enrolled.ok) throw new Error(`this terminal was not enrolled: ${enrolled.error.code}`)
    }
    await untilReady(terminal, log)
    return terminal
  } catch (error) {
    await terminal.close()
    throw error
  }
}

/** The desk opens when the first mirror is complete enough to work; until then says how far it is. */
async function untilReady(terminal: Terminal, log: (text: string) => void): Promise<void> {
  let heard = (): void => {}
  const stopHearing = terminal.on('line', (line) => {
    sayProgress(line)
    heard()
  })
  const sayProgress = throttled(log)
  try {
    while (!(await ask(terminal)).ready) {
      await new Promise<void>((resolve) => {
        heard = resolve
        setTimeout(resolve, 500)
      })
    }
  } finally {
    stopHearing()
  }
}

async function ask(terminal: Terminal) {
  const status = await terminal.call('terminal.status', {})
  if (!status.ok) throw new Error(`the terminal does not say how it is: ${status.error.code}`)
  return status.value
}

function throttled(log: (text: string) => void): (line: LineStatus) => void {
  let saidAt = Number.NEGATIVE_INFINITY
  return ({ mirror }) => {
    if (mirror === null || performance.now() - saidAt < 1000) return
    saidAt = performance.now()
    log(`mirroring the hotel, ${mirror.rows} of ${mirror.total} rows`)
  }
}
